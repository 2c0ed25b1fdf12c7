// Which folder of src/ may import which: design as lint. `npm run lint:layers` shows the comment of a rule to whoever breaks it.

/**
 * The stages in the order in which data flows: each may import those before it. "index.ts" is the list of the public API, so what
 * stands behind it wires the library to a platform.
 */
export const stages = [
  ...["model", "read", "parse", "waits", "facts", "locks", "calls", "processes", "graph", "query", "view", "notebook"],
  ...["index.ts", "node", "page", "cli"],
];

/** Stages that may use Node's modules. */
const platform = ["node", "page", "cli"];

/** npm packages that only some stages may import. A package that is not listed may be imported anywhere. */
const packages = {
  commander: ["cli"],
  graphology: ["graph", "query"],
  "graphology-types": ["graph", "query"],
};

const path = (names) => names.map((name) => (name.endsWith(".ts") ? `^src/${name}$` : `^src/${name}/`));

const flow = stages.slice(0, -1).map((stage, index) => ({
  name: `flow-${stage.replace(".ts", "")}`,
  comment:
    `Data flows one way: src/${stage} may import only ${["itself", ...stages.slice(0, index)].join(", ")}. ` +
    "Move the shared part to the left (types go to model), or let the later stage call this one.",
  severity: "error",
  from: { path: path([stage]) },
  to: { path: path(stages.slice(index + 1)) },
}));

const onlyIn = Object.entries(packages).map(([name, users]) => ({
  name: `package-${name}`,
  comment: `The package ${name} is used only in src/${users.join(", src/")}; the other stages know nothing of it.`,
  severity: "error",
  from: { path: "^src/", pathNot: path(users) },
  to: { path: `(^|/)node_modules/${name}/` },
}));

export default {
  forbidden: [
    ...flow,
    ...onlyIn,
    {
      name: "known-stage",
      comment:
        "A folder of src/ is a stage: add a new one to `stages` in test/config/layers.config.mjs, at its place in the flow.",
      severity: "error",
      from: { path: "^src/", pathNot: path(stages) },
      to: {},
    },
    {
      name: "node-modules",
      comment:
        "The library also runs in Deno and the browser: modules of Node may be imported only in src/node, src/page and src/cli. " +
        "Pass bytes or a callback in from there.",
      severity: "error",
      from: { path: "^src/", pathNot: path(platform) },
      to: { dependencyTypes: ["core"] },
    },
    {
      name: "no-cycles",
      comment: "Two files import each other, perhaps through others: move what both need to a third file.",
      severity: "error",
      from: {},
      to: { circular: true },
    },
    {
      name: "no-orphans",
      comment: "Nothing imports this file and it imports nothing: connect it or delete it.",
      severity: "error",
      from: { orphan: true, path: "^src/" },
      to: {},
    },
    {
      name: "no-unresolvable",
      comment: "The imported file does not exist. For src/*/generated run `npm run grammar` first.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: "no-dev-dependencies",
      comment: "Users do not get devDependencies: src/ may import only what stands in `dependencies` of package.json.",
      severity: "error",
      from: { path: "^src/" },
      to: { dependencyTypes: ["npm-dev", "npm-no-pkg", "npm-unknown"] },
    },
    {
      name: "not-from-tests",
      comment: "src/ never imports from test/ or samples/.",
      severity: "error",
      from: { path: "^src/" },
      to: { path: "^(test|samples)/" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    // The .d.ts beside a generated parser belongs to its .js; the build script is no stage.
    exclude: { path: ["^src/build\\.mjs$", "^src/[^/]+/generated/.*\\.d\\.ts$"] },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "types", "default"] },
  },
};
