import { readForm } from "../grammar.ts";
import type { LineReader } from "../line-reader.ts";
import type { StackTrie } from "../stack-trie.ts";
import type { Tables } from "../tables.ts";
import type { IdNode, RaceNode } from "./ast.ts";
import { EntryBuilder } from "./entry-builder.ts";
import { followingText } from "./following.ts";
import type { FormReader, Taken } from "./form.ts";
import type { Entry } from "./listed.ts";

/** A report begins with a fence and a title; either may be missing or damaged. */
function mayBegin(node: RaceNode | undefined, line: LineReader): boolean {
  if (node) return node.kind === "fence" || node.kind === "title" || node.kind === "access";
  return readForm("RaceLine", followingText(line))?.kind === "access";
}

const CREATION = /^Goroutine |created at/;

/** Reads one report of the race detector: the stacks of the two accesses, and where their goroutines were created. */
export class RaceReader implements FormReader {
  private readonly tables: Tables;
  private readonly trie: StackTrie;
  private readonly goroutines: EntryBuilder[] = [];
  /** The lines that follow are the stack of this access, or of its goroutine's creation. */
  private stack: { readonly goroutine: EntryBuilder; readonly created: boolean } | undefined;
  private call: { readonly func: string; readonly line: number } | undefined;
  private phase: "start" | "titled" | "ended" = "start";

  constructor(tables: Tables, trie: StackTrie) {
    this.tables = tables;
    this.trie = trie;
  }

  get current(): EntryBuilder | undefined {
    return this.stack?.goroutine;
  }

  accept(line: LineReader, afterBlank: boolean): Taken {
    if (this.phase === "ended") return "ended";
    const node = readForm("RaceLine", line.text);
    if (this.phase === "start" && !mayBegin(node, line)) return "ended";
    if (afterBlank) this.stack = undefined;
    if (!node) return this.acceptDamaged(line, afterBlank);
    switch (node.kind) {
      case "fence":
        if (this.phase === "titled") this.phase = "ended";
        return "taken";
      case "title":
        if (this.phase === "titled") return "ended";
        this.phase = "titled";
        return "taken";
      case "access":
        this.phase = "titled";
        this.stack = { goroutine: this.begin(line, node.goroutine), created: false };
        Object.assign(this.stack.goroutine.attributes, { access: node.access, address: node.address });
        break;
      case "creation": {
        const goroutine = this.known(node.goroutine) ?? this.begin(line, node.goroutine);
        goroutine.state = node.state;
        this.stack = { goroutine, created: true };
        return "taken";
      }
      case "call":
        // The line before told whose stack it is, and is missing.
        if (!this.stack) return "unread";
        this.call = { func: node.func, line: line.number };
        break;
      case "location":
        this.locate(node);
    }
    if (this.stack && !this.stack.created) this.stack.goroutine.extend(line);
    return "taken";
  }

  finish(): readonly Entry[] {
    return this.goroutines.map((goroutine) => goroutine.build());
  }

  /** The damaged first line of an access is followed by its calls; that of a creation too, but whose it is nobody knows. */
  private acceptDamaged(line: LineReader, afterBlank: boolean): Taken {
    const isHead = afterBlank || line.start === line.indented;
    if (isHead) this.stack = undefined;
    if (!isHead || CREATION.test(line.text) || readForm("RaceLine", followingText(line))?.kind !== "call")
      return "unread";
    const goroutine = new EntryBuilder(this.tables, this.trie, line);
    goroutine.partial = true;
    this.goroutines.push(goroutine);
    this.stack = { goroutine, created: false };
    return "damaged";
  }

  /** The goroutine of an access; a creation that is of none is of the one access whose first line is damaged. */
  private known(id: IdNode): EntryBuilder | undefined {
    const found = this.goroutines.find((one) => one.is(id));
    const [unknown, ...others] = this.goroutines.filter(({ isUnknown }) => isUnknown);
    if (found || !unknown || others.length > 0) return found;
    unknown.identify(id);
    return unknown;
  }

  private begin(line: LineReader, id: IdNode): EntryBuilder {
    const goroutine = new EntryBuilder(this.tables, this.trie, line);
    goroutine.identify(id);
    this.goroutines.push(goroutine);
    return goroutine;
  }

  private locate(position: { file: string; line: number; offset: string | null }): void {
    const { call, stack } = this;
    this.call = undefined;
    if (!call || !stack) return;
    // The creator's stack: its innermost function executed the go statement.
    if (stack.created) stack.goroutine.createdBy(call.func, position);
    else stack.goroutine.frame(call.func, position, call.line);
  }
}
