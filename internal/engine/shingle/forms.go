package shingle

import "slices"

// SampleForms returns what Sample does, of a text that is given as the forms of its words, marks left out.
func SampleForms(forms []uint64, n, rate int) []uint64 {
	kept := uint64(rate)
	masks := kept&(kept-1) == 0 // a power of two needs no division
	out := make([]uint64, 0, len(forms)/rate*5/4+4)
	for i := 0; i+n <= len(forms); i++ {
		if h := hash(forms[i : i+n]); masks && h&(kept-1) == 0 || !masks && h%kept == 0 {
			out = append(out, h)
		}
	}
	if len(out) == 0 {
		return nil
	}
	slices.Sort(out)
	return slices.Compact(out)
}
