package figure

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/house/cases"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
)

func read(id, text string) *account.Account {
	a := account.New(edition.Account{ID: id, Language: "en", Text: text})
	a.Figures, a.Doubts = Find(a)
	return a
}

// TestFind reads the sentences of each case, one a line, and shows what each counts.
func TestFind(t *testing.T) {
	cases.Each(t, "testdata/find/*.txtar", 6, func(_ *testing.T, files []txtar.File) string {
		var b strings.Builder
		for line := range strings.Lines(string(files[0].Data)) {
			line = strings.TrimSpace(line)
			fmt.Fprintln(&b, line)
			a := read("a", line)
			for _, f := range a.Figures {
				fmt.Fprintf(&b, "\t%s\n", show(f))
			}
			for _, d := range a.Doubts {
				fmt.Fprintf(&b, "\tdoubt %s: %s\n", d.Rule, d.What)
			}
		}
		return b.String()
	})
}

// show writes a figure as: words = value unit | hedge | kind of noun | in place, as of time | rule.
func show(f edition.Figure) string {
	value := number64(f.Low)
	if f.High != f.Low {
		value += " to " + number64(f.High)
	}
	out := fmt.Sprintf("%s = %s | %s | %s of %q", f.Text, strings.TrimSpace(value+" "+f.Unit), f.Approx, f.Kind, f.Of)
	if f.Place != "" {
		out += " in " + f.Place
	}
	if f.AsOf != "" {
		out += " as of " + f.AsOf
	}
	return out + " | " + f.Rule
}

func number64(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// TestMatch lays the accounts of each case side by side and shows the quantities.
func TestMatch(t *testing.T) {
	cases.Each(t, "testdata/match/*.txtar", 5, func(_ *testing.T, files []txtar.File) string {
		var b strings.Builder
		for _, q := range match(accountsOf(files)) {
			fmt.Fprintf(&b, "%s %s of %q", q.Status, q.Kind, q.Of)
			if q.Place != "" {
				fmt.Fprintf(&b, " in %s", q.Place)
			}
			fmt.Fprintf(&b, " %s\n", q.Rule)
			for _, r := range q.Readings {
				fmt.Fprintf(&b, "\t%s: %s (%s)\n", r.Account, r.Text, r.Approx)
			}
		}
		return b.String()
	})
}

// accountsOf reads accounts; a first line "day: …" is the day of publication.
func accountsOf(files []txtar.File) []*account.Account {
	var out []*account.Account
	for _, f := range files {
		text, day := string(f.Data), ""
		if rest, ok := strings.CutPrefix(text, "day: "); ok {
			day, text, _ = strings.Cut(rest, "\n")
		}
		a := read(f.Name, strings.TrimSpace(text))
		a.Published.Value = edition.Day(day)
		out = append(out, a)
	}
	return out
}

func match(accounts []*account.Account) []edition.Quantity {
	w := account.Weigh(accounts)
	return Match(accounts, collation.Collate(accounts, w).Passages, w)
}

func TestWithoutTables(t *testing.T) {
	a := account.New(edition.Account{ID: "a", Language: "tlh", Text: "wa' 20 tera'ngan, $5"})
	if figures, doubts := Find(a); len(figures)+len(doubts) > 0 {
		t.Errorf("found %v, %v in a language without tables", figures, doubts)
	}
	if got := match([]*account.Account{a}); len(got) > 0 {
		t.Errorf("matched %v", got)
	}
}

// TestOddNumbers gives Find what no newsroom prints.
func TestOddNumbers(t *testing.T) {
	huge := "1" + strings.Repeat("0", 400)
	for name, text := range map[string]string{
		"huge":      "The thief took " + huge + " lamps.",
		"scaled":    "It owes $999999999999999 million trillion.",
		"list":      strings.Repeat("1,2,3,4 ", 3000),
		"table":     strings.Repeat("20 boats, ", 10000),
		"percents":  strings.Repeat("A poll of voters: 20% ", 3000),
		"joined":    strings.Repeat("1-", 20000),
		"magnitude": strings.Repeat("million ", 5000),
		"ranges":    strings.Repeat("1 to ", 5000),
	} {
		a := read("a", text)
		for _, f := range a.Figures {
			if math.IsInf(f.High, 0) || math.IsNaN(f.Low) || f.High > mostValue || f.Low > f.High {
				t.Errorf("%s: %v", name, f)
			}
		}
		if len(a.Figures) > mostFigures || len(a.Doubts) > 2*mostDoubts {
			t.Errorf("%s: %d figures, %d doubts", name, len(a.Figures), len(a.Doubts))
		}
		rules := map[string]string{"huge": RuleAbsurd, "scaled": RuleAbsurd, "table": RuleTooMany}
		if want := rules[name]; want != "" && (len(a.Doubts) == 0 || a.Doubts[0].Rule != want) {
			t.Errorf("%s: doubts %v, want one of %s", name, a.Doubts, want)
		}
		match([]*account.Account{a, read("b", text)})
	}
}

// TestNumbersReadBack writes numbers in several ways and reads them.
func TestNumbersReadBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 999_999_999).Draw(t, "n")
		text := rapid.SampledFrom([]func(int) string{spell, grouped}).Draw(t, "way")(n)
		a := read("a", "The clerk counted "+text+" lamps in the yard.")
		if len(a.Figures) != 1 || a.Figures[0].Low != float64(n) || a.Figures[0].Text != text || a.Figures[0].Of != "lamps" {
			t.Fatalf("%d as %q: %v", n, text, a.Figures)
		}
	})
}

