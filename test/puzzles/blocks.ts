import type { PuzzleSet } from "./places.ts";

/** What a goroutine waits in that is no lock of the puzzle. In the Go text `$b` is the object with the fields. */
export interface Block {
  readonly name: string;
  readonly set: PuzzleSet;
  readonly field: string;
  readonly init: string;
  readonly statement: string;
}

export const blocks: readonly Block[] = [
  { name: "receive", set: "fit", field: "feed chan int", init: "$b.feed = make(chan int)", statement: "<-$b.feed" },
  {
    name: "select",
    set: "fit",
    field: "news, stop chan int",
    init: "$b.news, $b.stop = make(chan int), make(chan int)",
    statement: "select {\ncase <-$b.news:\ncase <-$b.stop:\n}",
  },
  { name: "waitgroup", set: "fit", field: "busy sync.WaitGroup", init: "$b.busy.Add(1)", statement: "$b.busy.Wait()" },
  {
    name: "sleep",
    set: "fit",
    field: "pause time.Duration",
    init: "$b.pause = time.Hour",
    statement: "time.Sleep($b.pause)",
  },
  { name: "send", set: "held", field: "sink chan int", init: "$b.sink = make(chan int)", statement: "$b.sink <- 1" },
  {
    name: "pipe",
    set: "held",
    field: "source *os.File",
    init: "$b.source, spare, _ = os.Pipe()",
    statement: "$b.source.Read(make([]byte, 8))",
  },
  {
    name: "range",
    set: "held",
    field: "items chan string",
    init: "$b.items = make(chan string)",
    statement: "for range $b.items {\n}",
  },
  {
    name: "condition",
    set: "held",
    field: "gate sync.Mutex\nopened *sync.Cond",
    init: "$b.opened = sync.NewCond(&$b.gate)",
    statement: "$b.gate.Lock()\n$b.opened.Wait()\n$b.gate.Unlock()",
  },
  {
    name: "done",
    set: "held",
    field: "limit context.Context",
    init: "$b.limit, spareCancel = context.WithCancel(context.Background())",
    statement: "<-$b.limit.Done()",
  },
  {
    name: "timer",
    set: "fresh",
    field: "wake *time.Timer",
    init: "$b.wake = time.NewTimer(time.Hour)",
    statement: "<-$b.wake.C",
  },
  {
    name: "connection",
    set: "fresh",
    field: "conn net.Conn",
    init: "$b.conn, spareConn = net.Pipe()",
    statement: "$b.conn.Read(make([]byte, 8))",
  },
  {
    name: "full-slots",
    set: "fresh",
    field: "slots chan struct{}",
    init: "$b.slots = make(chan struct{}, 1)\n$b.slots <- struct{}{}",
    statement: "$b.slots <- struct{}{}",
  },
  {
    name: "accept",
    set: "fresh",
    field: "listener net.Listener",
    init: '$b.listener, _ = net.Listen("tcp", "127.0.0.1:0")',
    statement: "$b.listener.Accept()",
  },
  {
    name: "once",
    set: "fresh",
    field: "ready sync.Once\nopened chan int",
    init: "$b.opened = make(chan int)",
    statement: "$b.ready.Do(func() { <-$b.opened })",
  },
  {
    name: "context",
    set: "fresh",
    field: "limit context.Context\nreply chan int",
    init: "$b.limit, spareCancel = context.WithCancel(context.Background())\n$b.reply = make(chan int)",
    statement: "select {\ncase <-$b.limit.Done():\ncase <-$b.reply:\n}",
  },
  {
    name: "buffered-reader",
    set: "last",
    field: "reader *bufio.Reader",
    init: "near, far := net.Pipe()\nspareConn = far\n$b.reader = bufio.NewReader(near)",
    statement: "$b.reader.ReadByte()",
  },
  {
    name: "children",
    set: "last",
    field: "results chan int",
    init: "$b.results = make(chan int)",
    statement:
      "var children sync.WaitGroup\nchildren.Add(1)\ngo func() {\ndefer children.Done()\n<-$b.results\n}()\nchildren.Wait()",
  },
  {
    name: "offers",
    set: "last",
    field: "offers, stops chan int",
    init: "$b.offers, $b.stops = make(chan int), make(chan int)",
    statement: "select {\ncase $b.offers <- 1:\ncase <-$b.stops:\n}",
  },
  {
    name: "full-pipe",
    set: "last",
    field: "sink *os.File",
    init: "spareFile, $b.sink, _ = os.Pipe()",
    statement: "$b.sink.Write(make([]byte, 1<<20))",
  },
  {
    name: "polls",
    set: "last",
    field: "every time.Duration",
    init: "$b.every = time.Hour",
    statement: "for $b.every > 0 {\ntime.Sleep($b.every)\n}",
  },
  {
    name: "answer",
    set: "last",
    field: "asks chan chan int",
    init: "$b.asks = make(chan chan int, 1)",
    statement: "answer := make(chan int, 1)\n$b.asks <- answer\n<-answer",
  },
];
