import type { LockClass } from "../fact.ts";
import type { GoPackage } from "./workspace.ts";

/** Names lock classes and remembers them: one object for one class. */
export class ClassNames {
  readonly #classes = new Map<string, LockClass>();
  /** Folder of the package that a name was first given in. */
  readonly #homes = new Map<string, string>();

  /** Name of what is called `rest` in a package: "container.State", with more of the path when another package has that name. */
  of(home: GoPackage, rest: string, kind: LockClass["kind"]): string {
    const elements = home.folder.split("/").slice(0, -1);
    let name = `${home.name}.${rest}`;
    while (this.#homes.has(name) && this.#homes.get(name) !== home.folder && elements.length > 0)
      name = `${elements.pop()}/${name}`;
    this.#homes.set(name, home.folder);
    if (!this.#classes.has(name)) this.#classes.set(name, { name, kind, askedBy: [], source: home.folder });
    return name;
  }

  /** The class of a name given before. */
  get(name: string): LockClass | undefined {
    return this.#classes.get(name);
  }
}
