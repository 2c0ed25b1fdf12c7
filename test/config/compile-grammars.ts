import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

/** Before any test: the parsers are compiled when they are missing or older than their grammar. */
export default function compileGrammars(): void {
  execFileSync(process.execPath, [fileURLToPath(new URL("../../grammar/build.mjs", import.meta.url))], {
    stdio: ["ignore", "inherit", "inherit"],
  });
}
