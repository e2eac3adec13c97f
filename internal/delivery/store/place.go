package store

import (
	"cmp"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
)

const (
	// accountsAtOnce is the number of accounts from which a portion of telling is large enough. One story may be larger.
	accountsAtOnce = 200
	// placedAtOnce is the number of accounts that are put into stories in one portion. Large, since what lies about one account lies about many
	// others too and is looked at once; with their neighbours' sketches so many take some 100 MB.
	placedAtOnce = 4000
	// quickTies is the number of links that are looked at while one waits: some 10 ms. What lies about an account of a great story has a hundred
	// times as many.
	quickTies = 5000
	// everyTie is no bound on them.
	everyTie = math.MaxInt32
)

// group is the accounts of one event on their way into a story.
type group struct {
	pages   []int64 // ascending
	changed bool    // it is other than the story that its accounts were in
	id      int64   // of its story
}

// company is the stories that some accounts change.
type company struct {
	graph  int64 // the state of all accounts and links at the time
	jobs   []job
	later  []job           // accounts that are to be confirmed later
	joined map[int64]int64 // those of them that were in no story, and the one that they are put into meanwhile
	grown  map[int64]bool  // the stories of those accounts
	groups []group
	old    map[int64]int64 // page to the story that it belonged to
	size   map[int64]int   // of those stories
}

// place puts some accounts into stories, and others whose stories change by that. The stories that changed are to be told then.
func (w *worker) place(step int) {
	var c *company
	w.err = w.reading(w.ctx, "read", func(t *tx) {
		w.recall(t)
		c = t.gather(step, w.mostTies())
	})
	if w.err != nil {
		return
	}
	withdrawn := []int64(nil)
	w.err = w.deriving(w.ctx, "write", func(t *tx) {
		if t.graph() != c.graph { // somebody else wrote meanwhile: begin again
			c.groups = nil
			return
		}
		t.touch()
		for _, j := range c.jobs {
			t.finish(step, j)
		}
		withdrawn = t.keepGroups(c)
		t.keepLater(c)
		w.remember(t)
	})
	if w.err != nil {
		return
	}
	for story := range c.grown {
		w.changed[story] = true
	}
	for _, g := range c.groups {
		if g.changed {
			w.changed[g.id] = true
		}
	}
	for _, id := range withdrawn {
		w.withdrawn[id] = true
	}
}

// mostTies is the number of links that may be looked at.
func (w *worker) mostTies() int {
	if w.quick {
		return w.quickTies
	}
	return everyTie
}

// gather takes on some jobs, and groups all accounts whose stories they change, as far as no more than so many links lie about them.
func (t *tx) gather(step, most int) *company {
	jobs := t.jobs(step, placedAtOnce)
	if c, all := t.company(jobs, most); all {
		return c
	}
	return t.gatherQuick(jobs, most)
}

// gatherQuick takes on the jobs of accounts that have a story, which stay there until they are confirmed; or if there are none, the first job.
func (t *tx) gatherQuick(jobs []job, most int) *company {
	c := &company{graph: t.graph(), joined: map[int64]int64{}}
	for _, j := range jobs {
		if t.storyOf(j.page) != 0 {
			c.jobs, c.later = append(c.jobs, j), append(c.later, j)
		}
	}
	if len(c.jobs) > 0 {
		return c
	}
	first := jobs[:1]
	if len(jobs) > 1 {
		if c, all := t.company(first, most); all {
			return c
		}
	}
	story := t.likeliest(first[0].page)
	if story == 0 {
		c, _ = t.company(first, everyTie)
		return c
	}
	c.jobs, c.later, c.joined[first[0].page] = first, first, story
	return c
}

// likeliest is the story of the account that is likeliest to speak for one event with another; 0 if none is in a story.
func (t *tx) likeliest(page int64) int64 {
	links := t.bonds(page)
	slices.SortFunc(links, func(a, b bond) int { return cmp.Or(cmp.Compare(b.odds, a.odds), cmp.Compare(a.to, b.to)) })
	for _, b := range links {
		if !b.odds.Join() {
			break
		}
		if story := t.storyOf(b.to); story != 0 {
			return story
		}
	}
	return 0
}

