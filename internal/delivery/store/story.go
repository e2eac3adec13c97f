package store

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
	"time"

	"variorum"
	"variorum/edition"
	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// StorySummary is what lists show of a story.
type StorySummary struct {
	ID        int64       `json:"id"`
	Title     string      `json:"title"`
	First     edition.Day `json:"first"` // the first and the last day of its accounts whose day is known; where none is, those between which they were published
	Last      edition.Day `json:"last"`
	Outlets   []string    `json:"outlets"`
	Accounts  int         `json:"accounts"`
	Origins   int         `json:"origins"`   // independent ones; 0 when it has one account
	Conflicts int         `json:"conflicts"` // figures and incidents in which the accounts cannot all be right
	Altered   int         `json:"altered"`   // statements whose words differ inside quotation marks
	Figures   int         `json:"figures"`   // of the conflicts, those of figures
	Dates     int         `json:"dates"`     // accounts whose printed date cannot be theirs
	Languages []string    `json:"languages"` // of its accounts, without their regions, in alphabetical order
	Told      time.Time   `json:"told"`      // when it was last made or made anew: another time, another story
	Strip     []Tick      `json:"-"`         // its accounts in their order, as many as a drawing shows
}

// Tick is when an account of a story was told, and which of the story's origins it goes back to, from 0.
type Tick struct {
	Origin int         `json:"o"`
	First  edition.Day `json:"f,omitempty"`
	Last   edition.Day `json:"l,omitempty"`
}

const summaryColumns = "s.id, s.title, s.first, s.last, s.outlets, s.accounts, s.origins, s.conflicts, s.altered, s.figures, s.dates, s.languages, s.told, s.strip"

func (t *tx) scanSummary(scan func(...any)) StorySummary {
	var sum StorySummary
	var outlets, languages, strip string
	var told int64
	scan(&sum.ID, &sum.Title, &sum.First, &sum.Last, &outlets, &sum.Accounts, &sum.Origins, &sum.Conflicts, &sum.Altered, &sum.Figures, &sum.Dates, &languages, &told, &strip)
	sum.Told = time.UnixMilli(told).UTC()
	for _, list := range []struct {
		json string
		into any
	}{{outlets, &sum.Outlets}, {languages, &sum.Languages}, {strip, &sum.Strip}} {
		if err := json.Unmarshal([]byte(list.json), list.into); err != nil && t.err == nil {
			t.err = fmt.Errorf("lists of story %d: %w", sum.ID, err)
		}
	}
	return sum
}

// Story is one story of the store as an edition of its own, in which it and those related to it have their numbers in the store as
// ids.
type Story struct {
	StorySummary
	Edition *edition.Edition `json:"edition"`
	Pages   map[string]int64 `json:"pages"`   // the numbers of its accounts by their ids in the edition
	Related []StorySummary   `json:"related"` // those that the edition's story names as related
}

// Story returns a story by its number. A number whose story became a part of another gives that one: its ID says so. The error is
// ErrNotFound when there is none.
func (s *Store) Story(ctx context.Context, id int64) (Story, error) {
	var out Story
	if err := s.tellFirst(ctx, id); err != nil {
		return out, err
	}
	err := s.reading(ctx, "read", func(t *tx) {
		var moved *int64
		if t.one("SELECT moved FROM story WHERE id = ?", []any{id}, &moved) && moved != nil {
			id = *moved
		}
		out = t.story(id)
	})
	return out, err
}

func (t *tx) story(id int64) Story {
	out := Story{Pages: map[string]int64{}}
	t.each("SELECT "+summaryColumns+" FROM story s WHERE id = ? AND members > 0", []any{id}, func(scan func(...any)) {
		out.StorySummary = t.scanSummary(scan)
	})
	if out.ID == 0 {
		t.missing("story", id)
		return out
	}
	told, pages, kept := t.toldStory(id)
	if !kept {
		at := out.Told
		out.StorySummary = summarise(&told)
		out.ID, out.Told = id, at
	}
	for i, p := range pages {
		out.Pages[told.Accounts[i].ID] = p
	}
	out.Edition = reading.Assemble(variorum.Version(), []reading.Told{told}, make([][]story.Related, 1), nil)
	number := strconv.FormatInt(id, 10)
	out.Edition.Stories[0].ID = number
	for i := range out.Edition.Accounts {
		out.Edition.Accounts[i].Story = number
	}
	t.each("SELECT "+summaryColumns+", r.why FROM related r JOIN story s ON s.id = r.other WHERE r.story = ?"+nearestFirst, []any{id}, func(scan func(...any)) {
		var why string
		sum := t.scanSummary(func(places ...any) { scan(append(places, &why)...) })
		out.Related = append(out.Related, sum)
		out.Edition.Stories[0].Related = append(out.Edition.Stories[0].Related, edition.Related{Story: strconv.FormatInt(sum.ID, 10), Why: why})
	})
	return out
}

