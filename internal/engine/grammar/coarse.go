package grammar

// The rows of words and of letter sequences are most of a file of weights, and each of them is summed with many others. They are
// stored with six bits a number, four numbers in three bytes.

// coarseLevels is the largest number that six bits hold with its sign.
const coarseLevels = 31

// roundRow rounds a row to whole numbers of at most so many levels and returns their scale.
func roundRow(q []int8, row []float32, levels float32) float32 {
	top := float32(0)
	for _, x := range row {
		top = max(top, x, -x)
	}
	if top == 0 {
		return 0
	}
	scale := top / levels
	for i, x := range row {
		q[i] = int8(round(x / scale))
	}
	return scale
}

func appendCoarse(out []byte, small []int8) []byte {
	for i := 0; i < len(small); i += 4 {
		var bits uint32
		for k, x := range small[i:min(i+4, len(small))] {
			bits |= uint32(x+coarseLevels+1) << (6 * k)
		}
		out = append(out, byte(bits), byte(bits>>8), byte(bits>>16))
	}
	return out
}

// readCoarse reads n numbers, or as many as there are bytes for.
func readCoarse(data []byte, n int) []int8 {
	out := make([]int8, 0, len(data)/3*4)
	for ; len(data) >= 3; data = data[3:] {
		bits := uint32(data[0]) | uint32(data[1])<<8 | uint32(data[2])<<16
		for k := range 4 {
			out = append(out, int8(bits>>(6*k)&63)-coarseLevels-1)
		}
	}
	return out[:min(n, len(out))]
}
