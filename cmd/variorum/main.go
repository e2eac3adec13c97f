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

	Add     addCommand     `cmd:"" help:"Put pages into the store, and into the stories that they belong to."`
	Watch   watchCommand   `cmd:"" help:"Follow feeds, and put the pages that they name into the store as they come."`
	Stories storiesCommand `cmd:"" help:"List the stories of the store."`
	Story   storyCommand   `cmd:"" help:"Show one story of the store."`
	Search  searchCommand  `cmd:"" help:"Find accounts in the store by words, outlet, date, name or figure."`
	Serve   serveCommand   `cmd:"" help:"Show the store in a browser: stories, accounts, and a page that adds more."`
	Mcp     mcpCommand     `cmd:"" name:"mcp" help:"Let an assistant search and read the store (Model Context Protocol)."`
	Export  exportCommand  `cmd:"" help:"Write what the store holds as an edition: what read would say of its pages."`
	Rm      rmCommand      `cmd:"" help:"Take accounts or stories out of the store."`
	Check   checkCommand   `cmd:"" help:"Look whether the store is whole."`
	Backup  backupCommand  `cmd:"" help:"Copy the store into a new file, while others may use it."`

	Corpus corpusCommand `cmd:"" help:"Read pages by the hundred thousand into tables."`
}

const about = `variorum reads the news the way a textual critic reads manuscripts.

It takes in pages from many outlets (HTML, plain text, JSON Lines), finds the accounts of one event, lays them side by side and shows
what text they share, every place where they differ, even inside quotation marks, and who is quoted. It gives no verdicts: it shows
the words. It reads offline, and fetches only what it is told to; the same input always gives the same bytes.`

func main() { os.Exit(run()) }

func run() int {
	var c commands
	parser := kong.Must(&c, kong.Name("variorum"), kong.Description(about), kong.ShortUsageOnError(), kong.Vars{"version": "variorum " + variorum.Version()}, places(), kong.Exit(func(code int) {
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
