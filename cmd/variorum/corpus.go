package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"golang.org/x/term"

	"variorum/internal/delivery/corpus"
)

type corpusCommand struct {
	Inputs  []string `arg:"" name:"input" help:"Files, folders (walked) and - for standard input: JSON Lines and Parquet with a page a row, web archives, feeds, pages."`
	Out     string   `help:"Folder for the tables. A run that was stopped goes on in it." required:"" placeholder:"DIR"`
	Format  string   `help:"parquet or jsonl." enum:"parquet,jsonl" default:"parquet"`
	Readers []string `help:"What is looked for, parted by commas: reuse, stories, passages, quotations, figures. Without quotations no grammar is read, which is many times faster." enum:"reuse,stories,passages,quotations,figures" default:"reuse,stories,passages,quotations,figures" placeholder:"NAME"`
	Quiet   bool     `short:"q" help:"No progress on standard error."`
}

// Help is shown under `variorum corpus --help`.
func (corpusCommand) Help() string {
	return `Tables are folders of numbered parts: accounts, stories, reuse, passages, quotations, figures; unread.jsonl names what gave no account.

Examples:
  variorum corpus 2024/*.jsonl.gz --out tables          all tables, as Parquet
  variorum corpus CC-NEWS-*.warc.gz --out tables --readers reuse,stories
  zcat pages.jsonl.gz | variorum corpus - --out tables --format jsonl
  duckdb -c "select series, count(*) from 'tables/accounts/*.parquet' group by 1"

A run that was stopped (Ctrl-C, a crash) goes on when the same command is given again; the tables have the same bytes however often it was
stopped and on however many cores it ran.

Exit status: 0 all inputs were read, 3 some were not (see unread.jsonl), 1 none or the run failed, 2 wrong usage, 130 stopped.`
}

// Run makes the tables.
func (c *corpusCommand) Run(ctx context.Context, status *int) error {
	*status = noneRead
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	o := corpus.Options{Format: corpus.Format(c.Format)}
	for _, r := range c.Readers {
		o.Readers = append(o.Readers, corpus.Reader(r))
	}
	p := pace{on: !c.Quiet && term.IsTerminal(int(os.Stderr.Fd()))}
	o.Progress = func(stage string, done, total int) {
		if stage == "sketches" && os.Getenv("GOGC") == "" {
			debug.SetGCPercent(gcPercentGrouping)
		}
		p.tell(stage, done, total)
	}
	s, err := corpus.Run(ctx, c.Inputs, os.Stdin, c.Out, o)
	p.clear()
	switch {
	case err != nil && ctx.Err() != nil:
		return fmt.Errorf("stopped; give the same command again to go on: %w", err)
	case err != nil:
		return err
	}
	fmt.Println(sentence(s))
	switch {
	case s.Accounts == 0:
		return fmt.Errorf("no page in %s gave an account; %s/unread.jsonl has the reasons", strings.Join(c.Inputs, ", "), c.Out)
	case s.Unread > s.Duplicates:
		*status = someRead
	default:
		*status = allRead
	}
	return nil
}

// gcPercent is how much of what is in use may be garbage before it is collected: a run has little in use beside what it keeps for
// later, and time is dearer than memory.
const gcPercent = 200

// gcPercentGrouping is the same from where all accounts' sketches are in use: 100,000 pages of text then stay below 1.4 GB, with 100 they take 1.6.
const gcPercentGrouping = 70

// sentence says what came of a run.
func sentence(s *corpus.Summary) string {
	parts := []string{fmt.Sprintf("%d pages, %d accounts", s.Pages, s.Accounts)}
	for _, count := range []struct {
		n    int
		what string
	}{
		{s.Duplicates, "pages that came twice"},
		{s.Unread - s.Duplicates, "not read"},
		{s.Furniture, "paragraphs of furniture"},
		{s.Pairs, "pairs that share text"},
		{s.Stories, "stories"},
		{s.Passages, "readings of passages"},
		{s.Quotations, "quotations"},
		{s.Figures, "figures"},
		{len(s.TooLarge), "stories too large to lay side by side"},
	} {
		if count.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count.n, count.what))
		}
	}
	return strings.Join(parts, ", ")
}

// pace shows how far a stage is, how fast it goes and how long it will take.
type pace struct {
	on    bool
	began map[string]beginning // of each stage: they may take turns
	shown time.Time
}

// beginning is when a stage was first heard of, and what was done then.
type beginning struct {
	at   time.Time
	done int
}

func (p *pace) tell(stage string, done, total int) {
	now := time.Now()
	from, known := p.began[stage]
	if !known {
		if p.began == nil {
			p.began = map[string]beginning{}
		}
		from = beginning{now, done}
		p.began[stage] = from
	}
	if !p.on || now.Sub(p.shown) < refresh && done != total {
		return
	}
	p.shown = now
	line := fmt.Sprintf("%s: %d", stage, done)
	if total > 0 {
		line += fmt.Sprintf(" of %d", total)
	}
	if spent := now.Sub(from.at).Seconds(); spent > 1 && done > from.done {
		rate := float64(done-from.done) / spent
		line += fmt.Sprintf(", %.3g a second", rate)
		if total > 0 {
			line += ", " + time.Duration(float64(total-done)/rate*float64(time.Second)).Round(time.Second).String() + " left"
		}
	}
	fmt.Fprint(os.Stderr, "\r\x1b[K"+line)
}

func (p *pace) clear() {
	if !p.shown.IsZero() {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}
