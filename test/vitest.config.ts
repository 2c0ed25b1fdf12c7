import { fileURLToPath } from "node:url";
import { defineConfig, type ViteUserConfig } from "vitest/config";

const project = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url));

const config: ViteUserConfig = defineConfig({
  root: project("."),
  // Samples import the package by its name, as a user does; in tests that means the source.
  resolve: {
    alias: [
      { find: /^stackgraph$/, replacement: project("src/index.ts") },
      { find: /^stackgraph\/node$/, replacement: project("src/node/index.ts") },
    ],
  },
  test: {
    include: ["test/**/*.test.ts"],
    globalSetup: ["test/config/compile-grammars.ts"],
    setupFiles: ["test/config/fail-on-console.ts"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      include: ["src/**/*.ts"],
      exclude: ["src/**/generated/**", "src/**/*.d.ts", "src/cli/{bin,command,load-command}.ts"],
      reporter: ["text-summary", "html"],
      reportsDirectory: "coverage",
    },
  },
});

export default config;
