import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { expect } from "vitest";
import diagnosis from "../../../src/view/schema/diagnosis.schema.json" with { type: "json" };
import model from "../../../src/view/schema/model.schema.json" with { type: "json" };
import { closed } from "./schema-of.ts";

const ajv = new Ajv2020({ strict: true, allErrors: true });
const validators: Readonly<Record<"Diagnosis" | "ParsedModel", ValidateFunction>> = {
  Diagnosis: ajv.compile(closed(diagnosis)),
  ParsedModel: ajv.compile(closed(model)),
};

/** Fails the test when the data does not fit the shipped schema, or has fields that it does not know. */
export function validate(type: keyof typeof validators, data: unknown): void {
  const validator = validators[type];
  validator(data);
  expect(validator.errors ?? []).toEqual([]);
}
