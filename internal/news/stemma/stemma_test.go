package stemma

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
)

// take is a copy of some sentences, with words changed.
func take(sentences []string, changes ...string) []string {
	out := slices.Clone(sentences)
	for i := range out {
		out[i] = strings.NewReplacer(changes...).Replace(out[i])
	}
	return out
}

func accountsOf(cs ...clipping) []*account.Account {
	var out []*account.Account
	for _, c := range cs {
		out = append(out, c.account())
	}
	return out
}

// five is a story in which three outlets take the wire, each with changes of its own, and the chronicle takes the ledger.
func five() []clipping {
	ledger := take(harbour[:11], "steering", "sterring", "Seven people", "Nearly ten people", "hampered", "slowed")
	ledger = slices.Insert(ledger, 3, "The Capital Ledger has asked Northern Crossings for the log of the last voyage.")
	return []clipping{
		{"post", "Harbour Post", "2024-03-04T08:00", take(harbour, "complained", "said")},
		{"ledger", "Capital Ledger", "2024-03-04T09:00", ledger},
		{"tribune", "Valley Tribune", "2024-03-04T09:30", take(harbour[:13], "early on Monday", "on Monday morning", "blocked", "closed")},
		{"observer", "Brink Observer", "", slices.Delete(take(harbour), 5, 7)},
		{"chronicle", "Lowhaven Chronicle", "2024-03-04T12:00", take(ledger[:9], "tug", "tugboat")},
	}
}

func TestInheritedErrorNamesTheModel(t *testing.T) {
	s := infer(accountsOf(five()...)).Stemma
	if got := parents(s); !slices.Contains(got, "ledger>chronicle") {
		t.Fatalf("edges %v lack ledger>chronicle", got)
	}
	for _, e := range s.Edges {
		if e.From == "ledger" && e.To == "chronicle" {
			rules := map[string]bool{}
			for _, v := range e.Evidence {
				rules[v.Rule] = true
			}
			for _, rule := range []string{ruleShared, ruleInherited, ruleOutlet, ruleLater, ruleNothing} {
				if !rules[rule] {
					t.Errorf("no %s among the evidence: %v", rule, slices.Sorted(maps.Keys(rules)))
				}
			}
		}
	}
}

func TestAReadingOfALostSourceIsInheritedOnlyWhereAnotherHasIt(t *testing.T) {
	ledger := take(harbour[:12], "steering", "sterring", "hampered", "slowed", "Seven people", "Nearly ten people")
	accounts := accountsOf(
		clipping{"post", "Harbour Post", "2024-03-04T08:00", harbour},
		clipping{"ledger", "Capital Ledger", "2024-03-04T09:00", ledger},
		clipping{"chronicle", "Lowhaven Chronicle", "2024-03-04T12:00", ledger[:9]},
	)
	edges := infer(accounts).Stemma.Edges
	if !slices.ContainsFunc(edges, func(e edition.Edge) bool { return e.From == "ledger" && e.To == "chronicle" }) {
		t.Fatalf("edges %v lack ledger>chronicle", edges)
	}
	for _, e := range edges {
		for _, v := range e.Evidence {
			if v.Rule == ruleInherited && (len(v.Readings) < 2 || v.Readings[0].Account == v.Readings[1].Account) {
				t.Errorf("%s>%s: %s, which no other account has", e.From, e.To, v.What)
			}
		}
	}
}

func TestChildrenOfALostWireNameNoAccount(t *testing.T) {
	for _, edge := range parents(infer(accountsOf(five()...)).Stemma) {
		for _, to := range []string{"post", "ledger", "tribune", "observer"} {
			if strings.HasSuffix(edge, ">"+to) && edge != "lost source>"+to {
				t.Errorf("%s: %s has its text from the lost source", edge, to)
			}
		}
	}
}

func TestOriginsAreCounted(t *testing.T) {
	cs := append(five(), clipping{"apart", "Far Mirror", "", []string{
		"A choir from the mountains sang for the rescued in the hall of the fishermen on Tuesday evening.",
		"Tickets for the second concert were gone within the hour, said the hall's keeper Toma Vell.",
	}})
	o := infer(accountsOf(cs...)).Origins
	if o.Count != 2 || len(o.Origins[0].Accounts) != 5 || o.Origins[1].Node != "apart" {
		t.Errorf("origins %+v, want five accounts from one and apart alone", o)
	}
}

