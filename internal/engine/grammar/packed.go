package grammar

// Products of small whole numbers. Weights and inputs are within ±127, so that every sum is exact and has the same bits on
// every machine, however it is computed. There are two ways: sixteen numbers at once on processors that have AVX2 (dots), and
// three at once in plain Go everywhere else:
//
//	word       = w0 + w1·2²¹ + w2·2⁴²            three weights of one column
//	Σ x·word   = Σx·w0 + 2²¹·Σx·w1 + 2⁴²·Σx·w2   three sums with one multiplication each
//
// Nothing spills from lane to lane as long as each sum stays under 2²⁰, which the rounding of a row sees to (quantise).

const (
	lane     = 21
	lanes    = 3
	levels   = 127 // largest |x| and |w|
	laneRoom = 1<<(lane-1) - 1
	together = 4  // inputs that are multiplied at once: what holds them has room for a multiple of it
	block    = 16 // columns come in multiples of this
	pairs    = 6  // rows are made a multiple of this: two or three at once
)

// packed is a matrix of whole numbers, rows×cols, with the scale of each row and what is added to its result.
type packed struct {
	rows, cols  int
	wide        []int16 // row by row, for dots
	words       []int64 // by three rows, for plain Go; one of the two is nil
	scale, bias []float32
}

// pack takes rows of cols numbers and their scales. bias may be nil.
func pack(rows, cols int, w []int8, scale, bias []float32, wide bool) packed {
	padded := (rows + pairs - 1) / pairs * pairs
	p := packed{rows: rows, cols: cols, scale: make([]float32, padded), bias: make([]float32, padded)}
	copy(p.scale, scale)
	copy(p.bias, bias)
	for i := range p.scale {
		p.scale[i] /= levels // inputs come times 127
	}
	if wide {
		p.wide = make([]int16, padded*cols)
		for i, x := range w {
			p.wide[i] = int16(x)
		}
		return p
	}
	p.words = make([]int64, padded/lanes*cols)
	for r := range rows {
		out, shift := p.words[r/lanes*cols:(r/lanes+1)*cols], lane*(r%lanes)
		for c, x := range w[r*cols : (r+1)*cols] {
			out[c] += int64(x) << shift
		}
	}
	return p
}

// width is the number of columns that times writes: rows made even.
func (p *packed) width() int { return len(p.scale) }

// times writes bias + scale·(w·x) for n inputs, each cols wide and times 127, to the rows of out, width() apart.
func (p *packed) times(out []float32, x []int16, n int) {
	if p.wide != nil {
		p.timesVector(out, x, n)
	} else {
		p.timesPlain(out, x, n)
	}
}

func (p *packed) timesVector(out []float32, x []int16, n int) {
	k, width := p.cols, len(p.scale)
	x = x[:(n+together-1)/together*together*k]
	var s [8]int32
	for i := 0; i < n; i += together {
		for r := 0; r+1 < width; r += 2 {
			dots(&s, &p.wide[r*k], &x[i*k], 2*k, k/block)
			scale, more := p.scale[r], p.scale[r+1]
			bias, add := p.bias[r], p.bias[r+1]
			for t := range min(together, n-i) {
				y := out[(i+t)*width+r:]
				y[0] = bias + float32(scale*float32(s[t]))
				y[1] = add + float32(more*float32(s[together+t]))
			}
		}
	}
}

func (p *packed) timesPlain(out []float32, x []int16, n int) {
	k, width := p.cols, len(p.scale)
	x = x[:(n+together-1)/together*together*k]
	for i := 0; i < n; i += together {
		x0, x1, x2, x3 := x[i*k:(i+1)*k], x[(i+1)*k:(i+2)*k], x[(i+2)*k:(i+3)*k], x[(i+3)*k:(i+4)*k]
		for r := 0; r < width; r += lanes {
			var s [together]int64
			s[0], s[1], s[2], s[3] = sums(p.words[r/lanes*k:(r/lanes+1)*k], x0, x1, x2, x3)
			scale, bias := (*[lanes]float32)(p.scale[r:]), (*[lanes]float32)(p.bias[r:])
			for t := range min(together, n-i) {
				unpack((*[lanes]float32)(out[(i+t)*width+r:]), s[t], scale, bias)
			}
		}
	}
}

func sums(w []int64, x0, x1, x2, x3 []int16) (a, b, c, d int64) {
	x0, x1, x2, x3 = x0[:len(w)], x1[:len(w)], x2[:len(w)], x3[:len(w)]
	for i, v := range w {
		a += v * int64(x0[i])
		b += v * int64(x1[i])
		c += v * int64(x2[i])
		d += v * int64(x3[i])
	}
	return a, b, c, d
}

func unpack(out *[lanes]float32, sum int64, scale, bias *[lanes]float32) {
	a := sum << (64 - lane) >> (64 - lane)
	sum = (sum - a) >> lane
	b := sum << (64 - lane) >> (64 - lane)
	c := (sum - b) >> lane
	out[0] = bias[0] + float32(scale[0]*float32(a))
	out[1] = bias[1] + float32(scale[1]*float32(b))
	out[2] = bias[2] + float32(scale[2]*float32(c))
}

// room makes space for n inputs of k numbers, and for the rows that stand beside the last.
func room(x []int16, n, k int) []int16 { return grow(x, (n+together-1)/together*together*k) }

// whole writes x·127, rounded, to q; each x lies within ±1, as all that comes out of a layer does.
func whole(q []int16, x []float32) {
	q = q[:len(x)]
	for i, v := range x {
		q[i] = nearest(v)
	}
}

// nearest is x·127, rounded, for x within ±1. The shift makes rounding one truncation without a branch.
func nearest(x float32) int16 { return int16(int32(float32(x*levels)+(levels+1.5)) - (levels + 1)) }

// round rounds to the nearest whole number and holds it within ±127.
func round(v float32) int32 {
	if v > levels {
		return levels
	}
	if v < -levels {
		return -levels
	}
	if v < 0 {
		return -int32(0.5 - v)
	}
	return int32(v + 0.5)
}

// quantise rounds a row to whole numbers of at most 127 and returns their scale. Unless the row is only looked up, the
// numbers are so small that no input can drive their sum out of a lane.
func quantise(q []int8, row []float32, lookedUp bool) float32 {
	var top, sum float32
	for _, x := range row {
		if x < 0 {
			x = -x
		}
		top, sum = max(top, x), sum+x
	}
	if top == 0 {
		return 0
	}
	scale := top / levels
	if room := float32(laneRoom/levels - len(row)); !lookedUp && sum/scale > room { // len(row): half a unit each for rounding
		scale = sum / room
	}
	for i, x := range row {
		q[i] = int8(round(x / scale))
	}
	return scale
}
