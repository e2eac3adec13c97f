package extract

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/internal/house/cases"
)

const learnCases = "testdata/learn/*.txtar"

// learnPages reads the pages that a case gives; a page's name is its outlet and what it is about.
func learnPages(given []txtar.File) (names []string, all []Parts) {
	for _, f := range given {
		outlet, _, _ := strings.Cut(f.Name, "/")
		names = append(names, f.Name)
		all = append(all, Parts{Outlet: outlet, Body: strings.Split(strings.TrimSpace(string(f.Data)), "\n\n")})
	}
	return names, all
}

func learnt(names []string, before, after []Parts) string {
	var lines []string
	for i, p := range after {
		for _, f := range p.Furniture[len(before[i].Furniture):] {
			lines = append(lines, fmt.Sprintf("%s: %s\n", names[i], f))
		}
	}
	slices.Sort(lines)
	return strings.Join(lines, "")
}

func TestLearn(t *testing.T) {
	cases.Each(t, learnCases, 6, func(_ *testing.T, given []txtar.File) string {
		names, all := learnPages(given)
		return learnt(names, all, Learn(all))
	})
}

// TestLearnOrder: the order of the pages changes nothing, the parts given are not changed, and no paragraph is lost.
func TestLearnOrder(t *testing.T) {
	for _, given := range cases.Given(t, learnCases) {
		names, all := learnPages(given)
		want := learnt(names, all, Learn(all))
		rapid.Check(t, func(t *rapid.T) {
			var n []string
			var a []Parts
			for _, i := range rapid.Permutation(seq(len(all))).Draw(t, "order") {
				n = append(n, names[i])
				a = append(a, Parts{Outlet: all[i].Outlet, Body: slices.Clone(all[i].Body)})
			}
			was := showAll(a)
			after := Learn(a)
			if got := learnt(n, a, after); got != want {
				t.Fatalf("in another order\n%swant\n%s", got, want)
			}
			if showAll(a) != was {
				t.Fatal("the parts given were changed")
			}
			for i := range a {
				if len(after[i].Body)+len(after[i].Furniture) != len(a[i].Body) {
					t.Fatal("a paragraph was lost")
				}
			}
		})
	}
}

func showAll(all []Parts) string {
	var b strings.Builder
	for _, p := range all {
		b.WriteString(showParts(p))
	}
	return b.String()
}

func seq(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// TestLearnLocal: what is set aside of a page is a matter of the pages alone that hold one of its paragraphs.
func TestLearnLocal(t *testing.T) {
	var names []string
	var all []Parts
	for _, given := range cases.Given(t, learnCases) {
		n, a := learnPages(given)
		names, all = append(names, n...), append(all, a...)
	}
	whole := Learn(all)
	aside := 0
	for i := range all {
		some := []Parts{all[i]}
		for j := range all {
			if i != j && slices.ContainsFunc(all[j].Body, func(para string) bool { return learnKey(para) != 0 && slices.Contains(all[i].Body, para) }) {
				some = append(some, all[j])
			}
		}
		want, got := learnt(names[i:i+1], all[i:i+1], whole[i:i+1]), learnt(names[i:i+1], all[i:i+1], Learn(some)[:1])
		if got != want {
			t.Errorf("of the pages that hold a paragraph of %s alone is learnt\n%swant\n%s", names[i], got, want)
		}
		aside += len(want)
	}
	if aside == 0 {
		t.Error("nothing is learnt from any of the cases")
	}
}
