package store

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// Hit is an account that a search found.
type Hit struct {
	Page       int64       `json:"page"`    // its number, which it keeps
	Account    string      `json:"account"` // its id in editions at present
	Story      int64       `json:"story"`
	StoryTitle string      `json:"story_title"`
	Outlet     string      `json:"outlet"`
	Title      string      `json:"title"`
	URL        string      `json:"url"`
	First      edition.Day `json:"first"` // the bounds of its day of publication; empty where not known
	Last       edition.Day `json:"last"`
	Snippet    []Piece     `json:"snippet"` // words of its text around the first that was looked for
}

// Piece is a part of a snippet: words that were looked for, or those between them.
type Piece struct {
	Text  string `json:"text"`
	Found bool   `json:"found,omitempty"`
}

// Search finds accounts. Those that the words of the query tell most of come first; without words the newest do. next is the cursor
// of those that follow, empty when none do; total is their number, up to mostCounted, and mostMatched with words.
func (s *Store) Search(ctx context.Context, q Query) (hits []Hit, next string, total int, err error) {
	err = s.reading(ctx, "search", func(t *tx) {
		var pages []int64
		where, words := t.wantedBeside(&q), t.wantedWords(q.Words)
		all := words.where()
		all.and(cmp.Or(where.text, "1"), where.args...)
		t.one(counted("FROM telling t WHERE "+all.text), all.args, &total)
		if words.match == "" {
			pages, next = t.newest(&q, where)
		} else {
			pages, next = t.matched(&q, words, where)
		}
		for _, p := range pages {
			hits = append(hits, t.hit(p, soughtBy(&q)))
		}
	})
	return hits, next, total, err
}

// newest are the pages of the accounts that are wanted, the newest first, and the cursor behind them.
func (t *tx) newest(q *Query, where condition) (pages []int64, next string) {
	where.args = slices.Clip(where.args)
	if q.Cursor != "" {
		last, page, ok := openCursor(q.Cursor)
		if !ok {
			t.fail(errCursor)
		}
		where.and("(t.last, t.page) < (?, ?)", last, page)
	}
	var last string
	t.each("SELECT t.page, t.last FROM telling t WHERE "+cmp.Or(where.text, "1")+" ORDER BY t.last DESC, t.page DESC LIMIT ?", append(where.args, q.limit()+1), func(scan func(...any)) {
		var page int64
		var day string
		if scan(&page, &day); len(pages) < q.limit() {
			pages, last = append(pages, page), day
		} else {
			next = cursor(last, pages[len(pages)-1])
		}
	})
	return pages, next
}

// matched are the pages of the accounts that have the words and meet the condition, those that have most of the words first, and the cursor behind
// them. They are no more than mostMatched, so the cursor is their number.
func (t *tx) matched(q *Query, words words, where condition) (pages []int64, next string) {
	offset := 0
	if q.Cursor != "" {
		n, err := strconv.Atoi(q.Cursor)
		if offset = n; err != nil || n < 0 {
			t.fail(errCursor)
		}
	}
	query := "SELECT w.rowid FROM words w CROSS JOIN telling t ON t.page = w.rowid WHERE w.words MATCH ? AND w.rowid >= ? AND " + cmp.Or(where.text, "1") + " ORDER BY w.rank, w.rowid DESC LIMIT ? OFFSET ?"
	pages = t.numbers(query, slices.Concat([]any{words.match, words.since}, where.args, []any{q.limit() + 1, offset})...)
	if len(pages) > q.limit() {
		pages, next = pages[:q.limit()], strconv.Itoa(offset+q.limit())
	}
	return pages, next
}

// hit is an account as a search shows it.
func (t *tx) hit(page int64, words sought) Hit {
	h := Hit{Page: page}
	var packed []byte
	var a edition.Account
	t.one(`SELECT ifnull(p.called, ''), s.id, s.title, t.outlet, t.title, t.url, t.first, t.last, t.packed
		FROM telling t JOIN page p ON p.id = t.page JOIN story s ON s.id = t.story WHERE t.page = ?`,
		[]any{page}, &h.Account, &h.Story, &h.StoryTitle, &h.Outlet, &h.Title, &h.URL, &h.First, &h.Last, &packed)
	t.unpacked(packed, &a)
	h.Snippet = snippet(a.Text, words)
	return h
}

const (
	// snippetWords is the length of a snippet: two lines on a wide screen.
	snippetWords = 40
	// snippetBefore is the number of words in front of the first that was looked for.
	snippetBefore = 8
)

// sought are the words that snippets are cut around.
type sought struct {
	forms      map[uint64]bool
	beginnings []string // normalised
}

// soughtBy are the words of a query, or where it has none those of a name or a figure.
func soughtBy(q *Query) sought {
	w := sought{forms: map[uint64]bool{}}
	said := cmp.Or(strings.TrimSpace(q.Words), q.Name, q.Figure)
	for _, t := range text.Tokenize(said) {
		switch {
		case t.Kind == text.Mark:
		case strings.HasPrefix(said[t.End:], "*"):
			w.beginnings = append(w.beginnings, text.Normalize(t.Of(said)))
		default:
			w.forms[t.Form] = true
		}
	}
	return w
}

// has reports whether a word of a text is one of them.
func (w sought) has(s string, t text.Token) bool {
	return w.forms[t.Form] || len(w.beginnings) > 0 && slices.ContainsFunc(w.beginnings, func(b string) bool { return strings.HasPrefix(text.Normalize(t.Of(s)), b) })
}

// snippet cuts the words around the first one that was looked for out of a text, or its first words.
func snippet(s string, wanted sought) []Piece {
	tokens := text.Tokenize(s)
	first := 0
	for i, t := range tokens {
		if wanted.has(s, t) {
			first = max(0, i-snippetBefore)
			break
		}
	}
	tokens = tokens[first:min(len(tokens), first+snippetWords)]
	if len(tokens) == 0 {
		return nil
	}
	var out []Piece
	at := tokens[0].Start
	for _, t := range tokens {
		if !wanted.has(s, t) {
			continue
		}
		if at < t.Start {
			out = append(out, Piece{Text: s[at:t.Start]})
		}
		out, at = append(out, Piece{Text: t.Of(s), Found: true}), t.End
	}
	if end := tokens[len(tokens)-1].End; at < end {
		out = append(out, Piece{Text: s[at:end]})
	}
	return out
}