func TestTheWireIsRestored(t *testing.T) {
	r := infer(accountsOf(five()...))
	if len(r.Wire) != 1 {
		t.Fatalf("%d texts restored, want one", len(r.Wire))
	}
	said := map[string]bool{}
	for _, s := range r.Wire[0].Sentences {
		said[s.Text] = s.Certain
		if len(s.Support) == 1 && s.Certain {
			t.Errorf("%q is carried by one account and called certain", s.Text)
		}
		if strings.Contains(s.Text, "Capital Ledger") {
			t.Errorf("%q is the ledger's own", s.Text)
		}
	}
	for _, want := range []int{1, 2, 3, 8} {
		if !said[harbour[want]] {
			t.Errorf("not restored for certain: %s", harbour[want])
		}
	}
}

func TestTwoModels(t *testing.T) {
	second := []string{
		"Engineers of the line had asked for a new rudder stock twice in the past year, letters in the archive show.",
		"A deck hand recalled that the wheel stuck for a moment as the ferry passed the mole that morning.",
		"The insurer Hald and Sons sent two surveyors, who were kept from the wreck by the swell until evening.",
	}
	cs := five()
	cs[2].sentences = append(slices.Clone(cs[2].sentences), second...)
	cs = append(cs, clipping{"mirror", "Far Mirror", "2024-03-05T12:00", append(slices.Clone(cs[4].sentences), second[0], second[1], second[2])})
	got := parents(infer(accountsOf(cs...)).Stemma)
	if !slices.Contains(got, "tribune>mirror") || !slices.Contains(got, "chronicle>mirror") && !slices.Contains(got, "ledger>mirror") {
		t.Errorf("edges %v, want two models for mirror", got)
	}
}

func TestEqualTextsWithoutDatesGetNoDirection(t *testing.T) {
	got := parents(infer(accountsOf(clipping{"a", "Harbour Post", "", harbour}, clipping{"b", "Capital Ledger", "", harbour})).Stemma)
	if want := []string{"lost source>a", "lost source>b"}; !slices.Equal(got, want) {
		t.Errorf("edges %v, want %v", got, want)
	}
}

func TestEqualTextsOfAnyPressGetNoDirection(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accounts := press(rapid.IntRange(1, 6).Draw(t, "outlets"), rapid.Uint64Range(1, 400).Draw(t, "seed"))
		of := accounts[rapid.IntRange(0, len(accounts)-1).Draw(t, "copied")]
		bare := func(id string) *account.Account {
			return account.New(edition.Account{ID: id, Outlet: id + " Gazette", Language: "en", Text: of.Text})
		}
		others := slices.DeleteFunc(accounts, func(a *account.Account) bool { return a.Text == of.Text })
		for _, edge := range parents(infer(append(others, bare("x"), bare("y"))).Stemma) {
			if edge == "x>y" || edge == "y>x" {
				t.Fatalf("%s: the two have the same words and no date", edge)
			}
		}
	})
}

func TestAccountsThatCreditEachOtherGetNoDirection(t *testing.T) {
	a := clipping{"a", "Harbour Post", "", []string{"The choir of the mountains sang on Tuesday, the Capital Ledger reported.", harbour[9]}}
	b := clipping{"b", "Capital Ledger", "", []string{"Two surveyors were kept from the wreck, the Harbour Post reported.", harbour[12]}}
	for _, e := range infer(accountsOf(a, b)).Stemma.Edges {
		t.Errorf("edge %s > %s (%s)", e.From, e.To, e.Kind)
	}
}

func TestOddStories(t *testing.T) {
	empty := account.New(edition.Account{ID: "empty", Language: "en"})
	for name, accounts := range map[string][]*account.Account{
		"none": nil, "one": accountsOf(five()[0]), "one empty": {empty}, "two empty": {empty, account.New(edition.Account{ID: "void"})},
		"one of five empty": append(accountsOf(five()...), empty),
		"far future":        accountsOf(clipping{"a", "P", "9999-12-31", harbour}, clipping{"b", "Q", "9999-12-31", harbour[:4]}),
		"no language":       {account.New(edition.Account{ID: "x", Text: "雨が降る。港は閉じた。"}), account.New(edition.Account{ID: "y", Text: "雨が降る。港は閉じた。"})},
	} {
		t.Run(name, func(t *testing.T) { sound(t, infer(accounts), accounts) })
	}
}

