import type { SymbolRule } from "../symbol-rule.ts";

/** Whether a call of a container runtime is about the container's first process or about an exec. */
export type ProcessRole = "init" | "exec";

export interface RoleRule extends SymbolRule {
  readonly role: ProcessRole;
}

/** Types whose methods are about one sort of process. Only a method named like the call counts. */
export const roleRules: readonly RoleRule[] = [
  {
    name: "containerd-exec-process",
    pattern: /\/(?:runtime\/v2|runtime\/v1\/linux|linux)\.\(\*[pP]rocess\)\./,
    example: "github.com/containerd/containerd/runtime/v2.(*process).Start",
    role: "exec",
  },
  {
    name: "containerd-task",
    pattern: /\/(?:runtime\/v2|runtime\/v1\/linux|linux)\.\(\*(?:shimTask|shim|Task)\)\./,
    example: "github.com/containerd/containerd/runtime/v2.(*shimTask).Start",
    role: "init",
  },
  {
    name: "client-exec-process",
    pattern: /^github\.com\/containerd\/containerd(?:\/v2\/client)?\.\(\*process\)\./,
    example: "github.com/containerd/containerd.(*process).Start",
    role: "exec",
  },
  {
    name: "client-task",
    pattern: /^github\.com\/containerd\/containerd(?:\/v2\/client)?\.\(\*task\)\./,
    example: "github.com/containerd/containerd.(*task).Start",
    role: "init",
  },
  {
    name: "shim-exec-process",
    pattern: /\/(?:process|proc)\.\(\*execProcess\)\./,
    example: "github.com/containerd/containerd/pkg/process.(*execProcess).Start",
    role: "exec",
  },
  {
    name: "shim-init-process",
    pattern: /\/(?:process|proc)\.\(\*Init\)\./,
    example: "github.com/containerd/containerd/pkg/process.(*Init).Start",
    role: "init",
  },
];

/** Sizes of encoded requests that tell the same where ids are 64 characters long, as those of docker and CRI are. */
export const payloadRoles: readonly {
  readonly method: string;
  readonly bytes: number;
  readonly role: ProcessRole;
  readonly source: string;
}[] = [
  { method: "Task/Start", bytes: 0x42, role: "init", source: "container id: field tag and length, then 64 bytes" },
  { method: "Task/Start", bytes: 0x84, role: "exec", source: "container id and exec id, 66 bytes each" },
];

/** Where ttrpc's routing frames show the size of the request, as a position among the argument words. */
export const payloadPositions: readonly (SymbolRule & { readonly position: number })[] = [
  {
    name: "ttrpc-dispatch",
    pattern: /(?:^|\/)ttrpc\.\(\*serviceSet\)\.(?:dispatch|call)$/,
    example: "github.com/containerd/ttrpc.(*serviceSet).dispatch",
    position: 8,
  },
  {
    name: "ttrpc-unary-call",
    pattern: /(?:^|\/)ttrpc\.\(\*serviceSet\)\.unaryCall$/,
    example: "github.com/containerd/ttrpc.(*serviceSet).unaryCall",
    position: 6,
  },
];
