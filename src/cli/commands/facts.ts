import { type Command, Option } from "commander";
import { examples, exitCodes } from "../help.ts";
import type { Io } from "../io.ts";

/** `stackgraph facts …`: what is known of programs' source. */
export function addFactsCommands(root: Command, io: Io, done: (code: number) => void): void {
  const facts = root.command("facts").description("which locks functions hold where, as read in source");
  facts
    .command("build")
    .description("read Go source of one release or several into a catalogue for --facts")
    .argument("<folders...>", "trees of Go source, oldest release first; RELEASE=FOLDER names the release")
    .addOption(new Option("--program <name>", "name of the program; the module's last element when absent"))
    .addOption(new Option("--module <path>", "import path of the tree, when no go.mod says it"))
    .addOption(new Option("--output <file>", "write the catalogue to a file instead of stdout"))
    .addOption(new Option("--out <file>").hideHelp())
    .addHelpText("after", `\n${examples.factsBuild}\n${exitCodes}`)
    .action(async (folders: string[], options) => {
      const { factsBuildCommand } = await import("./facts-build.ts");
      done(await factsBuildCommand(folders, options, io));
    });
  facts
    .command("show")
    .description("what is known of a function, and from where")
    .argument("<function>", "its name, or the end of its symbol: daemon.(*Daemon).ContainerExecStart")
    .addOption(new Option("--facts <file>", "a catalogue made by facts build, besides those that ship"))
    .addHelpText("after", `\n${examples.factsShow}\n${exitCodes}`)
    .action(async (name: string, options) => {
      const { factsShowCommand } = await import("./facts-show.ts");
      done(await factsShowCommand(name, options, io));
    });
}
