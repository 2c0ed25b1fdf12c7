import type { InputProblem } from "./incident.ts";

/** What a person is told for the system's error codes. */
const reasons: Readonly<Record<string, { readonly code: string; readonly words: string }>> = {
  ENOENT: { code: "missing", words: "there is no such file or folder" },
  ENOTDIR: { code: "missing", words: "there is no such file or folder" },
  EACCES: { code: "forbidden", words: "it may not be read (permission denied)" },
  EPERM: { code: "forbidden", words: "it may not be read (permission denied)" },
  EISDIR: { code: "unreadable", words: "it is a folder, not a file" },
  ELOOP: { code: "unreadable", words: "its links lead in circles" },
  ENXIO: { code: "unreadable", words: "it is a socket or device, not a file" },
  ENAMETOOLONG: { code: "unreadable", words: "its name is too long" },
};

/** A failed file operation as a problem: one sentence that begins with the file's name. */
export function problemOf(error: unknown, name: string): InputProblem {
  const system = error instanceof Error && "code" in error ? String(error.code) : "";
  const { code, words } = reasons[system] ?? {
    code: "unreadable",
    words: `it cannot be read${system && ` (${system})`}`,
  };
  return { code, name, message: `${name}: ${words}.` };
}
