package story

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"variorum/internal/news/account"
)

// keeper keeps accounts that come and go one by one, and their stories by Regroup.
type keeper struct {
	sketches map[int64]*Sketch
	ties     map[int64][]Tie
	story    map[int64][]int64
}

func newKeeper() *keeper {
	return &keeper{map[int64]*Sketch{}, map[int64][]Tie{}, map[int64][]int64{}}
}

func (k *keeper) ground() Ground {
	return Ground{
		Sketch: func(a int64) *Sketch { return k.sketches[a] },
		Copies: func(of int64) (out []Copy) {
			for a, s := range k.sketches {
				if k.sketches[of] != nil && s.text == k.sketches[of].text {
					out = append(out, s.Copy(a))
				}
			}
			return out
		},
		Ties:  func(a int64) []Tie { return k.ties[a] },
		Story: func(a int64) []int64 { return k.story[a] },
	}
}

func (k *keeper) add(a int64, s *Sketch) {
	for b, other := range k.sketches {
		if s.text == other.text || !Near(s.Keys(), other.Keys()) {
			continue
		}
		if odds, _ := Weigh(s, other); odds.Join() {
			k.ties[a], k.ties[b] = append(k.ties[a], Tie{b, odds}), append(k.ties[b], Tie{a, odds})
		}
	}
	k.sketches[a] = s
	k.keep(Regroup([]int64{a}, k.ground()))
}

func (k *keeper) remove(a int64) {
	changed := k.story[a]
	for _, t := range k.ties[a] {
		k.ties[t.To] = slices.DeleteFunc(k.ties[t.To], func(u Tie) bool { return u.To == a })
		changed = append(changed, t.To)
	}
	for b, s := range k.sketches {
		if s.text == k.sketches[a].text && b != a {
			changed = append(changed, b)
		}
	}
	delete(k.sketches, a)
	delete(k.ties, a)
	delete(k.story, a)
	k.keep(Regroup(changed, k.ground()))
}

func (k *keeper) keep(stories [][]int64) {
	for _, s := range stories {
		for _, a := range s {
			k.story[a] = s
		}
	}
}

// stories are those kept, as sorted lines.
func (k *keeper) stories() []string {
	all := map[string]bool{}
	for _, s := range k.story {
		all[fmt.Sprint(s)] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// atOnce are the stories of the accounts that are there, found at once.
func (k *keeper) atOnce() (out []string) {
	of := slices.Sorted(maps.Keys(k.sketches))
	var sketches []*Sketch
	for _, a := range of {
		sketches = append(sketches, k.sketches[a])
	}
	for _, e := range GroupSketches(sketches) {
		var story []int64
		for _, m := range e.Members {
			story = append(story, of[m])
		}
		out = append(out, fmt.Sprint(story))
	}
	slices.Sort(out)
	return out
}

// TestRegroup: stories kept by looking at what lies about each change are those of all accounts at once, whatever comes and goes, also
// as copies of one text with other days.
func TestRegroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var kept []*account.Account
		k := newKeeper()
		for i, a := range pages(t) {
			if rapid.IntRange(0, 9).Draw(t, "copy") == 0 && len(kept) > 0 {
				from := rapid.SampledFrom(kept).Draw(t, "of")
				a = made(fmt.Sprint(i), "en", string(a.Published.Value), from.Title, from.Text)
			}
			if i%3 == 1 {
				a.Outlet = "the same"
			}
			kept = append(kept, a)
			k.add(int64(i), SketchOf(a))
			if rapid.IntRange(0, 5).Draw(t, "remove") == 0 {
				k.remove(rapid.SampledFrom(slices.Sorted(maps.Keys(k.sketches))).Draw(t, "which"))
			}
			if got, want := k.stories(), k.atOnce(); !slices.Equal(got, want) {
				t.Fatalf("after %d accounts: got\n%s\nwant\n%s", i+1, got, want)
			}
		}
	})
}
