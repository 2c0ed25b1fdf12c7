import type { Goroutine, Stack } from "../model/dump.ts";
import { type EndShape, upperFirst } from "./end-shape.ts";
import { words } from "./words.ts";

const stubType = /^(?:ttrpc)?([a-z]\w*)Client$/;

/** The generated ttrpc client stub `pkg.(*xClient).Method`: the frame that called `ttrpc.(*Client).Call` or `NewStream`. */
export function ttrpcClientOf(stack: Stack): EndShape | undefined {
  const call = ttrpcCallFrame(stack);
  const func = call < 0 ? undefined : stack.frames[call + 1]?.func;
  const type = stubType.exec(func?.receiver ?? "")?.[1];
  if (!func || type === undefined || !/^[A-Z]/.test(func.name)) return undefined;
  const shape: EndShape = {
    protocol: "ttrpc",
    service: upperFirst(type),
    method: func.name,
    package: func.package,
    frame: call + 1,
  };
  return stack.frames[call]?.func.name === "NewStream" ? { ...shape, stream: "answer" } : shape;
}

/**
 * False when `Call`'s own arguments contradict the stub: they hold the method as `{pointer, length}`
 * (`Call(client, ctx, service, method, …)`), and the length must be that of the stub's name.
 */
export function methodLengthAgrees(goroutine: Goroutine, end: EndShape): boolean {
  const length = words(goroutine, end.frame - 1)[6];
  return length === undefined || Number(length) === end.method.length;
}

function ttrpcCallFrame(stack: Stack): number {
  return stack.frames.findIndex(
    ({ func }) =>
      /(?:^|\/)ttrpc$/.test(func.package) &&
      func.receiver === "Client" &&
      (func.name === "Call" || func.name === "NewStream"),
  );
}
