// cells.mjs NOTEBOOK FOLDER: writes the code cells into FOLDER as one TypeScript file, and a tsconfig.json that checks it like the project's
// own files, with "stackgraph" being the build.
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";

const [notebook, folder] = process.argv.slice(2);
const { cells } = JSON.parse(readFileSync(notebook, "utf8"));
const code = cells.filter(({ cell_type }) => cell_type === "code").map(({ source }) => [source].flat().join(""));
writeFileSync(join(folder, basename(notebook).replace(/\.ipynb$/, ".ts")), `${code.join("\n\n")}\nexport {};\n`);

writeFileSync(
  join(folder, "tsconfig.json"),
  JSON.stringify({
    extends: resolve("tsconfig.json"),
    compilerOptions: {
      noEmit: true,
      // Kernels are no Node packages: bare specifiers are resolved by these paths alone.
      module: "esnext",
      moduleResolution: "bundler",
      rewriteRelativeImportExtensions: false,
      allowImportingTsExtensions: true,
      typeRoots: [resolve("node_modules/@types")],
      paths: { stackgraph: [resolve("dist/index.d.ts")], "stackgraph/node": [resolve("dist/node/index.d.ts")] },
    },
    include: ["*.ts"],
  }),
);
