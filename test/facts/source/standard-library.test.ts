import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { analysis } from "./analysis.ts";
import { goParser } from "./parser.ts";

/** The source of the installed Go. */
const root = `${process.env["GOROOT"] ?? "/usr/local/go"}/src`;
const isThere = existsSync(`${root}/net/http/transport.go`);
if (!isThere) process.stderr.write("skipped: no source of Go is there (GOROOT tells where)\n");

/** Lines of functions that have been stable for years: after a text, the line with the next one. */
const LINES = [
  ["log/log.go", "func (l *Logger) output(", "l.out.Write(", "holds: log.Logger.outMu"],
  ["database/sql/sql.go", "func (db *DB) SetMaxIdleConns(", "db.maxIdleConnsLocked()", "holds: sql.DB.mu"],
  ["database/sql/sql.go", "func (db *DB) Close() error {", "fn()", ""],
  ["net/http/server.go", "func (s *Server) Serve(", "l.Accept()", ""],
  ["net/http/transport.go", "func (t *Transport) CloseIdleConnections(", "pconn.close(", ""],
  ["net/http/transport.go", "func (pc *persistConn) close(", "pc.closeLocked(", "holds: http.persistConn.mu"],
] as const;

describe.skipIf(!isThere)("the standard library", () => {
  test.each(LINES)("%s: %s … %s", async (file, from, call, held) => {
    const folder = file.slice(0, file.lastIndexOf("/"));
    const names = readdirSync(`${root}/${folder}`)
      .filter((name) => name.endsWith(".go"))
      .map((name) => `${root}/${folder}/${name}`);
    const heldAt = analysis({ names, read: (name) => readFileSync(name, "utf8") }, await goParser());
    const text = readFileSync(`${root}/${file}`, "utf8");
    const at = text.indexOf(call, text.indexOf(from));
    expect(at, "the function is no longer there").toBeGreaterThan(0);
    expect(heldAt(`${root}/${file}`, text.slice(0, at).split("\n").length)).toBe(held);
  });
});
