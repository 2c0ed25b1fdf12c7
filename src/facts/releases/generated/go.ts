export const text: string = `{"format":"stackgraph.facts/1","program":"go","modules":[],"releases":[],"callees":"","classes":"","packages":{}}`;
