package collation

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/news/account"
)

var update = flag.Bool("update", false, "write the results found into the cases")

func collate(accounts []*account.Account) Result { return Collate(accounts, account.Weigh(accounts)) }

func telling(id, words string) *account.Account {
	return account.New(edition.Account{ID: id, Language: "en", Text: strings.TrimSpace(words)})
}

// TestCases lays the pages of each case side by side and compares what an editor would see.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var accounts []*account.Account
			results := map[string]*txtar.File{}
			for i := range ar.Files {
				f := &ar.Files[i]
				if f.Name == "passages" || f.Name == "only" {
					results[f.Name] = f
					continue
				}
				accounts = append(accounts, telling(f.Name, string(f.Data)))
			}
			r := collate(accounts)
			for name, got := range map[string]string{"passages": showPassages(r), "only": showOnly(r)} {
				if *update {
					results[name].Data = []byte(got)
				} else if diff := cmp.Diff(string(results[name].Data), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", name, diff)
				}
			}
			if *update {
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

func showPassages(r Result) string {
	var b strings.Builder
	for _, p := range r.Passages {
		var rs []string
		for _, x := range p.Readings {
			rs = append(rs, x.Account+" "+string(x.Relation))
		}
		fmt.Fprintf(&b, "%s %s\n", p.ID, strings.Join(rs, ", "))
		for _, v := range p.Variants {
			fmt.Fprintf(&b, "   %s\n", showVariant(v))
		}
	}
	return b.String()
}

func showVariant(v edition.Variant) string {
	kind := string(v.Type)
	if v.InQuotation {
		kind += " in-quotation"
	}
	var rs []string
	for _, x := range v.Readings {
		words := x.Text
		if x.Empty() {
			words = "-"
		}
		rs = append(rs, x.Account+": "+words)
	}
	return kind + " " + strings.Join(rs, " | ")
}

func showOnly(r Result) string {
	var b strings.Builder
	for _, o := range r.Only {
		fmt.Fprintf(&b, "%s %s\n", o.Account, o.Text)
	}
	return b.String()
}

// stock is sentences of our own from which random accounts are made.
var stock = []string{
	"The river rose two metres overnight and reached the old mill at Tarn.",
	"Mayor Ilse Brandt asked the people of the lower town to leave their homes.",
	"\"We have sandbags for three days and no longer,\" she told the Valley Courier.",
	"Soldiers of the Ninth Engineers filled sacks beside the market until dawn.",
	"The railway to Korsund has been shut since Monday.",
	"Nobody had been hurt by noon, the fire brigade said.",
	"A herd of forty cows was led across the bridge to higher ground.",
	"Rain is forecast to stop on Thursday.",
}

// tellings draws accounts of one event: each keeps some of the stock in some order, with some words changed.
func tellings(t *rapid.T) []*account.Account {
	var out []*account.Account
	for i := range rapid.IntRange(1, 5).Draw(t, "accounts") {
		kept := rapid.SliceOfNDistinct(rapid.IntRange(0, len(stock)-1), 1, len(stock), rapid.ID[int]).Draw(t, "kept")
		var words []string
		for _, k := range kept {
			s := stock[k]
			switch rapid.IntRange(0, 5).Draw(t, "change") {
			case 0:
				s = strings.Replace(s, " the ", " that old ", 1)
			case 1:
				s = strings.Replace(s, "Tarn", "Tarnby", 1)
			case 2:
				f := strings.Fields(s)
				s = strings.Join(f[:len(f)/2+1], " ") + "."
			}
			words = append(words, s)
		}
		out = append(out, telling(fmt.Sprint("a", i), strings.Join(words, "\n\n")))
	}
	return out
}

func TestNoWordIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accounts := tellings(t)
		requireAllWords(t, accounts, collate(accounts))
	})
}

type failer interface{ Fatalf(string, ...any) }

