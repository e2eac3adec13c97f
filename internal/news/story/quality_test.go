package story

import (
	"compress/gzip"
	"encoding/json"
	"hash/fnv"
	"io"
	"os"
	"path/filepath"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
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

func dev(t *testing.T) labelled {
	f, err := os.Open(shared(t, "bench/stories/dev.jsonl.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	unpacked, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var l labelled
	for d := json.NewDecoder(unpacked); ; {
		var row struct{ ID, Outlet, Date, Title, Text, Story string }
		if err := d.Decode(&row); err == io.EOF {
			return l
		} else if err != nil {
			t.Fatal(err)
		}
		day := edition.Day(row.Date[:min(len(row.Date), len("2006-01-02"))])
		l.accounts = append(l.accounts, account.New(edition.Account{
			ID: row.ID, Outlet: row.Outlet, Title: row.Title, Text: row.Text, Language: "en",
			Published: edition.Published{Value: day, Earliest: day, Latest: day},
		}))
		l.story = append(l.story, row.Story)
	}
}

// pick returns some of the accounts, with as many changed copies as edit makes.
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
	return 2 * s.precision * s.recall / s.n / max(1e-9, s.precision+s.recall)
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
func heldOut(nodes []*node) *language.Frequency {
	forms := make([][]uint64, len(nodes))
	for i, n := range nodes {
		for _, t := range profileOf(n.first).terms {
			if t.kind == word {
				forms[i] = append(forms[i], t.key)
			}
		}
	}
	return language.For("en").Frequency().Without(forms)
}

// run groups accounts with other weights and other counts than those that ship.
func run(accounts []*account.Account, w weights, general *language.Frequency) []int {
	was := model
	model = w
	defer func() { model = was }()
	nodes := gather(accounts)
	profiles := make([]profile, len(nodes))
	for i, n := range nodes {
		profiles[i] = profileOf(n.first)
	}
	vectors, samples := read(nodes)
	r := rarityOf(profiles)
	for i, n := range nodes {
		v := weigh(n, profiles[i], r, general)
		v.sample = samples[i]
		vectors[i] = v
	}
	l := newLinker(vectors)
	l.bind(candidates(vectors, samples))
	l.join()
	return eventOf(l.events(nodes, accounts), len(accounts))
}
