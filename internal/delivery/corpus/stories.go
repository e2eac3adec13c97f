package corpus

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
	"variorum/internal/news/reading"
)

// told is a story that was laid side by side: its row and those of its passages.
type told struct {
	story    storyRow
	passages []passageRow
	large    bool
	dated    map[int]edition.Published // by page: an account's day as the others of its story bound it
}

// tell writes the tables of stories, and of passages if they are asked for. Stories are numbered in the order of their first pages.
// It returns the days of accounts that the others of their story bound otherwise than they are alone.
func (r *run) tell(ctx context.Context, s shelves, stories [][]int) (dated map[int]edition.Published, err error) {
	dated = map[int]edition.Published{}
	parts := (len(stories) + r.o.part - 1) / r.o.part
	large := make([][]string, parts)
	var mu sync.Mutex
	counts := make([]int, parts)
	err = r.parallel(ctx, "stories", parts, func(n int) error {
		var rows []storyRow
		var passages []passageRow
		for i := n * r.o.part; i < min(len(stories), (n+1)*r.o.part); i++ {
			t, err := r.tellOne(s, storyID(i), stories[i])
			if err != nil || ctx.Err() != nil {
				return err
			}
			rows, passages = append(rows, t.story), append(passages, t.passages...)
			mu.Lock()
			maps.Copy(dated, t.dated)
			mu.Unlock()
			if t.large {
				large[n] = append(large[n], t.story.ID)
			}
		}
		counts[n] = len(passages)
		writeTable(r, "stories", n, rows)
		if r.reads(Passages) {
			writeTable(r, "passages", n, passages)
		}
		return nil
	})
	r.mu.Lock()
	defer r.mu.Unlock()
	r.sum.Stories, r.sum.TooLarge = len(stories), slices.Concat(large...)
	for _, n := range counts {
		r.sum.Passages += n
	}
	return dated, err
}

func storyID(i int) string { return fmt.Sprintf("s%d", i+1) }

// tellOne tells a story of the accounts of some pages.
func (r *run) tellOne(s shelves, id string, pages []int) (told, error) {
	t := told{story: storyRow{ID: id, Size: len(pages)}, large: len(pages) > mostCollated, dated: map[int]edition.Published{}}
	collated := len(pages) > 1 && !t.large && r.reads(Passages)
	page, alone := map[string]int{}, map[string]edition.Published{}
	var accounts []*account.Account
	for _, p := range pages {
		b, err := s.accounts.get(p)
		if err != nil {
			return told{}, err
		}
		page[b.ID], alone[b.ID] = p, b.Published
		if collated {
			accounts = append(accounts, account.New(b.Account))
		} else {
			accounts = append(accounts, &account.Account{Account: b.Account})
		}
	}
	if !collated && !t.large && account.MayBound(accounts) {
		for i, p := range pages {
			w, err := s.words.get(p)
			if err != nil {
				return told{}, err
			}
			accounts[i].Tokens = w.tokens()
		}
	}
	accounts = inOrder(accounts)
	for _, a := range accounts {
		if was, is := alone[a.ID], a.Published; was.Value != is.Value || was.Earliest != is.Earliest || was.Latest != is.Latest || was.Basis != is.Basis {
			t.dated[page[a.ID]] = is
		}
	}
	t.story.Title = titleOf(accounts)
	t.story.describe(accounts)
	if collated {
		t.passages = passagesOf(id, accounts)
	}
	return t, nil
}

// inOrder puts the accounts of a story in order of time, dated by each other unless they are too many to be laid side by side.
func inOrder(accounts []*account.Account) []*account.Account {
	if len(accounts) <= mostCollated {
		return reading.InOrder(accounts)
	}
	slices.SortFunc(accounts, func(a, b *account.Account) int {
		return cmp.Or(cmp.Compare(a.Published.Value, b.Published.Value), cmp.Compare(a.ID, b.ID))
	})
	return accounts
}

// passagesOf lays accounts side by side.
func passagesOf(story string, accounts []*account.Account) []passageRow {
	of := map[string]*account.Account{}
	for _, a := range accounts {
		of[a.ID] = a
	}
	var rows []passageRow
	for _, p := range collation.Collate(accounts, account.Weigh(accounts)).Passages {
		for _, reading := range p.Readings {
			a := of[reading.Account]
			count := pointsOf(a.Text)
			rows = append(rows, passageRow{
				Cluster: story + "/" + p.ID, Size: len(p.Readings), ID: a.ID, Series: a.Outlet, Date: string(a.Published.Value),
				Begin: count(reading.Start), End: count(reading.End), Relation: string(reading.Relation), Text: reading.Text,
			})
		}
	}
	return rows
}

// titleOf is the title of a story, for which accounts without a headline have to be cut up.
func titleOf(accounts []*account.Account) string {
	if title := reading.Title(accounts); title != "" {
		return title
	}
	return reading.Title([]*account.Account{account.New(accounts[0].Account)})
}

// describe fills in what the accounts of a story, in order, say of it together.
func (s *storyRow) describe(accounts []*account.Account) {
	outlets := map[string]bool{}
	for _, a := range accounts {
		s.Accounts = append(s.Accounts, a.ID)
		if a.Outlet != "" {
			outlets[a.Outlet] = true
		}
		for _, day := range []string{string(a.Published.Value), string(a.Published.Earliest)} {
			if day != "" && (s.Earliest == "" || day < s.Earliest) {
				s.Earliest = day
			}
		}
		for _, day := range []string{string(a.Published.Value), string(a.Published.Latest)} {
			if day != "" && day > s.Latest {
				s.Latest = day
			}
		}
	}
	s.Outlets = len(outlets)
}

// belonging is what grouping found of each account.
type belonging struct {
	Story []int32                   // by page: the number of its story
	Dated map[int]edition.Published // the days of accounts that others of their story bound otherwise than they are alone
}

// table writes the table of accounts, with the story of each if stories were asked for.
func (r *run) table(ctx context.Context) error {
	var of belonging
	if r.groups() {
		var err error
		if of, err = kept[belonging](r.work("belonging")); err != nil {
			return err
		}
	}
	return r.parallel(ctx, "table", r.bounds.parts(), func(n int) error {
		places, err := r.placesOf("accounts", n)
		if err != nil {
			return err
		}
		accounts, err := readAll(r.segment("accounts", n), (*unflat).brief)
		if err != nil {
			return err
		}
		rows := make([]accountRow, 0, len(accounts))
		for i, a := range accounts {
			page := r.bounds[n] + places[i].At
			row := accountRow{ID: a.ID, Source: a.Source, URL: a.URL, Outlet: a.Outlet, Title: a.Title, Byline: a.Byline, Language: a.Language, Text: a.Text}
			if p, ok := of.Dated[page]; ok {
				row.date(p)
			} else {
				row.date(a.Published)
			}
			if of.Story != nil {
				row.Story = storyID(int(of.Story[page]))
			}
			rows = append(rows, row)
		}
		writeTable(r, "accounts", n, rows)
		return nil
	})
}

func (row *accountRow) date(p edition.Published) {
	row.Published, row.Earliest, row.Latest, row.Basis = string(p.Value), string(p.Earliest), string(p.Latest), string(p.Basis)
}
