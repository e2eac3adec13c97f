package main

import (
	"fmt"
	"os"
	"time"

	"golang.org/x/term"
)

// progress shows how far a reading is, on one line of the terminal that it cleans up. It stays silent for short work and
// where nobody looks.
type progress struct {
	on      bool
	started time.Time
	shown   time.Time
}

const (
	// patience is how long a reading runs before it shows where it is.
	patience = 500 * time.Millisecond
	// refresh is the least time between two lines.
	refresh = 100 * time.Millisecond
)

func (o *output) progress() *progress {
	return &progress{on: !o.Quiet && term.IsTerminal(int(os.Stderr.Fd())), started: time.Now()}
}

func (p *progress) step(step string, done, total int) {
	now := time.Now()
	if !p.on || now.Sub(p.started) < patience || now.Sub(p.shown) < refresh && done < total {
		return
	}
	p.shown = now
	fmt.Fprintf(os.Stderr, "\r\x1b[K%s: %d of %d", step, done, total)
}

func (p *progress) clear() {
	if !p.shown.IsZero() {
		fmt.Fprint(os.Stderr, "\r\x1b[K")
	}
}