// sound checks what must hold of every result.
func sound(t interface{ Errorf(string, ...any) }, r Result, accounts []*account.Account) {
	if (r.Stemma == nil) != (len(accounts) < 2) {
		t.Errorf("stemma %v of %d accounts", r.Stemma, len(accounts))
		return
	}
	if r.Stemma == nil {
		return
	}
	text, nodes := map[string]string{}, map[string]bool{}
	for _, a := range accounts {
		text[a.ID] = a.Text
	}
	for _, n := range r.Stemma.Nodes {
		nodes[n.ID] = true
	}
	under := map[string][]string{}
	for _, e := range r.Stemma.Edges {
		if !nodes[e.From] || !nodes[e.To] || e.From == e.To || len(e.Evidence) == 0 || e.Weight <= 0 || e.Weight > 1 {
			t.Errorf("edge %+v", e)
		}
		under[e.From] = append(under[e.From], e.To)
		for _, v := range e.Evidence {
			for _, w := range v.Readings {
				if text[w.Account][w.Start:w.End] != w.Text {
					t.Errorf("%s shows %q, which %s has not there", v.Rule, w.Text, w.Account)
				}
			}
		}
	}
	if cyclic(under) {
		t.Errorf("accounts come from themselves: %v", under)
	}
	in := map[string]int{}
	for _, o := range r.Origins.Origins {
		for _, a := range o.Accounts {
			in[a]++
		}
	}
	for id := range text {
		if in[id] != 1 {
			t.Errorf("%s rests on %d origins", id, in[id])
		}
	}
}

func cyclic(under map[string][]string) bool {
	state := map[string]int{}
	var walk func(string) bool
	walk = func(n string) bool {
		if state[n] != 0 {
			return state[n] == 1
		}
		state[n] = 1
		if slices.ContainsFunc(under[n], walk) {
			return true
		}
		state[n] = 2
		return false
	}
	for n := range under {
		if walk(n) {
			return true
		}
	}
	return false
}

func TestPropertiesOfAnyPress(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accounts := press(rapid.IntRange(2, 9).Draw(t, "outlets"), rapid.Uint64Range(1, 400).Draw(t, "seed"))
		r := infer(accounts)
		sound(t, r, accounts)
		again := infer(accounts)
		if a, b := fmt.Sprintf("%+v", r.Stemma), fmt.Sprintf("%+v", again.Stemma); a != b {
			t.Fatalf("two runs differ:\n%s\n%s", a, b)
		}
	})
}

func TestACopyAddedIsALeafAndMovesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accounts := press(rapid.IntRange(2, 8).Draw(t, "outlets"), rapid.Uint64Range(1, 400).Draw(t, "seed"))
		of := accounts[rapid.IntRange(0, len(accounts)-1).Draw(t, "copied")]
		before := parents(infer(accounts).Stemma)
		twin := edition.Account{ID: "zz", Outlet: "Copy Gazette", Language: "en", Text: of.Text, Published: edition.Published{Value: "2024-03-06"}}
		after := parents(infer(append(slices.Clone(accounts), account.New(twin))).Stemma)
		hangs := ""
		for _, a := range accounts { // the earliest of those with the same words
			if edge := a.ID + ">zz"; a.Text == of.Text && slices.Contains(after, edge) {
				hangs = edge
			}
		}
		if hangs == "" {
			t.Fatalf("edges %v lack %s>zz", after, of.ID)
		}
		after = slices.DeleteFunc(after, func(e string) bool { return e == hangs })
		if !slices.Equal(before, after) {
			t.Fatalf("a copy of %s moved others:\n%v\n%v", of.ID, before, after)
		}
	})
}

func TestRemovingAnAccountReversesNoEdge(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accounts := press(rapid.IntRange(3, 8).Draw(t, "outlets"), rapid.Uint64Range(1, 400).Draw(t, "seed"))
		before := parents(infer(accounts).Stemma)
		k := rapid.IntRange(0, len(accounts)-1).Draw(t, "removed")
		for _, e := range parents(infer(slices.Delete(slices.Clone(accounts), k, k+1)).Stemma) {
			from, to, _ := strings.Cut(e, ">")
			if slices.Contains(before, to+">"+from) {
				t.Fatalf("without %s the edge %s>%s is turned round", accounts[k].ID, to, from)
			}
		}
	})
}

func TestTheOrderOfAccountsChangesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		accounts := press(rapid.IntRange(2, 9).Draw(t, "outlets"), rapid.Uint64Range(1, 400).Draw(t, "seed"))
		other := rapid.Permutation(accounts).Draw(t, "order")
		a, b := infer(accounts), infer(other)
		if x, y := parents(a.Stemma), parents(b.Stemma); !slices.Equal(x, y) {
			t.Fatalf("in another order\n%v\ninstead of\n%v", y, x)
		}
		if a.Origins.Count != b.Origins.Count {
			t.Fatalf("%d origins in one order, %d in another", a.Origins.Count, b.Origins.Count)
		}
	})
}

// abridged is a story in which a paper has a few sentences of the wire among many of its own, another takes it whole, and others cut it.
func abridged() []clipping {
	dice := rand.New(rand.NewPCG(11, 7))
	star := slices.Clone(harbour[:5])
	for range 9 {
		star = append(star, own(dice))
	}
	return []clipping{
		{"courant", "Torrin Courant", "2024-03-04T08:00", harbour},
		{"gazette", "Brink Gazette", "2024-03-04T20:00", take(harbour[:12], "complained", "said")},
		{"mail", "Ponant Mail", "2024-03-04T13:00", append(take(harbour[:3], "214", "more than 200"), harbour[5:]...)},
		{"saltline", "Saltline", "2024-03-05T20:00", slices.Concat(harbour[:2], harbour[6:9], harbour[3:6], harbour[9:])},
		{"star", "Tabor Evening Star", "2024-03-04T06:00", star},
	}
}

func TestAFullTextDoesNotComeFromAnAbridgedOne(t *testing.T) {
	got := parents(infer(accountsOf(abridged()...)).Stemma)
	if i := slices.IndexFunc(got, func(e string) bool { return strings.HasPrefix(e, "star>") }); i >= 0 {
		t.Errorf("edge %s: the star has five sentences of fourteen", got[i])
	}
}

func TestWhatGaveTheLesserPartIsCounted(t *testing.T) {
	accounts := accountsOf(abridged()...)
	w := account.Weigh(accounts)
	c := collation.Collate(accounts, w)
	s := newScribe(lay(accounts, c.Passages, c.Only, nil, w))
	courant, star := s.copyOf(0), s.copyOf(4)
	if b := s.pass(star, nil, courant); b[lesser] != 1 {
		t.Error("the star gave five sentences of fourteen, and that is not counted")
	}
	if b := s.pass(courant, nil, star); b[lesser] != 0 {
		t.Error("the courant has all that the star shares, and is counted as the lesser part")
	}
}

func TestMarksThatNoSystemSets(t *testing.T) {
	bill := func(n setting) (b tally) {
		n.bill(&b)
		return b
	}
	for _, c := range []struct {
		what             string
		n                setting
		retyped, against float32
	}{
		{"as they were", setting{{3, 0}, {0, 2}}, 0, 0},
		{"all set curly", setting{{0, 3}, {0, 2}}, 1, 0},
		{"all set straight", setting{{3, 0}, {2, 0}}, 1, 0},
		{"some set curly, some left straight", setting{{4, 3}, {0, 0}}, 1, 3},
	} {
		if b := bill(c.n); b[retyped] != c.retyped || b[uneven] != c.against {
			t.Errorf("%s: set anew %v, against %v", c.what, b[retyped], b[uneven])
		}
	}
}

func TestChancesAreShares(t *testing.T) {
	for _, e := range infer(press(9, 4)).Stemma.Edges {
		if e.Kind != edition.Cites && (e.Chance < 0 || e.Chance > 1) {
			t.Errorf("%s>%s has the chance %v", e.From, e.To, e.Chance)
		}
	}
}

func TestManyAccounts(t *testing.T) {
	accounts := press(300, 9)
	sound(t, infer(accounts), accounts)
}

func TestDatesThatTellNothing(t *testing.T) {
	for name, date := range map[string]string{"none": "", "equal": "2024-03-04", "in the future": "2999-01-01"} {
		t.Run(name, func(t *testing.T) {
			cs := five()
			for i := range cs {
				cs[i].date = date
			}
			accounts := accountsOf(cs...)
			r := infer(accounts)
			sound(t, r, accounts)
			for _, e := range r.Stemma.Edges {
				if slices.ContainsFunc(e.Evidence, func(v edition.Evidence) bool { return v.Rule == ruleLater }) {
					t.Errorf("%s>%s is shown by dates that tell nothing", e.From, e.To)
				}
			}
		})
	}
}
