import type { CallEnd } from "../model/call.ts";
import type { Goroutine, Stack } from "../model/dump.ts";
import { dockerClientOf } from "./docker-client.ts";
import { dockerServerOf } from "./docker-server.ts";
import type { EndShape } from "./end-shape.ts";
import { grpcClientOf } from "./grpc-client.ts";
import { grpcServerOf } from "./grpc-server.ts";
import { memo } from "./memo.ts";
import { sentOf } from "./sent.ts";
import { methodLengthAgrees, ttrpcClientOf } from "./ttrpc-client.ts";
import { ttrpcServerOf } from "./ttrpc-server.ts";

/** The ends of remote calls in one goroutine: it can serve one call and, for that, be inside another. */
export interface CallEnds {
  readonly client?: CallEnd;
  readonly server?: CallEnd;
}

interface EndShapes {
  readonly client?: EndShape;
  readonly server?: EndShape;
}

const clientRules = [grpcClientOf, ttrpcClientOf, dockerClientOf];
const serverRules = [grpcServerOf, ttrpcServerOf, dockerServerOf];

/** What the stack alone shows; whether a goroutine's arguments contradict, `callsOf` tells. */
export const shapesOf: (stack: Stack) => EndShapes = memo(readShapes);

/**
 * The remote calls that a goroutine's frames show: the innermost client stub (gRPC, ttrpc, Docker's HTTP API) as the pending call, and
 * the innermost handler as the call that it serves. Calls that wait by design are among them, see `isIdleCall`. Empty when function
 * names say nothing.
 */
export function callsOf(goroutine: Goroutine): CallEnds {
  const { client, server } = shapesOf(goroutine.stack);
  const agrees = client && (client.protocol !== "ttrpc" || methodLengthAgrees(goroutine, client));
  return {
    ...(client && agrees && { client: { goroutine, ...client } }),
    ...(server && { server: { goroutine, ...server } }),
  };
}

function readShapes(stack: Stack): EndShapes {
  const server = innermost(stack, serverRules);
  const client = innermost(stack, clientRules);
  if (!client || (server && client.frame > server.frame)) return server ? { server } : {};
  const sent = sentOf(stack, client.frame);
  return { client: sent === undefined ? client : { ...client, sent }, ...(server && { server }) };
}

function innermost(stack: Stack, rules: readonly ((stack: Stack) => EndShape | undefined)[]): EndShape | undefined {
  return rules
    .map((rule) => rule(stack))
    .filter((shape) => shape !== undefined)
    .sort((a, b) => a.frame - b.frame)[0];
}
