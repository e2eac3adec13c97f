package grammar

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// worst drives every lane as far as it can go: all inputs at the limit, with the weights' signs.
func TestPackedSumsAreExact(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 1))
	for _, shape := range [][2]int{{1, 16}, {3, 32}, {7, 64}, {16, 160}, {50, 224}} {
		rows, cols := shape[0], shape[1]
		w, scale := make([]int8, rows*cols), make([]float32, rows)
		for r := range rows {
			row := make([]float32, cols)
			for c := range row {
				row[c] = float32(rng.NormFloat64())
			}
			if r%3 == 0 { // the heaviest row there is
				for c := range row {
					row[c] = float32(1 - 2*rng.IntN(2))
				}
			}
			scale[r] = quantise(w[r*cols:(r+1)*cols], row, false)
		}
		p, wide := pack(rows, cols, w, scale, nil, false), pack(rows, cols, w, scale, nil, true)
		for n := range 6 {
			x := room(nil, n, cols)
			for i := range x {
				x[i] = int16(rng.IntN(2*levels+1) - levels)
			}
			if n == 5 { // the first four inputs agree in sign with the first row
				for i := range 4 * cols {
					x[i] = levels * int16(sign(w[i%cols]))
				}
			}
			out := make([]float32, n*p.width())
			p.times(out, x, n)
			if vectors {
				other := make([]float32, n*p.width())
				wide.times(other, x, n)
				if !slices.Equal(out, other) {
					t.Fatalf("%v: vectors compute something else", shape)
				}
			}
			for i := range n {
				for r := range rows {
					var sum int64
					for c := range cols {
						sum += int64(w[r*cols+c]) * int64(x[i*cols+c])
					}
					if want := scale[r] / levels * float32(sum); out[i*p.width()+r] != want {
						t.Fatalf("%v: product %d, row %d is %v, want %v", shape, i, r, out[i*p.width()+r], want)
					}
				}
			}
		}
	}
}

func sign(x int8) int64 {
	if x < 0 {
		return -1
	}
	return 1
}

// TestCellsHaveOneResult holds vector instructions to the bits of plain Go, from gates far inside the activations' bounds to ones
// far outside and on them.
func TestCellsHaveOneResult(t *testing.T) {
	if !vectors {
		t.Skip("no vector instructions on this processor")
	}
	rng := rand.New(rand.NewPCG(2, 1))
	for _, half := range []int{16, 112} {
		for _, reach := range []float64{0.1, 1, 3, 20, 1e30} {
			gates, w, in := make([]float32, 3*half), make([]float32, 2*half), make([]float32, half)
			state, out := make([]float32, half), make([]float32, half)
			for _, v := range [][]float32{gates, w, in, state} {
				for i := range v {
					v[i] = float32(reach * (2*rng.Float64() - 1))
				}
			}
			gates[0], gates[1], gates[half], gates[2*half] = 3, -3, 6, -6
			other, otherState := slices.Clone(out), slices.Clone(state)
			cell(out, state, gates, in, w, false)
			cell(other, otherState, gates, in, w, true)
			if !slices.Equal(out, other) || !slices.Equal(state, otherState) {
				t.Fatalf("%d units within %v: vectors compute something else", half, reach)
			}
		}
	}
}

func TestActivations(t *testing.T) {
	const h = 1e-3
	for x := float32(-7); x <= 7; x += 0.05 {
		for name, f := range map[string][2]func(float32) float32{"squash": {Squash, SquashSlope}, "gate": {Gate, GateSlope}} {
			slope := (float64(f[0](x+h)) - float64(f[0](x-h))) / (2 * h)
			if math.Abs(slope-float64(f[1](x))) > 1e-3 {
				t.Errorf("%s at %v has slope %v, not %v", name, x, slope, f[1](x))
			}
			if y := f[0](x); y < -1 || y > 1 {
				t.Errorf("%s(%v) = %v", name, x, y)
			}
		}
		if want := math.Exp(float64(x)); math.Abs(float64(Exp(x))-want) > 1e-5*want {
			t.Errorf("Exp(%v) = %v, want %v", x, Exp(x), want)
		}
	}
}

func TestShape(t *testing.T) {
	for in, want := range map[string]string{
		"Harbour": "Xxx", "U.S.": "X.X.", "McDonald": "XxXxx", "1,600": "0,00", "NATO": "XX", "e-mail": "x-xx",
		"": "", "'s": "'x", "été": "xx", "東京": "xx", "…": "~", "100000000000": "00",
	} {
		if got := Shape(in); got != want {
			t.Errorf("shape of %q is %q, want %q", in, got, want)
		}
	}
}

func TestFeaturesDoNotSeeTypography(t *testing.T) {
	l := &Lexicon{Words: map[string]int32{"don't": 1, "-": 2, `"`: 3}, Affixes: map[string]int32{"n't$": 0}, Grams: 64}
	for _, pair := range [][2]string{{"don't", "Don’t"}, {"-", "—"}, {`"`, "“"}, {`"`, "``"}} {
		var a, b Features
		l.Features(pair[0], &a)
		l.Features(pair[1], &b)
		if a.Word != b.Word || a.Word == 0 {
			t.Errorf("%q is row %d, %q row %d", pair[0], a.Word, pair[1], b.Word)
		}
	}
}
