import { readForm } from "../grammar.ts";
import type { LineReader } from "../line-reader.ts";
import type { StackTrie } from "../stack-trie.ts";
import type { Tables } from "../tables.ts";
import type { DelveNode } from "./ast.ts";
import { EntryBuilder } from "./entry-builder.ts";
import { followingText } from "./following.ts";
import type { FormReader, Taken } from "./form.ts";
import type { Entry } from "./listed.ts";

const TAB = 9;
const HEAD = /^[* ] Goroutine (\d+) /;

type GoroutineNode = Extract<DelveNode, { kind: "goroutine" }>;

/** Reads Delve's list of goroutines, with stacks (-t) or with one position each. */
export class DelveReader implements FormReader {
  total: number | undefined;
  private readonly tables: Tables;
  private readonly trie: StackTrie;
  private readonly goroutines: EntryBuilder[] = [];
  /** The last goroutine's own line: its only position when no stack follows. */
  private node: GoroutineNode | undefined;
  private call: { readonly func: string; readonly line: number } | undefined;

  constructor(tables: Tables, trie: StackTrie) {
    this.tables = tables;
    this.trie = trie;
  }

  get current(): EntryBuilder | undefined {
    return this.goroutines.at(-1);
  }

  accept(line: LineReader): Taken {
    if (this.total !== undefined) return "ended";
    const node = readForm("DelveLine", line.text);
    const goroutine = this.current;
    if (!node) return this.acceptDamaged(line);
    if (node.kind !== "goroutine" && !goroutine) return "unread";
    const isOrphan = node.kind === "frame" && node.index === 0 && goroutine !== undefined && goroutine.length > 0;
    if (isOrphan) this.beginDamaged(line);
    switch (node.kind) {
      case "goroutine":
        this.endGoroutine();
        this.begin(line, node);
        return "taken";
      case "frame":
        this.call = { func: node.func, line: line.number };
        break;
      case "position":
        if (this.call) this.current?.frame(this.call.func, node, this.call.line);
        this.call = undefined;
        break;
      case "total":
        this.total = node.total;
        return "taken";
    }
    this.current?.extend(line);
    return isOrphan ? "damaged" : "taken";
  }

  /** The damaged line of a goroutine begins like one, or its frames follow; others belong to the goroutine before. */
  private acceptDamaged(line: LineReader): Taken {
    const id = HEAD.exec(line.text)?.[1];
    const isHead = id !== undefined || line.bytes[line.start] !== TAB;
    if (!isHead || (id === undefined && readForm("DelveLine", followingText(line))?.kind !== "frame")) return "unread";
    this.beginDamaged(line, id);
    return "damaged";
  }

  private beginDamaged(line: LineReader, id?: string): void {
    this.endGoroutine();
    const goroutine = new EntryBuilder(this.tables, this.trie, line);
    goroutine.partial = true;
    if (id !== undefined) goroutine.identify(Number.isSafeInteger(Number(id)) ? Number(id) : id);
    this.goroutines.push(goroutine);
    this.node = undefined;
    this.call = undefined;
  }

  finish(): readonly Entry[] {
    this.endGoroutine();
    return this.goroutines.map((goroutine) => goroutine.build());
  }

  private begin(line: LineReader, node: GoroutineNode): void {
    const goroutine = new EntryBuilder(this.tables, this.trie, line);
    goroutine.identify(node.id);
    goroutine.state = node.state ?? "";
    if (node.thread !== null) goroutine.attributes["thread"] = node.thread;
    if (typeof node.since === "number") goroutine.attributes["since"] = node.since;
    if (node.place === "Go") goroutine.createdBy(node.func, node);
    this.goroutines.push(goroutine);
    this.node = node;
  }

  /** Without a stack the goroutine's line shows one frame of it. */
  private endGoroutine(): void {
    const goroutine = this.current;
    if (!goroutine || !this.node || goroutine.length > 0 || this.node.place === "Go") return;
    goroutine.frame(this.node.func, this.node, goroutine.place.number);
    goroutine.elided();
  }
}
