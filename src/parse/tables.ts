import type { CreatedBy, FuncName, Location, Stack, StackFrame } from "../model/dump.ts";
import type { CrashNode, FuncNode, RegisterPair } from "./ast.ts";
import { makeFuncName, nativeName } from "./func-name.ts";
import { readWith } from "./grammar.ts";
import { type Header, makeHeader } from "./header.ts";
import { Interner } from "./interner.ts";
import { LocationReader } from "./location.ts";
import { PairTable } from "./pair-table.ts";

/** Everything that one call of `parse` has read, each distinct text once. */
export class Tables {
  readonly headers: Interner<Header> = new Interner((text) => {
    const node = readWith("HeaderRest", text);
    return node && makeHeader(node);
  });
  readonly funcs: Interner<FuncName> = new Interner((text) => this.funcName(readWith("FuncName", text)));
  private readonly locationReader = new LocationReader();
  readonly locations: Interner<Location> = new Interner((text) => this.locationReader.read(text));
  readonly creators: Interner<FuncName> = new Interner((text) => {
    return this.funcName(readWith("CreatedByText", text)?.func);
  });
  readonly elisions: Interner<number> = new Interner((text) => readWith("Elided", text));
  readonly unavailable: Interner<string> = new Interner((text) => readWith("Unavailable", text));
  readonly ancestors: Interner<number> = new Interner((text) => readWith("AncestorHeader", text));
  readonly noise: Interner<string> = new Interner((text) => readWith("Noise", text));
  readonly crashLines: Interner<CrashNode> = new Interner((text) => readWith("CrashLine", text));
  readonly registers: Interner<readonly RegisterPair[]> = new Interner((text) => readWith("RegisterLine", text));
  private readonly natives: Interner<FuncName> = new Interner(nativeName);
  readonly stacks: Stack[] = [];
  private readonly frames: StackFrame[] = [];
  private readonly framePairs = new PairTable();
  private readonly names = new Map<string, FuncName>();

  /** The number of the frame of a function (see `funcs`) at a location (see `locations`, -1 for none). */
  frame(func: number, location: number, inlined: boolean): number {
    const id = this.framePairs.intern(2 * func + Number(inlined), location);
    if (id === this.frames.length) {
      const position = this.locations.values[location];
      this.frames.push({
        func: this.funcAt(func),
        ...(position && { location: position }),
        inlined,
      });
    }
    return id;
  }

  /** The number of a function that is none of Go's, for `frame` and `funcAt`: below zero. */
  nativeFunc(name: Uint8Array): number {
    return -1 - this.natives.intern(name, 0, name.length);
  }

  funcAt(func: number): FuncName {
    return (func < 0 ? this.natives.values[-1 - func] : this.funcs.values[func]) as FuncName;
  }

  frameAt(id: number): StackFrame {
    return this.frames[id] as StackFrame;
  }

  /** The name, as the one object of its text. */
  private funcName(node: FuncNode | undefined): FuncName | undefined {
    if (!node) return undefined;
    const name = this.names.get(node.text) ?? makeFuncName(node);
    this.names.set(node.text, name);
    return name;
  }
}

export function createdBy(func: FuncName, location: Location | undefined): CreatedBy {
  return { func, ...(location && { location }) };
}
