import type { CreatedBy, Stack, StackFrame } from "../model/dump.ts";
import { PairTable } from "./pair-table.ts";
import { createdBy, type Tables } from "./tables.ts";

/** What a stack consists of besides frames; frames are the numbers that `Tables.frame` gives. */
const Element = { Frame: 0, Elided: 1, Created: 2, Unavailable: 3 } as const;
const KINDS = 4;

/** A stack that has nothing yet. */
export const EMPTY = -1;

/** Shares stacks: a trie whose nodes are (node above, element), so that equal stacks end at the same node. */
export class StackTrie {
  private readonly tables: Tables;
  private readonly nodes = new PairTable();
  private readonly creations = new PairTable();
  private readonly byNode = new Map<number, number>();

  constructor(tables: Tables) {
    this.tables = tables;
  }

  /** The element for a frame. */
  frameElement(frame: number): number {
    return frame * KINDS + Element.Frame;
  }

  /** The element for a creation. @param creator Its number in `Tables.creators`; `location`: in `Tables.locations`, -1 for none. */
  creationElement(creator: number, location: number): number {
    return this.creations.intern(creator, location) * KINDS + Element.Created;
  }

  isFrame(element: number): boolean {
    return element % KINDS === Element.Frame;
  }

  /** What stands last in the stack that ends at a node. */
  elementAt(node: number): number {
    return this.nodes.second(node);
  }

  /** The node below a node for an element. */
  add(node: number, element: number): number {
    return this.nodes.intern(node, element);
  }

  addFrame(node: number, frame: number): number {
    return this.add(node, this.frameElement(frame));
  }

  /** @param elision Its number in `Tables.elisions`. */
  addElided(node: number, elision: number): number {
    return this.nodes.intern(node, elision * KINDS + Element.Elided);
  }

  addCreated(node: number, creator: number, location: number): number {
    return this.add(node, this.creationElement(creator, location));
  }

  addUnavailable(node: number): number {
    return this.nodes.intern(node, Element.Unavailable);
  }

  /** The number, in `Tables.stacks`, of the stack that ends at a node. */
  stack(node: number): number {
    const known = this.byNode.get(node);
    if (known !== undefined) return known;
    const id = this.tables.stacks.length;
    this.tables.stacks.push(this.build(id, node));
    this.byNode.set(node, id);
    return id;
  }

  private build(id: number, last: number): Stack {
    const elements: number[] = [];
    for (let node = last; node !== EMPTY; node = this.nodes.first(node)) elements.push(this.nodes.second(node));
    const frames: StackFrame[] = [];
    let elided: Stack["elided"];
    let creation: CreatedBy | undefined;
    let unavailable = false;
    for (const element of elements.reverse()) {
      const value = Math.floor(element / KINDS);
      if (element % KINDS === Element.Frame) frames.push(this.tables.frameAt(value));
      else if (element % KINDS === Element.Elided)
        elided = { after: frames.length, count: this.tables.elisions.values[value] ?? -1 };
      else if (element % KINDS === Element.Unavailable) unavailable = true;
      else creation = this.creation(value);
    }
    return {
      id,
      frames,
      ...(elided && { elided }),
      ...(creation && { createdBy: creation }),
      ...(unavailable && { unavailable }),
    };
  }

  private creation(id: number): CreatedBy | undefined {
    const func = this.tables.creators.values[this.creations.first(id)];
    return func && createdBy(func, this.tables.locations.values[this.creations.second(id)]);
  }
}
