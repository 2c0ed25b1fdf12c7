import type { FactSet } from "../fact.ts";

/** Libraries that many programs share. */
export const libraries: FactSet = {
  program: "libraries",
  classes: [
    {
      name: "bbolt.DB.rwlock",
      kind: "mutex",
      askedBy: ["{bbolt,bolt}.(*DB).beginRWTx"],
      source: "go.etcd.io/bbolt db.go: beginRWTx takes rwlock, Commit or Rollback releases it",
    },
    {
      name: "bbolt.DB.metalock",
      kind: "mutex",
      askedBy: ["{bbolt,bolt}.(*DB).{beginTx,removeTx,Stats}"],
      source: "go.etcd.io/bbolt db.go",
    },
    {
      name: "bbolt.DB.mmaplock",
      kind: "rwmutex",
      askedBy: ["{bbolt,bolt}.(*DB).mmap"],
      source: "go.etcd.io/bbolt db.go: readers hold it for the whole read transaction",
    },
    {
      name: "dbus.Conn.jobListener",
      kind: "mutex",
      askedBy: ["go-systemd/dbus.(*Conn).startJob", "go-systemd/v22/dbus.(*Conn).startJob"],
      source: "go-systemd dbus/methods.go: startJob holds jobListener over the method call",
    },
  ],
  holds: [
    {
      class: "bbolt.DB.rwlock",
      mode: "lock",
      holder: "{bbolt,bolt}.(*DB).Update",
      except: ["{bbolt,bolt}.(*DB).{Begin,beginRWTx}"],
      source: "go.etcd.io/bbolt db.go: Update calls Begin(true), then the function, then Commit",
    },
    {
      class: "bbolt.DB.rwlock",
      mode: "lock",
      holder: "{bbolt,bolt}.(*Tx).Commit",
      source: "go.etcd.io/bbolt tx.go: Commit closes the transaction, and with it the lock, at its end",
    },
    {
      class: "dbus.Conn.jobListener",
      mode: "lock",
      holder: "dbus.(*Conn).startJob",
      while: ["dbus.(*Object).<any>", "dbus.(*object).<any>"],
      source: "go-systemd dbus/methods.go:47",
    },
  ],
};
