export const text: string = `{"format":"stackgraph.facts/1","program":"docker","modules":[],"releases":[],"callees":"","classes":"","packages":{}}`;
