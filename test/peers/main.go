// Command peers reads each named file with gostackparse and with panicparse, and prints what they return as JSON: one object for each file.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"log"
	"os"
	"time"

	"github.com/DataDog/gostackparse"
	"github.com/maruel/panicparse/v2/stack"
)

type frame struct {
	Func string `json:"func"`
	File string `json:"file"`
	Line int    `json:"line"`
}

type goroutine struct {
	ID      int     `json:"id"`
	State   string  `json:"state"`
	Minutes int     `json:"minutes"`
	Locked  bool    `json:"locked"`
	Frames  []frame `json:"frames"`
	Created *frame  `json:"created,omitempty"`
}

type result struct {
	Gostackparse []goroutine `json:"gostackparse"`
	Panicparse   []goroutine `json:"panicparse"`
}

func main() {
	log.SetFlags(0)
	out := json.NewEncoder(os.Stdout)
	for _, name := range os.Args[1:] {
		text, err := os.ReadFile(name)
		if err != nil {
			log.Fatal(err)
		}
		if err := out.Encode(result{readGostackparse(text), readPanicparse(text)}); err != nil {
			log.Fatal(err)
		}
	}
}

// Its errors tell of the goroutines that it drops.
func readGostackparse(text []byte) []goroutine {
	found := []goroutine{}
	parsed, _ := gostackparse.Parse(bytes.NewReader(text))
	for _, g := range parsed {
		frames := []frame{}
		for _, f := range g.Stack {
			frames = append(frames, frame{f.Func, f.File, f.Line})
		}
		var created *frame
		if g.CreatedBy != nil {
			created = &frame{g.CreatedBy.Func, g.CreatedBy.File, g.CreatedBy.Line}
		}
		found = append(found, goroutine{g.ID, g.State, int(g.Wait / time.Minute), g.LockedToThread, frames, created})
	}
	return found
}

// Goes from snapshot to snapshot, as its command does, up to the end or to an error.
func readPanicparse(text []byte) []goroutine {
	found := []goroutine{}
	options := stack.DefaultOpts()
	options.GuessPaths, options.AnalyzeSources, options.NameArguments = false, false, false
	var in io.Reader = bytes.NewReader(text)
	for {
		snapshot, rest, err := stack.ScanSnapshot(in, io.Discard, options)
		if snapshot != nil {
			for _, g := range snapshot.Goroutines {
				found = append(found, fromPanicparse(g))
			}
		}
		if err != nil {
			if !errors.Is(err, io.EOF) {
				log.Printf("panicparse gives up: %v", err)
			}
			return found
		}
		in = io.MultiReader(bytes.NewReader(rest), in)
	}
}

func fromPanicparse(g *stack.Goroutine) goroutine {
	frames := []frame{}
	for _, call := range g.Stack.Calls {
		if call.RemoteSrcPath != "<unavailable>" {
			frames = append(frames, fromCall(call))
		}
	}
	var created *frame
	if len(g.CreatedBy.Calls) > 0 {
		first := fromCall(g.CreatedBy.Calls[0])
		created = &first
	}
	return goroutine{g.ID, g.State, g.SleepMax, g.Locked, frames, created}
}

func fromCall(call stack.Call) frame {
	return frame{call.Func.Complete, call.RemoteSrcPath, call.Line}
}
