import type { AttributeValue } from "../model/dump.ts";
import type { HeaderItem, HeaderNode } from "./ast.ts";

/** What a header says behind its id. One object per distinct text. */
export interface Header {
  readonly state: string;
  readonly minutes?: number;
  readonly lockedToThread: boolean;
  readonly attributes: Readonly<Record<string, AttributeValue>>;
}

/** Sorts what the grammar read in a header into named places. */
export function makeHeader(node: HeaderNode): Header {
  const attributes: Record<string, AttributeValue> = {};
  let minutes: number | undefined;
  let lockedToThread = false;
  for (const { name, value } of node.attributes) {
    if (name === "minutes") minutes = Number(value);
    else if (name === "lockedToThread") lockedToThread = true;
    else if (name === "labels") attributes[name] = { ...(attributes[name] as object), ...labels(value) };
    else attributes[name] = value as string | number | boolean;
  }
  return { state: node.state, ...(minutes !== undefined && { minutes }), lockedToThread, attributes };
}

function labels(value: HeaderItem["value"]): Record<string, string> {
  return Array.isArray(value) ? Object.fromEntries(value) : {};
}
