import type { Dump } from "../../model/dump.ts";
import { stacksOf } from "../../parse/groups-of.ts";
import type { CatalogueFile } from "./catalogue-file.ts";
import { ReleaseCatalogue } from "./release-catalogue.ts";

/** A catalogue that ships with the package, and the packages for whose frames it is loaded. */
export interface ShippedCatalogue {
  readonly program: string;
  /** Import paths. */
  readonly packages: RegExp;
  /** A package that it describes. */
  readonly example: string;
  readonly load: () => Promise<{ readonly text: string }>;
}

/** Made by `npm run facts`. */
export const shipped: readonly ShippedCatalogue[] = [
  {
    program: "docker",
    packages: /^github\.com\/(docker\/(docker|libnetwork)|moby\/moby)\//,
    example: "github.com/docker/docker/daemon",
    load: () => import("./generated/docker.ts"),
  },
  {
    program: "containerd",
    packages: /^github\.com\/(containerd|docker\/containerd)\//,
    example: "github.com/containerd/containerd/v2/core/metadata",
    load: () => import("./generated/containerd.ts"),
  },
  {
    program: "runc",
    packages: /^github\.com\/(opencontainers\/runc|godbus|coreos\/go-systemd)\//,
    example: "github.com/opencontainers/runc/libcontainer",
    load: () => import("./generated/runc.ts"),
  },
  {
    program: "kubernetes",
    packages: /^k8s\.io\/kubernetes\/(pkg\/(kubelet|probe|volume\/util)|cmd\/kubelet)(\/|$)/,
    example: "k8s.io/kubernetes/pkg/kubelet/pleg",
    load: () => import("./generated/kubernetes.ts"),
  },
  {
    program: "grpc",
    packages: /^google\.golang\.org\/grpc(\/|$)/,
    example: "google.golang.org/grpc/internal/transport",
    load: () => import("./generated/grpc.ts"),
  },
  {
    program: "ttrpc",
    packages: /^github\.com\/containerd\/ttrpc$/,
    example: "github.com/containerd/ttrpc",
    load: () => import("./generated/ttrpc.ts"),
  },
  {
    program: "bbolt",
    packages: /^(go\.etcd\.io|github\.com\/coreos)\/bbolt$/,
    example: "go.etcd.io/bbolt",
    load: () => import("./generated/bbolt.ts"),
  },
  {
    program: "go",
    // What nearly every dump has, net/http's idle connections for one, is no reason to load it.
    packages:
      /^(net\/http|net\/rpc|net\/textproto|crypto\/tls|database\/sql|os\/exec|os|log|log\/slog|io|expvar|context|internal\/singleflight|mime|plugin)$/,
    example: "database/sql",
    load: () => import("./generated/go.ts"),
  },
];

const loaded = new Map<string, Promise<ReleaseCatalogue>>();

/** One of the shipped catalogues; loaded once. */
export function loadCatalogue({ program, load }: ShippedCatalogue): Promise<ReleaseCatalogue> {
  let catalogue = loaded.get(program);
  if (!catalogue) {
    catalogue = load().then(({ text }) => new ReleaseCatalogue(JSON.parse(text) as CatalogueFile));
    loaded.set(program, catalogue);
  }
  return catalogue;
}

/** The shipped catalogues that describe packages of which these dumps have frames. */
export function loadReleases(dumps: Iterable<Dump>): Promise<ReleaseCatalogue[]> {
  const packages = new Set<string>();
  for (const dump of dumps)
    for (const { frames } of stacksOf(dump)) for (const { func } of frames) packages.add(func.package);
  const needed = shipped.filter((catalogue) => [...packages].some((path) => catalogue.packages.test(path)));
  return Promise.all(needed.map(loadCatalogue));
}
