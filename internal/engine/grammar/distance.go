package grammar

import "math"

// Distances is the number of classes that Distance tells apart.
const Distances = 19

// Distance is the class of the way from word i to its head j in a sentence of n words; j = n is the root.
func Distance(i, j, n int) int {
	if j == n {
		return Distances - 1
	}
	d, side := j-i, 0
	if d < 0 {
		d, side = -d, 9
	}
	switch {
	case d <= 4:
		return side + max(d, 1) - 1
	case d <= 6:
		return side + 4
	case d <= 9:
		return side + 5
	case d <= 14:
		return side + 6
	case d <= 24:
		return side + 7
	}
	return side + 8
}

// GramScale keeps the sum of a word's letter sequences at one size whatever its length.
func GramScale(n int) float32 { return float32(1 / math.Sqrt(float64(n))) }
