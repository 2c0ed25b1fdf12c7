// Command bench measures other readers of goroutine dumps on the bytes of one file.
//
//	bench FILE            reads names of readers from stdin, runs each once, and prints its seconds and its count of goroutines
//	bench FILE READER     runs the reader once, for measuring the whole process
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/DataDog/gostackparse"
	"github.com/maruel/panicparse/v2/stack"
)

var readers = map[string]func([]byte) int{
	"gostackparse": func(dump []byte) int {
		goroutines, _ := gostackparse.Parse(bytes.NewReader(dump))
		return len(goroutines)
	},
	"panicparse": func(dump []byte) int {
		return snapshot(dump, stack.DefaultOpts())
	},
	// It neither names the pointers that goroutines share nor looks for source files on this machine.
	"panicparse-bare": func(dump []byte) int {
		return snapshot(dump, &stack.Opts{})
	},
}

func snapshot(dump []byte, opts *stack.Opts) int {
	found, _, err := stack.ScanSnapshot(bytes.NewReader(dump), io.Discard, opts)
	if err != nil && err != io.EOF {
		log.Fatal(err)
	}
	if found == nil {
		return 0
	}
	return len(found.Goroutines)
}

func main() {
	log.SetFlags(0)
	if len(os.Args) < 2 {
		log.Fatal("bench FILE [READER]")
	}
	dump, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if len(os.Args) > 2 {
		fmt.Println(run(os.Args[2], dump))
		return
	}
	printVersions()
	for in := bufio.NewScanner(os.Stdin); in.Scan(); {
		start := time.Now()
		goroutines := run(in.Text(), dump)
		fmt.Println(time.Since(start).Seconds(), goroutines)
	}
}

func run(name string, dump []byte) int {
	reader, ok := readers[name]
	if !ok {
		log.Fatalf("no reader %q", name)
	}
	return reader(dump)
}

// printVersions prints one line: Go's version, and the modules' with their paths.
func printVersions() {
	fmt.Print(runtime.Version())
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			fmt.Printf(" %s@%s", module.Path, module.Version)
		}
	}
	fmt.Println()
}
