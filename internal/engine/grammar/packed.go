package grammar

// Products with whole numbers, three at a time. Three weights of one column and three rows stand in one 64-bit word, 21
// bits apart; multiplied by an input and added up, the word holds three sums:
//
//	word   = w0 + w1·2²¹ + w2·2⁴²           |w| ≤ 127
//	Σ x·word = Σx·w0 + 2²¹·Σx·w1 + 2⁴²·Σx·w2   |x| ≤ 127
//
// Nothing spills as long as each sum stays under 2²⁰, which the rounding of a row sees to (see quantise). One multiplication
// does the work of three, so a plain processor without vector instructions in reach of Go is twice as fast as with
// float32; and whole numbers give the same bits on every machine.

const (
	lane     = 21
	lanes    = 3
	levels   = 127 // largest |x| and |w|
	laneRoom = 1<<(lane-1) - 1
)

// packed is a matrix of whole numbers, rows×cols, with the scale of each row.
type packed struct {
	rows, cols int
	words      []int64 // ceil(rows/3) × cols
	scale      []float32
	bias       []float32 // may be nil
}

// pack takes rows of cols small numbers and their scales.
func pack(rows, cols int, w []int8, scale, bias []float32) packed {
	groups := (rows + lanes - 1) / lanes
	p := packed{rows: rows, cols: cols, words: make([]int64, groups*cols), scale: make([]float32, groups*lanes), bias: make([]float32, groups*lanes)}
	copy(p.scale, scale)
	copy(p.bias, bias)
	for i := range p.scale {
		p.scale[i] /= levels // inputs come times 127
	}
	for r := range rows {
		out, shift := p.words[r/lanes*cols:(r/lanes+1)*cols], lane*(r%lanes)
		for c, x := range w[r*cols : (r+1)*cols] {
			out[c] += int64(x) << shift
		}
	}
	return p
}

// width is the number of columns that times writes: rows made a multiple of three.
func (p *packed) width() int { return len(p.scale) }

// times writes bias + scale·(w·x) for n inputs, each cols wide and times 127, to out, whose rows are stride apart.
func (p *packed) times(out []float32, stride int, x []int64, n int) {
	k, i := p.cols, 0
	for ; i+4 <= n; i += 4 {
		x0, x1, x2, x3 := x[i*k:(i+1)*k], x[(i+1)*k:(i+2)*k], x[(i+2)*k:(i+3)*k], x[(i+3)*k:(i+4)*k]
		y0, y1, y2, y3 := out[i*stride:], out[(i+1)*stride:], out[(i+2)*stride:], out[(i+3)*stride:]
		for r := 0; r < len(p.scale); r += lanes {
			s0, s1, s2, s3 := sums4(p.words[r/lanes*k:(r/lanes+1)*k], x0, x1, x2, x3)
			scale, bias := (*[lanes]float32)(p.scale[r:]), (*[lanes]float32)(p.bias[r:])
			unpack((*[lanes]float32)(y0[r:]), s0, scale, bias)
			unpack((*[lanes]float32)(y1[r:]), s1, scale, bias)
			unpack((*[lanes]float32)(y2[r:]), s2, scale, bias)
			unpack((*[lanes]float32)(y3[r:]), s3, scale, bias)
		}
	}
	for ; i < n; i++ {
		x0, y0 := x[i*k:(i+1)*k], out[i*stride:]
		for r := 0; r < len(p.scale); r += lanes {
			s := sums1(p.words[r/lanes*k:(r/lanes+1)*k], x0)
			unpack((*[lanes]float32)(y0[r:]), s, (*[lanes]float32)(p.scale[r:]), (*[lanes]float32)(p.bias[r:]))
		}
	}
}

func sums4(w, x0, x1, x2, x3 []int64) (a, b, c, d int64) {
	x0, x1, x2, x3 = x0[:len(w)], x1[:len(w)], x2[:len(w)], x3[:len(w)]
	for i, v := range w {
		a += v * x0[i]
		b += v * x1[i]
		c += v * x2[i]
		d += v * x3[i]
	}
	return a, b, c, d
}

func sums1(w, x []int64) int64 {
	x = x[:len(w)]
	var a, b int64
	for i := 0; i+1 < len(w); i += 2 {
		a += w[i] * x[i]
		b += w[i+1] * x[i+1]
	}
	if len(w)&1 == 1 {
		a += w[len(w)-1] * x[len(w)-1]
	}
	return a + b
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

// whole writes x·127, rounded and held within ±127, to q.
func whole(q []int64, x []float32) {
	q = q[:len(x)]
	for i, v := range x {
		q[i] = int64(round(v * levels))
	}
}

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

// quantise rounds a row to whole numbers of at most 127, so that no input can drive its sum out of a lane, and returns
// the scale. With narrow, it leaves the sum out of account: such rows are looked up, not multiplied.
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
