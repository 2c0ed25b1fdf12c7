import { feedAt, viewOf } from "../read/words.ts";
import { isInlined, openingOf } from "./call-line.ts";
import { ElementTexts, Gap } from "./element-texts.ts";
import { isBlank, isDigit, kindOf, LineKind } from "./line-reader.ts";
import { EMPTY, type StackTrie } from "./stack-trie.ts";
import type { Tables } from "./tables.ts";

const NONE = -1;
const TAB = 9;
const HASH = 0x23;
const SPACE = 0x20;

/** How many elements were known by prediction, and how many had to be hashed: tests hold them against each other. */
export const elementCounts: { predicted: number; hashed: number } = { predicted: 0, hashed: 0 };

/**
 * Reads stretches of whole frames. Nearly every line of a large dump is the one that followed the same way before: so it is compared with
 * that one first (in a dump of 24,050 goroutines 99.9 % of the frames are told so), and hashed only when it is another. Reading such a dump
 * takes a fifth of the time that hashing each line takes. What is no plain frame (cut, damaged, indented, of C, with "\r") ends the stretch:
 * the grammar's rules for it are applied by `GoroutineBuilder`, and what is read here, it would read in the same way.
 */
export class StretchReader {
  /** What the last stretch ended with: behind its last line, its node in the trie, its number of frames. */
  next = 0;
  node: number = EMPTY;
  frames = 0;
  /** A creation stood at its end, and which goroutine it names. */
  created = false;
  creator: number = NONE;

  private readonly tables: Tables;
  private readonly trie: StackTrie;
  private readonly texts = new ElementTexts();
  private bytes: Uint8Array = new Uint8Array();
  private view: DataView = viewOf(this.bytes);
  /** The node that was reached last: from the empty stack, by the number of the header; from a node. */
  private firsts = new Nodes();
  private children = new Nodes();
  private hashed = 0;
  /** Behind the element that `readElement` has read. */
  private behind = 0;
  /** The element that stood last behind an element, for nodes that are new. */
  private followers = new Nodes();

  constructor(tables: Tables, trie: StackTrie) {
    this.tables = tables;
    this.trie = trie;
  }

  /** Makes it read these bytes. */
  open(bytes: Uint8Array): void {
    this.bytes = bytes;
    this.view = viewOf(bytes);
  }

  /** Reads a stretch that begins with the line at `at`, below `node` of a goroutine with this header; false when there is none. */
  read(at: number, node: number, header: number): boolean {
    this.next = at;
    this.node = node;
    this.frames = 0;
    this.created = false;
    this.creator = NONE;
    this.hashed = 0;
    while (!this.created && this.step(header));
    elementCounts.hashed += this.hashed;
    elementCounts.predicted += this.frames + Number(this.created) - this.hashed;
    return this.next > at;
  }

  private step(header: number): boolean {
    const { node, trie, texts, view, next } = this;
    const isFirst = node === EMPTY;
    let child = isFirst ? this.firsts.at(header + 1) : this.children.at(node);
    let element = child < 0 ? NONE : trie.elementAt(child);
    let behind = child < 0 ? NONE : texts.match(element, view, next);
    if (behind < 0) {
      const before = isFirst ? NONE : trie.elementAt(node);
      element = before < 0 ? NONE : this.followers.at(before);
      behind = element < 0 ? NONE : texts.match(element, view, next);
      if (behind < 0) {
        element = this.readElement(next);
        if (element < 0) return false;
        behind = this.behind;
        this.hashed++;
      }
      if (before >= 0) this.followers.set(before, element);
      child = trie.add(node, element);
      if (isFirst) this.firsts.set(header + 1, child);
      else this.children.set(node, child);
    }
    if (!trie.isFrame(element)) {
      if (isFirst) return false;
      this.created = true;
      this.creator = this.creatorId();
    } else this.frames++;
    this.node = child;
    this.next = behind;
    return true;
  }

  /** The id that ends the first of the creation's two lines. */
  private creatorId(): number {
    let id = 0;
    let at = this.texts.gapAt;
    if (at < 0) return NONE;
    for (; isDigit(this.bytes[at]); at++) id = 10 * id + ((this.bytes[at] as number) - 0x30);
    return id;
  }

  /** The element whose two lines begin at `start`, by the tables; -1 when they are no plain frame. */
  private readElement(start: number): number {
    const { bytes, view } = this;
    const feed = feedAt(view, start);
    if (feed <= start || isBlank(bytes[feed - 1] as number)) return NONE;
    const kind = kindOf(bytes, start, feed);
    if (kind !== LineKind.Call && kind !== LineKind.Created) return NONE;
    const at = feed + 2;
    const behind = feedAt(view, feed + 1);
    if (bytes[feed + 1] !== TAB || behind <= at || isBlank(bytes[behind - 1] as number)) return NONE;
    if (isBlank(bytes[at] as number) || bytes[at] === HASH) return NONE;
    return kind === LineKind.Call ? this.readFrame(start, feed, behind) : this.readCreation(start, feed, behind);
  }

  private readFrame(start: number, feed: number, behind: number): number {
    const { bytes, tables, trie } = this;
    const open = openingOf(bytes, start, feed);
    if (open < 0) return NONE;
    const func = tables.funcs.intern(bytes, start, open);
    if (tables.funcs.values[func] === undefined) return NONE;
    const location = tables.locations.intern(bytes, feed + 2, behind);
    if (tables.locations.values[location] === undefined) return NONE;
    const inlined = isInlined(bytes, open, feed);
    const element = trie.frameElement(tables.frame(func, location, inlined));
    const end = behind + 1;
    this.behind = end;
    this.texts.remember(
      element,
      bytes,
      inlined
        ? { start, gapStart: end, gapEnd: end, end, gap: Gap.None }
        : { start, gapStart: open + 1, gapEnd: feed - 1, end, gap: Gap.Arguments },
    );
    return element;
  }

  private readCreation(start: number, feed: number, behind: number): number {
    const { bytes, tables, trie } = this;
    let digits = feed;
    while (isDigit(bytes[digits - 1])) digits--;
    if (bytes[digits - 1] !== SPACE) digits = feed;
    const creator = tables.creators.intern(bytes, start, digits);
    if (tables.creators.values[creator] === undefined) return NONE;
    const location = tables.locations.intern(bytes, feed + 2, behind);
    if (tables.locations.values[location] === undefined) return NONE;
    const element = trie.creationElement(creator, location);
    const end = behind + 1;
    this.behind = end;
    this.texts.gapAt = digits === feed ? NONE : digits;
    this.texts.remember(
      element,
      bytes,
      digits === feed
        ? { start, gapStart: end, gapEnd: end, end, gap: Gap.None }
        : { start, gapStart: digits, gapEnd: feed, end, gap: Gap.Digits },
    );
    return element;
  }
}

/** Numbers by number, -1 where there is none. */
class Nodes {
  private values = new Int32Array(64).fill(NONE);

  at(index: number): number {
    return this.values[index] ?? NONE;
  }

  set(index: number, value: number): void {
    if (index >= this.values.length) {
      const larger = new Int32Array(2 * index).fill(NONE);
      larger.set(this.values);
      this.values = larger;
    }
    this.values[index] = value;
  }
}
