export const text: string = `{"format":"stackgraph.facts/1","program":"containerd","modules":[],"releases":[],"callees":"","classes":"","packages":{}}`;