// storyOf is the story that an account is in; 0 if it is in none.
func (t *tx) storyOf(page int64) (story int64) {
	t.one("SELECT ifnull(story, 0) FROM page WHERE id = ?", []any{page}, &story)
	return story
}

// company groups all accounts whose stories some jobs change, unless more than so many links are to be looked at for that.
func (t *tx) company(jobs []job, most int) (c *company, all bool) {
	c = &company{graph: t.graph(), jobs: jobs, old: map[int64]int64{}, size: map[int64]int{}}
	todo := map[int64]bool{}
	var pages []int64
	for _, j := range jobs {
		todo[j.page], pages = true, append(pages, j.page)
	}
	groups, all := t.regroup(pages, most, func(page int64) []int64 { return t.mates(c, page) })
	for _, pages := range groups {
		g := group{pages: pages}
		g.changed = c.differs(&g, todo)
		c.groups = append(c.groups, g)
	}
	return c, all
}

// mates are the accounts that are in one story with another, and notes which it is.
func (t *tx) mates(c *company, page int64) (mates []int64) {
	t.each("SELECT p.id, s.id, s.members FROM page p JOIN story s ON s.id = p.story WHERE p.story = (SELECT story FROM page WHERE id = ?)", []any{page}, func(scan func(...any)) {
		var mate, story int64
		var members int
		scan(&mate, &story, &members)
		mates = append(mates, mate)
		c.old[mate], c.size[story] = story, members
	})
	return mates
}

// differs reports whether a group is other than the story that its accounts are in, or has an account that changed.
func (c *company) differs(g *group, todo map[int64]bool) bool {
	was := c.old[g.pages[0]]
	if was == 0 || c.size[was] != len(g.pages) {
		return true
	}
	return slices.ContainsFunc(g.pages, func(p int64) bool { return todo[p] || c.old[p] != was })
}

// keepGroups gives each group its story.
func (t *tx) keepGroups(c *company) (withdrawn []int64) {
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
	for _, g := range c.groups {
		if g.changed {
			t.keepGroup(c, g)
		}
	}
	return withdrawn
}

// keepGroup puts accounts into a story, which is to be told.
func (t *tx) keepGroup(c *company, g group) {
	for _, p := range g.pages {
		if c.old[p] != g.id {
			t.join(p, g.id)
		}
	}
	t.do("UPDATE story SET moved = NULL, members = ? WHERE id = ?", len(g.pages), g.id)
	t.retell(g.id)
}

// keepLater puts accounts into the stories in which they stand until they are confirmed. These are to be told anew: an account that stood there before
// has another text or name, or one beside it has, or has gone.
func (t *tx) keepLater(c *company) {
	for page, story := range c.joined {
		t.join(page, story)
	}
	c.grown = map[int64]bool{}
	for _, j := range c.later {
		t.enqueue(stepConfirm, j.page)
		c.grown[t.storyOf(j.page)] = true
	}
	for story := range c.grown {
		t.do("UPDATE story SET members = (SELECT count(*) FROM page WHERE page.story = ?1) WHERE id = ?1", story)
		t.retell(story)
	}
}

// join puts an account into a story. One that no story has told yet is shown meanwhile as it was read.
func (t *tx) join(page, story int64) {
	t.do("UPDATE page SET story = ? WHERE id = ?", story, page)
	if t.do("UPDATE telling SET story = ? WHERE page = ?", story, page) == 0 {
		if a := t.account(page); a != nil {
			t.keepTelling(page, story, &a.Account, t.packed(&a.Account), formsAlone(a))
		}
	}
}

// retell says that a story is to be told. The stamp is random, so that no two are alike.
func (t *tx) retell(story int64) {
	t.do("UPDATE story SET placed = ? WHERE id = ? AND members > 0", rand.Int64(), story)
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

// move makes the number of a story lead to another.
func (t *tx) move(old, to int64) {
	t.do("UPDATE story SET moved = ?, told = 0, accounts = 0, members = 0, shown = placed, packed = NULL WHERE id = ?", to, old)
	t.do("UPDATE story SET moved = ? WHERE moved = ?", to, old)
	t.do("DELETE FROM related WHERE story = ? OR other = ?", old, old)
	t.change(old, Moved)
}
