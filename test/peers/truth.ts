import type { ReadFrame, ReadGoroutine } from "./goroutine.ts";

/** The lines of a form. */
interface Shape {
  readonly header: RegExp;
  readonly call: RegExp;
  readonly location: RegExp;
  readonly created?: RegExp;
  /** A goroutine goes no further. */
  readonly end: RegExp;
}

/** The forms whose lines are known here. */
export type Form = "go" | "goleak" | "leaktest" | "race" | "delve" | "profile";

const NEVER = /(?!)/;

/** What stands in an undamaged text, found with one expression a kind of line: a reader that shares nothing with those that are compared. */
const SHAPES: Record<Form, Shape> = {
  go: {
    header: /^(?:goroutine (?<id>\d+) (?:gp=\S+ m=\S+ (?:mp=\S+ )?)?\[(?<state>.*)\](?: \{.*\})?|runtime stack):$/,
    call: /^(?<func>\S.*)\(.*\)$|^(?<native>non-Go function at pc=0x[0-9a-f]+|c_\w+)$/,
    location: /^\t(?:(?<file>.*):(?<line>\d+)(?: [+fp].*)?|pc=0x[0-9a-f]+)$/,
    created: /^created by (?<func>.*?)(?: in goroutine \d+)?$/,
    end: /^$|^\[originating from goroutine \d+\]:$|^(?:[a-z ]+: |r[a-z]+ +0x|SIG)/,
  },
  goleak: {
    header: /^ *\[?Goroutine (?<id>\d+) in state (?<state>.*), with .* on top of the stack:$/,
    call: /^ *(?<func>\S.*)\(.*\)$/,
    location: /^ *\t(?<file>.*):(?<line>\d+)(?: \+.*)?$/,
    created: /^ *created by (?<func>.*?)(?: in goroutine \d+)?$/,
    end: /^ *\]$/,
  },
  leaktest: {
    header: /^ .*leaked goroutine: goroutine (?<id>\d+) \[(?<state>.*)\]:$/,
    call: /^ *(?<func>\S.*)\(.*\)$/,
    location: /^ *\t(?<file>.*):(?<line>\d+)(?: \+.*)?$/,
    created: /^ *created by (?<func>.*?)(?: in goroutine \d+)?$/,
    end: NEVER,
  },
  race: {
    header:
      /^(?:.* by (?:goroutine (?<id>\d+)|(?<main>main goroutine)):|Goroutine (?<old>\d+) \((?<state>.*)\) created at:)$/,
    call: /^ {2}(?<func>\S.*)\(\)$/,
    location: /^ {6}(?<file>.*):(?<line>\d+)(?: \+.*)?$/,
    end: /^(?:=+|)$/,
  },
  delve: {
    header: /^[* ] Goroutine (?<id>\d+) - .*\) (?:\[(?<state>.*?)(?: \d+)?\])?$/,
    call: /^\t *\d+ +0x[0-9a-f]+ in (?<func>.*)$/,
    location: /^\t +at (?<file>.*):(?<line>\d+)$/,
    end: NEVER,
  },
  profile: {
    header: /^(?<count>\d+) @ 0x/,
    call: NEVER,
    location: /^#\t0x[0-9a-f]+\t(?<func>.*?)\+0x[0-9a-f]+\t+(?<file>.*):(?<line>\d+)$/,
    end: /^$/,
  },
};

/** What stands in a text that may hold several forms. */
export function truthOf(text: string, ...forms: readonly Form[]): ReadGoroutine[] {
  return forms.flatMap((form) => inForm(text, SHAPES[form]));
}

function inForm(text: string, shape: Shape): ReadGoroutine[] {
  const found: Open[] = [];
  let open: Open | undefined;
  for (const line of text.split("\n")) {
    const header = shape.header.exec(line)?.groups;
    const creation = shape.created?.exec(line)?.groups;
    const call = shape.call.exec(line)?.groups;
    const location = shape.location.exec(line)?.groups;
    if (header) {
      const known = found.findLast(({ id }) => header["old"] !== undefined && id === Number(header["old"]));
      if (known) known.state = header["state"] ?? "";
      open = known ?? begin(header);
      open.isOld = known !== undefined;
      if (!known) found.push(open);
    } else if (!open || shape.end.test(line)) open = undefined;
    else if (creation) open.created = { func: creation["func"] ?? "" };
    else if (call) add(open, { func: call["func"] ?? call["native"] ?? "" });
    else if (location) locate(open, location);
  }
  return found;
}

interface Open {
  id: number | undefined;
  state: string;
  minutes: number;
  locked: boolean;
  frames: ReadFrame[];
  created: ReadFrame | undefined;
  /** What follows is the stack of its creation. */
  isOld: boolean;
}

function begin({ id, main, state = "" }: Record<string, string>): Open {
  return {
    id: main ? 1 : id === undefined ? undefined : Number(id),
    state: (/^(?:(?! labels:\{)[^,])*/.exec(state)?.[0] ?? "").trim(),
    minutes: Number(/, (\d+) minutes/.exec(state)?.[1] ?? 0),
    locked: state.includes(", locked to thread"),
    frames: [],
    created: undefined,
    isOld: false,
  };
}

function add(open: Open, frame: ReadFrame): void {
  if (open.isOld) open.created ??= frame;
  else open.frames.push(frame);
}

function locate(open: Open, { func, file, line }: Record<string, string>): void {
  const position = file === undefined ? {} : { file, line: Number(line) };
  if (func !== undefined) open.frames.push({ func, ...position });
  else if (open.created) open.created = { ...position, ...open.created };
  else open.frames.push({ ...(open.frames.pop() ?? { func: "" }), ...position });
}