func requireAllWords(t failer, accounts []*account.Account, r Result) {
	spans := map[string][]edition.Span{}
	for _, p := range r.Passages {
		for _, x := range p.Readings {
			spans[x.Account] = append(spans[x.Account], x.Span)
		}
	}
	for _, o := range r.Only {
		spans[o.Account] = append(spans[o.Account], o.Span)
	}
	for _, a := range accounts {
		for _, tok := range a.Tokens {
			in := slices.ContainsFunc(spans[a.ID], func(s edition.Span) bool { return s.Start <= tok.Start && tok.End <= s.End })
			if !in {
				t.Fatalf("%s: %q stands neither in a passage nor in only", a.ID, tok.Of(a.Text))
			}
		}
		for _, s := range spans[a.ID] {
			if s.Text != a.Text[s.Start:s.End] {
				t.Fatalf("%s: span %v does not hold its words", a.ID, s)
			}
		}
	}
}

func TestAnAccountWithItselfHasNoVariant(t *testing.T) {
	words := strings.Join(stock, "\n\n")
	r := collate([]*account.Account{telling("a", words), telling("b", words), telling("c", words)})
	for _, p := range r.Passages {
		if len(p.Variants) > 0 || len(p.Readings) != 3 {
			t.Errorf("passage %s: %d readings, variants %v", p.ID, len(p.Readings), p.Variants)
		}
	}
	if len(r.Passages) != len(stock) {
		t.Errorf("%d passages, want %d", len(r.Passages), len(stock))
	}
}

// TestAnAliasReplacedThroughout changes one name in a copy: only that name differs.
func TestAnAliasReplacedThroughout(t *testing.T) {
	words := strings.Join(stock, "\n\n") + "\n\nIn Tarn the mill wheel had stopped. People of Tarn watched the water."
	r := collate([]*account.Account{telling("a", words), telling("b", strings.ReplaceAll(words, "Tarn", "Old Tarnby"))})
	n := 0
	for _, p := range r.Passages {
		for _, v := range p.Variants {
			if got := showVariant(v); got != "substitution a: Tarn | b: Old Tarnby" {
				t.Errorf("variant %q", got)
			}
			n++
		}
	}
	if n != 3 {
		t.Errorf("%d variants, want the 3 places of the name", n)
	}
}

func FuzzCollate(f *testing.F) {
	f.Add(stock[0]+"\n"+stock[1], stock[1]+" “"+stock[2])
	f.Add("東京。東京。", "a. a. a.\n\n\xff")
	f.Fuzz(func(t *testing.T, x, y string) {
		accounts := []*account.Account{telling("a", x), telling("b", y), telling("c", x)}
		requireAllWords(t, accounts, collate(accounts))
	})
}

// BenchmarkStory collates a story of 200 accounts made of one text by cuts, and of random edits.
func BenchmarkStory(b *testing.B) {
	var accounts []*account.Account
	for i := range 200 {
		var words []string
		for k, s := range stock {
			if (i+k)%7 != 0 {
				words = append(words, strings.Replace(s, "the", []string{"the", "that", "this"}[(i*k)%3], 1))
			}
		}
		accounts = append(accounts, telling(fmt.Sprint(i), strings.Join(words, " ")))
	}
	for b.Loop() {
		collate(accounts)
	}
}

// TestMissingOutsideTheMarks checks on which side of a quotation mark words are said to be missing.
func TestMissingOutsideTheMarks(t *testing.T) {
	const quoted = "“The wall is leaking in two places and the sluice must be opened before the weekend"
	for _, c := range []struct{ with, without, front string }{
		{quoted + ",” Dr Adler said.", quoted + ",” Adler said.", "Adler said."},
		{quoted + " at noon,” Adler said.", quoted + ",” Adler said.", ",” Adler said."},
	} {
		r := collate([]*account.Account{telling("with", c.with), telling("without", c.without)})
		for _, x := range r.Passages[0].Variants[0].Readings {
			if x.Empty() && !strings.HasPrefix(c.without[x.Start:], c.front) {
				t.Errorf("%q lacks words in front of %q, want in front of %q", c.without, c.without[x.Start:], c.front)
			}
		}
	}
}
