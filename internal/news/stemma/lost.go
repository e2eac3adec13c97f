package stemma

import "slices"

// restore works out the text of a lost source from the copies that were made of it: each unit that more than one of them has,
// unless leaving it out would be the dearer for the others; at each site the reading from which the others come at the least
// cost. order is the places that units have in the story as a whole.
func (s *sheet) restore(children []*copytext, order []int32) *copytext {
	t := s.blank()
	ends := make([]int, len(children)) // the place in order behind which a child has nothing
	at := make([]int, len(s.units))
	for k, u := range order {
		at[u] = k
	}
	for i, c := range children {
		for _, u := range c.order {
			if s.units[u].holders > 1 {
				ends[i] = max(ends[i], at[u])
			}
		}
	}
	for k, u := range order {
		have, lacking := 0, float32(0)
		for i, c := range children {
			switch {
			case c.place[u] != none:
				have++
			case ends[i] < k:
				lacking += costs[tail] / 4
			default:
				lacking += costs[drop] / 2
			}
		}
		if have > 1 && s.units[u].home == none && lacking < costs[regain]*float32(have-1) {
			s.give(t, int(u), children)
		}
	}
	return t
}

// settle chooses the readings of a unit.
func (s *sheet) settle(t *copytext, children []*copytext, u int) {
	for k := s.units[u].from; k < s.units[u].to; k++ {
		site := &s.sites[k]
		var count [128]int16
		any := false
		for _, c := range children {
			if v := c.value[k]; v != none && c.place[u] != none {
				count[v]++
				any = true
			}
		}
		if !any {
			continue
		}
		best, least := int8(none), float32(0)
		for v := range site.words {
			sum := site.made(v)
			for y := range site.words {
				if n := count[y]; n > 0 && y != v {
					sum += float32(n) * site.cost[v][y]
				}
			}
			if count[v] > 0 && (best == none || sum < least) {
				best, least = int8(v), sum
			}
		}
		t.value[k] = best
	}
}

// made is what it costs that somebody wrote a reading at all, where others have nothing.
func (s *site) made(v int) float32 {
	if empty := s.empty(); empty != none && empty != v {
		return s.cost[empty][v]
	}
	return 0
}

// empty is the reading that has no words, or none.
func (s *site) empty() int { return slices.Index(s.words, "") }

// worth is what it costs that somebody wrote the words of a lost text, so that nothing is gained by giving it what one child
// alone could have added.
func (s *sheet) worth(t *copytext) float32 {
	sum := costs[regain] * float32(len(t.order))
	for k, v := range t.value {
		if v != none {
			sum += s.sites[k].made(int(v))
		}
	}
	return sum
}

// storyOrder is an order of all units that agrees with the accounts as far as it can: that of the account with most shared units, and
// what each next one has beside is put behind the unit that it follows there.
func (s *sheet) storyOrder() []int32 {
	texts := make([]*copytext, len(s.accounts))
	shared := make([]int, len(s.accounts))
	byShared := make([]int, len(s.accounts))
	for i := range s.accounts {
		texts[i], byShared[i] = s.copyOf(i), i
		for _, u := range texts[i].order {
			if s.units[u].holders > 1 {
				shared[i]++
			}
		}
	}
	slices.SortStableFunc(byShared, func(a, b int) int { return shared[b] - shared[a] })
	order := make([]int32, 0, len(s.units))
	in := make([]bool, len(s.units))
	for _, i := range byShared {
		at := 0
		for _, u := range texts[i].order {
			if in[u] {
				at = slices.Index(order, u) + 1
				continue
			}
			order, in[u] = slices.Insert(order, at, u), true
			at++
		}
	}
	return order
}

