import type { SymbolRule } from "../symbol-rule.ts";

/** Frames that only route, wait or copy: they say how a request arrived or how a wait is made, not what is being done. */
export const plumbingRules: readonly SymbolRule[] = [
  {
    // net/http/pprof and httputil do work of their own on a request, all other packages of the standard library are tools.
    name: "go-standard-library",
    pattern:
      /^(?:vendor\/)?(?!net\/http\/(?:pprof|httputil)\.)(?:archive|bufio|bytes|cmp|compress|container\/(?:heap|list|ring)|context|crypto|database\/sql|encoding|errors|fmt|hash|html|internal|io|iter|log|maps|math|mime|net|os|path|reflect|regexp|runtime|slices|sort|strconv|strings|sync|syscall|testing|text|time|unicode|unique|weak)(?:\/[^.]*)?\.[^/]*$/,
    example: "net/http.(*conn).serve",
  },
  // A panic is printed without its package.
  { name: "runtime-builtin", pattern: /^(?:panic|checkdead)$/, example: "panic" },
  {
    // Methods that an unnamed struct has from what it embeds.
    name: "compiler-wrapper",
    pattern: /^go[.:]\(\*?struct /,
    example: "go:(*struct { main.x int; sync.Mutex }).Lock",
  },
  {
    name: "go-x-library",
    pattern: /^(?:vendor\/)?golang\.org\/x\/(?:crypto|net|sync|sys|term|text|time)(?:\/[^.]*)?\./,
    example: "golang.org/x/sync/errgroup.(*Group).Go.func1",
  },
  {
    name: "grpc",
    pattern: /^google\.golang\.org\/grpc[./]/,
    example: "google.golang.org/grpc.(*Server).processUnaryRPC",
  },
  {
    name: "ttrpc",
    pattern: /^github\.com\/(?:containerd|stevvooe)\/ttrpc\./,
    example: "github.com/containerd/ttrpc.defaultServerInterceptor",
  },
  {
    name: "protobuf",
    pattern: /^(?:github\.com\/(?:golang|gogo)\/protobuf|google\.golang\.org\/protobuf)[./]/,
    example: "google.golang.org/protobuf/proto.Unmarshal",
  },
  {
    name: "grpc-generated-handler",
    pattern: /\._\w+_Handler(?:\.func\d+)*$/,
    example: "github.com/containerd/containerd/api/services/tasks/v1._Tasks_Start_Handler.func1",
  },
  {
    name: "ttrpc-generated-handler",
    pattern: /\.Register\w+Service\.func\d+$/,
    example: "github.com/containerd/containerd/runtime/v2/task.RegisterTaskService.func3",
  },
  {
    // Packages that protoc writes are named by API version or end in "pb", "types" (containerd 0.2) or "task" (containerd 1.2 to 1.6).
    name: "generated-client",
    pattern: /(?:\/v\d+(?:(?:alpha|beta)\d+)?|pb|\/types|\/task)\.\(\*[a-z]\w*Client\)\.[A-Z]\w*$/,
    example: "github.com/containerd/containerd/api/services/tasks/v1.(*tasksClient).Start",
  },
  {
    name: "grpc-ecosystem-interceptor",
    pattern: /^github\.com\/grpc-ecosystem\//,
    example: "github.com/grpc-ecosystem/go-grpc-prometheus.(*ServerMetrics).UnaryServerInterceptor.func1",
  },
  {
    name: "containerd-namespace-interceptor",
    pattern: /^github\.com\/containerd\/containerd(?:\/v2\/client)?\.(?:\(\*)?namespaceInterceptor\)?\./,
    example: "github.com/containerd/containerd.namespaceInterceptor.unary",
  },
  {
    name: "opentelemetry",
    pattern: /^go\.(?:opentelemetry|opencensus)\.io\//,
    example: "go.opentelemetry.io/contrib/instrumentation/net/http/otelhttp.(*middleware).serveHTTP",
  },
  {
    name: "prometheus-client",
    pattern: /^github\.com\/prometheus\/client_golang\//,
    example: "github.com/prometheus/client_golang/prometheus/promhttp.InstrumentHandlerDuration.func1",
  },
  {
    name: "docker-api-server",
    pattern:
      /^github\.com\/(?:docker\/docker|moby\/moby(?:\/v2)?)\/(?:(?:api|daemon)\/server(?:\/middleware|\/router|\/httputils)?\.|pkg\/authorization\.\(\*Middleware\))/,
    example: "github.com/docker/docker/api/server/middleware.VersionMiddleware.WrapHandler.func1",
  },
  {
    name: "http-router",
    pattern:
      /^(?:github\.com\/(?:gorilla\/(?:mux|handlers)|julienschmidt\/httprouter|go-chi\/chi|gin-gonic\/gin|labstack\/echo|urfave\/negroni|justinas\/alice|emicklei\/go-restful|valyala\/fasthttp|gofiber\/fiber))(?:\/[^.]*)?\./,
    example: "github.com/gorilla/mux.(*Router).ServeHTTP",
  },
  {
    name: "http-response-wrapper",
    pattern: /^github\.com\/felixge\/httpsnoop\./,
    example: "github.com/felixge/httpsnoop.(*rw).ReadFrom",
  },
  {
    name: "kubernetes-http-filter",
    pattern: /^k8s\.io\/apiserver\/pkg\/(?:endpoints|server)\/(?:filters|filterlatency|httplog)[./]/,
    example: "k8s.io/apiserver/pkg/endpoints/filters.WithAuthentication.func1",
  },
  {
    name: "kubernetes-loop",
    pattern: /^k8s\.io\/(?:apimachinery|client-go)\/(?:pkg\/)?util\/(?:wait|runtime|workqueue)\./,
    example: "k8s.io/apimachinery/pkg/util/wait.JitterUntil",
  },
  {
    name: "middleware-package",
    pattern: /\/(?:middlewares?|interceptors?)(?:\/[\w-]+)*\.[^/]*$/,
    example: "github.com/heketi/heketi/middleware.(*JwtAuth).ServeHTTP",
  },
  {
    name: "command-line",
    pattern: /^github\.com\/(?:urfave\/cli|spf13\/cobra|codegangsta\/cli)(?:\/v\d+)?\./,
    example: "github.com/urfave/cli.(*App).Run",
  },
];
