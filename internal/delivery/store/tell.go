package store

import (
	"cmp"
	"maps"
	"slices"

	"variorum/internal/news/account"
	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// accountsAtOnce is the number of accounts from which a portion of telling is large enough. The company of one account may be larger.
const accountsAtOnce = 200

// group is the accounts of one event on their way to be told.
type group struct {
	pages []int64       // ascending
	told  *reading.Told // nil when the story stands as it is
	forms map[int64][]string
	id    int64 // of its story
}

// tell puts some accounts, and those that they may belong together with, into stories, and tells those stories that changed.
func (w *worker) tell() {
	var c *company
	w.err = w.reading(w.ctx, "read", func(t *tx) {
		w.recall(t)
		c = t.gather()
	})
	if w.err == nil {
		reading.Parallel(w.ctx, len(c.groups), quiet, func(i int) { c.tell(&c.groups[i]) })
		reading.Parallel(w.ctx, len(c.ties), quiet, func(i int) { c.relate(&c.ties[i]) })
		w.err = w.ctx.Err()
	}
	if w.err != nil {
		return
	}
	told, withdrawn := []int64(nil), []int64(nil)
	w.err = w.writing(w.ctx, "write", func(t *tx) {
		if t.graph() != c.graph { // somebody else wrote meanwhile: begin again
			return
		}
		t.touch()
		for _, j := range c.jobs {
			t.finish(stepTell, j)
		}
		told, withdrawn = t.keepStories(c)
		w.remember(t)
	})
	if w.err != nil {
		return
	}
	for _, id := range told {
		w.told[id] = true
	}
	for _, id := range withdrawn {
		w.withdrawn[id] = true
	}
}

// company is accounts none of which may belong together with one outside of it.
type company struct {
	graph    int64 // the state of all accounts and links at the time
	jobs     []job
	accounts map[int64]*account.Account // of the groups that changed, and of those that they may be related to
	groups   []group
	in       map[int64]int                // page to its group
	old      map[int64]int64              // page to the story that it belonged to
	size     map[int64]int                // of those stories
	others   map[int64][]*account.Account // accounts of stories outside of it that may be related
	ties     []tie
}

// gather takes on some jobs with all accounts that they concern, and groups them.
func (t *tx) gather() *company {
	c := &company{graph: t.graph(), accounts: map[int64]*account.Account{}, in: map[int64]int{}, old: map[int64]int64{}, size: map[int64]int{}, others: map[int64][]*account.Account{}}
	todo := map[int64]bool{}
	for _, j := range t.jobs(stepTell, accountsAtOnce) {
		if len(c.in) >= accountsAtOnce {
			break
		}
		c.jobs, todo[j.page] = append(c.jobs, j), true
		if _, joined := c.in[j.page]; !joined {
			t.join(c, j.page)
		}
	}
	for _, g := range c.groups {
		for _, p := range g.pages {
			if stamp := int64(0); !todo[p] && t.one("SELECT stamp FROM todo WHERE step = 3 AND page = ?", []any{p}, &stamp) {
				c.jobs, todo[p] = append(c.jobs, job{p, stamp}), true
			}
		}
	}
	for i := range c.groups {
		if g := &c.groups[i]; c.changed(g, todo) {
			g.told = &reading.Told{}
			t.bring(c, i)
		}
	}
	t.findTies(c)
	return c
}

// join adds the accounts that one may belong together with, in their groups.
func (t *tx) join(c *company, page int64) {
	var sketches []*story.Sketch
	var of []int64
	for _, m := range t.members(page) {
		sketch := t.sketch(m.page)
		if sketch == nil {
			continue
		}
		sketches, of = append(sketches, sketch), append(of, m.page)
		if m.story == 0 {
			continue
		}
		c.old[m.page] = m.story
		if _, known := c.size[m.story]; !known {
			n := 0
			t.one("SELECT accounts FROM story WHERE id = ?", []any{m.story}, &n)
			c.size[m.story] = n
		}
	}
	if t.err != nil {
		return
	}
	for _, e := range story.GroupSketches(sketches) {
		g := group{}
		for _, m := range e.Members {
			g.pages = append(g.pages, of[m])
			c.in[of[m]] = len(c.groups)
		}
		slices.Sort(g.pages)
		c.groups = append(c.groups, g)
	}
}

// bring brings the accounts of a group back.
func (t *tx) bring(c *company, group int) {
	for _, p := range c.groups[group].pages {
		if c.accounts[p] == nil {
			c.accounts[p] = t.account(p)
		}
	}
}

// changed reports whether a group is other than the story that its accounts are in, or has an account that changed.
func (c *company) changed(g *group, todo map[int64]bool) bool {
	was := c.old[g.pages[0]]
	if was == 0 || c.size[was] != len(g.pages) {
		return true
	}
	return slices.ContainsFunc(g.pages, func(p int64) bool { return todo[p] || c.old[p] != was })
}

// tell tells a group, if it changed.
func (c *company) tell(g *group) {
	if g.told == nil {
		return
	}
	var members []*account.Account
	pageOf := map[string]int64{}
	for _, p := range g.pages {
		members = append(members, c.accounts[p])
		pageOf[c.accounts[p].ID] = p
	}
	told := reading.Tell(members)
	g.told, g.forms = &told, formsOf(c, g, &told.Story, pageOf)
}

// keepStories gives each group its story and writes what was told.
func (t *tx) keepStories(c *company) (told, withdrawn []int64) {
	heirs := c.settle()
	for i := range c.groups {
		if g := &c.groups[i]; g.id == 0 {
			g.id = t.insert("INSERT INTO story DEFAULT VALUES")
		}
	}
	for _, old := range slices.Sorted(maps.Keys(heirs)) {
		if to := c.groups[heirs[old]].id; to != old {
			t.move(old, to)
			withdrawn = append(withdrawn, old)
		}
	}
	for i := range c.groups {
		if g := &c.groups[i]; g.told != nil {
			t.keepStory(c, g)
			told = append(told, g.id)
			t.do("DELETE FROM related WHERE story = ? OR other = ?", g.id, g.id)
		}
	}
	t.keepTies(c)
	return told, withdrawn
}

// settle gives each group the number of the story that it goes on with: of those that have most accounts in common the older one
// first. It returns for each old story the group that most of its accounts are in now.
func (c *company) settle() map[int64]int {
	type claim struct {
		group, common int
		old           int64
	}
	var claims []claim
	for i, g := range c.groups {
		common := map[int64]int{}
		for _, p := range g.pages {
			if old := c.old[p]; old != 0 {
				common[old]++
			}
		}
		for old, n := range common {
			claims = append(claims, claim{i, n, old})
		}
	}
	slices.SortFunc(claims, func(a, b claim) int {
		return cmp.Or(cmp.Compare(b.common, a.common), cmp.Compare(a.old, b.old), cmp.Compare(c.groups[a.group].pages[0], c.groups[b.group].pages[0]))
	})
	heirs, given := map[int64]int{}, map[int64]bool{}
	for _, k := range claims {
		if g := &c.groups[k.group]; g.id == 0 && !given[k.old] {
			g.id, given[k.old] = k.old, true
			heirs[k.old] = k.group
		}
	}
	for _, k := range claims {
		if _, has := heirs[k.old]; !has {
			heirs[k.old] = k.group
		}
	}
	return heirs
}
