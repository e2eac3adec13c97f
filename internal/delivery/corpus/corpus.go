// Package corpus reads pages by the hundred thousand into tables: accounts, the stories that they belong to, the pairs that share
// text, the passages of a story, quotations and figures. It runs the same functions as a reading of a few pages; what it adds is that
// memory stays bounded, that all cores work, and that a run that was stopped goes on where it was.
//
// A run is a row of stages. Each writes files that are whole or not there, and numbers its pages by their order in the inputs, so
// the tables have the same bytes however often the run was stopped and on however many cores it ran.
//
//	inputs -> sheets -> furniture -> accounts -> reuse, stories -> table
//	          .work/    .work/       quotations  reuse  stories    accounts
//	                                 figures            passages
//
// The field names of reuse are those of passim (Smith, Cordell and Mullen, "Computational Methods for Uncovering Reprinted Texts
// in Antebellum Newspapers", 2015).
package corpus

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
)

// Reader is a kind of finding.
type Reader string

// The readers. Accounts are always written. Passages need stories; quotations and figures read the grammar, which costs most.
const (
	Reuse      Reader = "reuse"
	Stories    Reader = "stories"
	Passages   Reader = "passages"
	Quotations Reader = "quotations"
	Figures    Reader = "figures"
)

// Readers are all of them, in the order of their stages.
var Readers = []Reader{Reuse, Stories, Passages, Quotations, Figures}

// Options are choices of a run.
type Options struct {
	Format  Format   // Parquet when empty
	Readers []Reader // all when empty
	// Progress, if not nil, is told how far a stage is; total is 0 when it is not known. It is called from one goroutine at a time. Stages may
	// take turns.
	Progress func(stage string, done, total int)

	part int // pages of a part; partPages when 0
}

// Summary is what came of a run.
type Summary struct {
	Pages      int `json:"pages"`      // that were read
	Accounts   int `json:"accounts"`   // with an article, each once
	Unread     int `json:"unread"`     // inputs, records and pages without an account, listed in unread.jsonl
	Duplicates int `json:"duplicates"` // pages that came before, listed there too
	Furniture  int `json:"furniture"`  // paragraphs that pages share and that are of no account
	Pairs      int `json:"pairs"`      // of accounts that share text
	Stories    int `json:"stories"`
	Passages   int `json:"passages"`
	Quotations int `json:"quotations"`
	Figures    int `json:"figures"`
	// TooLarge are stories with more accounts than are laid side by side; they have no passages.
	TooLarge []string `json:"too_large,omitempty"`
}

// run is one run over inputs.
type run struct {
	dir    string
	o      Options
	inputs []string
	stdin  io.Reader
	locked *os.File
	files  *finisher

	bounds    bounds
	left      map[int]string // ids of pages, by number, that have another than they came with; empty for those left out
	furniture map[uint64]bool

	mu      sync.Mutex // held for sum while stages are at work beside each other
	sum     Summary
	telling sync.Mutex // held while progress is told
}

// stage is one step of a run: its name, the readers it serves, none if all, and what of the summary is its own if another is at work
// beside it.
type stage struct {
	name   string
	serves []Reader
	do     func(*run, context.Context) error
	own    func(sum *Summary, found Summary) // what it writes is tables, which no stage reads
}

// stages are in their order; those in one line ask nothing of each other and are done side by side: grouping has work that one core alone
// can do.
var stages = [][]stage{
	{{name: "sheets", do: (*run).sheets}},
	{{name: "furniture", do: (*run).learn}},
	{{name: "accounts", do: (*run).accounts}},
	{
		{"reuse", []Reader{Reuse}, (*run).reuse, func(sum *Summary, found Summary) { sum.Pairs = found.Pairs }},
		{"stories", []Reader{Stories, Passages}, (*run).stories, func(sum *Summary, found Summary) {
			sum.Stories, sum.Passages, sum.TooLarge = found.Stories, found.Passages, found.TooLarge
		}},
	},
	{{name: "table", do: (*run).table}},
}

// Run reads inputs into tables in a folder. Run again with the same inputs and options, it goes on where it was stopped, and does
// nothing where all is done. The error of a page is no error of the run: such pages stand in unread.jsonl.
func Run(ctx context.Context, inputs []string, stdin io.Reader, dir string, o Options) (*Summary, error) {
	o = o.complete()
	r := &run{dir: dir, o: o, inputs: inputs, stdin: stdin, files: newFinisher()}
	defer close(r.files.halves)
	done, err := r.begin(plan{o.Format, o.Readers, o.part, survey(inputs)})
	if err != nil || done != nil {
		r.unlock()
		return done, err
	}
	defer func() {
		_ = r.files.settle() // its error was returned, or another one before it
		r.unlock()
	}()
	if err := r.sift(); err != nil {
		return nil, err
	}
	r.files.early, r.files.distrust = bootID() != "", r.distrust
	for _, line := range stages {
		if err := r.sideBySide(ctx, line); err != nil {
			return nil, err
		}
	}
	if err := r.files.settle(); err != nil {
		return nil, err
	}
	if err := r.save(finding{plan{o.Format, o.Readers, o.part, survey(inputs)}, &r.sum}); err != nil {
		return nil, err
	}
	return &r.sum, os.RemoveAll(r.work(""))
}

