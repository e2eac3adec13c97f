package stemma

import (
	"math"
	"slices"
	"testing"

	"variorum/internal/news/account"
	"variorum/internal/news/collation"
)

// searched is the stemma that was found of some accounts, with what was found on the way.
func searched(accounts []*account.Account) *graph {
	w := account.Weigh(accounts)
	c := collation.Collate(accounts, w)
	return grow(accounts, c.Passages, c.Only, citations(accounts), w)
}

func TestTheAppraisalIsRead(t *testing.T) {
	if appraisal().Size() == 0 || secondAppraisal().Size() == 0 {
		t.Error("a table of what was learnt is empty")
	}
}

func TestChancesOfAppraisedModelsAddUpToOne(t *testing.T) {
	g := searched(press(8, 3))
	for c := range g.n {
		sum := 0.0
		for _, x := range g.chance.first[c] {
			sum += x
		}
		if math.Abs(sum-1) > 1e-6 || g.chance.first[c][c] != 0 {
			t.Errorf("account %d: chances %v", c, g.chance.first[c])
		}
		for p, ms := range g.chance.second[c] {
			if len(ms) > 0 && slices.ContainsFunc(ms, func(m secondary) bool { return m.model == p || m.model == c }) {
				t.Errorf("account %d below %d has itself or its first model as the second: %v", c, p, ms)
			}
		}
	}
}

func TestWhatIsCountedOfAModelAndItsCopy(t *testing.T) {
	g := searched(accountsOf(five()...))
	at := map[string]int{}
	for i := range g.n {
		at[g.account(i).ID] = i
	}
	a := newAppraiser(g.searcher, g.tree, g.belief)
	models, rows := a.scale(at["chronicle"]).rows()
	of := func(id string, trait int) float32 { return rows[slices.Index(models, at[id])][trait] }
	if of("ledger", fstAlone) == 0 || of("post", fstAlone) != 0 {
		t.Errorf("the chronicle and the ledger share %v readings alone, with the post %v", of("ledger", fstAlone), of("post", fstAlone))
	}
	if of("ledger", fstPair) != 1 || of("ledger", fstNaming) != 1 {
		t.Errorf("the ledger's own sentence is in the chronicle, and names it: %v, %v", of("ledger", fstPair), of("ledger", fstNaming))
	}
	if of("observer", fstNoDate) == 0 || of("ledger", fstNoDate) != 0 || of("ledger", fstLater) <= 0 {
		t.Error("the observer is undated, and the chronicle is later than the ledger")
	}
	if x := of("ledger", fstRegains); x != 0 {
		t.Errorf("the chronicle has %v sentences that the ledger lacks, and it has none", x)
	}
}

func TestWhatADrawnStemmaIsComparedBy(t *testing.T) {
	g := searched(accountsOf(five()...))
	d := &decider{searcher: g.searcher}
	star := d.shape(d.star())
	chain := d.star()
	for c := 1; c < d.n; c++ {
		chain.first[c] = c - 1
	}
	other := d.shape(chain)
	if star.sharing(&star) != 1 || star.nearer(&star) != 1 {
		t.Error("a stemma is not like itself")
	}
	if x := star.sharing(&other); x != 0 {
		t.Errorf("in a chain none share a source, and the star agrees to %v", x)
	}
	if x, y := star.nearer(&other), other.nearer(&star); x != y || x <= 0 || x >= 1 {
		t.Errorf("the two agree to %v and %v", x, y)
	}
}