// withReport looks for a second lost source: sentences that some accounts have beside those of their model, and that would have
// to be put in or left out again and again otherwise. It keeps it if the whole gets cheaper.
func (r *searcher) withReport(t tree, cost float32) (tree, float32) {
	r.report = r.rare()
	if r.report == nil {
		return t, cost
	}
	var best tree
	for range maxSweeps {
		r.forget()
		next := tree{slices.Clone(t.first), slices.Clone(t.second)}
		if best.first != nil {
			next = tree{slices.Clone(best.first), slices.Clone(best.second)}
		}
		found, _ := r.search(next)
		before := len(r.report.order)
		best = found
		if r.prune(found); len(r.report.order) == before || len(r.report.order) == 0 {
			break
		}
	}
	r.forget()
	if len(r.report.order) > 0 {
		if found, sum := r.search(best); sum < cost {
			return found, sum
		}
	}
	r.report = nil
	r.forget()
	return t, cost
}

// rare is the sentences that two or more accounts have, but not more than half of them: what a second source could have had.
func (r *searcher) rare() *copytext {
	t := r.blank()
	for u := range r.units {
		if h := r.units[u].holders; h > 1 && 2*h <= r.n && r.units[u].home == none {
			r.give(t, u, r.texts)
		}
	}
	if len(t.order) == 0 {
		return nil
	}
	return t
}

func (s *sheet) blank() *copytext {
	t := &copytext{place: make([]int32, len(s.units)), value: make([]int8, len(s.sites)), marks: make([][kinds]int8, len(s.units)), who: none}
	for i := range t.place {
		t.place[i], t.marks[i] = none, unmarked
	}
	for i := range t.value {
		t.value[i] = none
	}
	return t
}

// give adds a unit to a lost text, with the readings from which those of the copies come at the least cost.
func (s *sheet) give(t *copytext, u int, copies []*copytext) {
	t.place[u] = int32(len(t.order))
	t.order = append(t.order, int32(u))
	s.settle(t, copies, u)
	t.settleMarks(u, copies)
}

// settleReport makes the report what the accounts share that the tree lets have it, and takes it from those that then have nothing of it.
func (r *searcher) settleReport(t tree) {
	if !slices.Contains(t.second, r.other()) {
		return
	}
	if r.report = r.rare(); r.report == nil {
		r.report = r.blank()
	}
	r.forget()
	r.prune(t)
	r.forget()
	for c, q := range t.second {
		if q == r.other() && !slices.ContainsFunc(r.texts[c].order, func(u int32) bool { return r.report.place[u] != none }) {
			t.second[c] = none
		}
	}
}

// prune takes out of the report what fewer than two accounts have from it.
func (r *searcher) prune(t tree) {
	w := r.lost(t, none)
	from := make([][]*copytext, len(r.units))
	behind := make([][]int32, len(r.units))
	for c, q := range t.second {
		if q != r.other() {
			continue
		}
		p := w
		if t.first[c] != r.wire() {
			p = r.texts[t.first[c]]
		}
		last := int32(none)
		for _, u := range r.texts[c].order {
			if p.place[u] == none {
				from[u], behind[u] = append(from[u], r.texts[c]), append(behind[u], last)
			} else {
				last = u
			}
		}
	}
	old := r.report
	r.report = r.blank()
	r.report.anchor = make([]int32, len(r.units))
	for _, u := range old.order {
		if len(from[u]) > 1 {
			r.give(r.report, int(u), from[u])
			r.report.anchor[u] = twice(behind[u])
		}
	}
}

// forget drops what was worked out with another report.
func (r *searcher) forget() {
	clear(r.triple)
	clear(r.small)
	clear(r.known)
	clear(r.masked)
}

// without is a text without the units of another.
func (t *copytext) without(o *copytext) *copytext {
	out := &copytext{place: slices.Clone(t.place), value: t.value, marks: t.marks, mixed: t.mixed, who: t.who}
	for _, u := range t.order {
		if o.place[u] != none {
			out.place[u] = none
		} else {
			out.order = append(out.order, u)
		}
	}
	return out
}

// twice is the unit that stands more than once among some, or none.
func twice(us []int32) int32 {
	for i, u := range us {
		if u != none && slices.Contains(us[:i], u) {
			return u
		}
	}
	return none
}