// grouped writes a number with commas between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// spell writes a number in words.
func spell(n int) string {
	small := strings.Fields("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
	tens := strings.Fields("twenty thirty forty fifty sixty seventy eighty ninety")
	switch {
	case n < 20:
		return small[n]
	case n < 100 && n%10 == 0:
		return tens[n/10-2]
	case n < 100:
		return tens[n/10-2] + "-" + small[n%10]
	}
	for _, step := range []struct {
		size int
		name string
	}{{1_000_000, "million"}, {1000, "thousand"}, {100, "hundred"}} {
		if n < step.size {
			continue
		}
		out := spell(n/step.size) + " " + step.name
		switch rest := n % step.size; {
		case rest == 0:
			return out
		case step.size == 100:
			return out + " and " + spell(rest)
		default:
			return out + " " + spell(rest)
		}
	}
	return ""
}

// TestWhatDoesNotMatter checks that text in front shifts the spans and nothing else, and that neither order nor a copy of an
// account changes what accounts agree on.
func TestWhatDoesNotMatter(t *testing.T) {
	text := "The blast killed at least 12 people and injured another 40 in Lisk. Some 2,500 dockers left. Damage was put at $3.5 million."
	other := "At least 12 people died in Lisk. Nearly 2,500 dockers left, and the damage was put at $4 million."
	plain, shifted := read("a", text), read("a", "Nothing stands here.\n\n"+text)
	for i, f := range plain.Figures {
		g := shifted.Figures[i]
		g.Start, g.End = g.Start-len("Nothing stands here.\n\n"), g.End-len("Nothing stands here.\n\n")
		if f != g {
			t.Errorf("%v became %v", f, g)
		}
	}
	same := func(a, b []edition.Quantity) bool {
		count := func(qs []edition.Quantity) (out []string) {
			for _, q := range qs {
				var rs []string
				for _, r := range q.Readings {
					rs = append(rs, r.Account+r.Figure)
				}
				slices.Sort(rs)
				out = append(out, fmt.Sprint(q.Status, rs))
			}
			slices.Sort(out)
			return out
		}
		return slices.Equal(count(a), count(b))
	}
	one, two := read("a", text), read("b", other)
	if x, y := match([]*account.Account{one, two}), match([]*account.Account{two, one}); !same(x, y) {
		t.Errorf("order matters: %v\n%v", x, y)
	}
	for _, q := range match([]*account.Account{one, read("c", text)}) {
		if q.Status != edition.Agree {
			t.Errorf("a copy does not agree with its original: %v", q)
		}
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"Between $1 and $3 billion, 20 per cent; two-thirds of 5,000–7,000 km (994 mile).", "1.2.3 ½ 7½ $ % half a", "one in five 9/11 11:30pm No. 5", "a a a dozen or so-"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a := read("a", strings.ToValidUTF8(s, "?"))
		at := 0
		for _, g := range a.Figures {
			if g.Start < at || g.End <= g.Start || g.End > len(a.Text) || a.Text[g.Start:g.End] != g.Text {
				t.Fatalf("span %v after %d", g.Span, at)
			}
			if g.Low > g.High || math.IsInf(g.High, 0) || math.IsNaN(g.Low) || g.Kind == "" || g.Approx == "" || g.Rule == "" {
				t.Fatalf("figure %v", g)
			}
			at = g.End
		}
		match([]*account.Account{a, read("b", a.Text)})
	})
}
