package learn

import "math"

// plain is the product of n rows and some vectors of columns without vector instructions.
func plain(c []float32, ldc int, a view, b []float32, ldb, k, n, columns int) {
	for i := range n {
		for j := 0; j < columns; j += vector {
			var sum [vector]float32
			for p := range k {
				x, row := a.v[i*a.down+p*a.along], (*[vector]float32)(b[p*ldb+j:])
				for l := range sum {
					sum[l] = fused(x, row[l], sum[l])
				}
			}
			out := (*[vector]float32)(c[i*ldc+j:])
			for l := range sum {
				out[l] += sum[l]
			}
		}
	}
}

// fused is x·y+z rounded once, as the processor's own instruction does it. The product is exact in float64. Rounding the
// sum twice, to float64 and then to float32, goes wrong only where the first stops half way between two float32; there the
// sum is rounded to odd instead, which leaves the second rounding right (Boldo and Melquiond 2008).
func fused(x, y, z float32) float32 {
	p, c := float64(x)*float64(y), float64(z)
	s := p + c
	bits := math.Float64bits(s)
	const half, below = 1 << 28, 1<<29 - 1
	if bits&below != half && math.Abs(s) >= 0x1p-126 {
		return float32(s)
	}
	part := s - p
	rest := (p - (s - part)) + (c - part)
	if rest == 0 || bits&1 == 1 {
		return float32(s)
	}
	if (rest > 0) == (s > 0) {
		bits++
	} else {
		bits--
	}
	return float32(math.Float64frombits(bits))
}
