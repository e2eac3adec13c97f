package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"

	"variorum/edition"
)

// TextOptions say what the reader's terminal can do. The zero value suits a file.
type TextOptions struct {
	Width  int  // columns; 0 means 80, and less than 40 counts as 40
	Colour bool // write SGR colour codes
}

// Text writes the edition for a terminal. The same edition and options give the same bytes. Errors are those of w.
func Text(w io.Writer, e *edition.Edition, o TextOptions) error {
	out := bufio.NewWriter(w)
	p := &printer{w: out, width: defaultWidth, colour: o.Colour}
	if o.Width > 0 {
		p.width = min(max(o.Width, leastWidth), measure)
	}
	p.page(newPage(e, Options{}))
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return nil
}

// printer sets lines. Errors of the writer come to light when it is flushed.
type printer struct {
	w      *bufio.Writer
	width  int
	colour bool
}

func (p *printer) page(pg *page) {
	if len(pg.Stories)+len(pg.Singles) == 0 {
		p.title("Nothing to lay side by side", '═')
		p.text("", run{"No account was read.", plain})
	}
	if pg.Many() {
		p.stories(pg)
	}
	for i, s := range pg.Stories {
		if i > 0 || pg.Many() {
			p.blank()
		}
		p.story(s)
	}
	if len(pg.Singles) > 0 {
		p.singles(pg.Singles)
	}
	if len(pg.Unread) > 0 {
		p.unread(pg.Unread)
	}
}

// print writes runs as they are.
func (p *printer) print(runs ...run) {
	for _, r := range runs {
		if p.colour && r.Style != plain {
			fmt.Fprintf(p.w, "\x1b[%sm%s\x1b[0m", r.Style, r.Text)
		} else {
			_, _ = p.w.WriteString(r.Text)
		}
	}
}

func (p *printer) blank() { p.print(run{"\n", plain}) }

// text writes a paragraph that hangs under its indent.
func (p *printer) text(indent string, runs ...run) { p.hang(indent, indent, runs...) }

// hang writes a paragraph whose first line begins otherwise than the others.
func (p *printer) hang(first, others string, runs ...run) {
	p.hangStyled(run{first, plain}, others, runs...)
}

func (p *printer) hangStyled(first run, others string, runs ...run) {
	clean := make([]run, len(runs))
	for i, r := range runs {
		clean[i] = run{harmless(r.Text), r.Style}
	}
	lead := first
	lines := wrap(clean, p.width-max(uniseg.StringWidth(first.Text), uniseg.StringWidth(others)))
	for _, l := range lines {
		p.print(append([]run{lead}, l...)...)
		p.blank()
		lead = run{others, plain}
	}
	if len(lines) == 0 {
		p.print(trimmed([]run{first})...)
		p.blank()
	}
}

// title writes a line of weight with a rule under it, as wide as its widest line.
func (p *printer) title(s string, rule rune) {
	widest := 0
	for _, l := range wrap([]run{{harmless(s), bold}}, p.width) {
		widest = max(widest, columns(l))
	}
	p.text("", run{s, bold})
	p.print(run{strings.Repeat(string(rule), widest), faint})
	p.blank()
}

// section writes the head of a section, with what explains it.
func (p *printer) section(name, note string) {
	p.blank()
	p.print(run{strings.ToUpper(name), bold})
	p.print(run{" " + strings.Repeat("─", max(p.width-len(name)-1, 0)), faint})
	p.blank()
	if note != "" {
		p.text("", run{note, faint})
	}
}

// padded fills s with spaces to so many columns, or shortens it to them.
func padded(s string, width int) string {
	if n := uniseg.StringWidth(s); n <= width {
		return s + strings.Repeat(" ", width-n)
	}
	var b strings.Builder
	at := 0
	for g := uniseg.NewGraphemes(s); g.Next(); {
		if at+g.Width() > width-1 {
			break
		}
		b.WriteString(g.Str())
		at += g.Width()
	}
	return b.String() + "…" + strings.Repeat(" ", width-1-at)
}
