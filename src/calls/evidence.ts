import type { CallEnd } from "../model/call.ts";
import type { Evidence } from "../model/diagnosis.ts";
import { sameVersion } from "./fits.ts";
import { clientRole, serverRole } from "./role.ts";
import { callWeights } from "./tables/confidences.ts";

/** What pairing knew when it chose a server. */
interface Setting {
  /** How many pairs were possible: the greater of servers for the client and clients for the server. */
  readonly choices: number;
  readonly byConnection: boolean;
}

const roleWords = { init: "a container's first process", exec: "an exec" } as const;

/** The reasons for a call's pairing, or for its missing server. */
export function callEvidence(client: CallEnd, server: CallEnd | undefined, setting: Setting): readonly Evidence[] {
  const rpc = `${client.service}/${client.method}`;
  const calling = `goroutine ${client.goroutine.id ?? "?"} is inside ${frameText(client)}`;
  if (client.sent === false) {
    return [reason("rpc-not-sent", `${calling}, but its frames show that the request ${rpc} has not been sent yet.`)];
  }
  if (!server) return [reason("rpc-no-server", `${calling}; no goroutine in the dumps at hand serves ${rpc}.`)];
  const serving = `goroutine ${server.goroutine.id ?? "?"} of ${baseName(server.goroutine.dump.file)} serves it in ${frameText(server)}`;
  const evidence = [reason("rpc-method", `${calling}, which sends ${rpc}; ${serving}.`)];
  const role = clientRole(client);
  if (role && role === serverRole(server)) {
    evidence.push(reason("rpc-role", `Both ends are about ${roleWords[role]}.`));
  }
  if (setting.choices === 1) {
    evidence.push(reason("rpc-only-pair", `It is the only pending ${rpc} and the only one served that fits.`));
  } else {
    evidence.push(
      reason(
        "rpc-several-fit",
        `${setting.choices} pairs of ${rpc} fit equally well; the dumps do not tell which, the named one fits by age and order.`,
      ),
    );
  }
  if (setting.byConnection) {
    evidence.push(
      reason(
        "rpc-connection",
        "Of those that fit, it is where the other pending calls of the same connection are served.",
      ),
    );
  }
  if (!sameVersion(client, server)) {
    evidence.push(reason("rpc-version", `The packages differ in version: ${client.package} and ${server.package}.`));
  }
  return evidence;
}

function reason(rule: keyof typeof callWeights, text: string): Evidence {
  return { rule, weight: callWeights[rule], text };
}

/** "v1.(*tasksClient).Start (tasks.pb.go:1318)" */
function frameText(end: CallEnd): string {
  const frame = end.goroutine.stack.frames[end.frame];
  const place = frame?.location ? ` (${baseName(frame.location.file)}:${frame.location.line})` : "";
  return `${frame?.func.short ?? ""}${place}`;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
