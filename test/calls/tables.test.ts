import { describe, expect, test } from "vitest";
import { sentRuleOf } from "../../src/calls/sent.ts";
import type { SymbolRule } from "../../src/calls/symbol-rule.ts";
import { backgroundRules } from "../../src/calls/tables/background.ts";
import { clientConnections, connectionRunners, serverConnections } from "../../src/calls/tables/connections.ts";
import { dockerRouters } from "../../src/calls/tables/docker-routes.ts";
import { hijackRules } from "../../src/calls/tables/hijacked.ts";
import { answeringStreams, idleMethods } from "../../src/calls/tables/idle-methods.ts";
import { plumbingRules } from "../../src/calls/tables/plumbing.ts";
import { payloadPositions, payloadRoles, roleRules } from "../../src/calls/tables/roles.ts";
import { sentRules } from "../../src/calls/tables/sent.ts";
import { ttrpcServices } from "../../src/calls/tables/ttrpc-methods.ts";
import { goroutineOf } from "./reconstruct.ts";

const symbolOf = (example: string): string => goroutineOf(example).stack.frames[0]?.func.symbol ?? "";

const tables: Readonly<Record<string, readonly SymbolRule[]>> = {
  hijacked: hijackRules,
  plumbing: plumbingRules,
  role: roleRules,
  payload: payloadPositions,
  background: backgroundRules,
  "client connection": clientConnections,
  "server connection": serverConnections,
  "connection runner": connectionRunners,
};

describe.each(Object.entries(tables))("%s rules", (_, rules) => {
  test.each(rules)("$name reads its example, and no rule above it does", ({ name, example }) => {
    expect(rules.find(({ pattern }) => pattern.test(symbolOf(example)))?.name).toBe(name);
  });

  test("have names of their own", () => {
    expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  });
});

test.each(sentRules)("sent rule $name reads its example at its lines only", ({ name, example, lines, fromLine }) => {
  const at = (line: number | undefined) => sentRuleOf(symbolOf(example), line)?.name;
  for (const line of lines ?? [fromLine]) expect(at(line)).toBe(name);
  if (lines ?? fromLine) expect(at(1)).toBeUndefined();
});

test.each([...idleMethods, ...answeringStreams])(
  "method rule $name reads its example",
  ({ name, pattern, example }) => {
    expect(pattern.test(example)).toBe(true);
    expect([...idleMethods, ...answeringStreams].find((rule) => rule.pattern.test(example))?.name).toBe(name);
  },
);

test.each(ttrpcServices)("the example of ttrpc's $service names the right place", ({ methods, example }) => {
  const closure = goroutineOf(example[0]).stack.frames[0]?.func.closure ?? "";
  expect(methods[Number(closure.slice("func".length)) - 1]).toBe(example[1]);
});

test("sizes of requests belong to methods that exist", () => {
  const methods = ttrpcServices.flatMap(({ service, methods: names }) => names.map((name) => `${service}/${name}`));
  for (const { method } of payloadRoles) expect(methods).toContain(method);
});

describe("Docker's routes", () => {
  const routes = dockerRouters.flatMap(({ type, routes: of }) =>
    Object.entries(of).map(([method, [request, ...clients]]) => ({ type, method, request, clients })),
  );

  test.each(routes)("$type.$method is an HTTP method and a path", ({ request }) => {
    expect(request).toMatch(/^(?:GET|HEAD|POST|PUT|DELETE) \/(?:[a-z_]+|\{[a-z]+\})(?:\/(?:[a-z]+|\{[a-z]+\}))*$/);
  });

  test("no client method belongs to two routes", () => {
    const clients = routes.flatMap((route) => route.clients);
    expect(clients.filter((name, index) => clients.indexOf(name) !== index)).toEqual([]);
  });
});
