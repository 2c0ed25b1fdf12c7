import type { IdleRule } from "./rule.ts";

const POLL_READ =
  "internal/poll.runtime_pollWait < internal/poll.(*pollDesc).wait < internal/poll.(*pollDesc).waitRead < internal/poll.(*FD).Read";

/** Goroutines that widely used libraries keep. */
export const LIBRARY_IDLE_RULES: readonly IdleRule[] = [
  {
    name: "grpc-transport",
    kinds: ["select", "io", "cond", "channel"],
    path: /(?:^| < )google\.golang\.org\/grpc\/(?:internal\/)?transport\.\(\*(?:loopyWriter|http2Client|http2Server)\)\.(?:run|reader|keepalive|controller|HandleStreams)(?= < |$)/,
    example: {
      state: "select",
      path: "google.golang.org/grpc/internal/transport.(*controlBuffer).get < google.golang.org/grpc/internal/transport.(*loopyWriter).run < google.golang.org/grpc/internal/transport.newHTTP2Client.func3",
    },
    source: "grpc-go internal/transport: reader, writer and keepalive of one connection",
  },
  {
    name: "grpc-connection",
    kinds: ["select", "channel", "cond"],
    path: /^google\.golang\.org\/grpc(?:\.\(\*(?:ccBalancerWrapper|ccResolverWrapper|acBalancerWrapper|addrConn|ClientConn|balancerWrapper|roundRobin|dnsResolver)\)\.(?:\w*[wW]atch\w*|resetTransport\w*|transportMonitor|updateState\w*)|\.newClientStream\w*\.func\d+|\.\(\*Server\)\.serverWorker|\/internal\/grpcsync\.\(\*CallbackSerializer\)\.run)(?= < |$)/,
    example: { state: "select", path: "google.golang.org/grpc.(*ccBalancerWrapper).watcher" },
    source: "grpc-go clientconn.go, balancer_conn_wrappers.go, stream.go, internal/grpcsync",
  },
  {
    name: "ttrpc-connection",
    kinds: ["select", "channel", "io"],
    path: /^(?:\S+ < )*?\S*ttrpc\.\(\*(?:Client|serverConn)\)\.(?:run(?:\.func\d+)?|receiveLoop)(?: < \S*ttrpc\.\(\*Client\)\.run(?:\.func\d+)?)?$/,
    example: {
      state: "IO wait",
      path: `${POLL_READ} < net.(*netFD).Read < net.(*conn).Read < bufio.(*Reader).Read < io.ReadAtLeast < io.ReadFull < github.com/containerd/ttrpc.readMessageHeader < github.com/containerd/ttrpc.(*channel).recv < github.com/containerd/ttrpc.(*Client).receiveLoop < github.com/containerd/ttrpc.(*Client).run`,
    },
    source: "containerd/ttrpc client.go, server.go",
  },
  {
    name: "event-subscription",
    kinds: ["select", "channel"],
    path: /\(\*\w*(?:[sS]ubscribe|[wW]atch|[eE]vents?)\w*Client\)\.Recv(?= < |$)|\(\*GenericClientStream\[\.\.\.\]\)\.Recv < (?:.* < )?\S*(?:[sS]ubscribe|[wW]atch)\S*$/,
    example: {
      state: "select",
      path: "google.golang.org/grpc/internal/transport.(*Stream).waitOnHeader < google.golang.org/grpc.(*clientStream).RecvMsg < github.com/containerd/containerd/api/services/events/v1.(*eventsSubscribeClient).Recv < github.com/containerd/containerd.(*eventRemote).Subscribe.func1",
    },
    source: "generated gRPC code: a client of a stream of events waits for the next one",
  },
  {
    name: "event-stream",
    kinds: ["select", "channel"],
    path: /^\S*\.\(\*\w+\)\.(?:Subscribe|Watch|Events|GetContainerEvents) < (?:\S+ < )*?\S*\._\w+_(?:Subscribe|Watch|Events|GetContainerEvents)_Handler(?= < |$)/,
    example: {
      state: "select",
      path: "github.com/containerd/containerd/services/events.(*service).Subscribe < github.com/containerd/containerd/api/services/events/v1._Events_Subscribe_Handler < google.golang.org/grpc.(*Server).processStreamingRPC",
    },
    source: "the serving side of such a stream",
  },
  {
    name: "periodic",
    kinds: ["select", "channel", "sleep"],
    path: /^k8s\.io\/apimachinery\/pkg\/util\/wait\.(?:JitterUntil\w*|BackoffUntil\w*|Until\w*|NonSlidingUntil\w*|Forever|jitterUntil)(?= < |$)/,
    example: {
      state: "select",
      path: "k8s.io/apimachinery/pkg/util/wait.BackoffUntil < k8s.io/apimachinery/pkg/util/wait.JitterUntil < k8s.io/apimachinery/pkg/util/wait.Until",
    },
    source: "k8s.io/apimachinery/pkg/util/wait: between two calls of a function (reconstructed)",
  },
  {
    name: "work-queue",
    kinds: ["cond", "select", "channel"],
    path: /^(?:sync\.\S+ < )*k8s\.io\/client-go\/(?:util\/workqueue\.\(\*\w+(?:\[\.\.\.\])?\)\.(?:Get|waitingLoop|updateUnfinishedWorkLoop)|tools\/cache\.\(\*(?:DeltaFIFO|FIFO|RealFIFO|processorListener|sharedProcessor|Reflector|sharedIndexInformer)\)\.\w+)(?:\.func\d+)?(?= < |$)/,
    example: {
      state: "sync.Cond.Wait",
      path: "sync.runtime_notifyListWait < sync.(*Cond).Wait < k8s.io/client-go/util/workqueue.(*Type).Get < k8s.io/kubernetes/pkg/controller.worker",
    },
    source: "k8s.io/client-go util/workqueue, tools/cache: controllers and informers without work (reconstructed)",
  },
  {
    name: "watch-stream",
    kinds: ["cond", "select", "io"],
    path: / < k8s\.io\/apimachinery\/pkg\/watch\.\(\*StreamWatcher\)\.receive$/,
    example: {
      state: "sync.Cond.Wait",
      path: "sync.runtime_notifyListWait < sync.(*Cond).Wait < net/http.(*http2pipe).Read < net/http.http2transportResponseBody.Read < k8s.io/apimachinery/pkg/watch.(*StreamWatcher).receive",
    },
    source: "k8s.io/apimachinery/pkg/watch: waits for the API server's next event (reconstructed)",
  },
  {
    name: "log-flush",
    kinds: ["channel", "select", "sleep"],
    path: /^(?:k8s\.io\/klog(?:\/v2)?|github\.com\/golang\/glog)\.\(\*(?:loggingT|flushDaemon|fileSink)\)\.(?:flushDaemon|run)\S*(?= < |$)/,
    example: { state: "chan receive", path: "k8s.io/klog/v2.(*loggingT).flushDaemon" },
    source: "klog, glog: flush on a timer (reconstructed)",
  },
  {
    name: "event-queue",
    kinds: ["cond"],
    path: /^sync\.runtime_notifyListWait < sync\.\(\*Cond\)\.Wait < \S*docker\/go-events\.\(\*Queue\)\.next/,
    example: {
      state: "sync.Cond.Wait",
      path: "sync.runtime_notifyListWait < sync.(*Cond).Wait < github.com/docker/go-events.(*Queue).next < github.com/docker/go-events.(*Queue).run",
    },
    source: "docker/go-events queue.go: no event to deliver",
  },
  {
    name: "epoll-loop",
    kinds: ["syscall"],
    path: /^(?:syscall\.\S+ < )*(?:syscall|golang\.org\/x\/sys\/unix)\.(?:EpollWait|epollwait|EpollPwait)(?= < |$)/i,
    example: {
      state: "syscall",
      path: "syscall.Syscall6 < golang.org/x/sys/unix.EpollWait < github.com/containerd/console.(*Epoller).Wait",
    },
    source: "an event loop of its own over file descriptors (consoles, cgroup events, inotify)",
  },
  {
    name: "kernel-events",
    kinds: ["syscall"],
    path: /^(?:syscall\.\S+ < |golang\.org\/x\/sys\/unix\.\S+ < |os\.\S+ < |internal\/poll\.\S+ < )*\S+\.\(\*(?:Watcher|inotify|NetlinkSocket)\)\.(?:readEvents|Receive)(?= < |$)/,
    example: {
      state: "syscall",
      path: "syscall.Syscall6 < syscall.recvfrom < syscall.Recvfrom < github.com/vishvananda/netlink/nl.(*NetlinkSocket).Receive < main.watch",
    },
    source:
      "inotify and netlink subscriptions; a netlink request shares the frame and is answered at once (reconstructed)",
    presumed: true,
  },
];
