import type { CreatedBy, FuncName, Location } from "../model/dump.ts";
import type { Place } from "./report.ts";
import { EMPTY, type StackTrie } from "./stack-trie.ts";
import { createdBy, type Tables } from "./tables.ts";

interface OpenAncestor {
  readonly goroutine: number;
  readonly frames: { func: FuncName; location?: Location }[];
  createdBy?: CreatedBy;
}

/** A function or a creation, as its number in `Tables.funcs` or `Tables.creators`, that waits for its position. */
type Pending = { readonly place: Place; readonly id: number } & (
  | { readonly kind: "call"; readonly inlined: boolean }
  | { readonly kind: "created" }
);

const NONE = -1;

/** Puts the frames of one goroutine together: its own ones as a path in the trie, those of its ancestors as lists. */
export class StackBuilder {
  ancestors: OpenAncestor[] = [];
  /** Frames and other lines that stand for frames, also of ancestors. */
  length = 0;
  private readonly tables: Tables;
  private readonly trie: StackTrie;
  /** Where the stack has come to in the trie. */
  node: number = EMPTY;
  private pending: Pending | undefined;
  private hasCreation = false;

  constructor(tables: Tables, trie: StackTrie) {
    this.tables = tables;
    this.trie = trie;
  }

  reset(): void {
    if (this.ancestors.length > 0) this.ancestors = [];
    this.length = 0;
    this.node = EMPTY;
    this.pending = undefined;
    this.hasCreation = false;
  }

  get expectsLocation(): boolean {
    return this.pending !== undefined;
  }

  /** Nothing but ancestors can follow. */
  get complete(): boolean {
    return this.hasCreation && !this.expectsLocation;
  }

  /** Number of the stack in `Tables.stacks`. */
  get stack(): number {
    return this.trie.stack(this.node);
  }

  /** A plain frame can follow: nothing is begun, and this is the goroutine's own stack. */
  get isBetween(): boolean {
    return !this.pending && !this.hasCreation && this.ancestors.length === 0;
  }

  /** Takes over what was read of the stack by other means. */
  advance({
    node,
    frames,
    created,
  }: {
    readonly node: number;
    readonly frames: number;
    readonly created: boolean;
  }): void {
    this.node = node;
    this.length += frames;
    this.hasCreation ||= created;
  }

  call(func: number, inlined: boolean, place: Place): void {
    this.pending = { kind: "call", id: func, inlined, place };
  }

  created(creator: number, place: Place): void {
    this.pending = { kind: "created", id: creator, place };
    this.hasCreation = true;
  }

  elided(elision: number): void {
    if (this.ancestors.length === 0) this.node = this.trie.addElided(this.node, elision);
  }

  unavailable(): void {
    this.node = this.trie.addUnavailable(this.node);
    this.length++;
  }

  ancestor(goroutine: number): void {
    this.ancestors.push({ goroutine, frames: [] });
  }

  /** Gives the pending function or creation its position, by its number in `Tables.locations`. */
  locate(location: number): void {
    const { pending } = this;
    if (!pending) return;
    this.pending = undefined;
    const ancestor = this.ancestors.at(-1);
    if (ancestor) this.addToAncestor(ancestor, pending, location);
    else if (pending.kind === "created") this.node = this.trie.addCreated(this.node, pending.id, location);
    else this.node = this.trie.addFrame(this.node, this.tables.frame(pending.id, location, pending.inlined));
    if (pending.kind === "call") this.length++;
  }

  /** Goes on without the position; the line that has none. */
  abandonLocation(): Place | undefined {
    const place = this.pending?.place;
    this.locate(NONE);
    return place;
  }

  private addToAncestor(ancestor: OpenAncestor, { kind, id }: Pending, location: number): void {
    const { creators, locations } = this.tables;
    const func = kind === "call" ? this.tables.funcAt(id) : (creators.values[id] as FuncName);
    const entry = createdBy(func, locations.values[location]);
    if (kind === "call") ancestor.frames.push(entry);
    else ancestor.createdBy = entry;
  }
}
