package story

import (
	"math"
)

// Odds are log-odds that two accounts tell of one event, or a sum of such, in units of 1/1048576, about a millionth: whole numbers, so that
// a sum is the same in whatever order it is made.
type Odds int64

const oddsUnit = 1 << 20

func oddsOf(x float64) Odds { return Odds(math.Round(x * oddsUnit)) }

// joining is joinOdds in these units. Accounts that are not Near share so little of what makes them findable that a model of whole texts is
// not to be trusted when it says that they join: they count as just too unlikely at most, farMost.
var (
	joining = oddsOf(joinOdds)
	farMost = joining - 1
)

// Join reports whether two accounts with such odds are likely enough to tell of one event to connect their groups.
func (o Odds) Join() bool { return o >= joining }

// bond is the evidence between two accounts.
type bond struct{ told, dates float64 } // log-odds by the texts, and what the dates add to them

// joins reports whether two accounts are likely enough to tell of one event to connect their groups.
func (b bond) joins() bool { return oddsOf(b.told + b.dates).Join() }

// between is the evidence between two accounts.
func between(x, y *node) bond {
	t := tables.Get().(*lookup)
	defer tables.Put(t)
	t.take(x.Sketch)
	return t.between(x, y)
}

// between is the evidence between the account that was taken and another.
func (t *lookup) between(x, y *node) bond {
	return bond{told: told(t.compare(y.Sketch)), dates: dateOdds(x.when, y.when)}
}

// tie is a pair of accounts that were compared, seen from one of them. What a linker asks for are pairs that are Near, of which only those that
// join can bring clusters together; the others say how unlikely they are.
type tie struct {
	to   int
	odds Odds
}

// outweighed is what is added to the odds of a pair whose days lie apart. One date may be that of a later copy of the page, and weighs as
// the model says. When several outlets on each side tell the same on days that are near each other, what the dates say against counts once
// for each, as independent evidence does: a second launch told by six papers in the words of the first, two weeks later.
func outweighed(x, y *node, outlets func() int) Odds {
	against := dateOdds(x.when, y.when)
	if against >= 0 || !x.when.dated() || !y.when.dated() || x.when.apart(y.when) <= confirmedGap {
		return 0
	}
	return oddsOf(float64(outlets()-1) * against)
}

// confirms reports whether an account that tells the same as another was published on days that are near its.
func confirms(x, y *node) bool {
	return x.when.dated() && y.when.dated() && x.when.apart(y.when) <= confirmingDays
}

// mean compares the accounts of two clusters, or evenly chosen ones of large clusters: the mean log-odds by their texts.
func mean(nodes []node, x, y []int) float64 {
	x, y = some(x, sampleNodes), some(y, sampleNodes)
	sum := 0.0
	for _, a := range x {
		for _, b := range y {
			sum += told(compare(nodes[a].Sketch, nodes[b].Sketch))
		}
	}
	return sum / float64(len(x)*len(y))
}

// some returns at most so many of the accounts, evenly chosen.
func some(nodes []int, most int) []int {
	if len(nodes) <= most {
		return nodes
	}
	out := make([]int, most)
	for i := range out {
		out[i] = nodes[i*len(nodes)/most]
	}
	return out
}
