// Command variorum reads pages from many outlets and lays the accounts of one event side by side.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"variorum"
)

// The exit statuses.
const (
	allRead  = 0
	noneRead = 1
	badUsage = 2
	someRead = 3
	stopped  = 130 // as a shell has it for Ctrl-C
)

type commands struct {
	Version kong.VersionFlag `help:"Say which version this is."`

	Read    readCommand    `cmd:"" help:"Group the accounts of one event and lay them side by side."`
	Compare compareCommand `cmd:"" help:"Lay the named pages side by side as one story, without asking whether they are."`
}

const about = `variorum reads the news the way a textual critic reads manuscripts.

It takes in pages from many outlets (HTML, plain text, JSON Lines), finds the accounts of one event, lays them side by side and shows
what text they share, every place where they differ, even inside quotation marks, and who is quoted. It gives no verdicts: it shows
the words. It runs offline; the same input always gives the same bytes.`

func main() { os.Exit(run()) }

func run() int {
	var c commands
	parser := kong.Must(&c, kong.Name("variorum"), kong.Description(about), kong.ShortUsageOnError(), kong.Vars{"version": "variorum " + variorum.Version()}, kong.Exit(func(code int) {
		if code != 0 {
			code = badUsage
		}
		os.Exit(code)
	}))
	chosen, err := parser.Parse(os.Args[1:])
	parser.FatalIfErrorf(err)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once, should the first find it waiting for a pipe
	var status int
	chosen.BindTo(ctx, (*context.Context)(nil))
	if err := chosen.Run(&status); err != nil {
		fmt.Fprintln(os.Stderr, "variorum:", err)
		if ctx.Err() != nil {
			return stopped
		}
		return max(status, noneRead)
	}
	return status
}
