package report

import (
	"testing"

	"variorum/edition"
)

func TestSiglum(t *testing.T) {
	for column, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := siglum(column); got != want {
			t.Errorf("column %d is %s, want %s", column, got, want)
		}
	}
}

func TestSpanWords(t *testing.T) {
	for _, c := range []struct {
		from, to edition.Day
		want     string
	}{
		{"2025-05-06", "2025-05-06", "6 May 2025"},
		{"2025-05-06", "2025-05-12", "6 to 12 May 2025"},
		{"2025-04-28", "2025-05-03", "28 April to 3 May 2025"},
		{"2024-12-31", "2025-01-01", "31 December 2024 to 1 January 2025"},
		{"2025-05-06", "", "from 6 May 2025"},
		{"", "2025-05-06", "by 6 May 2025"},
		{"", "", ""},
	} {
		if got := spanWords(c.from, c.to); got != c.want {
			t.Errorf("%s to %s: %q, want %q", c.from, c.to, got, c.want)
		}
	}
}

func TestPercent(t *testing.T) {
	for _, c := range []struct {
		part, whole int
		want        string
	}{{0, 9, "0 %"}, {1, 1000, "< 1 %"}, {1, 3, "33 %"}, {999, 1000, "> 99 %"}, {7, 7, "100 %"}, {0, 0, "–"}} {
		if got := percent(c.part, c.whole); got != c.want {
			t.Errorf("%d of %d: %s, want %s", c.part, c.whole, got, c.want)
		}
	}
}

func TestBrief(t *testing.T) {
	for s, want := range map[string]string{
		"at the ministry":            "at the ministry",
		", a sum not approved":       "a sum not approved",
		",":                          ",",
		"the first of May\n\nin all": "the first of May in all",
		"We want the gate to close before the tides, but": "We want the … the tides, but",
	} {
		if got := brief(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
}

func TestCutAway(t *testing.T) {
	const full = "We want it closed, but the work cannot be hurried, and nobody will sleep there"
	for _, c := range []struct{ short, before, after string }{
		{"The work cannot be hurried, and nobody will sleep there", "We want it closed, but", ""},
		{"We want it closed", "", "but the work cannot be hurried, and nobody will sleep there"},
		{"the work cannot be hurried", "We want it closed, but", "and nobody will sleep there"},
		{full, "", ""},
		{"Something else was said", "", ""},
		{"", "", ""},
	} {
		before, after := cutAway(c.short, full)
		if before != c.before || after != c.after {
			t.Errorf("%q: %q and %q, want %q and %q", c.short, before, after, c.before, c.after)
		}
	}
}

func TestLanguage(t *testing.T) {
	for tag, want := range map[string]string{"ar": "rtl", "he": "rtl", "ur-PK": "rtl", "az-Arab": "rtl", "en": "ltr", "zh-Hant": "ltr", "": "auto", "no tag!": "auto"} {
		if got := newTelling(&edition.Account{Language: tag}, 1, 0).Dir(); got != want {
			t.Errorf("%q runs %s, want %s", tag, got, want)
		}
	}
}

// TestLemmaIsWhatMostHave: and where as many have something else, no reading is the usual one.
func TestLemmaIsWhatMostHave(t *testing.T) {
	p := newPage(oneStory(), Options{})
	s := p.Stories[0].spots[0][0]
	if s.Lemma.Text != "Corrin" || len(s.Others) != 1 || s.Others[0].Text != "Queen Ada" || s.Tied {
		t.Errorf("lemma %q, others %v, tied %v", s.Lemma.Text, s.Others, s.Tied)
	}
	if s := p.Stories[0].spots[1][1]; !s.Tied {
		t.Error("three accounts with three readings have no usual one, and one is called so")
	}
}

// TestOrderOfAccountsInTheEdition: the view follows the story's order, not the edition's.
func TestOrderOfAccountsInTheEdition(t *testing.T) {
	e := oneStory()
	for i, j := 0, len(e.Accounts)-1; i < j; i, j = i+1, j-1 {
		e.Accounts[i], e.Accounts[j] = e.Accounts[j], e.Accounts[i]
	}
	if text80(t, e, TextOptions{}) != text80(t, oneStory(), TextOptions{}) {
		t.Error("turning the edition's list of accounts round changes the text")
	}
}

// TestTitlesCloseTheirQuotationMarks: a title that ends with quoted words has the mark that ends them.
func TestTitlesCloseTheirQuotationMarks(t *testing.T) {
	for s, want := range map[string]string{
		`it "the long lent"`: `it "the long lent"`, `called it “the long lent”.`: `called it “the long lent”`, "they said no.": "they said no", `“no”`: `“no”`,
		`it "the long lent" of all the boats there`: `it "the long lent" of all` + "\u00a0…",
	} {
		if got := openingWords(s); got != want {
			t.Errorf("%s: %s, want %s", s, got, want)
		}
	}
}