func (o Options) complete() Options {
	if o.Format == "" {
		o.Format = Parquet
	}
	if len(o.Readers) == 0 {
		o.Readers = Readers
	}
	var known []Reader
	for _, k := range Readers {
		if slices.Contains(o.Readers, k) {
			known = append(known, k)
		}
	}
	o.Readers = known
	if o.part == 0 {
		o.part = partPages
	}
	return o
}

func (r *run) reads(k Reader) bool { return slices.Contains(r.o.Readers, k) }

// work is a path among what waits between the stages.
func (r *run) work(name string) string { return filepath.Join(r.dir, workDir, name) }

func (r *run) segment(name string, n int) string { return r.work(fmt.Sprintf("%s-%05d", name, n)) }

// state is what a stage that ended leaves to the next ones.
type state struct {
	Bounds    bounds
	Left      map[int]string
	Furniture map[uint64]bool
	Sum       Summary
}

// sideBySide does stages that are asked for, at once where there are cores for it. The first error ends the others.
func (r *run) sideBySide(ctx context.Context, line []stage) error {
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var wg sync.WaitGroup
	for _, s := range line {
		if len(s.serves) > 0 && !slices.ContainsFunc(s.serves, r.reads) {
			continue
		}
		wg.Go(func() {
			if err := r.take(ctx, s); err != nil {
				stop(err)
			}
		})
		if runtime.GOMAXPROCS(0) == 1 {
			wg.Wait()
		}
	}
	wg.Wait()
	return context.Cause(ctx)
}

// take does a stage, or takes up what it left when it was done before.
func (r *run) take(ctx context.Context, s stage) error {
	path := r.work(s.name + ".done")
	if was, err := kept[state](path); err == nil {
		r.takeUp(s, was)
		return nil
	} else if !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err := s.do(r, ctx)
	if s.own == nil { // others read what it wrote
		err = errors.Join(err, r.files.named())
	}
	if err = errors.Join(err, r.files.err(), ctx.Err()); err != nil {
		return fmt.Errorf("%s: %w", s.name, err)
	}
	r.mu.Lock()
	now := state{r.bounds, r.left, r.furniture, r.sum}
	r.mu.Unlock()
	r.keepLater(path, false, now) // behind all that it wrote
	return nil
}

// takeUp takes up what a stage left.
func (r *run) takeUp(s stage, was state) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if s.own != nil {
		s.own(&r.sum, was.Sum)
		return
	}
	r.bounds, r.left, r.furniture, r.sum = was.Bounds, was.Left, was.Furniture, was.Sum
}

func (r *run) unlock() {
	if r.locked != nil {
		_ = r.locked.Close() // which ends the lock
	}
}

// progress tells how far a stage is; what is done without a name is told by its stage.
func (r *run) progress(stage string, done, total int) {
	if r.o.Progress != nil && stage != "" {
		r.telling.Lock()
		defer r.telling.Unlock()
		r.o.Progress(stage, done, total)
	}
}

// bounds are the numbers of the first pages of the parts, and at the end the number of all pages.
type bounds []int

func (b bounds) parts() int { return max(0, len(b)-1) }
func (b bounds) pages() int { return b[len(b)-1] }

// of is the part that a page is in, and its place there.
func (b bounds) of(page int) (part, at int) {
	part, found := slices.BinarySearch(b, page)
	if !found {
		part--
	}
	return part, page - b[part]
}

// parallel does n things on all cores. The first error ends it, and so does the context.
func (r *run) parallel(ctx context.Context, stage string, n int, do func(i int) error) error {
	var mu sync.Mutex
	var wg sync.WaitGroup
	next, done := 0, 0
	var failed error
	for range min(runtime.GOMAXPROCS(0), n) {
		wg.Go(func() {
			for {
				mu.Lock()
				i := next
				next++
				stop := i >= n || failed != nil || ctx.Err() != nil || r.files.err() != nil
				mu.Unlock()
				if stop {
					return
				}
				err := do(i)
				mu.Lock()
				if done++; err != nil {
					failed = errors.Join(failed, err)
				} else {
					r.progress(stage, done, n)
				}
				mu.Unlock()
			}
		})
	}
	wg.Wait()
	return errors.Join(failed, ctx.Err())
}
