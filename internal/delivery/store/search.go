package store

import (
	"context"
	"fmt"
	"strconv"

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
// of those that follow, empty when none do; total is their number, up to mostCounted, and
// mostMatched with words.
func (s *Store) Search(ctx context.Context, q Query) (hits []Hit, next string, total int, err error) {
	offset := 0
	if q.Cursor != "" {
		if offset, err = strconv.Atoi(q.Cursor); err != nil || offset < 0 {
			return nil, "", 0, fmt.Errorf("%w: the cursor is none of an answer", ErrQuery)
		}
	}
	where, args, err := q.accounts()
	if err != nil {
		return nil, "", 0, err
	}
	err = s.reading(ctx, "search", func(t *tx) {
		from, order := "page p JOIN telling t ON t.page = p.id", "t.last DESC, p.id DESC"
		if words := matching(q.Words); words != "" {
			from, order = "words JOIN page p ON p.id = words.rowid JOIN telling t ON t.page = p.id", "rank, p.id DESC"
			where = and("words MATCH ? AND words.rowid >= ?", where)
			args = append([]any{words, t.since(q.Words)}, args...)
		}
		t.one(counted("FROM "+from+" WHERE "+and("p.story IS NOT NULL", where)), args, &total)
		query := fmt.Sprintf(`SELECT p.id, p.called, s.id, s.title, t.outlet, t.title, t.url, t.first, t.last, t.packed
			FROM %s JOIN story s ON s.id = p.story WHERE %s ORDER BY %s LIMIT ? OFFSET ?`, from, and("p.story IS NOT NULL", where), order)
		t.each(query, append(args, q.limit(), offset), func(scan func(...any)) {
			var h Hit
			var packed []byte
			var a edition.Account
			scan(&h.Page, &h.Account, &h.Story, &h.StoryTitle, &h.Outlet, &h.Title, &h.URL, &h.First, &h.Last, &packed)
			t.unpacked(packed, &a)
			h.Snippet = snippet(a.Text, q.Words)
			hits = append(hits, h)
		})
	})
	if offset+len(hits) < total && len(hits) > 0 {
		next = strconv.Itoa(offset + len(hits))
	}
	return hits, next, total, err
}

const (
	// snippetWords is the length of a snippet: two lines on a wide screen.
	snippetWords = 40
	// snippetBefore is the number of words in front of the first that was looked for.
	snippetBefore = 8
)

// snippet cuts the words around the first one that was looked for out of a text, or its first words.
func snippet(s, words string) []Piece {
	wanted := map[uint64]bool{}
	for _, t := range text.Tokenize(words) {
		if t.Kind != text.Mark {
			wanted[t.Form] = true
		}
	}
	tokens := text.Tokenize(s)
	first := 0
	for i, t := range tokens {
		if wanted[t.Form] {
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
		if !wanted[t.Form] {
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
