export const text: string = `{"format":"stackgraph.facts/1","program":"kubernetes","modules":[],"releases":[],"callees":"","classes":"","packages":{}}`;
