import { expect, test } from "vitest";
import { showChain } from "../../src/notebook/show-chain.ts";
import { diagnose } from "../../src/query/diagnose.ts";
import { filesOf } from "../samples/truth.ts";

test("the README's picture is what a notebook shows", async () => {
  const diagnosis = await diagnose(filesOf("docker-20.10.24-exec-hang"));
  await expect(showChain(diagnosis).svg).toMatchFileSnapshot("../../docs/chain.svg");
});
