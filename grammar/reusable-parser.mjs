// peggy writes a parser that makes all of its rules, expected texts and actions anew for each text. Here it reads thousands of texts of a few dozen
// bytes: making the rules took ten times as long as applying them. This turns it into one that makes them once and then only resets its state.

/**
 * What peggy 5.1 writes, and what stands there instead. `match` reads silently: a text of another form costs no error message.
 *
 * @type {readonly (readonly [before: RegExp, after: string])[]}
 */
const changes = [
  [
    /^function peg\$parse\(input, options\) \{\n {2}options = .*\n\n {2}const peg\$FAILED = \{\};\n {2}const peg\$source = .*\n/m,
    `function peg$makeParser() {
  let input = "";

  const peg$FAILED = {};
  const peg$source = undefined;
`,
  ],
  [/^ {2}let peg\$startRuleFunction = (\w|\$)+;\n/m, ""],
  [
    /^ {2}let peg\$currPos = [\s\S]*?^ {2}if \(options\.startRule\) \{\n[\s\S]*?^ {2}\}\n/m,
    `  let peg$currPos = 0;
  let peg$savedPos = 0;
  let peg$posDetailsCache = [];
  let peg$maxFailPos = 0;
  let peg$maxFailExpected = [];
  let peg$silentFails = 0;
  let peg$result;

  function peg$start(text, rule, silent) {
    if (!Object.hasOwn(peg$startRuleFunctions, rule)) {
      throw new Error("Can't start parsing from rule \\"" + rule + "\\".");
    }
    input = text;
    peg$currPos = peg$savedPos = peg$maxFailPos = 0;
    peg$posDetailsCache = [{ line: 1, column: 1 }];
    peg$maxFailExpected = [];
    peg$silentFails = silent ? 1 : 0;
    peg$result = peg$startRuleFunctions[rule]();
    return peg$result !== peg$FAILED && peg$currPos === input.length;
  }

  // What is kept would keep the text.
  function peg$end() {
    input = "";
    peg$result = undefined;
  }

  function peg$match(text, rule) {
    try {
      return peg$start(text, rule, true) ? peg$result : undefined;
    } catch {
      // A RangeError: the text is nested thousands of levels deep.
      return undefined;
    } finally {
      peg$end();
    }
  }

  function peg$parse(text, rule) {
    try {
      if (!peg$start(text, rule, false)) peg$throw();
      return peg$result;
    } finally {
      peg$end();
    }
  }
`,
  ],
  [/^ {2}peg\$result = peg\$startRuleFunction\(\);\n\n.*\n/m, ""],
  [
    /^ {2}if \(options\.peg\$library\) \{\n[\s\S]*?^\}\n/m,
    `  return { match: peg$match, parse: peg$parse };
}

let peg$made;

function peg$parser() {
  peg$made ??= peg$makeParser();
  return peg$made;
}

function peg$parse(text, options) {
  return peg$parser().parse(text, options?.startRule ?? peg$allowedStartRules[0]);
}

function peg$match(text, rule) {
  return peg$parser().match(text, rule);
}
`,
  ],
  [/^ {2}peg\$parse as parse\n/m, "  peg$match as match,\n  peg$parse as parse\n"],
];

/** Its type: `undefined` for a text of another form. */
const declaration = `
/** What a rule reads in the whole text; undefined when the text is of another form, or nested too deep to be read. */
export function match(text: string, rule: StartRuleNames): unknown;
`;

/**
 * A parser that peggy has made, with its declarations, made to be used again and again. An initializer of the grammar runs once, not for each text:
 * what it declares must not depend on the text before.
 *
 * @param {{ code: string, types: string }} parser
 * @throws Error when peggy's output has another form than the one known here.
 */
export function makeReusable({ code, types }) {
  let made = code;
  for (const [before, after] of changes) {
    if (!before.test(made)) throw new Error(`peggy writes its parsers in another form now: no ${before}`);
    made = made.replace(before, () => after);
  }
  if (/\boptions\.(?!startRule)/.test(made)) throw new Error("peggy's parser has options that are lost here");
  return { code: made, types: types + declaration };
}
