package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"

	"github.com/alecthomas/kong"

	"variorum/internal/delivery/store"
)

// stored is where the store is.
type stored struct {
	DB string `name:"db" help:"The file of the store; made when pages are added and there is none. Default: ${db}." env:"VARIORUM_DB" type:"path" placeholder:"FILE"`
}

// places are the defaults of flags that depend on the user.
func places() kong.Vars {
	if path, err := ownStore(); err == nil {
		return kong.Vars{"db": path}
	}
	return kong.Vars{"db": "none here, since there is no home folder"}
}

// ownStore is the user's own store: news.db in the folder variorum of the place where the system keeps a user's data.
func ownStore() (string, error) {
	base := os.Getenv("XDG_DATA_HOME")
	if !filepath.IsAbs(base) {
		home, err := os.UserHomeDir()
		if err != nil {
			return "", fmt.Errorf("there is no home folder to keep a store in (%w): name its file with --db", err)
		}
		switch runtime.GOOS {
		case "darwin", "ios":
			base = filepath.Join(home, "Library", "Application Support")
		case "windows":
			if base = os.Getenv("LocalAppData"); base == "" {
				base = filepath.Join(home, "AppData", "Local")
			}
		default:
			base = filepath.Join(home, ".local", "share")
		}
	}
	return filepath.Join(base, "variorum", "news.db"), nil
}

func (d *stored) path() (string, error) {
	if d.DB != "" {
		return d.DB, nil
	}
	return ownStore()
}

// open opens the store.
func (d *stored) open(ctx context.Context, o store.Options) (*store.Store, error) {
	path, err := d.path()
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, path, o)
}

// mostAwaited is the number of pages that a command which only looks puts into stories first: some seconds. More are the work of an addition
// that runs, or was stopped.
const mostAwaited = 100

// look opens the store for reading. Should it be of an older schema, or should a few pages wait in it to be put into stories, or a few stories to be
// told, that is done first; when the pages cannot be, the stories are shown as they are, with a word.
func (d *stored) look(ctx context.Context, p *progress) (*store.Store, error) {
	s, err := d.open(ctx, store.Options{ReadOnly: true})
	older := errors.Is(err, store.ErrOlder)
	if older {
		s, err = d.open(ctx, store.Options{Existing: true})
	}
	if err != nil {
		return nil, err
	}
	pages, stories, err := s.Unsettled(ctx)
	switch {
	case err != nil:
		return nil, errors.Join(err, s.Close())
	case pages > mostAwaited:
		fmt.Fprintf(os.Stderr, "variorum: %d pages are not in their stories yet; if no variorum add is running, run it without pages\n", pages)
	case pages+stories > 0:
		return d.settled(ctx, s, older, p)
	}
	return s, nil
}

// settled is a store in which nothing waits that can be done now: s itself where it may be written, or else one that may, if there is.
func (d *stored) settled(ctx context.Context, s *store.Store, writes bool, p *progress) (*store.Store, error) {
	if !writes {
		own, err := d.open(ctx, store.Options{Existing: true})
		if err != nil {
			return d.asItIs(ctx, s, err)
		}
		if err := s.Close(); err != nil {
			return nil, errors.Join(err, own.Close())
		}
		s = own
	}
	err := d.tell(ctx, s, p)
	p.clear()
	if err != nil {
		return d.asItIs(ctx, s, err)
	}
	return s, nil
}

// tell puts what waits into stories, and tells those that have grown, if they are few.
func (d *stored) tell(ctx context.Context, s *store.Store, p *progress) error {
	_, stories, err := s.CatchUp(ctx, p.step)
	if err == nil && stories > 0 {
		p.clear()
		fmt.Fprintf(os.Stderr, "variorum: %d stories have grown since they were told, and lists show them as they were; variorum add without pages tells them\n", stories)
	}
	return err
}

// asItIs is a store in which what waits could not be done, unless the command was stopped over it.
func (d *stored) asItIs(ctx context.Context, s *store.Store, why error) (*store.Store, error) {
	if ctx.Err() != nil {
		return nil, errors.Join(ctx.Err(), s.Close())
	}
	fmt.Fprintln(os.Stderr, "variorum: what came in last is not in its stories yet:", why)
	return s, nil
}

// using runs work on the store and closes it.
func using(s *store.Store, err error, work func() error) error {
	if err != nil {
		return err
	}
	return errors.Join(work(), s.Close())
}

// quiet is the flag of commands without an edition.
type quiet struct {
	Quiet bool `short:"q" help:"No progress on standard error."`
}

func (q *quiet) progress() *progress { return (&output{Quiet: q.Quiet}).progress() }
