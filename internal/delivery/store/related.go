package store

import (
	"cmp"
	"maps"
	"slices"

	"variorum/internal/news/account"
	"variorum/internal/news/story"
)

// tie is two stories that may be related: a group, and another group or a story outside of the company.
type tie struct {
	a, b  int   // groups; b is -1 for a story outside
	other int64 // its number
	odds  float64
	why   string // empty when they are not related after all
}

// findTies finds the stories that those which changed may be related to: an account of theirs is alike one of the other's.
func (t *tx) findTies(c *company) {
	found := map[tie]bool{}
	for i, g := range c.groups {
		if g.told == nil {
			continue
		}
		for _, p := range g.pages {
			for _, other := range t.numbers("SELECT other FROM link WHERE page = ? AND related", p) {
				if k, in := c.in[other]; !in {
					t.outside(c, i, other, found)
				} else if k != i {
					found[tie{a: min(i, k), b: max(i, k)}] = true
				}
			}
		}
	}
	for k := range found {
		t.bring(c, k.a)
		if k.b >= 0 {
			t.bring(c, k.b)
		}
	}
	c.ties = slices.SortedFunc(maps.Keys(found), func(x, y tie) int { return cmp.Or(x.a-y.a, x.b-y.b, cmp.Compare(x.other, y.other)) })
}

// outside adds the tie of a group with the story of an account outside of the company. An account that is in no story yet brings the tie
// when its turn comes.
func (t *tx) outside(c *company, group int, page int64, found map[tie]bool) {
	var s *int64
	t.one("SELECT story FROM page WHERE id = ?", []any{page}, &s)
	if s == nil {
		return
	}
	found[tie{a: group, b: -1, other: *s}] = true
	if _, known := c.others[*s]; known {
		return
	}
	c.others[*s] = nil
	for _, p := range t.numbers("SELECT id FROM page WHERE story = ? ORDER BY id", *s) {
		if a := t.account(p); a != nil {
			c.others[*s] = append(c.others[*s], a)
		}
	}
}

// relate measures a tie.
func (c *company) relate(k *tie) {
	members := func(group int) []*account.Account {
		var out []*account.Account
		for _, p := range c.groups[group].pages {
			out = append(out, c.accounts[p])
		}
		return out
	}
	other := c.others[k.other]
	if k.b >= 0 {
		other = members(k.b)
	}
	k.odds, k.why = story.Relate(members(k.a), other)
}

// keepTies writes which stories are related.
func (t *tx) keepTies(c *company) {
	for _, k := range c.ties {
		if k.why == "" {
			continue
		}
		a, b := c.groups[k.a].id, k.other
		if k.b >= 0 {
			b = c.groups[k.b].id
		}
		t.do("INSERT OR REPLACE INTO related VALUES (?, ?, ?, ?), (?, ?, ?, ?)", a, b, k.odds, k.why, b, a, k.odds, k.why)
	}
}
