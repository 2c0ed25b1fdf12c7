import type { Diagnosis } from "../model/diagnosis.ts";

/** The diagnosis as JSON, indented by two spaces, with a newline at the end: the same diagnosis gives the same bytes. */
export function renderJson(diagnosis: Diagnosis): string {
  return `${JSON.stringify(diagnosis, null, 2)}\n`;
}
