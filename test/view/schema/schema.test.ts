import { describe, expect, test } from "vitest";
import { schemaOf } from "./schema-of.ts";

const model = new URL("../../../src/model/diagnosis.ts", import.meta.url).pathname;
const shipped = "../../../src/view/schema";

// The shipped schemas are derived from the contract's types: after a change there, `npx vitest run test/view/schema -u` rewrites them.
describe("JSON Schema of the contract", () => {
  test.each([
    ["Diagnosis", "diagnosis", "stackgraph.diagnosis/1"],
    ["ParsedModel", "model", "stackgraph.model/1"],
  ])("%s equals src/view/schema/%s.schema.json", async (type, name, id) => {
    const schema = schemaOf(model, type, `urn:${id.replace(/[./]/g, ":")}`);
    await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(`${shipped}/${name}.schema.json`);
  });
});
