package store

import (
	"context"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/news/intake"
)

// events are what the pages of histories tell: each a headline and the paragraphs that outlets choose from. The second and the third are
// of one affair.
var events = [][]string{
	{
		"Two sheds burn on the north quay of Lisk", "Two sheds burnt down on the north quay of Lisk on Friday night, and the fire brigade sent six engines.",
		"“Nobody was in the sheds when the fire began,” harbour master Vera Adler said.", "The sheds held nets, tar and the winter stores of forty herring boats, worth 12,000 crowns.",
		"Adler told the Harbour Post that divers of the Harbour Safety Board (HSB) would look at the piles on Monday.",
	},
	{
		"Marn Dam will stand, says minister", "The Marn Dam is safe in spite of a crack in its eastern wall, the minister for waters said on Monday.",
		"“It has stood for sixty years and it will stand for sixty more,” Oda Berg told farmers at Marn.", "Engineers have watched the crack since the floods of last spring, when 340 people left the valley.",
		"Farmers below the dam have moved their cattle to the upper meadows.",
	},
	{
		"Dam at Marn loses its minister", "The minister for waters, Oda Berg, resigned on Thursday over the crack in the eastern wall of the Marn Dam.",
		"“I said that it would stand, and I was wrong to say it before I had seen it,” Berg wrote.", "Engineers have watched the crack since the floods of last spring, when 340 people left the valley.",
		"The premier named no successor, and the waters office said the gates would stay open.",
	},
	{
		"Tram drivers of Aldersund to stop work", "Tram drivers of Aldersund are to stop work on market days over a timetable that they call a fairy tale.",
		"“It was drawn up by somebody who has never driven uphill,” said Ine Falk, who speaks for the drivers.", "The trams carried 2,300 passengers a day last year, the town hall says.",
		"The mayor asked both sides to sit down at the old depot on Wednesday.",
	},
}

// notices are what pages carry that is none of an account.
var notices = []string{
	"Sign up for our morning letter and get the harbour news before the gulls do.",
	"Readers are asked to keep to the house rules when they write below this line.",
}

// outlets have names, and a notice that stands on all their pages.
var outlets = []string{"Harbour Post", "Lisk Ledger", "", "Northern Wire"}

// drawPage makes a page for a place among the inputs.
func drawPage(t *rapid.T, place int) intake.Page {
	event := events[rapid.IntRange(0, len(events)-1).Draw(t, "event")]
	outlet := rapid.IntRange(0, len(outlets)-1).Draw(t, "outlet")
	var body []string
	for _, para := range event[1:] {
		if rapid.IntRange(0, 3).Draw(t, "paragraph") > 0 {
			body = append(body, drawWords(t, para))
		}
	}
	for i, notice := range notices {
		if outlet%2 == i && rapid.IntRange(0, 3).Draw(t, "notice") > 0 {
			body = append(body, notice)
		}
	}
	p := intake.Page{
		ID: []string{"quay", "quay-2", "dam", fmt.Sprintf("page-%d", place)}[place%4], Source: fmt.Sprintf("in/%d.jsonl:%d", place%3, place),
		Kind: intake.Article, Outlet: outlets[outlet], Title: drawWords(t, event[0]), Body: strings.Join(body, "\n\n"),
		Date: []string{"", "2031-03-04", "2031-03-05", "2032-06-01"}[rapid.IntRange(0, 3).Draw(t, "date")],
	}
	if place%5 == 0 {
		p.URL = fmt.Sprintf("https://quay.example/%d", place)
	}
	if rapid.IntRange(0, 9).Draw(t, "doubt") == 0 {
		p.Doubts = []string{"3 places of the record are no valid UTF-8; each is shown as \uFFFD"}
	}
	return p
}

// drawWords is a sentence as an outlet may print it.
func drawWords(t *rapid.T, s string) string {
	for _, change := range [][2]string{{"six", "seven"}, {"Marn", "Unity"}, {"said", "claimed"}, {"340", "430"}, {"Lisk ", "Lisk (north) "}, {"“", "\""}, {"”", "\""}} {
		if rapid.IntRange(0, 5).Draw(t, "change") == 0 {
			s = strings.ReplaceAll(s, change[0], change[1])
		}
	}
	return s
}

// history is what was done to a store, and the pages that it must hold then.
type history struct {
	t     *rapid.T
	store *Store
	pages map[int]intake.Page // by place
}

