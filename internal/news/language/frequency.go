package language

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"strconv"
	"strings"
	"sync"

	"variorum/internal/engine/text"
)

//go:embed */frequency.txt.gz
var frequencyFiles embed.FS

// Frequency says in how many documents of general news of one language a word stands. The nil Frequency has seen nothing.
//
// The file is gzip over lines: comments (#), of which one has the number of documents and at least one the source, then
// word, tab, count, sorted by word in byte order. Words are kept by their form, so a look-up needs no string.
type Frequency struct {
	documents int
	counts    map[uint64]uint32
}

// Documents is the number of documents that were counted; zero when the language has no counts.
func (f *Frequency) Documents() int {
	if f == nil {
		return 0
	}
	return f.documents
}

// Count is the number of documents that hold a word of this form (text.FormOf); zero when it is rarer than the file's rarest.
func (f *Frequency) Count(form uint64) int {
	if f == nil {
		return 0
	}
	return int(f.counts[form])
}

// Above are the forms of the words that more than so many documents hold.
func (f *Frequency) Above(documents int) map[uint64]bool {
	out := map[uint64]bool{}
	if f != nil {
		for form, n := range f.counts {
			if int(n) > documents {
				out[form] = true
			}
		}
	}
	return out
}

// frequencies are read when first asked for: only grouping needs them.
var frequencies = struct {
	sync.Mutex
	of map[string]*Frequency
}{of: map[string]*Frequency{}}

// Frequency returns the document frequencies of the pack's language, or nil when it has none.
func (p *Pack) Frequency() *Frequency {
	if p == nil {
		return nil
	}
	frequencies.Lock()
	defer frequencies.Unlock()
	f, known := frequencies.of[p.code]
	if !known {
		var err error
		if f, err = loadFrequency(p.code); err != nil {
			panic(err) // a table that ships with the program is broken: our own bug
		}
		frequencies.of[p.code] = f
	}
	return f
}

func loadFrequency(code string) (*Frequency, error) {
	name := code + "/frequency.txt.gz"
	packed, err := frequencyFiles.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("language table %s: %w", name, err)
	}
	f, err := parseFrequency(unpacked)
	if err != nil {
		return nil, fmt.Errorf("language table %s: %w", name, err)
	}
	return f, nil
}

func parseFrequency(r io.Reader) (*Frequency, error) {
	f := &Frequency{counts: map[uint64]uint32{}}
	lines, last, sourced := bufio.NewScanner(r), "", false
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if comment, ok := strings.CutPrefix(line, "#"); ok {
			sourced = sourced || strings.HasPrefix(comment, " source: ")
			if count, ok := strings.CutPrefix(comment, " documents\t"); ok {
				f.documents, _ = strconv.Atoi(count)
			}
			continue
		}
		word, count, _ := strings.Cut(line, "\t")
		c, err := strconv.ParseUint(count, 10, 32)
		if err != nil || int(c) > f.documents || word <= last {
			return nil, fmt.Errorf("line %d: %q is out of order, twice, or has no count up to %d", n, line, f.documents)
		}
		f.counts[text.FormOf(word)], last = uint32(c), word
	}
	if !sourced {
		return nil, errors.New("names no source")
	}
	return f, lines.Err()
}

// Without returns the counts as if some documents had not been counted: what is measured on documents that are among the
// counted ones has to be weighed without them. forms are the different forms of each document's words.
func (f *Frequency) Without(forms [][]uint64) *Frequency {
	less := &Frequency{documents: f.documents - len(forms), counts: maps.Clone(f.counts)}
	for _, document := range forms {
		for _, form := range document {
			if less.counts[form] > 0 {
				less.counts[form]--
			}
		}
	}
	return less
}
