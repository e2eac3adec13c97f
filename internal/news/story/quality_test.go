package story

import (
	"compress/gzip"
	"encoding/json"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// The floors: raised when the code gets better, lowered only with a reason.
const (
	devBCubed   = 0.97
	devPairwise = 0.95
	sameEvent   = 0.95
)

// labelled is accounts and the story that each belongs to.
type labelled struct {
	accounts []*account.Account
	story    []string
}

// shared returns the path of benchmark data, which is not part of the project, and skips the test where it is absent.
func shared(t *testing.T, name string) string {
	dir := os.Getenv("VARIORUM_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "..", "shared")
	}
	path := filepath.Join(dir, name)
	if _, err := os.Stat(path); err != nil {
		t.Skipf("no benchmark data: set VARIORUM_SHARED to the folder that holds %s", name)
	}
	return path
}

// row is a line of the benchmark's files.
type row struct{ ID, Outlet, Date, Title, Text, Story string }

func (r row) account() *account.Account {
	day := edition.Day(r.Date[:min(len(r.Date), len("2006-01-02"))])
	return account.New(edition.Account{
		ID: r.ID, Outlet: r.Outlet, Title: r.Title, Text: r.Text, Language: "en",
		Published: edition.Published{Value: day, Earliest: day, Latest: day},
	})
}

// lines decodes JSON Lines, gzip by the name.
func lines[T any](t *testing.T, path string) (out []T) {
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	r := io.Reader(f)
	if strings.HasSuffix(path, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			t.Fatal(err)
		}
	}
	for d := json.NewDecoder(r); ; {
		var x T
		if err := d.Decode(&x); err == io.EOF {
			return out
		} else if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
}

func dev(t *testing.T) labelled {
	var l labelled
	for _, r := range lines[row](t, shared(t, "bench/stories/dev.jsonl.gz")) {
		l.accounts = append(l.accounts, r.account())
		l.story = append(l.story, r.Story)
	}
	return l
}

// TestDevFloors holds what grouping is worth on the labelled stories. The weights were fitted on them: what they are worth
// on others TestFit -fit says, by cross-validation.
func TestDevFloors(t *testing.T) {
	l := dev(t)
	var s score
	s.add(l.story, eventOf(Group(l.accounts), len(l.accounts)), all)
	t.Logf("%d accounts: B-cubed F1 %.4f, pairwise F1 %.4f", len(l.accounts), s.bCubed(), s.pairwise())
	if s.bCubed() < devBCubed || s.pairwise() < devPairwise {
		t.Errorf("B-cubed F1 %.4f, want %v; pairwise F1 %.4f, want %v", s.bCubed(), devBCubed, s.pairwise(), devPairwise)
	}
}

// TestSameEventFloor holds what the decision on two accounts alone is worth, on pairs that were chosen to share text or words
// whether or not they tell of one event.
func TestSameEventFloor(t *testing.T) {
	accounts := map[string]*account.Account{}
	for _, r := range lines[row](t, shared(t, "bench/reuse/dev.docs.jsonl.gz")) {
		accounts[r.ID] = r.account()
	}
	var right, wrong, missed float64
	for _, p := range lines[struct{ A, B, Label string }](t, shared(t, "bench/reuse/dev.pairs.jsonl")) {
		together := len(Group([]*account.Account{accounts[p.A], accounts[p.B]})) == 1
		switch same := p.Label != "unrelated"; {
		case same && together:
			right++
		case together:
			wrong++
			t.Logf("together: %s %s (%s)", p.A, p.B, p.Label)
		case same:
			missed++
			t.Logf("apart: %s %s (%s)", p.A, p.B, p.Label)
		}
	}
	f1 := 2 * right / (2*right + wrong + missed)
	t.Logf("same event: F1 %.4f (%v right, %v wrong, %v missed)", f1, right, wrong, missed)
	if f1 < sameEvent {
		t.Errorf("F1 %.4f, want %v", f1, sameEvent)
	}
}

// pick returns some of the accounts.
func (l labelled) pick(indices []int) labelled {
	var out labelled
	for _, i := range indices {
		out.accounts = append(out.accounts, l.accounts[i])
		out.story = append(out.story, l.story[i])
	}
	return out
}

// score counts what the scorer of the benchmark counts, over the accounts that count; a pair of which one counts is half.
type score struct{ both, wrong, missed, precision, recall, n float64 }

func (s *score) add(story []string, event []int, counts func(i int) bool) {
	for i := range story {
		if !counts(i) {
			continue
		}
		same, predicted, true_ := 0.0, 0.0, 0.0
		for j := range story {
			together, belong := event[i] == event[j], story[i] == story[j]
			switch {
			case i != j && together && belong:
				s.both += .5
			case i != j && together:
				s.wrong += .5
			case i != j && belong:
				s.missed += .5
			}
			if together {
				predicted++
			}
			if belong {
				true_++
			}
			if together && belong {
				same++
			}
		}
		s.precision += same / predicted
		s.recall += same / true_
		s.n++
	}
}

func (s score) pairwise() float64 { return 2 * s.both / max(1, 2*s.both+s.wrong+s.missed) }
func (s score) bCubed() float64 {
	return 2 * s.precision * s.recall / max(1, s.n) / max(1e-9, s.precision+s.recall)
}

func all(int) bool { return true }

// eventOf is the event of each account.
func eventOf(events []Event, n int) []int {
	out := make([]int, n)
	for i, e := range events {
		for _, m := range e.Members {
			out[m] = i
		}
	}
	return out
}

// fold sorts a story into one of n parts.
func fold(story string, n int) int {
	h := fnv.New32a()
	h.Write([]byte(story))
	return int(h.Sum32()>>7) % n
}

// heldOut are the news counts without the accounts that are measured: the benchmark's own texts are among the counted ones.
func heldOut(accounts []*account.Account) *language.Frequency {
	var forms [][]uint64
	seen := map[uint64]bool{}
	for _, a := range accounts {
		if seen[textOf(a)] {
			continue
		}
		seen[textOf(a)] = true
		p := &profile{table: make([]int32, 1<<10)}
		p.read(a)
		var own []uint64
		for i := range p.terms {
			if p.terms[i].kind == word {
				own = append(own, p.terms[i].form)
			}
		}
		forms = append(forms, own)
	}
	return language.For("en").Frequency().Without(forms)
}

// run groups accounts with other weights and other counts than those that ship.
func run(accounts []*account.Account, w weights, general *language.Frequency) []int {
	was := model
	model = w
	defer func() { model = was }()
	events, _ := group(sketches(accounts, general))
	return eventOf(events, len(accounts))
}

func sketches(accounts []*account.Account, general *language.Frequency) []*Sketch {
	out := make([]*Sketch, len(accounts))
	for i, a := range accounts {
		out[i] = sketch(a, general)
	}
	return out
}
