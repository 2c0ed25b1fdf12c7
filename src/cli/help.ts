/** Texts under the options of each help page; every line fits 80 columns. */
export const examples = {
  stackgraph: `Examples:
  stackgraph incident/                    the story of a folder of dumps, logs
  stackgraph dockerd.log containerd.log   the same for some files
  journalctl -u docker | stackgraph -     the same for what comes through a pipe
  stackgraph diagnose --help              the options of the default command
`,
  diagnose: `All files belong to one incident: dumps are found by their content (also gzipped
and inside of logs) and linked over locks and remote calls; process lists (ps),
busctl and strace output beside them are used.

Examples:
  stackgraph incident/
  stackgraph --explain incident/ | less
  stackgraph --format json --output result.json dockerd.log containerd.log
`,
  dumps: `Dumps are found by their content: plain, pasted, in logs of any kind, in gzip,
zstd, tar and zip files, also in each other.

Examples:
  stackgraph dumps sosreport.tar.gz
  journalctl -u containerd | stackgraph dumps -
  stackgraph dumps --format json incident/
`,
  parse: `Examples:
  stackgraph parse dockerd.log > model.json
  stackgraph parse --format ndjson dockerd.log.gz | grep ContainerExecStart
`,
  show: `Examples:
  stackgraph show 21 dockerd.log
  stackgraph show containerd:190 incident/
  stackgraph show containerd-shim#4242:86 incident/
`,
  factsBuild: `Examples:
  stackgraph facts build --output api.json ../api
  stackgraph facts build 1.4.0=api-1.4.0 1.5.0=api-1.5.0 > api.json
  stackgraph --facts api.json incident/
`,
  factsShow: `Examples:
  stackgraph facts show ContainerExecStart
  stackgraph facts show "daemon.(*Daemon).containerStart"
  stackgraph facts show --facts api.json api.Server.handle
`,
} as const;

export const exitCodes = `Exit codes:
  0  nothing is wrong, as far as the dumps show
  1  a finding is a warning or critical; with parse --check: damage was found
  2  the command line is wrong
  3  the input is unusable: missing, unreadable, empty, no dump in it
  4  an error in stackgraph itself
The result goes to stdout, everything else to stderr.`;
