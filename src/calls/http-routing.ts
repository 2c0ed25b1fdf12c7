import type { FuncName } from "../model/dump.ts";

/** True for the frames of an HTTP server that stand directly around a handler, or serve the connection. */
export function isHttpRouting(func: FuncName): boolean {
  if (func.package === "net/http")
    return func.name === "ServeHTTP" || (func.receiver === "conn" && func.name === "serve");
  return func.package === "golang.org/x/net/http2" && func.receiver === "serverConn" && func.name === "runHandler";
}

/** True for the frame of net/rpc that calls the method of a registered service by reflection. */
export function isNetRpcRouting(func: FuncName): boolean {
  return func.package === "net/rpc" && func.receiver === "service" && func.name === "call";
}
