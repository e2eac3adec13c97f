package grammar

import "golang.org/x/sys/cpu"

// vectors tells whether dots may be called.
var vectors = cpu.X86.HasAVX2

// dots writes the eight sums of products of two rows of weights with four rows of inputs: the first row's four, then the
// second's. Rows are bytes apart and have blocks times 16 numbers, one or more. It computes what timesPlain computes, in
// whole numbers, so which of the two runs cannot be told from the result.
//
//go:noescape
func dots(out *[8]int32, w, x *int16, bytes, blocks int)

// cells is cellPlain for half units, a multiple of eight.
//
//go:noescape
func cells(out, state, gates, in, w *float32, half int)
