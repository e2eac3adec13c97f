// Command train makes the weights that ship with a language.
//
//	go run ./cmd/train grammar --data ../shared/data/ud -o internal/news/language/en/grammar.bin
//
// The same treebanks give the same bytes, on any number of processors of any kind. On two that have AVX-512 training is
// expected to take less than half an hour, on others most of a day.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

type commands struct {
	Grammar     grammarCommand     `cmd:"" help:"Train the tagger, lemmatiser and parser on CoNLL-U treebanks."`
	Incidents   incidentsCommand   `cmd:"" help:"Train what tells incidents on reports with marked roles."`
	Names       namesCommand       `cmd:"" help:"Train the finder of names on marked news stories."`
	Stemma      stemmaCommand      `cmd:"" help:"Learn from traditions whose stemma is known how to weigh what speaks for a model."`
	Score       scoreCommand       `cmd:"" help:"Score finished weights on a treebank."`
	Attribution attributionCommand `cmd:"" help:"Learn which of the statements that patterns and grammar offer are attributions."`
}

func main() {
	var c commands
	chosen := kong.Parse(&c, kong.Name("train"), kong.Description("Make the weights that ship with a language."), kong.UsageOnError())
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	chosen.BindTo(ctx, (*context.Context)(nil))
	if err := chosen.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "train:", err)
		if ctx.Err() != nil {
			os.Exit(130) // as a shell has it for Ctrl-C
		}
		os.Exit(1)
	}
}
