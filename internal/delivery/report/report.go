// Package report draws an edition: as one self-contained HTML file and as text for a terminal. It adds no finding of its
// own. It chooses what stands first, which reading an apparatus calls the usual one, and how each kind of finding is
// marked, and it draws only the sections that the edition fills.
//
// Both views are made from the same values (page, storyView and the rows of its sections), one file a section. The layout
// follows the parallel-column edition with an apparatus: a lemma, a closing bracket, then the other readings with the
// sigla of the accounts that have them (M. L. West, Textual Criticism and Editorial Technique, 1973).
package report

import (
	"bufio"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"
	"sync"

	"variorum/edition"
)

//go:embed templates/*.html style/*.css served/*.css
var files embed.FS

// HTML writes the edition as one HTML file that loads nothing, runs nothing and works from a disk. The same edition gives
// the same bytes. Errors are those of w.
func HTML(w io.Writer, e *edition.Edition) error { return Save(w, e, Options{}) }

// Options are what a saved view keeps of the page that it was saved from.
type Options struct {
	Choice Choice // of a story that is alone in its edition
	From   string // the address that it was saved from; empty for a report that never had one
}

// Save writes a report as HTML does, of a view that a server has shown.
func Save(w io.Writer, e *edition.Edition, o Options) error {
	p := newPage(e, o)
	style, err := styleFor(p.columns())
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	p.Style = template.CSS(style)
	p.StyleHash = "sha256-" + hash(style)
	t, err := templates()
	if err != nil {
		return fmt.Errorf("report: %w", err)
	}
	out := bufio.NewWriter(w)
	if err := t.ExecuteTemplate(out, "page", p); err != nil {
		return fmt.Errorf("write the report: %w", err)
	}
	return out.Flush()
}

// templates parses the embedded templates once: they are the same for every report.
var templates = sync.OnceValues(func() (*template.Template, error) {
	return template.New("report").Funcs(template.FuncMap{
		"heading": newHeading,
		"plural":  plural,
		"percent": percent, "under": func(level int, row statementRow) underHeading { return underHeading{level, row} },
		"nodes": nodesHTML, "sigla": siglaHTML, "witnesses": witnessesHTML, "glyph": glyphHTML,
	}).ParseFS(files, "templates/*.html")
})

// hash is the digest by which the page's content policy lets its one style sheet in, and nothing else.
func hash(s string) string {
	sum := sha256.Sum256([]byte(s))
	return base64.StdEncoding.EncodeToString(sum[:])
}

// styleFor joins the style sheets in the order of their names and adds the switches for so many columns.
func styleFor(columns int) (string, error) {
	css, err := sheets("style/*.css")
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("\n" + css)
	for i := range columns {
		fmt.Fprintf(&b, ".synopsis:has(.k%[1]d:not(:checked)) .c%[1]d { display: none !important; }\n", i)
		fmt.Fprintf(&b, ".synopsis:has(.k%[1]d:not(:checked)) .dup%[1]d .tx { display: inline !important; }\n", i)
		fmt.Fprintf(&b, ".synopsis:has(.k%[1]d:not(:checked)) .dup%[1]d .as { display: none !important; }\n", i)
	}
	return b.String(), nil
}

// heading is a heading at a level that depends on how many stories the page has.
type heading struct {
	Level int
	Class string
	Text  any
}

func newHeading(level int, class string, text any) heading { return heading{level, class, text} }

// plural writes a number with its noun: "1 account", "8 accounts".
func plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// percent is a share of a whole in full per cent; what is there never shows as 0 % and what lacks something never as 100 %.
func percent(part, whole int) string {
	if whole == 0 {
		return "–"
	}
	p := (part*200 + whole) / (2 * whole)
	switch {
	case p == 0 && part > 0:
		return "< 1 %"
	case p == 100 && part < whole:
		return "> 99 %"
	}
	return fmt.Sprintf("%d %%", p)
}
