package shingle

import "slices"

// SampleForms returns what Sample does, of a text that is given as the forms of its words, marks left out.
func SampleForms(forms []uint64, n, rate int) []uint64 {
	var out []uint64
	for i := 0; i+n <= len(forms); i++ {
		if h := hash(forms[i : i+n]); h%uint64(rate) == 0 {
			out = append(out, h)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
