import { readForm } from "../grammar.ts";
import type { LineReader } from "../line-reader.ts";
import type { StackTrie } from "../stack-trie.ts";
import type { Tables } from "../tables.ts";
import type { ProfileNode } from "./ast.ts";
import { EntryBuilder } from "./entry-builder.ts";
import { followingText } from "./following.ts";
import type { FormReader, Taken } from "./form.ts";
import type { Entry } from "./listed.ts";

const HASH = 0x23;

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

  accept(line: LineReader, afterBlank: boolean): Taken {
    const node = readForm("ProfileLine", line.text);
    if (!node) return this.acceptDamaged(line, afterBlank);
    // An empty line ends a bucket: this is one without its first line.
    const isOrphan = afterBlank && isFrame(node) && !this.isNew;
    if (isOrphan) this.begin(line, 1).partial = true;
    const bucket = this.current;
    if (isFrame(node) && !bucket) return "unread";
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
    return isOrphan ? "damaged" : "taken";
  }

  /** The damaged first line of a bucket is followed by its frames; others belong to the bucket before. */
  private acceptDamaged(line: LineReader, afterBlank: boolean): Taken {
    const isHead = !this.isNew && (afterBlank || line.bytes[line.start] !== HASH);
    if (!isHead || !isFrame(readForm("ProfileLine", followingText(line)))) return "unread";
    this.begin(line, Number(/^(\d+) @/.exec(line.text)?.[1] ?? 1)).partial = true;
    return "damaged";
  }

  finish(): readonly Entry[] {
    return this.buckets.map((bucket) => bucket.build());
  }

  private begin(line: LineReader, count: number): EntryBuilder {
    const bucket = new EntryBuilder(this.tables, this.trie, line);
    bucket.count = count;
    this.buckets.push(bucket);
    return bucket;
  }
}

/** The line stands in a bucket, and is not its first. */
function isFrame(node: ProfileNode | undefined): boolean {
  return node?.kind === "frame" || node?.kind === "labels";
}
