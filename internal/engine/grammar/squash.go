package grammar

import "math"

// The two activations are rational functions instead of tanh and the logistic: one division each, no table, and the
// same bits on every machine, because IEEE 754 fixes the result of each step. float32(…) around a product keeps
// compilers from fusing it with the addition after it.

// Squash is an odd, smooth stand-in for tanh: x(27+x²)/(27+9x²), and ±1 beyond ±3, where its slope has reached zero.
func Squash(x float32) float32 {
	if x >= 3 {
		return 1
	}
	if x <= -3 {
		return -1
	}
	s := float32(x * x)
	return x * (27 + s) / (27 + float32(9*s))
}

// SquashSlope is the derivative of Squash at x.
func SquashSlope(x float32) float32 {
	if x >= 3 || x <= -3 {
		return 0
	}
	s := float32(x * x)
	q := (9 - s) / (9 + float32(3*s))
	return q * q
}

// Gate is the stand-in for the logistic function made of Squash: 0 below -6, 1 above 6.
func Gate(x float32) float32 { return 0.5 + float32(0.5*Squash(0.5*x)) }

// GateSlope is the derivative of Gate at x.
func GateSlope(x float32) float32 { return 0.25 * SquashSlope(0.5*x) }

// Exp is e to the power of x for x ≤ 0 up to a small positive x, to seven digits; below -80 it is zero.
func Exp(x float32) float32 {
	if x < -80 {
		return 0
	}
	if x > 80 {
		x = 80
	}
	const log2e, ln2 = 1.44269504088896340736, 0.693147180559945309417
	k := math.Floor(float64(float64(x)*log2e) + 0.5)
	r := float64(x) - float64(k*ln2)
	p := 1 + float64(r*(1+float64(r*(0.5+float64(r*(1.0/6+float64(r*(1.0/24+float64(r*(1.0/120)))))))))) // |r| ≤ 0.35
	return float32(p * math.Float64frombits(uint64(int64(k)+1023)<<52))
}

// Softmax turns scores into probabilities in place and returns the largest score and the sum of exponentials relative
// to it, from which the logarithm of any probability follows.
func Softmax(v []float32) {
	if len(v) == 0 {
		return
	}
	top := v[0]
	for _, x := range v {
		top = max(top, x)
	}
	var sum float32
	for i, x := range v {
		e := Exp(x - top)
		v[i] = e
		sum += e
	}
	scale := 1 / sum
	for i := range v {
		v[i] *= scale
	}
}

// Log is the natural logarithm of a positive number, to six digits.
func Log(x float32) float32 {
	m, k := math.Frexp(float64(x)) // m in [½, 1)
	if m < math.Sqrt2/2 {
		m, k = 2*m, k-1
	}
	const ln2 = 0.693147180559945309417
	z := (m - 1) / (m + 1)
	q := float64(z * z)
	return float32(float64(float64(k)*ln2) + float64(2*z*(1+float64(q*(1.0/3+float64(q*(1.0/5+float64(q*(1.0/7+float64(q*(1.0/9))))))))))) // |z| ≤ 0.172
}
