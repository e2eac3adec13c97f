package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"variorum/edition"
	"variorum/internal/delivery/corpus"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// File is a file of pages, and its place among the inputs.
type File struct {
	Number int64
	Path   string
}

// recordBits leaves room for 4 billion records a file and as many files.
const recordBits = 32

// sheetsOf reads the pages and sorts them out: their sheets by the digest of the page.
func sheetsOf(s beam.Scope, files []File) (sheets, unread beam.PCollection) {
	return beam.ParDo2(s.Scope("sheets"), readFile, beam.Reshuffle(s, beam.CreateList(s, files)))
}

func readFile(ctx context.Context, f File, sheet func(string, []byte), unread func(string)) error {
	fs, err := filesystem.New(ctx, f.Path)
	if err != nil {
		return err
	}
	defer fs.Close()
	r, err := fs.OpenRead(ctx, f.Path)
	if err != nil {
		return fmt.Errorf("open %s: %w", f.Path, err)
	}
	defer r.Close()
	path := func(source string) string { return f.Path + strings.TrimPrefix(source, "-") } // which is what standard input is called
	failed := func(u edition.Unread) { unread(line(edition.Unread{Source: path(u.Source), Why: u.Why})) }
	number := uint64(f.Number) << recordBits
	return intake.Each(ctx, []string{"-"}, r, func(p intake.Page) error {
		number++
		digest := p.Digest()
		pages, parts, none := reading.SortOut(ctx, []intake.Page{p}, nil)
		for _, u := range none {
			failed(u)
		}
		for i, p := range pages {
			p.Body, p.Raw, p.Source = "", nil, path(p.Source)
			sheet(string(digest[:16]), little.AppendUint64(corpus.PackPage(p, parts[i]), number))
		}
		return ctx.Err()
	}, failed)
}

// line is a value as a line of JSON.
func line(v any) string {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(v); err != nil {
		panic(err) // our own rows have no values that JSON lacks
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// name leaves out the pages that came twice and gives those a number whose id another page has: sheets by number.
func name(s beam.Scope, sheets beam.PCollection) (named, again beam.PCollection) {
	s = s.Scope("names")
	once, taken, again := beam.ParDo3(s, firstPage, beam.GroupByKey(s, sheets))
	return beam.ParDo(s, ownID, beam.CoGroupByKey(s, once, taken)), again
}

// byNumber are values with the number of their page at their end, in its order.
func byNumber(values func(*[]byte) bool) (all [][]byte) {
	for v := []byte(nil); values(&v); v = nil {
		all = append(all, v)
	}
	slices.SortFunc(all, func(a, b []byte) int { return cmp.Compare(numberOf(a), numberOf(b)) })
	return all
}

func numberOf(v []byte) uint64 { return little.Uint64(v[len(v)-8:]) }

// firstPage passes on the first of pages that are the same, by id, and the numbers that stand behind another page's id in theirs.
func firstPage(_ string, sheets func(*[]byte) bool, once func(string, []byte), taken func(string, int), again func(string)) error {
	for i, v := range byNumber(sheets) {
		p, _, err := corpus.UnpackPage(v)
		if err != nil {
			return err
		}
		if id, n, ok := numbered(p.ID); ok {
			taken(id, n)
		}
		if i == 0 {
			once(p.ID, v)
		} else {
			again(line(edition.Unread{Source: p.Source, Why: "the same page came before"}))
		}
	}
	return nil
}

// numbered takes an id apart that is another one with a number from 2 on, as ownID makes them.
func numbered(id string) (of string, n int, ok bool) {
	at := strings.LastIndexByte(id, '-')
	if at < 0 {
		return "", 0, false
	}
	n, err := strconv.Atoi(id[at+1:])
	return id[:at], n, err == nil && n >= 2 && strconv.Itoa(n) == id[at+1:]
}

// ownID gives all pages of an id but the first another one: the id and a number, those left out that are another page's id.
func ownID(id string, sheets func(*[]byte) bool, taken func(*int) bool, named func(uint64, []byte)) error {
	not := map[int]bool{}
	for n := 0; taken(&n); {
		not[n] = true
	}
	number := 1
	for i, v := range byNumber(sheets) {
		p, parts, err := corpus.UnpackPage(v)
		if err != nil {
			return err
		}
		if i > 0 {
			for number++; not[number]; number++ {
			}
			p.ID = fmt.Sprintf("%s-%d", id, number)
		}
		named(numberOf(v), corpus.PackPage(p, parts))
	}
	return nil
}

// accountsOf makes accounts of sheets and of the keys of their paragraphs that are furniture. Accounts go by the number of the page,
// and have the hash of the text in front; sketches go by that hash, postings by the runs of words.
func accountsOf(s beam.Scope, sheets, furniture beam.PCollection) (accounts, sketches, runs, unread beam.PCollection) {
	s = s.Scope("accounts")
	return beam.ParDo4(s, makeAccount, beam.CoGroupByKey(s, sheets, furniture))
}

func makeAccount(ctx context.Context, number uint64, sheets func(*[]byte) bool, aside func(*uint64) bool,
	emit func(uint64, []byte), sketch func(uint64, []byte), run func(uint64, posting), unread func(string),
) error {
	furniture := map[uint64]bool{}
	for key := uint64(0); aside(&key); {
		furniture[key] = true
	}
	for v := []byte(nil); sheets(&v); v = nil {
		p, parts, err := corpus.UnpackPage(v)
		if err != nil {
			return err
		}
		parts = extract.SetAside(parts, func(key uint64) bool { return furniture[key] })
		accounts, failed := reading.AccountsWith(ctx, []intake.Page{p}, []extract.Parts{parts}, func(*account.Account) {}, nil)
		for _, u := range failed {
			unread(line(u))
		}
		for _, a := range accounts {
			k := story.SketchOf(a)
			text := k.Keys().Text
			emit(number, append(little.AppendUint64(nil, text), corpus.PackAccount(a)...))
			sketch(text, k.AppendBinary(nil))
			for _, r := range corpus.Runs(a) {
				run(r, posting{ID: number})
			}
		}
	}
	return ctx.Err()
}
