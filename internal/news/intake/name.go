package intake

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"fmt"
	"io"
	"path"
	"slices"
	"strconv"
	"strings"

	"variorum/edition"
)

// Digest is the hash of all that makes a page the same as another: everything but its id, its source and its doubts.
func (p Page) Digest() [sha256.Size]byte {
	h := sha256.New()
	for _, field := range [...]string{strconv.Itoa(int(p.Kind)), p.URL, p.Outlet, p.Date, p.Title, p.Body} {
		_, _ = io.WriteString(h, strconv.Itoa(len(field))+":") // a hash takes all that is written
		_, _ = io.WriteString(h, field)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Label is what the name of a page depends on.
type Label struct {
	ID, Source string
	Digest     [sha256.Size]byte
}

// Given is what became of a page among others.
type Given struct {
	ID    string // its own, or that with a number behind it when another page has it
	Doubt string // says who has its own id; empty when it keeps it
	Same  string // why it is left out: it is the same page as another; empty when it is not
}

// Name tells which of the pages came twice, and gives the others names that are unique. Read does so at its end; whoever takes pages
// over time does it with Each's. The result is in the order of the labels and does not depend on it. It depends for each page on
// those alone that have its digest, its id, or its id with a number behind it: of pages that are not among the labels, taken
// tells the ids.
func Name(labels []Label, taken func(id string) bool) []Given {
	order := make([]int, len(labels))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(i, j int) int {
		a, b := labels[i], labels[j]
		return cmp.Or(compareSources(a.Source, b.Source), strings.Compare(a.ID, b.ID), bytes.Compare(a.Digest[:], b.Digest[:]))
	})
	given := make([]Given, len(labels))
	n := namer{used: map[string]string{}, taken: map[string]bool{}, elsewhere: taken, next: map[string]int{}}
	first := map[[sha256.Size]byte]string{}
	for _, i := range order {
		if source, again := first[labels[i].Digest]; again {
			given[i].Same = "the same page as " + source + ", which was read; leave one of the two out"
			continue
		}
		first[labels[i].Digest] = labels[i].Source
		n.taken[labels[i].ID] = true
	}
	for _, i := range order {
		if given[i].Same == "" {
			given[i] = n.name(labels[i])
		}
	}
	return given
}

// namer gives names.
type namer struct {
	used      map[string]string // id to the source that has it
	taken     map[string]bool
	elsewhere func(id string) bool
	next      map[string]int // id to the last number given
}

// name gives a page its own id or, when that belongs to another, the next free one.
func (n *namer) name(l Label) Given {
	owner, clash := n.used[l.ID]
	if !clash {
		n.used[l.ID] = l.Source
		return Given{ID: l.ID}
	}
	k := max(2, n.next[l.ID]+1)
	id := numbered(l.ID, k)
	for ; n.taken[id] || n.elsewhere(id); id = numbered(l.ID, k) {
		k++
	}
	n.next[l.ID] = k
	n.taken[id], n.used[id] = true, l.Source
	return Given{ID: id, Doubt: fmt.Sprintf("%s has the id %q as well; this page is called %q here", owner, l.ID, id)}
}

func numbered(id string, n int) string { return id + "-" + strconv.Itoa(n) }

// nameAll drops pages that came twice and makes the ids of the others unique. The result depends on the set of pages alone.
func nameAll(all []Page) ([]Page, []edition.Unread) {
	labels := make([]Label, len(all))
	for i, p := range all {
		labels[i] = Label{p.ID, p.Source, p.Digest()}
	}
	var pages []Page
	var twice []edition.Unread
	for i, g := range Name(labels, func(string) bool { return false }) {
		p := all[i]
		if g.Same != "" {
			twice = append(twice, edition.Unread{Source: p.Source, Why: g.Same})
			continue
		}
		p.ID = g.ID
		if g.Doubt != "" {
			p.Doubts = append(slices.Clip(p.Doubts), g.Doubt)
		}
		pages = append(pages, p)
	}
	slices.SortFunc(pages, func(a, b Page) int { return cmp.Or(compareSources(a.Source, b.Source), strings.Compare(a.ID, b.ID)) })
	return pages, twice
}

// compareSources orders paths by byte and the records of one file by number.
func compareSources(a, b string) int {
	pa, na := splitLine(a)
	pb, nb := splitLine(b)
	return cmp.Or(strings.Compare(pa, pb), cmp.Compare(na, nb), strings.Compare(a, b))
}

// splitLine cuts the number of a line off a source.
func splitLine(source string) (string, int) {
	if i := strings.LastIndexByte(source, ':'); i > 0 {
		if n, err := strconv.Atoi(source[i+1:]); err == nil {
			return source[:i], n
		}
	}
	return source, 0
}

func sortUnread(list []edition.Unread) {
	slices.SortFunc(list, func(a, b edition.Unread) int {
		return cmp.Or(compareSources(a.Source, b.Source), strings.Compare(a.Why, b.Why))
	})
}

// once drops inputs that are named a second time, and puts the rest in order.
func once(inputs []string) []string {
	clean := make([]string, len(inputs))
	for i, in := range inputs {
		clean[i] = in
		if !isAddress(in) && in != "-" && in != "" {
			clean[i] = cleanPath(in)
		}
	}
	slices.Sort(clean)
	return slices.Compact(clean)
}

// pageEndings are cut off a file's name to make an id; so is .gz before them.
var pageEndings = map[string]bool{
	".html": true, ".htm": true, ".xhtml": true, ".shtml": true, ".txt": true, ".text": true, ".json": true, ".jsonl": true, ".ndjson": true,
	".warc": true, ".rss": true, ".atom": true, ".opml": true, ".parquet": true,
}

// baseID is the name of a file without the endings that say how it is kept.
func baseID(source string) string {
	if source == "-" {
		return "stdin"
	}
	name := path.Base(source)
	name = strings.TrimSuffix(name, ".gz")
	if ext := path.Ext(name); pageEndings[strings.ToLower(ext)] && len(ext) < len(name) {
		name = strings.TrimSuffix(name, ext)
	}
	return name
}
