import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { diagnoseCommand } from "./commands/diagnose.ts";
import { dumpsCommand } from "./commands/dumps.ts";
import { addFactsCommands } from "./commands/facts.ts";
import { parseCommand } from "./commands/parse.ts";
import { showCommand } from "./commands/show.ts";
import { examples, exitCodes } from "./help.ts";
import type { Io } from "./io.ts";

/** The command line: what can be said and which command it runs. `done` gets the exit code. */
export function program(io: Io, done: (code: number) => void): Command {
  const root = new Command("stackgraph")
    .description("Tells who blocks whom in a hung Go process, from its goroutine dumps.")
    // Inherited only by commands that are made later: set first.
    .exitOverride()
    .configureHelp({ subcommandTerm: (command) => command.name() })
    .configureOutput({
      outputError: (text, write) => write(text.replace(/^error: /, "stackgraph: ")),
      writeOut: (text) => void io.stdout.write(text),
      writeErr: (text) => void io.stderr.write(text),
      getOutHelpWidth: () => 80,
      getErrHelpWidth: () => 80,
    })
    .usage("[command] [options] PATH...")
    .version(version(), "-V, --version", "show the version")
    .helpOption("-h, --help", "show this help")
    .helpCommand("help [command]", "show the help of a command")
    .showHelpAfterError("(stackgraph --help tells what can be said)")
    .addHelpText("after", `\n${examples.stackgraph}\n${exitCodes}`);

  const color = (): Option =>
    new Option("--color <when>", "colours: NO_COLOR and FORCE_COLOR count for auto")
      .choices(["auto", "always", "never"])
      .default("auto");
  const source = (): Option =>
    new Option("--source <folder>", "Go source of the programs, to read who holds a lock; can be repeated").argParser(
      (folder: string, before: readonly string[] | undefined) => [...(before ?? []), folder],
    );
  const output = (): Option => new Option("--output <file>", "write the result to a file instead of stdout");

  root
    .command("diagnose", { isDefault: true })
    .description("who blocks whom, and what all wait for (the default command)")
    .argument("[paths...]", "dumps, logs, folders; - is stdin")
    .addOption(new Option("--format <format>", "form of the result").choices(["text", "json"]).default("text"))
    .option("--explain", "every frame with file and line, every reason with its weight")
    .addOption(color())
    .addOption(output())
    .addOption(source())
    .addOption(
      new Option("--facts <file>", "lock facts of your program, made by facts build; can be repeated").argParser(
        (file: string, before: readonly string[] | undefined) => [...(before ?? []), file],
      ),
    )
    .option("--no-catalogue", "do not use what is known of docker's and containerd's source")
    .addHelpText("after", `\n${examples.diagnose}\n${exitCodes}`)
    .action(async (paths: string[], options, command: Command) =>
      done(await diagnoseCommand(paths, options, io, command)),
    );

  root
    .command("dumps")
    .description("which dumps there are: where, of which process, from when")
    .argument("[paths...]", "dumps, logs, archives, folders; - is stdin")
    .addOption(new Option("--format <format>", "form of the result").choices(["text", "json"]).default("text"))
    .addOption(color())
    .addOption(output())
    .addHelpText("after", `\n${examples.dumps}\n${exitCodes}`)
    .action(async (paths: string[], options, command: Command) =>
      done(await dumpsCommand(paths, options, io, command)),
    );

  root
    .command("parse")
    .description("what the dumps hold, as data: every goroutine with its frames")
    .argument("[paths...]", "dumps, logs, folders; - is stdin")
    .addOption(
      new Option("--format <format>", "one document, or one goroutine a line")
        .choices(["json", "ndjson"])
        .default("json"),
    )
    .option("--check", "instead: what was read, lost and damaged; exits 1 when anything was damaged")
    .addOption(output())
    .addHelpText("after", `\n${examples.parse}\n${exitCodes}`)
    .action(async (paths: string[], options, command: Command) =>
      done(await parseCommand(paths, options, io, command)),
    );

  root
    .command("show")
    .description("one goroutine in full: its wait, locks, owner, calls and its lines")
    .argument("<goroutine>", "its id; with the dump's name when several dumps have it: dockerd:155")
    .argument("[paths...]", "dumps, logs, folders; - is stdin")
    .addOption(color())
    .addOption(source())
    .addOption(output())
    .addHelpText("after", `\n${examples.show}\n${exitCodes}`)
    .action(async (goroutine: string, paths: string[], options, command: Command) =>
      done(await showCommand(goroutine, paths, options, io, command)),
    );
  addFactsCommands(root, io, done);
  return root;
}

/** package.json lies as far above the sources as above the built files. */
function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const known = typeof manifest === "object" && manifest !== null && "version" in manifest;
  return known ? String(manifest.version) : "unknown";
}
