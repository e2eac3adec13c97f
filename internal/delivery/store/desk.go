package store

import (
	"context"
	"encoding/json"
	"strings"

	"variorum/edition"
	"variorum/internal/news/reading"
)

// Summary is what lists show of one story. A number whose story became a part of another gives that one. The error is ErrNotFound when there
// is none.
func (s *Store) Summary(ctx context.Context, id int64) (StorySummary, error) {
	var sum StorySummary
	if err := s.tellFirst(ctx, id); err != nil {
		return sum, err
	}
	err := s.reading(ctx, "read", func(t *tx) {
		var moved *int64
		if t.one("SELECT moved FROM story WHERE id = ?", []any{id}, &moved) && moved != nil {
			id = *moved
		}
		t.each("SELECT "+summaryColumns+" FROM story s WHERE id = ? AND told > 0", []any{id}, func(scan func(...any)) { sum = t.scanSummary(scan) })
		if sum.ID == 0 {
			t.missing("story", id)
		}
	})
	return sum, err
}

// Count is how many accounts, or stories, have something.
type Count struct {
	Name string
	N    int
}

// Facets are what a search may be narrowed by: outlets with the number of their accounts, and languages with that of their stories; and
// how many pages and inputs gave no account.
type Facets struct {
	Outlets, Languages []Count
	Unread             int
}

// Facets gathers them, by name. It looks at every account of the store: whoever asks often keeps the answer for a while.
func (s *Store) Facets(ctx context.Context) (Facets, error) {
	var f Facets
	count := func(into *[]Count) func(func(...any)) {
		return func(scan func(...any)) {
			var c Count
			scan(&c.Name, &c.N)
			*into = append(*into, c)
		}
	}
	err := s.reading(ctx, "read", func(t *tx) {
		t.each("SELECT min(outlet), count(*) FROM telling WHERE outlet <> '' GROUP BY outlet COLLATE NOCASE ORDER BY 1", nil, count(&f.Outlets))
		t.each("SELECT value, sum(n) FROM (SELECT languages, count(*) AS n FROM story WHERE told > 0 GROUP BY languages), json_each(languages) GROUP BY value ORDER BY value", nil, count(&f.Languages))
		t.one("SELECT (SELECT count(*) FROM page WHERE same <> '' OR why <> '') + (SELECT count(*) FROM unread)", nil, &f.Unread)
	})
	return f, err
}

// Unread are the pages and inputs that gave no account, with the reasons, at most so many.
func (s *Store) Unread(ctx context.Context, most int) ([]edition.Unread, error) {
	var out []edition.Unread
	err := s.reading(ctx, "read", func(t *tx) {
		t.each("SELECT source, same || why FROM page WHERE same <> '' OR why <> '' UNION ALL SELECT source, why FROM unread LIMIT ?", []any{most}, func(scan func(...any)) {
			var u edition.Unread
			scan(&u.Source, &u.Why)
			out = append(out, u)
		})
	})
	return out, err
}

// mostTicks is how many accounts a strip has: more cannot be told apart in a list.
const mostTicks = 60

// stripOf is when the first accounts of a story were told, and by which of its origins.
func stripOf(told *reading.Told) []Tick {
	origin := map[string]int{}
	if o := told.Story.Origins; o != nil {
		for i := range o.Origins {
			for _, id := range o.Origins[i].Accounts {
				if _, has := origin[id]; !has {
					origin[id] = i
				}
			}
		}
	}
	var strip []Tick
	for i := range told.Accounts[:min(len(told.Accounts), mostTicks)] {
		a := &told.Accounts[i]
		first, last := bounds(a)
		strip = append(strip, Tick{origin[a.ID], first, last})
	}
	return strip
}

// baseLanguage is a language tag without its region and script.
func baseLanguage(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	return strings.ToLower(base)
}

// json writes a list as a column holds it.
func (t *tx) json(list any) string {
	b, err := json.Marshal(list)
	if err != nil && t.err == nil {
		t.err = err
	}
	return string(b)
}
