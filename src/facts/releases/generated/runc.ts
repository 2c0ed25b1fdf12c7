export const text: string = `{"format":"stackgraph.facts/1","program":"runc","modules":[],"releases":[],"callees":"","classes":"","packages":{}}`;
