package extract

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"
)

// readLearnCase reads the pages of a case; a page's name is its outlet and what it is about.
func readLearnCase(t interface{ Fatal(...any) }, file string) (*txtar.Archive, []string, []Parts) {
	ar, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	var all []Parts
	for _, f := range ar.Files[:len(ar.Files)-1] {
		outlet, _, _ := strings.Cut(f.Name, "/")
		names = append(names, f.Name)
		all = append(all, Parts{Outlet: outlet, Body: strings.Split(strings.TrimSpace(string(f.Data)), "\n\n")})
	}
	return ar, names, all
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
	files, err := filepath.Glob("testdata/learn/*.txtar")
	if err != nil || len(files) < 6 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, names, all := readLearnCase(t, file)
			got := learnt(names, all, Learn(all))
			want := &ar.Files[len(ar.Files)-1]
			if got == string(want.Data) {
				return
			}
			if !*updatePlain {
				t.Fatalf("learnt\n%swant\n%s", got, want.Data)
			}
			want.Data = []byte(got)
			if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}

// TestLearnOrder: the order of the pages changes nothing, the parts given are not changed, and no paragraph is lost.
func TestLearnOrder(t *testing.T) {
	files, _ := filepath.Glob("testdata/learn/*.txtar")
	for _, file := range files {
		_, names, all := readLearnCase(t, file)
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
	files, _ := filepath.Glob("testdata/learn/*.txtar")
	var names []string
	var all []Parts
	for _, file := range files {
		_, n, a := readLearnCase(t, file)
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