// TestHistories: whatever is added, changed and removed, in whatever portions, the store says of the pages that are left what
// variorum.Read says of them.
func TestHistories(t *testing.T) {
	folder := t.TempDir()
	n := 0
	rapid.Check(t, func(t *rapid.T) {
		n++
		s, err := Open(context.Background(), filepath.Join(folder, fmt.Sprintf("%d.db", n)), Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		s.quickTies = rapid.SampledFrom([]int{0, 2, quickTies}).Draw(t, "quick")
		h := &history{t: t, store: s, pages: map[int]intake.Page{}}
		for range rapid.IntRange(1, 5).Draw(t, "steps") {
			h.step()
			if rapid.Bool().Draw(t, "look") {
				h.look()
			}
		}
		h.agree()
	})
}

func (h *history) step() {
	switch rapid.IntRange(0, 6).Draw(h.t, "what") {
	case 0:
		h.remove()
	case 1: // killed between taking and settling
		h.take()
	case 2, 3: // pages that come one by one
		h.take()
		if _, err := h.store.Place(context.Background(), nil); err != nil {
			h.t.Fatal(err)
		}
	default:
		h.take()
		if _, err := h.store.Settle(context.Background(), nil); err != nil {
			h.t.Fatal(err)
		}
	}
}

// look looks at every story between two steps: each has all its accounts as they stand, and the store is whole.
func (h *history) look() {
	var ids []int64
	texts := map[int64]string{}
	err := h.store.reading(context.Background(), "read", func(t *tx) {
		ids = t.numbers("SELECT id FROM story WHERE members > 0")
		for _, page := range t.numbers("SELECT page FROM account") {
			texts[page] = t.account(page).Text
		}
	})
	if err != nil {
		h.t.Fatal(err)
	}
	for _, id := range ids {
		story, err := h.store.Story(context.Background(), id)
		if err != nil || len(story.Edition.Accounts) != story.Accounts {
			h.t.Fatalf("story %d: %d accounts: %v", id, story.Accounts, err)
		}
		for _, a := range story.Edition.Accounts {
			if text := texts[story.Pages[a.ID]]; a.Text != text {
				h.t.Fatalf("story %d has %q for %q", id, a.Text, text)
			}
		}
	}
	if wrong, err := h.store.Check(context.Background(), nil); err != nil || len(wrong) > 0 {
		h.t.Fatalf("check: %v %v", wrong, err)
	}
}

func (h *history) take() {
	var portion []intake.Page
	places := map[int]bool{}
	for range rapid.IntRange(1, 6).Draw(h.t, "portion") {
		place := rapid.IntRange(0, 11).Draw(h.t, "place")
		if places[place] { // two records of one run are two pages
			continue
		}
		places[place] = true
		p := drawPage(h.t, place)
		if copied := rapid.IntRange(0, 20).Draw(h.t, "copy of"); copied < 12 {
			if other, ok := h.pages[copied]; ok && other.URL == "" && p.URL == "" { // the same page in another place
				p.Kind, p.Outlet, p.Date, p.Title, p.Body = other.Kind, other.Outlet, other.Date, other.Title, other.Body
			}
		}
		if old, ok := h.pages[place]; ok && old.Digest() == p.Digest() {
			p = old // what is the same page changes nothing, its doubts included
		}
		h.pages[place], portion = p, append(portion, p)
	}
	if _, err := h.store.Take(context.Background(), portion, AddOptions{}); err != nil {
		h.t.Fatal(err)
	}
}

func (h *history) remove() {
	place := rapid.IntRange(0, 11).Draw(h.t, "place")
	p, ok := h.pages[place]
	if !ok {
		return
	}
	digest := p.Digest()
	var id int64
	err := h.store.reading(context.Background(), "find", func(t *tx) {
		t.one("SELECT id FROM page WHERE key = ?", []any{identity(&p, digest[:])}, &id)
	})
	if err != nil || id == 0 {
		h.t.Fatalf("page %v is not in the store: %v", p.Source, err)
	}
	if _, err := h.store.Remove(context.Background(), []int64{id}, nil); err != nil {
		h.t.Fatal(err)
	}
	delete(h.pages, place)
}

// agree compares the store with a reading of the pages, and checks that it is whole.
func (h *history) agree() {
	if _, err := h.store.Settle(context.Background(), nil); err != nil {
		h.t.Fatal(err)
	}
	var pages []intake.Page
	for _, p := range h.pages {
		pages = append(pages, p)
	}
	want, err := read(pages)
	if err != nil {
		h.t.Fatal(err)
	}
	got, err := h.store.Edition(context.Background())
	if err != nil {
		h.t.Fatal(err)
	}
	a, b := encode(h.t, want), encode(h.t, got)
	if a != b {
		h.t.Fatalf("read (-) and export (+) differ:\n%s", cmp.Diff(a, b))
	}
	var parts strings.Builder
	if err := h.store.WriteJSON(context.Background(), &parts); err != nil || parts.String() != a {
		h.t.Fatalf("read (-) and what is written part by part (+) differ: %v\n%s", err, cmp.Diff(a, parts.String()))
	}
	wrong, err := h.store.Check(context.Background(), nil)
	if err != nil || len(wrong) > 0 {
		h.t.Fatalf("check: %v %s", err, strings.Join(wrong, "\n"))
	}
}

func encode(t *rapid.T, e *edition.Edition) string {
	var out strings.Builder
	if err := edition.Encode(&out, e); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestCheckedAgain: who has checked a store and checks it again after pages have changed takes nothing for damaged.
func TestCheckedAgain(t *testing.T) {
	s := open(t)
	for n := range 12 {
		add(t, s, fire("post", n), fire("ledger", n+100))
		clean(t, s)
	}
}
