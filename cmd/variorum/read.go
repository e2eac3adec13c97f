package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"variorum"
	"variorum/edition"
	"variorum/internal/delivery/export"
	"variorum/internal/delivery/report"
)

// output is where an edition goes and how.
type output struct {
	Format string `help:"text, json, html, dot (the stemmata, for Graphviz) or csv (the incidents, a line each). Without it the ending of the output file decides, and text is the default." enum:"text,json,html,dot,csv," default:"" placeholder:"FORMAT"`
	Output string `short:"o" help:"Write to this file instead of standard output." placeholder:"FILE"`
	Width  int    `help:"Columns of the text format; 0 for the terminal's own." default:"0" placeholder:"N"`
	Color  string `help:"Colour in the text format: auto (on a terminal only), always, never." enum:"auto,always,never" default:"auto"`
	Quiet  bool   `short:"q" help:"No progress on standard error."`
}

type readCommand struct {
	output `embed:""`
	Inputs []string `arg:"" name:"input" help:"Files, folders (walked) and - for standard input: HTML, plain page text, JSON Lines (also gzip)."`
}

// Help is shown under `variorum read --help`.
func (readCommand) Help() string {
	return `Examples:
  variorum read pages/                        the stories in a folder, as text
  variorum read pages/ -o report.html         one file to look at, save and send
  variorum read --format json *.html > edition.json
  zcat feed.jsonl.gz | variorum read -        one page a line: id, url, outlet, date, title, text or html

Exit status: 0 all inputs were read, 3 some were not (named on standard error and in the edition), 1 none, 2 wrong usage.`
}

// Run reads the inputs and writes the edition.
func (r *readCommand) Run(ctx context.Context, status *int) error {
	return r.read(ctx, r.Inputs, variorum.Options{}, status)
}

type compareCommand struct {
	output `embed:""`
	Inputs []string `arg:"" name:"page" help:"The pages to lay side by side."`
}

// Help is shown under `variorum compare --help`.
func (compareCommand) Help() string {
	return `Examples:
  variorum compare first.html second.html     two pages, passage by passage
  variorum compare a.txt b.txt c.txt -o side-by-side.html

Exit status: as for read.`
}

// Run compares the inputs and writes the edition.
func (c *compareCommand) Run(ctx context.Context, status *int) error {
	return c.read(ctx, c.Inputs, variorum.Options{Together: true}, status)
}

func (o *output) read(ctx context.Context, inputs []string, options variorum.Options, status *int) error {
	write, err := o.prepare(status)
	if err != nil {
		return err
	}
	pages, unread, err := variorum.Pages(ctx, inputs, os.Stdin)
	if err != nil {
		return err
	}
	options.Unread = unread
	progress := o.progress()
	options.Progress = progress.step
	e, err := variorum.Read(ctx, pages, options)
	progress.clear()
	if err != nil {
		return err
	}
	if len(e.Accounts) == 0 && len(e.Unread) == 0 {
		return fmt.Errorf("no page in %s: name files, folders with pages in them, or - for standard input", strings.Join(inputs, ", "))
	}
	return o.deliver(e, write, status)
}

// prepare says before the work whether its result can be written, and how.
func (o *output) prepare(status *int) (func(io.Writer, *edition.Edition) error, error) {
	*status = noneRead
	write, err := o.writer()
	if err == nil {
		err = o.reachable()
	}
	if err != nil {
		*status = badUsage
	}
	return write, err
}

// deliver names what was not read, writes the edition and says by the exit status how much of it was read.
func (o *output) deliver(e *edition.Edition, write func(io.Writer, *edition.Edition) error, status *int) error {
	if err := o.save(func(w io.Writer) error { return write(w, e) }); err != nil {
		return err
	}
	*status = o.said(len(e.Accounts), e.Unread)
	return nil
}

// said names what was not read, and returns the exit status.
func (o *output) said(accounts int, unread []edition.Unread) int {
	for _, u := range unread {
		fmt.Fprintf(os.Stderr, "variorum: not read: %s: %s\n", u.Source, u.Why)
	}
	switch {
	case accounts == 0:
		return noneRead
	case len(unread) > 0:
		return someRead
	}
	return allRead
}

// format is the chosen format, empty when the ending of the file tells none.
func (o *output) format() string {
	if o.Format != "" {
		return o.Format
	}
	return map[string]string{".html": "html", ".htm": "html", ".json": "json", ".txt": "text", ".dot": "dot", ".gv": "dot", ".csv": "csv", "": "text"}[strings.ToLower(filepath.Ext(o.Output))]
}

// writer returns the function that writes the chosen format.
func (o *output) writer() (func(io.Writer, *edition.Edition) error, error) {
	switch o.format() {
	case "html":
		return report.HTML, nil
	case "json":
		return edition.Encode, nil
	case "dot":
		return report.DOT, nil
	case "csv":
		return export.Incidents, nil
	case "text":
		return func(w io.Writer, e *edition.Edition) error { return report.Text(w, e, o.text()) }, nil
	}
	return nil, fmt.Errorf("no format goes with the ending of %s: give --format text, json, html, dot or csv", o.Output)
}

// text chooses width and colour: the terminal's when there is one, else 80 columns without colour.
func (o *output) text() report.TextOptions {
	t := report.TextOptions{Width: o.Width, Colour: o.Color == "always"}
	if o.Output == "" && term.IsTerminal(int(os.Stdout.Fd())) {
		plain := os.Getenv("NO_COLOR") != "" || os.Getenv("TERM") == "dumb"
		t.Colour = o.Color == "always" || o.Color == "auto" && !plain
		if w, _, err := term.GetSize(int(os.Stdout.Fd())); err == nil && t.Width == 0 {
			t.Width = w
		}
	}
	return t
}
