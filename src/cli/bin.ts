#!/usr/bin/env node
import { exitCode } from "./exit-code.ts";
import { loadCommand } from "./load-command.ts";

// A small incident is over before code that V8 has optimized pays: by default it spends as much time optimizing as running, and waits for the
// end of that before it exits. A large one loses nothing measurable. Other versions of V8 have no such flag.
if (process.versions.v8.startsWith("11."))
  process.getBuiltinModule("node:v8").setFlagsFromString("--interrupt-budget=2000000");

const { command, keep } = loadCommand(new URL("command.cjs", import.meta.url));
const code = await command();
process.exitCode = code;
// A run that has found a hang has used what the next one will use.
if (code === exitCode.blocked) keep();
// Linux has written all that it was given; otherwise Node collects garbage and gives the memory back, piece by piece, before it ends.
if (process.platform === "linux") process.exit();
