import { clean } from "../view/layout/clean.ts";

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text for the inside of an element or of a quoted attribute, of HTML and XML alike. Control and bidirectional characters become visible. */
export function escapeMarkup(text: string): string {
  return clean(text).replace(/[&<>"']/g, (char) => entities[char] ?? char);
}
