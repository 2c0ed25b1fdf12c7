import type { FactSet } from "../fact.ts";

/** containerd and its runc shims, read in containerd at the tags 1.0.3 to 2.1.5. Lines are those of v1.6.20 where nothing else is said. */
export const containerd: FactSet = {
  program: "containerd",
  classes: [
    {
      name: "process.Init.mu",
      kind: "mutex",
      askedBy: ["{process,proc}.(*Init).<any>"],
      source: "pkg/process/init.go (1.2: runtime/v1/linux/proc; 2.x: cmd/containerd-shim-runc-v2/process)",
    },
    {
      name: "process.execProcess.mu",
      kind: "mutex",
      askedBy: ["{process,proc}.(*execProcess).{Start,Status,Kill,Delete,Resize,SetExited,State}"],
      source: "pkg/process/exec.go: mu",
    },
    {
      name: "process.safePid",
      kind: "mutex",
      askedBy: ["{process,proc}.(*safePid).<any>", "{process,proc}.(*execProcess).{Pid,pidv,start}"],
      source: "pkg/process/exec.go: e.pid.Lock 179; pkg/process/utils.go: safePid embeds sync.Mutex",
    },
    {
      name: "task.service.mu",
      kind: "mutex",
      askedBy: [
        "{task,shim,runc/v2,runc/v1}.(*service).{Create,getContainer,Delete,Connect,checkProcesses,processExits}",
        "shim.(*Service).<any>",
      ],
      source: "runtime/v2/runc/task/service.go: s.mu 119, 527, 710 (1.0: linux/shim/service.go)",
    },
    {
      name: "task.service.eventSendMu",
      kind: "mutex",
      askedBy: ["{task,runc/v2,runc/v1}.(*service).{Start,sendL}"],
      source: "runtime/v2/runc/task/service.go: eventSendMu 161, 521 (1.3 to 1.6.21, 1.7.0 to 1.7.2)",
    },
    {
      name: "metadata.DB.wlock",
      kind: "rwmutex",
      askedBy: ["metadata.(*DB).{Update,GarbageCollect}"],
      source: "metadata/db.go: RLock 244, Lock 282",
    },
    {
      name: "metadata.contentStore.l",
      kind: "rwmutex",
      askedBy: ["metadata.(*contentStore).<any>"],
      source: "metadata/content.go",
    },
    {
      name: "reaper.Monitor",
      kind: "mutex",
      askedBy: ["reaper.(*Monitor).{Start,Wait,Subscribe,Unsubscribe,getSubscribers}", "reaper.{Reap,reap}"],
      source: "reaper/reaper.go:41 @v1.0.3; sys/reaper/reaper_unix.go",
    },
  ],
  holds: [
    {
      class: "process.Init.mu",
      mode: "lock",
      holder: "{process,proc}.(*Init).{Start,Kill,Delete,Pause,Resume,Update,Checkpoint,Exec}",
      while: [
        "{process,proc}.(*{createdState,createdCheckpointState,runningState,pausedState,stoppedState,deletedState}).<any>",
      ],
      source: "pkg/process/init.go: Start 257, Kill 350 → 353; deferred Unlock",
    },
    {
      class: "process.Init.mu",
      mode: "lock",
      holder: "{process,proc}.(*Init).KillAll",
      while: ["go-runc.(*Runc).Kill"],
      source: "pkg/process/init.go: KillAll locks, and runs `runc kill --all` itself; deferred Unlock",
    },
    {
      class: "process.Init.mu",
      mode: "lock",
      holder: "proc.(*{createdState,createdCheckpointState,runningState,pausedState,stoppedState}).<any>",
      while: ["proc.(*Init).<any>"],
      source: "linux/proc/init_state.go @v1.0.3: 81 → 83 (1.0 and 1.1: the state objects take the lock)",
    },
    {
      class: "process.execProcess.mu",
      mode: "lock",
      holder: "{process,proc}.(*execProcess).Start",
      source: "pkg/process/exec.go: Lock 168 → execState.Start 171; deferred Unlock",
    },
    {
      class: "process.safePid",
      mode: "lock",
      holder: "{process,proc}.(*execProcess).start",
      while: ["go-runc.(*Runc).Exec", "{process,proc}.(*execProcess).<any>", "{process,proc}.<any>"],
      source: "pkg/process/exec.go: e.pid.Lock 179 → runtime.Exec 208; deferred Unlock",
    },
    {
      class: "task.service.mu",
      mode: "lock",
      holder: "{task,runc/v2,runc/v1}.(*service).Create",
      while: ["runc.NewContainer", "{task,runc/v2,runc/v1}.(*service).<any>"],
      source: "runtime/v2/runc/task/service.go: Lock 119 → runc.NewContainer 122; deferred Unlock",
    },
    {
      class: "task.service.mu",
      mode: "lock",
      holder: "{task,runc/v2}.(*service).checkProcesses",
      while: [
        "{process,proc}.(*<any>).{Pid,SetExited,KillAll}",
        "runc.(*Container).<any>",
        "{task,runc/v2}.(*service).sendL",
      ],
      source:
        "runtime/v2/runc/task/service.go:527: a deferred Unlock; compares p.Pid() of every process, then KillAll, SetExited, sendL (1.4: runtime/v2/runc/v2; the runc.v1 shim takes no lock there)",
    },
    {
      class: "task.service.mu",
      mode: "lock",
      holder: "shim.(*Service).{Start,Kill,Exec,State,Delete,checkProcesses}",
      while: ["proc.(*<any>).<any>"],
      source:
        "linux/shim/service.go @v1.0.3: 136 → 142, 245 → 251, 313, 444 (1.0 only: later versions release the lock first)",
    },
    {
      class: "task.service.eventSendMu",
      mode: "lock",
      holder: "{task,runc/v2,runc/v1}.(*service).Start",
      while: ["runc.(*Container).Start"],
      source:
        "runtime/v2/runc/task/service.go: eventSendMu.Lock 161 → container.Start 162 (1.3 to 1.6.21, 1.7.0 to 1.7.2)",
    },
    {
      class: "metadata.DB.wlock",
      mode: "rlock",
      holder: "metadata.(*DB).Update",
      while: ["bbolt.(*DB).Update"],
      source: "metadata/db.go: RLock 244 → bolt Update 246",
    },
    {
      class: "metadata.DB.wlock",
      mode: "lock",
      holder: "metadata.(*DB).GarbageCollect",
      source: "metadata/db.go: Lock 282",
    },
    {
      class: "metadata.contentStore.l",
      mode: "rlock",
      holder: "metadata.(*contentStore).{Update,Delete,Abort,Writer}",
      while: ["metadata.<any>", "bbolt.(*DB).<any>"],
      source: "metadata/content.go: Update 98, Delete 208, Abort 325, Writer 377 → 462",
    },
    {
      class: "metadata.contentStore.l",
      mode: "lock",
      holder: "metadata.(*contentStore).garbageCollect",
      source: "metadata/content.go: garbageCollect",
    },
  ],
};
