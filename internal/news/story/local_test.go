package story

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// pages draws accounts of a small world: four towns with names of their own, few days, pages written after others, so that
// many are alike, some equal and some connected only through others.
func pages(t *rapid.T) []*account.Account {
	towns := [][]string{
		strings.Fields("Ulvik Tarn Holloway Northsound Maw Seabright"), strings.Fields("Orrery Vellin Brandt Fenwick Quill Hedda"),
		strings.Fields("Hallen Ostrand Amsel Wrede Petra Jonas"), strings.Fields("Grimmkogel Falkenau Oberhuber Tanvald Ilse Marn"),
	}
	plain := strings.Fields("ferry library council harbour fine judge rescue vote storm repair roof coast engine pump winter fee market school archive union")
	day := rapid.SampledFrom([]string{"", "2030-01-01", "2030-01-02", "2030-01-04", "2030-01-20", "2031-06-01"})
	n := rapid.IntRange(2, 30).Draw(t, "pages")
	var out []*account.Account
	for i := range n {
		names := rapid.SampledFrom(towns).Draw(t, "town")
		word := rapid.SampledFrom(slices.Concat(names, names, plain))
		words := rapid.SliceOfN(word, 5, 40).Draw(t, "words")
		title, body := "", strings.Join(words, " ")
		if len(out) > 0 && rapid.IntRange(0, 9).Draw(t, "derive") < 5 {
			from := rapid.SampledFrom(out).Draw(t, "from")
			title = from.Title
			kept := strings.Fields(from.Text)
			body = strings.Join(slices.Concat(kept[:rapid.IntRange(min(3, len(kept)), len(kept)).Draw(t, "kept")], words[:rapid.IntRange(0, 12).Draw(t, "own")%len(words)]), " ")
		}
		out = append(out, made(fmt.Sprint(i), "en", day.Draw(t, "day"), title, body))
	}
	return out
}

// closed are the accounts that are connected with the first one by pairs for which follow says so.
func closed(accounts []*account.Account, follow func(a, b *account.Account) bool) []*account.Account {
	in := make([]bool, len(accounts))
	in[0] = true
	for grown := true; grown; {
		grown = false
		for i, a := range accounts {
			for j, b := range accounts {
				if in[i] && !in[j] && follow(a, b) {
					in[j], grown = true, true
				}
			}
		}
	}
	var out []*account.Account
	for i, a := range accounts {
		if in[i] {
			out = append(out, a)
		}
	}
	return out
}

// linked is what a keeper of an index sees of two accounts.
func linked(a, b *account.Account) (joins, related bool) {
	if !Near(KeysOf(a), KeysOf(b)) {
		return false, false
	}
	return Link(a, b)
}

// lines are the events that hold some of the accounts, with their links or without.
func eventLines(accounts, some []*account.Account, events []Event, links bool) []string {
	of := map[string]bool{}
	for _, a := range some {
		of[a.ID] = true
	}
	ids := func(e Event) string {
		var out []string
		for _, m := range e.Members {
			out = append(out, accounts[m].ID)
		}
		slices.Sort(out)
		return strings.Join(out, " ")
	}
	var out []string
	for _, e := range events {
		if !of[accounts[e.Members[0]].ID] {
			continue
		}
		line := ids(e)
		if links {
			var related []string
			for _, r := range e.Related {
				related = append(related, ids(events[r.Event])+": "+r.Why)
			}
			slices.Sort(related)
			line += " -> " + strings.Join(related, " | ")
		}
		out = append(out, line)
	}
	slices.Sort(out)
	return out
}

// TestLocal: accounts closed under joins have the same events whatever stands beside them, and accounts closed under related
// as well the same links, in any order.
func TestLocal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := pages(t)
		joins := func(a, b *account.Account) bool { j, _ := linked(a, b); return j }
		either := func(a, b *account.Account) bool { j, r := linked(a, b); return j || r }
		events := Group(all)
		for name, part := range map[string][]*account.Account{"joins": closed(all, joins), "either": closed(all, either)} {
			part = rapid.Permutation(part).Draw(t, name)
			want := eventLines(all, part, events, name == "either")
			if got := eventLines(part, part, Group(part), name == "either"); !slices.Equal(got, want) {
				t.Fatalf("closed under %s: by themselves\n%s\namong others\n%s", name, strings.Join(got, "\n"), strings.Join(want, "\n"))
			}
		}
	})
}

// TestCandidatesAreNear: the search finds the pairs that are Near and no others.
func TestCandidatesAreNear(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		nodes := gather(sketches(pages(t), language.For("en").Frequency()))
		var want []edge
		for b := range nodes {
			for a := range b {
				if Near(nodes[a].keys(), nodes[b].keys()) {
					want = append(want, edge{a, b})
				}
			}
		}
		slices.SortFunc(want, func(x, y edge) int { return (x.a-y.a)*len(nodes) + x.b - y.b })
		if got, _ := candidates(nodes); !slices.Equal(got, want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// keys are those of the copy whose date a node goes by.
func (n *node) keys() Keys {
	k := n.Keys()
	k.From, k.To = n.when.from, n.when.to
	return k
}

// TestRelateAgreesWithGroup: what Group says of two events it kept apart, Relate says of their accounts.
func TestRelateAgreesWithGroup(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := pages(t)
		events := Group(all)
		members := func(e Event) (out []*account.Account) {
			for _, m := range e.Members {
				out = append(out, all[m])
			}
			return out
		}
		for i, e := range events {
			for _, r := range e.Related {
				if _, why := Relate(members(e), members(events[r.Event])); why != r.Why {
					t.Fatalf("events %d and %d: Relate says %q, Group %q", i, r.Event, why, r.Why)
				}
			}
		}
	})
}

// TestLinkIsSymmetric: and Near is.
func TestLinkIsSymmetric(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := pages(t)
		a, b := all[0], all[1]
		j1, r1 := Link(a, b)
		j2, r2 := Link(b, a)
		if j1 != j2 || r1 != r2 || Near(KeysOf(a), KeysOf(b)) != Near(KeysOf(b), KeysOf(a)) {
			t.Fatal("the order of two accounts matters")
		}
	})
}
