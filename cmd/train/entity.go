package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"regexp"
	"strconv"
	"strings"
	"unicode"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
	"variorum/internal/news/name"
)

// This file reads names out of the Entity column of a treebank (GUM). It marks every phrase that speaks of something, nested,
// common nouns as well; a name is what stands around the proper noun that heads a phrase for a person, a body or a place.

var entityKinds = map[string]string{"person": name.Person, "organization": name.Organisation, "place": name.Place}

// openData opens a file, unpacked when its name ends in ".gz".
func openData(file string) (io.ReadCloser, error) {
	f, err := os.Open(file)
	if err != nil || !strings.HasSuffix(file, ".gz") {
		return f, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		f.Close()
		return nil, fmt.Errorf("unpack %s: %w", file, err)
	}
	return struct {
		io.Reader
		io.Closer
	}{z, f}, nil
}

// marked is a treebank's document while it is read.
type marked struct {
	text  strings.Builder
	names []name.Marked
	rows  []row // of the sentence at hand
	pack  *language.Pack
}

type row struct {
	form, tag, relation, entity string
	head                        int
	span                        text.Span
}

// readMarked reads a treebank's documents with their names.
func readMarked(file string, pack *language.Pack, weight float64) ([]name.Sample, error) {
	r, err := openData(file)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	var out []name.Sample
	d, document := &marked{pack: pack}, ""
	finish := func() {
		if d.text.Len() > 0 {
			a := account.New(edition.Account{ID: document, Text: d.text.String(), Language: pack.Code()})
			out = append(out, name.Sample{Account: a, Names: d.names, Weight: weight})
		}
		d = &marked{pack: pack}
	}
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		line := lines.Text()
		if id, ok := strings.CutPrefix(line, "# sent_id = "); ok {
			if i := strings.LastIndexByte(id, '-'); i > 0 && id[:i] != document {
				finish()
				document = id[:i]
			}
		} else if sentence, ok := strings.CutPrefix(line, "# text = "); ok {
			d.begin(sentence)
		} else if line == "" {
			d.end()
		} else if line[0] != '#' {
			d.add(line)
		}
	}
	finish()
	return out, lines.Err()
}

func (d *marked) begin(sentence string) {
	if d.text.Len() > 0 {
		d.text.WriteByte('\n')
	}
	d.rows = nil
	d.text.WriteString(sentence)
}

// add reads a token's line; its place is where its form next stands in the sentence.
func (d *marked) add(line string) {
	cells := strings.Split(line, "\t")
	if len(cells) < 10 || strings.ContainsAny(cells[0], "-.") {
		return
	}
	head, _ := strconv.Atoi(cells[6])
	from := strings.LastIndexByte(d.text.String(), '\n') + 1
	if n := len(d.rows); n > 0 {
		from = d.rows[n-1].span.End
	}
	rest := d.text.String()[from:]
	i := max(strings.Index(rest, cells[1]), 0)
	_, entity, _ := strings.Cut(cells[9], "Entity=")
	entity, _, _ = strings.Cut(entity, "|")
	d.rows = append(d.rows, row{form: cells[1], tag: cells[3], relation: cells[7], entity: entity, head: head - 1, span: text.Span{Start: from + i, End: min(from+i+len(cells[1]), d.text.Len())}})
}

var bracket = regexp.MustCompile(`\((\d+)-(\w+)|(\d+)\)|\)`)

// end finds the phrases of a finished sentence and keeps the names that head them, outer ones first.
func (d *marked) end() {
	type phrase struct {
		id, kind   string
		start, end int
	}
	var open, done []phrase
	for i, r := range d.rows {
		for _, m := range bracket.FindAllStringSubmatch(r.entity, -1) {
			if m[1] != "" {
				open = append(open, phrase{m[1], m[2], i, i})
				continue
			}
			for k := len(open) - 1; k >= 0; k-- {
				if m[3] == "" || open[k].id == m[3] {
					done = append(done, phrase{open[k].id, open[k].kind, open[k].start, i + 1})
					open = append(open[:k], open[k+1:]...)
					break
				}
			}
		}
	}
	taken := make([]string, len(d.rows))
	from := make([]int, len(d.rows))
	for k := len(done) - 1; k >= 0; k-- {
		p := done[k]
		kind := entityKinds[p.kind]
		if kind == "" {
			continue
		}
		lo, hi := d.nameIn(p.start, p.end, kind)
		for i := lo; i < hi; i++ {
			if hi-lo > from[i] {
				taken[i], from[i] = kind+strconv.Itoa(lo), hi-lo
			}
		}
	}
	for i := 0; i < len(taken); {
		end := i + 1
		for end < len(taken) && taken[end] == taken[i] {
			end++
		}
		if taken[i] != "" {
			d.names = append(d.names, name.Marked{Span: text.Span{Start: d.rows[i].span.Start, End: d.rows[end-1].span.End}, Kind: strings.TrimRight(taken[i], "0123456789")})
		}
		i = end
	}
}

// nameIn returns the name that heads the phrase of tokens start:end, empty when its head is no proper noun.
func (d *marked) nameIn(start, end int, kind string) (int, int) {
	head := -1
	for i := start; i < end; i++ {
		if h := d.rows[i].head; (h < start || h >= end) && d.rows[i].tag == "PROPN" {
			head = i
			break
		}
	}
	if head < 0 || !d.capital(head) {
		return 0, 0
	}
	lo, hi := head, head+1
	for lo > start && d.proper(lo-1) {
		lo--
	}
	for hi < end && (d.proper(hi) || d.joins(hi) && hi+1 < end && d.proper(hi+1) || d.joins(hi) && hi+2 < end && d.rows[hi+1].tag == "DET" && d.proper(hi+2)) {
		hi++
	}
	if d.people(lo, hi) {
		return 0, 0
	}
	for lo < hi-1 && kind == name.Person && d.pack.Table("titles").Has(strings.ToLower(strings.Trim(d.rows[lo].form, "."))) {
		lo++
	}
	return lo, hi
}

func (d *marked) capital(i int) bool {
	return strings.IndexFunc(d.rows[i].form, unicode.IsUpper) >= 0
}

// proper reports whether token i may be part of a name.
func (d *marked) proper(i int) bool {
	t := d.rows[i].tag
	return t == "PROPN" || t != "DET" && t != "PUNCT" && t != "ADP" && t != "CCONJ" && d.capital(i)
}

// joins reports whether token i joins the parts of a name.
func (d *marked) joins(i int) bool {
	switch d.rows[i].form {
	case "of", "for", "de", "the", "&":
		return true
	}
	return false
}

// people reports whether tokens lo:hi are words for a people only, which are no name here.
func (d *marked) people(lo, hi int) bool {
	for _, r := range d.rows[lo:hi] {
		if !d.pack.Table("demonyms").Has(strings.ToLower(r.form)) {
			return false
		}
	}
	return true
}
