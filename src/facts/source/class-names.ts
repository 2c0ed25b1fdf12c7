import type { LockClass } from "../fact.ts";
import type { GoPackage } from "./workspace.ts";

/** Names lock classes and remembers them: one object for one class. */
export class ClassNames {
  readonly #classes = new Map<string, LockClass>();
  /** Folder of the package that a name was first given in. */
  readonly #homes = new Map<string, string>();
  readonly #prefix: ((folder: string) => string) | undefined;

  /** `prefix`: what a folder's names begin with, before a colon; without it they are as short as they can be. */
  constructor(prefix?: (folder: string) => string) {
    this.#prefix = prefix;
  }

  /** Name of what is called `rest` in a package: "container.State", with more of the path when another package has that name. */
  of(home: GoPackage, rest: string, kind: LockClass["kind"]): string {
    if (this.#prefix) return this.#add(`${this.#prefix(home.folder)}:${home.name}.${rest}`, home.folder, kind);
    const elements = home.folder.split("/").slice(0, -1);
    let name = `${home.name}.${rest}`;
    while (this.#homes.has(name) && this.#homes.get(name) !== home.folder && elements.length > 0)
      name = `${elements.pop()}/${name}`;
    this.#homes.set(name, home.folder);
    return this.#add(name, home.folder, kind);
  }

  /** Name of a lock inside of what has a name, but no type of its own: "cache.index.mu". */
  part(around: string, rest: string, kind: LockClass["kind"]): string {
    return this.#add(`${around}.${rest}`, this.#homes.get(around) ?? "", kind);
  }

  #add(name: string, source: string, kind: LockClass["kind"]): string {
    if (!this.#classes.has(name)) this.#classes.set(name, { name, kind, askedBy: [], source });
    return name;
  }

  /** All names with the kind of lock that they mean. */
  kinds(): ReadonlyMap<string, LockClass["kind"]> {
    return new Map([...this.#classes].map(([name, { kind }]) => [name, kind]));
  }

  /** The class of a name given before. */
  get(name: string): LockClass | undefined {
    return this.#classes.get(name);
  }
}
