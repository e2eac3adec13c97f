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

// item is a page on its way to a name.
type item struct {
	Page
	hash [sha256.Size]byte // of all that makes it the same page as another: everything but its id, source and doubts
}

func newItem(p Page) item { return item{p, p.Digest()} }

// Digest is the hash of all that makes a page the same as another: everything but its id, its source and its doubts.
func (p Page) Digest() [sha256.Size]byte {
	h := sha256.New()
	for _, field := range [...]string{strconv.Itoa(int(p.Kind)), p.URL, p.Outlet, p.Date, p.Title, p.Body} {
		_, _ = io.WriteString(h, strconv.Itoa(len(field))+":") // a hash takes all that is written
		_, _ = io.WriteString(h, field)
	}
	return [sha256.Size]byte(h.Sum(nil))
}

// Name does for pages that Each gave what Read does at its end: it drops those that came twice and makes the ids of the others
// unique. The result depends on the set of pages alone, and for a page on those alone that have its digest, its id, or its id
// with a number behind it.
func Name(pages []Page) ([]Page, []edition.Unread) {
	items := make([]item, len(pages))
	for i, p := range pages {
		items[i] = newItem(p)
	}
	return nameAll(items)
}

// nameAll drops pages that came twice and makes the ids of the others unique. The result depends on the set of pages alone.
func nameAll(items []item) ([]Page, []edition.Unread) {
	slices.SortFunc(items, func(a, b item) int {
		return cmp.Or(compareSources(a.Source, b.Source), strings.Compare(a.ID, b.ID), bytes.Compare(a.hash[:], b.hash[:]))
	})
	first := map[[sha256.Size]byte]string{}
	taken := map[string]bool{}
	var pages []Page
	var twice []edition.Unread
	for _, it := range items {
		if source, again := first[it.hash]; again {
			twice = append(twice, edition.Unread{Source: it.Source, Why: "the same page as " + source + ", which was read; leave one of the two out"})
			continue
		}
		first[it.hash] = it.Source
		taken[it.ID] = true
		pages = append(pages, it.Page)
	}
	used := make(map[string]string, len(pages)) // id to the source that has it
	next := map[string]int{}                    // id to the last number given
	for i := range pages {
		p := &pages[i]
		owner, clash := used[p.ID]
		if clash {
			p.rename(owner, taken, next)
		}
		used[p.ID] = p.Source
	}
	return pages, twice
}

// rename gives a page whose id belongs to another the next free one.
func (p *Page) rename(owner string, taken map[string]bool, next map[string]int) {
	id := p.ID
	n := max(2, next[id]+1)
	for taken[id+"-"+strconv.Itoa(n)] {
		n++
	}
	next[id] = n
	p.ID = id + "-" + strconv.Itoa(n)
	taken[p.ID] = true
	p.Doubts = append(slices.Clip(p.Doubts), fmt.Sprintf("%s has the id %q as well; this page is called %q here", owner, id, p.ID))
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
