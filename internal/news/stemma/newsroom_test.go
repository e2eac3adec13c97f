package stemma

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
)

// clipping is an account in the making.
type clipping struct {
	id, outlet, date string
	sentences        []string
}

// harbour is a wire story of our own, of which outlets take what they like.
var harbour = strings.Split(`The ferry Maris ran aground off Quay City early on Monday with 214 passengers aboard, the coast guard said.
All passengers were taken off by fishing boats within two hours of the first call for help.
Captain Iven Roll told rescuers that the steering had failed shortly after the ship left the outer harbour.
Wind of 60 kilometres an hour hampered the tug that was sent from the naval station at Brink.
The Maris, built in 1987, had passed an inspection in March without any remark on her steering.
Transport Minister Ada Crane announced an inquiry that is to report before the end of the season.
Seven people were treated for cold in the hospital of Quay City and sent home the same evening.
Divers found a gash of four metres below the waterline and a bent rudder stock on the port side.
The company that runs the line, Northern Crossings, cancelled all sailings until its other two ships are examined.
Fishermen complained that the lights on the eastern mole had been dark since the storms of last winter.
The port authority answered that the lamps were replaced in January and lit on the night of the accident.
Oil booms were laid round the wreck, though no leak had been seen by the time darkness fell.
A floating crane is expected from Lowhaven on Thursday if the swell goes down as forecast.
The last grounding off the city, of the freighter Osprey in 2009, blocked the channel for eleven days.`, "\n")

// own is a sentence of an outlet's own, that hardly any other writes.
func own(dice *rand.Rand) string {
	words := make([]string, 12)
	for i := range words {
		for range 2 + dice.IntN(3) {
			words[i] += string("bdfgklmnprstvz"[dice.IntN(14)]) + string("aeiou"[dice.IntN(5)])
		}
	}
	return strings.ToUpper(words[0][:1]) + words[0][1:] + " " + strings.Join(words[1:], " ") + "."
}

func (c clipping) account() *account.Account {
	ea := edition.Account{ID: c.id, Outlet: c.outlet, Language: "en", Text: strings.Join(c.sentences, "\n\n")}
	if c.date != "" {
		ea.Published = edition.Published{Value: edition.Day(c.date[:10]), Seen: []edition.DateSeen{{Value: edition.Day(c.date[:10]), Words: c.date}}}
	}
	return account.New(ea)
}

// infer collates accounts and infers their stemma.
func infer(accounts []*account.Account) Result {
	w := account.Weigh(accounts)
	c := collation.Collate(accounts, w)
	return Infer(accounts, c.Passages, c.Only, w)
}

// parents is the edges of a stemma by which text was passed on, as "parent>child", sorted.
func parents(s *edition.Stemma) []string {
	out := []string{}
	for _, e := range s.Edges {
		if e.Kind != edition.Cites {
			out = append(out, e.From+">"+e.To)
		}
	}
	slices.Sort(out)
	return out
}

// press passes the wire on through n outlets: each takes it from the wire or an earlier outlet, cuts, and puts in sentences of its own.
func press(n int, seed uint64) []*account.Account {
	dice := rand.New(rand.NewPCG(seed, 3))
	var taken []clipping
	for i := range n {
		text := harbour
		if i > 0 && dice.IntN(2) == 0 {
			text = taken[dice.IntN(i)].sentences
		}
		c := clipping{id: fmt.Sprintf("a%03d", i), outlet: fmt.Sprintf("Outlet%c%c Post", 'A'+i%26, 'a'+i/26), date: fmt.Sprintf("2024-03-%02dT%02d:%02d", 4+i/48, i/2%24, i%2*30)}
		c.sentences = slices.Clone(text)
		if len(c.sentences) > 6 && dice.IntN(2) == 0 {
			c.sentences = c.sentences[:len(c.sentences)-1-dice.IntN(4)]
		}
		if dice.IntN(3) == 0 {
			k := 1 + dice.IntN(len(c.sentences)-1)
			c.sentences = slices.Delete(c.sentences, k, k+1)
		}
		for range dice.IntN(3) {
			c.sentences = slices.Insert(c.sentences, 1+dice.IntN(len(c.sentences)), own(dice))
		}
		taken = append(taken, c)
	}
	accounts := make([]*account.Account, n)
	for i, c := range taken {
		accounts[i] = c.account()
	}
	return accounts
}

func benchmarkInfer(b *testing.B, n int) {
	accounts := press(n, 1)
	w := account.Weigh(accounts)
	c := collation.Collate(accounts, w)
	b.ResetTimer()
	for b.Loop() {
		Infer(accounts, c.Passages, c.Only, w)
	}
}

func BenchmarkInfer10(b *testing.B)  { benchmarkInfer(b, 10) }
func BenchmarkInfer50(b *testing.B)  { benchmarkInfer(b, 50) }
func BenchmarkInfer200(b *testing.B) { benchmarkInfer(b, 200) }
