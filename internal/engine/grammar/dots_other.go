//go:build !amd64

package grammar

const vectors = false

func dots(*[8]int32, *int16, *int16, int, int) { panic("no vector instructions on this processor") }

func cells(_, _, _, _, _ *float32, _ int) { panic("no vector instructions on this processor") }
