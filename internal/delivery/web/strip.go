package web

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"variorum/edition"
	"variorum/internal/delivery/store"
)

// strip draws seven days of a story: a line is an origin, a tick an account. All strips of the list have one scale, so that a burst and a
// slow story look different.
type strip struct {
	Height, Axis int
	Lines        []stripLine
	Label        string
}

// stripLine is the accounts of one origin.
type stripLine struct {
	Y, From, To int
	Joined      bool
	Bounds      []stripBound
	Ticks       []stripTick
}

type stripBound struct{ From, To int }

type stripTick struct {
	X, Top int
	Open   bool // its day is known within bounds only
}

// The drawing's own units; the template has its width. Origins beyond the last line stand together on it.
const (
	stripLeft  = 4
	stripRight = 228
	stripDays  = 7
	stripStep  = 10
	stripLines = 7
)

// newStrip is nil where no account has a day.
func newStrip(s *store.StorySummary) *strip {
	first, ok := firstDay(s)
	if !ok || len(s.Strip) == 0 {
		return nil
	}
	byOrigin := map[int][]store.Tick{}
	var order []int
	for _, t := range s.Strip {
		o := min(t.Origin, stripLines-1)
		if byOrigin[o] == nil {
			order = append(order, o)
		}
		byOrigin[o] = append(byOrigin[o], t)
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(byOrigin[b]), len(byOrigin[a])) })
	p := &strip{Label: fmt.Sprintf("%s by %s over seven days", countWords(s.Accounts, "account", "accounts"), countWords(max(s.Origins, 1), "origin", "origins"))}
	for i, o := range order {
		if l, ok := lineOf(byOrigin[o], first, 6+i*stripStep); ok {
			p.Lines = append(p.Lines, l)
		}
	}
	if len(p.Lines) == 0 {
		return nil
	}
	for i := range p.Lines { // lines without a day were left out
		p.Lines[i].move(6 + i*stripStep)
	}
	p.Axis = 6 + len(p.Lines)*stripStep
	p.Height = p.Axis + 6
	return p
}

func firstDay(s *store.StorySummary) (time.Time, bool) {
	day := s.First
	if day == "" {
		day = s.Last
	}
	t, err := time.Parse(time.DateOnly, string(day))
	return t, err == nil
}

func lineOf(ticks []store.Tick, first time.Time, y int) (stripLine, bool) {
	l := stripLine{Y: y, From: stripRight, To: stripLeft}
	at := map[int]int{} // how many stand at a place, so that accounts of one day stand beside each other
	for _, t := range ticks {
		from, okFrom := place(t.First, first)
		to, okTo := place(t.Last, first)
		if !okFrom && !okTo {
			continue
		}
		if !okFrom {
			from = to
		}
		if !okTo {
			to = from
		}
		x := (from + to) / 2
		if from != to {
			l.Bounds = append(l.Bounds, stripBound{from, to})
		}
		shift := min(at[x]*stripBeside, stripCrowd)
		at[x]++
		l.Ticks = append(l.Ticks, stripTick{x + shift - 1, y - 4, from != to})
		l.From, l.To = min(l.From, x), max(l.To, x+shift)
	}
	l.Joined = len(l.Ticks) > 1 && l.To > l.From
	return l, len(l.Ticks) > 0
}

// stripBeside is the room from one account of a day to the next, stripCrowd the room that all of one day have: a day is 32 wide.
const (
	stripBeside = 4
	stripCrowd  = 26
)

func (l *stripLine) move(y int) {
	for i := range l.Ticks {
		l.Ticks[i].Top = y - 4
	}
	l.Y = y
}

// place is where a day lies; days after the seventh stand at the end.
func place(d edition.Day, first time.Time) (int, bool) {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return 0, false
	}
	days := min(max(int(t.Sub(first).Hours()/24), 0), stripDays)
	return stripLeft + days*(stripRight-stripLeft)/stripDays, true
}
