import { catalogue as builtIn } from "../../facts/catalogue.ts";
import { describeFunction } from "../../facts/releases/describe-function.ts";
import type { KnownFunction } from "../../facts/releases/known-files.ts";
import { loadCatalogue, shipped } from "../../facts/releases/shipped.ts";
import { emit } from "../emit.ts";
import { exitCode } from "../exit-code.ts";
import { type Io, tell } from "../io.ts";
import { readCatalogueFile } from "../read-catalogue-file.ts";

/** `stackgraph facts show FUNCTION` */
export async function factsShowCommand(name: string, { facts }: { readonly facts?: string }, io: Io): Promise<number> {
  const given = facts === undefined ? [] : [readCatalogueFile(facts)];
  const catalogues = [...given, ...(await Promise.all(shipped.map(loadCatalogue)))];
  const wanted = plain(name);
  const blocks = catalogues.flatMap((catalogue) =>
    [...catalogue.all()].filter((known) => isMeant(known, wanted)).map((known) => describeFunction(catalogue, known)),
  );
  blocks.push(...byHand(wanted));
  if (blocks.length === 0) {
    tell(io, `${name}: no function of this name is known to take locks or to block.`);
    return exitCode.nothingWrong;
  }
  await emit([`${blocks.map((lines) => lines.join("\n")).join("\n\n")}\n`], undefined, io);
  return exitCode.nothingWrong;
}

/** "daemon.(*Daemon).Kill" as "daemon.Daemon.Kill". */
function plain(name: string): string {
  return name.replace(/[(*)]/g, "");
}

/** Whether a symbol ends in what was asked for: "Kill", "Daemon.Kill", "daemon.Daemon.Kill" or more of the path. */
function isMeant({ package: path, name }: KnownFunction, wanted: string): boolean {
  const symbol = `${path}.${name}`;
  return symbol === wanted || symbol.endsWith(`.${wanted}`) || symbol.endsWith(`/${wanted}`);
}

/** Facts written by hand, for what no release covers. */
function byHand(wanted: string): string[][] {
  const last = wanted.split(".").at(-1) ?? wanted;
  const names = new RegExp(`\\b${last.replace(/\W/g, "\\$&")}\\b`);
  return builtIn.flatMap(({ program, holds }) =>
    holds
      .filter(({ holder }) => names.test(holder))
      .map(({ holder, class: name, mode, while: calls, except, source }) => [
        `${holder} (${program}, written by hand, for releases that no catalogue has)`,
        `    holds ${name}${mode === "rlock" ? " for reading" : ""}${calls ? ` while it calls ${calls.join(" or ")}` : ""}${except ? `, not while it calls ${except.join(" or ")}` : ""}`,
        `    ${source}`,
      ]),
  );
}
