import { readForm } from "../grammar.ts";
import type { LineReader } from "../line-reader.ts";
import type { StackTrie } from "../stack-trie.ts";
import type { Tables } from "../tables.ts";
import { EntryBuilder } from "./entry-builder.ts";
import type { FormReader, Taken } from "./form.ts";
import type { Entry } from "./listed.ts";

/** Reads a goroutine profile as text: one entry for each bucket. It tells no ids, states, arguments or creators. */
export class ProfileReader implements FormReader {
  total: number | undefined;
  private readonly tables: Tables;
  private readonly trie: StackTrie;
  private readonly buckets: EntryBuilder[] = [];
  private isNew = true;

  constructor(tables: Tables, trie: StackTrie) {
    this.tables = tables;
    this.trie = trie;
  }

  get current(): EntryBuilder | undefined {
    return this.buckets.at(-1);
  }

  accept(line: LineReader): Taken {
    const node = readForm("ProfileLine", line.text);
    const bucket = this.current;
    if (!node || (node.kind !== "total" && node.kind !== "bucket" && !bucket)) return "unread";
    switch (node.kind) {
      case "total":
        // Another profile begins: it is a dump of its own.
        if (!this.isNew) return "ended";
        this.total = node.total;
        break;
      case "bucket":
        this.begin(line, node.count);
        break;
      case "labels":
        if (bucket) bucket.attributes["labels"] = Object.fromEntries(node.labels);
        break;
      case "frame":
        bucket?.frame(node.func ?? node.pc, node, line.number);
    }
    this.isNew = false;
    if (node.kind !== "total") this.current?.extend(line);
    return "taken";
  }

  finish(): readonly Entry[] {
    return this.buckets.map((bucket) => bucket.build());
  }

  private begin(line: LineReader, count: number): void {
    const bucket = new EntryBuilder(this.tables, this.trie, line);
    bucket.count = count;
    this.buckets.push(bucket);
  }
}
