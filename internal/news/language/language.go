// Package language holds what has to be known of a language to read news in it: tables, loaded and checked once, and
// look-ups in them. It holds no code that reads. One folder a language (en/), the same files in each; a language without a
// folder has the empty pack, whose look-ups find nothing.
//
// A table is tab-separated: a comment (#) with the names of the columns, then one entry a line, sorted by its first column
// in byte order, the last column the entry's source. A table with an entry without a source, out of order or twice is
// rejected.
package language

import (
	"embed"
	"fmt"
	"strings"
	"sync"
)

//go:embed */*.tsv
var files embed.FS

// Pack is what is known of one language. The nil pack knows nothing.
type Pack struct {
	code   string
	tables map[string]Table
}

// Table maps the first column of a table to its other columns, without the source.
type Table map[string][]string

// Has reports whether key is an entry.
func (t Table) Has(key string) bool { _, ok := t[key]; return ok }

var packs = sync.OnceValue(func() map[string]*Pack {
	dirs, err := files.ReadDir(".")
	if err != nil {
		panic(err)
	}
	out := map[string]*Pack{}
	for _, dir := range dirs {
		p, err := load(dir.Name())
		if err != nil {
			panic(err) // a table that ships with the program is broken: our own bug
		}
		out[dir.Name()] = p
	}
	return out
})

// For returns the pack for a BCP 47 tag, by its primary language, or nil when there is none.
func For(tag string) *Pack {
	primary, _, _ := strings.Cut(strings.ToLower(tag), "-")
	return packs()[primary]
}

// Code is the primary language tag of the pack.
func (p *Pack) Code() string {
	if p == nil {
		return ""
	}
	return p.code
}

// Table returns the table of that name (the file's name without its ending), or an empty one.
func (p *Pack) Table(name string) Table {
	if p == nil {
		return nil
	}
	return p.tables[name]
}

// Abbreviation reports whether a full stop after word does not end a sentence. It has the shape that text.Sentences asks for.
func (p *Pack) Abbreviation(word string) bool {
	return p.Table("abbreviations").Has(strings.ToLower(word))
}

func load(code string) (*Pack, error) {
	p := &Pack{code: code, tables: map[string]Table{}}
	entries, err := files.ReadDir(code)
	if err != nil {
		return nil, err
	}
	for _, e := range entries {
		raw, err := files.ReadFile(code + "/" + e.Name())
		if err != nil {
			return nil, err
		}
		t, err := parse(string(raw))
		if err != nil {
			return nil, fmt.Errorf("language table %s/%s: %w", code, e.Name(), err)
		}
		p.tables[strings.TrimSuffix(e.Name(), ".tsv")] = t
	}
	return p, nil
}

// parse reads one table and checks that it is sorted, that no key stands twice and that each entry names its source.
func parse(raw string) (Table, error) {
	t := Table{}
	width, last := 0, ""
	for i, line := range strings.Split(strings.TrimRight(raw, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if width == 0 {
			width = len(cells)
		}
		switch key := cells[0]; {
		case len(cells) != width || len(cells) < 2:
			return nil, fmt.Errorf("line %d: %d columns, want %d", i+1, len(cells), max(width, 2))
		case strings.TrimSpace(cells[len(cells)-1]) == "":
			return nil, fmt.Errorf("line %d: %q has no source", i+1, key)
		case key <= last && last != "":
			return nil, fmt.Errorf("line %d: %q stands after %q or twice", i+1, key, last)
		default:
			t[key], last = cells[1:len(cells)-1], key
		}
	}
	return t, nil
}
