import type { ShapeRule } from "./rule.ts";
import type { StackShape } from "./shape.ts";

/** Names of methods that fetch or run the next piece of work. */
const LOOP =
  /^(?:run|loop|watch|serve|process|monitor|consume|next|pop|dequeue|take|poll|reap|work)|(?:loop|worker|watcher|queue)$/i;
/** Names of functions that wait for whatever the other side says next, not for the reply to a question of their own. */
const READER = /read|recv|receive|loop|run|serve|next|watch|listen|consume|scan|poll|subscribe|^parse/i;
/** Frames of the standard library that only move bytes. */
const READING =
  /^(?:internal\/poll|net|os|io|bufio|bytes|crypto\/tls|net\/textproto|encoding\/\w+|io\/ioutil|syscall)\./;

/**
 * Where the shape can mean idle at all: the stack is complete, did not start in main.main, and has no frame of package main, whose
 * goroutines too often hold something and wait on purpose. What the standard library started and then calls the program is a handler. A sync.Once on the way makes others wait for this goroutine.
 */
function usable(shape: StackShape): boolean {
  return (
    shape.startsOwn === shape.own.length > 0 && !shape.cut && !shape.main && !shape.once && !shape.packages.has("main")
  );
}

function above(shape: StackShape, allowed: RegExp): boolean {
  return shape.above.every((func) => allowed.test(func.symbol));
}

export const SHAPE_RULES: readonly ShapeRule[] = [
  {
    name: "worker-loop",
    kinds: ["select", "channel", "cond", "sleep"],
    holds: (shape) => {
      const [site, caller] = shape.own;
      if (!usable(shape) || site === undefined || !above(shape, /^(?:time\.Sleep$|sync\.)/)) return false;
      return caller === undefined || (shape.own.length === 2 && LOOP.test(site.name));
    },
    example: { state: "select", path: "github.com/docker/go-events.(*Broadcaster).run" },
    source: "it waits in the function with which it started, or in one loop that this calls",
  },
  {
    name: "connection-reader",
    kinds: ["io"],
    holds: (shape) =>
      usable(shape) &&
      shape.packages.size === 1 &&
      shape.own.every((func) => READER.test(func.name)) &&
      above(shape, READING),
    example: {
      state: "IO wait",
      path: "internal/poll.runtime_pollWait < internal/poll.(*pollDesc).wait < internal/poll.(*pollDesc).waitRead < internal/poll.(*FD).Read < os.(*File).read < os.(*File).Read < github.com/fsnotify/fsnotify.(*Watcher).readEvents",
    },
    source:
      "it reads, and all of its own frames are of the package whose function started it: a library that reads its connection",
  },
  {
    name: "stream-copy",
    kinds: ["io", "cond", "select"],
    holds: (shape) => usable(shape) && shape.copies && shape.own.length <= 3,
    example: {
      state: "IO wait",
      path: "internal/poll.runtime_pollWait < internal/poll.(*pollDesc).wait < internal/poll.(*pollDesc).waitRead < internal/poll.(*FD).Read < os.(*File).read < os.(*File).Read < github.com/containerd/fifo.(*fifo).Read < io.copyBuffer < io.CopyBuffer < github.com/docker/docker/pkg/pools.Copy < github.com/docker/docker/container/stream.(*Config).CopyToPipe.func1.1",
    },
    source: "a goroutine started to copy one stream to another waits for the next bytes",
  },
  {
    name: "pipe-reader",
    kinds: ["select", "cond"],
    holds: (shape) =>
      usable(shape) &&
      shape.own.length === 1 &&
      shape.above.some((func) => func.receiver === "pipe") &&
      above(shape, /^(?:io|bufio|bytes|sync)\./),
    example: {
      state: "select",
      path: "io.(*pipe).read < io.(*PipeReader).Read < bufio.(*Scanner).Scan < github.com/sirupsen/logrus.(*Entry).writerScanner",
    },
    source: "go io/pipe.go: a reader waits for a writer of the same process",
  },
  {
    name: "standard-library",
    kinds: ["select", "channel", "cond", "sleep", "io"],
    holds: (shape) =>
      usable(shape) && shape.own.length === 0 && shape.start !== undefined && shape.start.package !== "",
    example: { state: "select", path: "context.propagateCancel.func1" },
    source: "a goroutine that the standard library started for itself and in which no code of the program runs",
  },
];
