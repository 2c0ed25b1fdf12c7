import { isDescribed } from "../../../src/facts/releases/read-release.ts";

/** A program or library whose facts ship with the package. */
export interface Program {
  readonly name: string;
  /** Tag of a release in its git repository; group `release` is what people call it. */
  readonly tag?: RegExp;
  /** What stands for a release of which there is only one of many: "1.28" when the tree is the last one of 1.28. */
  readonly release?: (version: string) => string;
  /** Import path of the tree, where its files do not say it. */
  readonly module?: (release: string) => string | undefined;
  /** Files to describe, by their path in the tree. */
  readonly wants: (path: string) => boolean;
}

const OTHER_SYSTEM =
  /_(windows|darwin|freebsd|netbsd|openbsd|dragonfly|solaris|illumos|aix|plan9|js|wasm|wasip1|android|ios|zos|386|arm|arm64|ppc64x?|ppc64le|mipsx?|mips64x?|riscv64|s390x|loong64)(_|\.go$)/;

/** Code of the program itself on Linux, and of these vendored libraries. */
const ownAnd =
  (vendored: RegExp | undefined, leftOut?: RegExp) =>
  (path: string): boolean =>
    isDescribed(path) &&
    !OTHER_SYSTEM.test(path) &&
    !leftOut?.test(path) &&
    (!/(^|\/)(vendor|Godeps)\//.test(path) || vendored?.test(path) === true);

const minorOf = (release: string): string => release.split(".").slice(0, 2).join(".");

export const programs: readonly Program[] = [
  {
    name: "docker",
    tag: /^(?:docker-)?v(?<release>(?:1\.1[1-3]|1[7-9]\.\d+|2\d\.\d+)\.\d+)(?:-ce)?$/,
    module: (release) => (/^(1|2[0-8])/.test(release) ? "github.com/docker/docker" : undefined),
    wants: ownAnd(
      /vendor\/(src\/)?github\.com\/docker\/libnetwork\//,
      /(^|\/)(client|cli|man|docs|libnetwork\/(cmd|test)|drivers\/windows|docker-proxy)\/|^api\/types|\.pb\.go$/,
    ),
  },
  {
    name: "containerd",
    tag: /^v(?<release>(?:0\.2|1\.\d+|2\.\d+)\.\d+)$/,
    wants: ownAnd(
      /vendor\/(src\/)?github\.com\/containerd\/(cri|go-runc|fifo|console|cgroups|go-cni|cgroups\/v3)\//,
      /^(docs|releases|contrib|cmd\/(ctr|protoc|gen-|containerd-stress))|(^|\/)ctr\/|\.pb\.(go|txt)$/,
    ),
  },
  {
    name: "runc",
    tag: /^v(?<release>(?:0\.1|1\.\d+)\.\d+(?:-rc\d+)?)$/,
    module: () => "github.com/opencontainers/runc",
    wants: ownAnd(/vendor\/(src\/)?github\.com\/(coreos\/go-systemd|godbus|opencontainers\/cgroups)\//),
  },
  {
    name: "grpc",
    tag: /^v(?<release>1\.\d+\.\d+)$/,
    module: () => "google.golang.org/grpc",
    wants: ownAnd(
      undefined,
      /(^|\/)(xds|examples|interop|benchmark|stress|test|profiling|alts|reflection|channelz|binarylog|orca|authz|admin|cmd|stats|gcp|security|grpclb|rls|observability|health|mem|experimental|googledirectpath|googlec2p|weightedroundrobin|outlierdetection|ringhash|wrr)\/|\.pb\.go$/,
    ),
  },
  {
    name: "ttrpc",
    tag: /^v(?<release>1\.\d+\.\d+)$/,
    module: () => "github.com/containerd/ttrpc",
    wants: ownAnd(undefined, /\.pb\.go$|^cmd\//),
  },
  {
    name: "bbolt",
    tag: /^v(?<release>1\.[3-9]\.\d+)$/,
    module: (release) => (/^1\.3\.[0-2]$/.test(release) ? "github.com/coreos/bbolt" : "go.etcd.io/bbolt"),
    wants: ownAnd(undefined, /^cmd\/|(^|\/)tests?\//),
  },
  {
    name: "kubernetes",
    release: minorOf,
    module: () => "k8s.io/kubernetes",
    wants: ownAnd(
      undefined,
      /^(?!(pkg\/(kubelet|probe|volume\/util|util\/(goroutinemap|mount|async|oom))|cmd\/kubelet)\/)|(^|\/)(testing|fake|fakes|apis)\/|\/fake_[^/]*\.go$|\.(pb|api)\.go$/,
    ),
  },
  {
    name: "go",
    release: minorOf,
    module: () => "",
    wants: ownAnd(
      undefined,
      /^(cmd|runtime|sync|vendor|go|testing|debug|internal\/(trace|coverage|cpu|fuzz|runtime|abi|bytealg|sync|testenv|testlog|profile|dag|pkgbits))(\/|\.)|(^|\/)(nistec|fips140|edwards25519|zip|tar|template|image|big|unicode|regexp|strconv|reflect|html|asn1|x509|elliptic|bigmod)\//,
    ),
  },
];
