export const text: string = `{"format":"stackgraph.facts/1","program":"grpc","modules":[],"releases":[],"callees":"","classes":"","packages":{}}`;
