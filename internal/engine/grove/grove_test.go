package grove

import (
	"bytes"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var traits = []string{"weight", "height", "noise"}

// draws makes choices among four offers, of which the heavy one is right unless a tall one stands beside it.
func draws(n int, seed uint64) []Choice {
	dice := rand.New(rand.NewPCG(seed, 1))
	out := make([]Choice, n)
	for i := range out {
		c := Choice{Start: make([]float64, 4)}
		most := -1.0
		for k := range 4 {
			row := []float32{dice.Float32(), dice.Float32(), dice.Float32()}
			worth := float64(row[0])
			if row[1] > 0.8 {
				worth += 2
			}
			if worth > most {
				c.Right, most = k, worth
			}
			c.Rows = append(c.Rows, row)
		}
		out[i] = c
	}
	return out
}

// rightly is the share of choices of which a grove values the right offer most.
func rightly(g *Grove, cs []Choice) float64 {
	n := 0
	for _, c := range cs {
		best := 0
		for k, r := range c.Rows {
			if g.Value(r) > g.Value(c.Rows[best]) {
				best = k
			}
		}
		if best == c.Right {
			n++
		}
	}
	return float64(n) / float64(len(cs))
}

var care = Care{Trees: 60, Deep: 3, Step: 0.3, Steady: 1}

func TestWhatWasLearntHoldsOfOtherChoices(t *testing.T) {
	g := Grow(draws(600, 1), traits, care)
	if r := rightly(g, draws(400, 2)); r < 0.85 {
		t.Errorf("%.2f of other choices are right", r)
	}
	if r := rightly(&Grove{}, draws(400, 2)); r > 0.4 {
		t.Errorf("with no trees %.2f are right: the choices can be told without learning", r)
	}
}

func TestAGroveIsReadAsItWasWritten(t *testing.T) {
	g := Grow(draws(300, 3), traits, care)
	var first, second bytes.Buffer
	if err := g.Write(&first); err != nil {
		t.Fatal(err)
	}
	text := first.String()
	again, err := Read(&first, traits)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Write(&second); err != nil {
		t.Fatal(err)
	}
	if second.String() != text {
		t.Error("written again it reads otherwise")
	}
	for _, c := range draws(50, 4) {
		for _, r := range c.Rows {
			if x, y := g.Value(r), again.Value(r); math.Abs(x-y) > 0.01 {
				t.Fatalf("row %v has the value %v and then %v", r, x, y)
			}
		}
	}
}

func TestTheSameChoicesGiveTheSameGrove(t *testing.T) {
	var a, b bytes.Buffer
	for _, w := range []*bytes.Buffer{&a, &b} {
		if err := Grow(draws(200, 5), traits, care).Write(w); err != nil {
			t.Fatal(err)
		}
	}
	if a.String() != b.String() {
		t.Error("two groves of the same choices differ")
	}
}

func TestChancesAddUpToOne(t *testing.T) {
	v := []float64{1000, 999, -1000}
	Chances(v)
	if sum := v[0] + v[1] + v[2]; math.Abs(sum-1) > 1e-9 || !slices.IsSortedFunc(v, func(x, y float64) int { return int(1e9 * (y - x)) }) {
		t.Errorf("chances %v", v)
	}
	Chances(nil)
}

func TestWhatIsNoGrove(t *testing.T) {
	for what, s := range map[string]string{
		"an unknown trait": "depth\t1\n-\t0\n-\t0\n", "half a tree": "weight\t1\n-\t0\n", "no number": "-\tmuch\n", "no tab": "weight\n", "not a number": "-\tNaN\n",
		"too deep": strings.Repeat("weight\t1\n", mostDeep+2),
	} {
		if _, err := Read(strings.NewReader(s), traits); err == nil {
			t.Errorf("%s is read as a grove", what)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add("weight\t0.5\n-\t1\n-\t-1\n")
	f.Add("-\t0\n-\t2\n")
	f.Fuzz(func(t *testing.T, s string) {
		if g, err := Read(strings.NewReader(s), traits); err == nil {
			g.Value([]float32{0, 0.5, 1})
		}
	})
}
