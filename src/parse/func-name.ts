import type { FuncName } from "../model/dump.ts";
import type { FuncNode } from "./ast.ts";

const VENDOR = /^(?:.*\/)?vendor\/(?:src\/)?/;

/** A function's name out of what the grammar read in it. */
export function makeFuncName(node: FuncNode): FuncName {
  const path = unescapePath(node.package.replace(VENDOR, ""));
  const written = node.text.slice(node.package.length);
  const rest =
    node.qualifier === undefined ? written : written.replace(`(${node.qualifier}${node.name})`, () => node.name);
  return {
    text: node.text,
    symbol: path + rest,
    package: path,
    ...(node.receiver !== undefined && { receiver: node.receiver }),
    pointerReceiver: node.pointerReceiver ?? false,
    name: node.name,
    closure: node.closure.replace(/^[.·-]/, ""),
    short: path.slice(path.lastIndexOf("/") + 1) + rest,
  };
}

/** A name that Go's rules do not read, for instance of a C++ function: not split. */
export function nativeName(text: string): FuncName {
  return { text, symbol: text, package: "", pointerReceiver: false, name: text, closure: "", short: text };
}

/** Undoes the linker's escaping of import paths: "gopkg.in/yaml%2ev2" → "gopkg.in/yaml.v2". */
function unescapePath(path: string): string {
  if (!path.includes("%")) return path;
  try {
    return decodeURIComponent(path);
  } catch {
    // Not escaped by the linker, or not UTF-8: as printed.
    return path;
  }
}
