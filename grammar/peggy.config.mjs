// How each grammar/NAME.peggy is compiled. A grammar without an entry goes to src/parse/generated with every rule as a start rule.

/**
 * @typedef {object} GrammarOptions
 * @property {string} stage Folder of src/ that uses the parser; it is written to src/<stage>/generated/NAME.js and NAME.d.ts.
 * @property {readonly string[]} startRules Rules that `parse(text, { startRule })` may start from; ["*"] for all.
 * @property {Readonly<Record<string, string>>} returnTypes TypeScript type of what a rule returns, for the .d.ts:
 *   { Header: 'import("../ast.ts").Header' }, relative to the generated file.
 */

/** @type {GrammarOptions} */
export const defaults = { stage: "parse", startRules: ["*"], returnTypes: {} };

/** @type {Readonly<Record<string, Partial<GrammarOptions>>>} */
export const grammars = {
  goroutine: { stage: "parse" },
  envelope: { stage: "read" },
};
