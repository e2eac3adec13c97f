package report

import (
	"strings"
	"unicode"

	"github.com/rivo/uniseg"
)

// style is how a terminal shows a run of text. Every meaning that a style has stands in the text as a sign too, so that
// nothing is lost without colour.
type style string

// The styles, as SGR parameters (ECMA-48).
const (
	plain     style = ""
	bold      style = "1"
	faint     style = "2"
	italic    style = "3"
	rubric    style = "1;31"
	ochre     style = "33"
	verdigris style = "32"
	lapis     style = "36" // blue itself is too dark on most terminals
)

// run is text in one style.
type run struct {
	Text  string
	Style style
}

// line is runs that fit a width.
type line []run

// wrap breaks runs into lines of so many columns at the places where Unicode lets a line break (UAX #14); wide characters
// count twice. A word that is longer than a line is cut.
func wrap(runs []run, width int) []line {
	w := wrapper{width: max(width, 1)}
	for _, piece := range pieces(runs) {
		w.add(piece)
	}
	return w.finish()
}

// piece is what stands between two places where a line may break; it can be of several runs.
type piece struct {
	runs []run
	must bool // the line ends after it
}

// pieces finds the breaks in the text as a whole, so that a change of style is no break.
func pieces(runs []run) []piece {
	var all strings.Builder
	for _, r := range runs {
		all.WriteString(r.Text)
	}
	var out []piece
	rest, state := all.String(), -1
	for rest != "" {
		var segment string
		var must bool
		segment, rest, must, state = uniseg.FirstLineSegmentInString(rest, state)
		var taken []run
		taken, runs = take(runs, len(segment))
		out = append(out, piece{taken, must && rest != ""})
	}
	return out
}

// take cuts n bytes off the front of runs.
func take(runs []run, n int) (front, rest []run) {
	for n > 0 && len(runs) > 0 {
		r := runs[0]
		if len(r.Text) > n {
			front = append(front, run{r.Text[:n], r.Style})
			runs = append([]run{{r.Text[n:], r.Style}}, runs[1:]...)
			return front, runs
		}
		front, n, runs = append(front, r), n-len(r.Text), runs[1:]
	}
	return front, runs
}

// wrapper fills lines.
type wrapper struct {
	width int
	at    int // columns used in the line
	open  line
	lines []line
}

func (w *wrapper) add(p piece) {
	n := columns(trimmed(p.runs))
	if w.at > 0 && w.at+n > w.width {
		w.newLine()
	}
	for _, r := range p.runs {
		if n > w.width {
			w.cut(r)
		} else {
			w.put(r)
		}
	}
	if p.must {
		w.newLine()
	}
}

// cut spreads a word that is longer than a line over several.
func (w *wrapper) cut(r run) {
	rest, state := r.Text, -1
	for rest != "" {
		var cluster string
		var width int
		cluster, rest, width, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if w.at > 0 && w.at+width > w.width {
			w.newLine()
		}
		w.put(run{cluster, r.Style})
	}
}

func (w *wrapper) put(r run) {
	r.Text = strings.TrimRight(r.Text, "\r\n")
	if n := len(w.open); n > 0 && w.open[n-1].Style == r.Style {
		w.open[n-1].Text += r.Text
	} else if r.Text != "" {
		w.open = append(w.open, r)
	}
	w.at += uniseg.StringWidth(r.Text)
}

func (w *wrapper) newLine() {
	w.lines = append(w.lines, trimmed(w.open))
	w.open, w.at = nil, 0
}

func (w *wrapper) finish() []line {
	if len(w.open) > 0 {
		w.newLine()
	}
	return w.lines
}

// trimmed drops the space at the end of a line.
func trimmed(runs []run) line {
	for len(runs) > 0 {
		last := runs[len(runs)-1]
		text := strings.TrimRightFunc(last.Text, unicode.IsSpace)
		if text == last.Text {
			return runs
		}
		runs = append(line(nil), runs[:len(runs)-1]...)
		if text != "" {
			return append(runs, run{text, last.Style})
		}
	}
	return runs
}

// columns is the width of runs on a terminal.
func columns(runs []run) int {
	n := 0
	for _, r := range runs {
		n += uniseg.StringWidth(r.Text)
	}
	return n
}

// harmless takes away what a page could use to play with the terminal: control characters and the marks that reorder text.
func harmless(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return ' '
		case unicode.IsControl(r):
			return unicode.ReplacementChar
		case r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069':
			return -1
		}
		return r
	}, s)
}