// nearestFirst takes the links of a story that a reader is shown: the most alike ones.
var nearestFirst = fmt.Sprintf(" ORDER BY odds DESC, s.first, s.id LIMIT %d", story.MostRelated)

// missing says that there is no such thing.
func (t *tx) missing(what string, id any) {
	if t.err == nil {
		t.err = fmt.Errorf("%s %v: %w", what, id, ErrNotFound)
	}
}

// toldStory brings back a story as it was told, and the numbers of its accounts in their order. One that has lost accounts since, or was
// never told, it tells; then kept is false.
func (t *tx) toldStory(id int64) (told reading.Told, pages []int64, kept bool) {
	if told, pages, kept = t.asTold(id); kept || t.err != nil {
		return told, pages, true
	}
	u := t.untold(id)
	if t.err == nil {
		t.err = u.tell()
	}
	return u.told, u.inOrder(), false
}

// asTold brings back a story as it was told, and reports whether it still has all the accounts that it was told of.
func (t *tx) asTold(id int64) (told reading.Told, pages []int64, whole bool) {
	var packed []byte
	t.one("SELECT packed FROM story WHERE id = ?", []any{id}, &packed)
	if packed == nil {
		return told, nil, false
	}
	t.unpacked(packed, &told.Story)
	at := map[string]int64{}
	byID := map[string]edition.Account{}
	t.each("SELECT p.id, t.packed FROM page p JOIN telling t ON t.page = p.id WHERE p.story = ?", []any{id}, func(scan func(...any)) {
		var page int64
		var packed []byte
		var a edition.Account
		scan(&page, &packed)
		t.unpacked(packed, &a)
		at[a.ID], byID[a.ID] = page, a
	})
	for _, name := range told.Story.Accounts {
		if at[name] == 0 {
			return told, nil, false
		}
		told.Accounts, pages = append(told.Accounts, byID[name]), append(pages, at[name])
	}
	return told, pages, true
}

// Edition returns what variorum.Read says of the pages of some stories, of all when none is named, as one edition: its stories have
// the ids that Read gives them. Stories that moved are followed, and those that wait to be told are told first. With all stories it has, as Read does, what was left unread.
func (s *Store) Edition(ctx context.Context, ids ...int64) (*edition.Edition, error) {
	var e *edition.Edition
	err := s.exporting(ctx, ids, func(t *tx, ids []int64, unread []edition.Unread) {
		told, related := t.toldStories(ids)
		if t.err == nil {
			e = reading.Assemble(variorum.Version(), told, related, unread)
		}
	})
	return e, err
}

// follow brings the numbers of stories that moved to where they lead, each once.
func (t *tx) follow(ids []int64) []int64 {
	var out []int64
	seen := map[int64]bool{}
	for _, id := range ids {
		at := int64(0)
		if !t.one("SELECT ifnull(moved, id) FROM story WHERE id = ? AND (members > 0 OR moved IS NOT NULL)", []any{id}, &at) {
			t.missing("story", id)
			return nil
		}
		if !seen[at] {
			out, seen[at] = append(out, at), true
		}
	}
	return out
}

func (t *tx) toldStories(ids []int64) ([]reading.Told, [][]story.Related) {
	told, related := make([]reading.Told, len(ids)), make([][]story.Related, len(ids))
	place := map[int64]int{}
	for i, id := range ids {
		place[id] = i
	}
	for i, id := range ids {
		told[i], _, _ = t.toldStory(id)
		t.each("SELECT other, why FROM related r JOIN story s ON s.id = r.other WHERE r.story = ?"+nearestFirst, []any{id}, func(scan func(...any)) {
			var other int64
			var r story.Related
			scan(&other, &r.Why)
			if at, in := place[other]; in {
				r.Event = at
				related[i] = append(related[i], r)
			}
		})
	}
	return told, related
}

// unread are the pages and inputs that gave no account.
func (t *tx) unread() []edition.Unread {
	var out []edition.Unread
	t.each("SELECT source, same || why FROM page WHERE same <> '' OR why <> '' UNION ALL SELECT source, why FROM unread", nil, func(scan func(...any)) {
		var u edition.Unread
		scan(&u.Source, &u.Why)
		out = append(out, u)
	})
	return out
}
