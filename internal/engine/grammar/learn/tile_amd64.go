package learn

import "golang.org/x/sys/cpu"

// Accelerated tells whether products run on vector instructions. The numbers are the same, the time is not.
var Accelerated = cpu.X86.HasAVX512F

// tile12 adds the product of twelve rows of a and up to two vectors of columns of b to c. Distances are in bytes: ldc and ldb
// from row to row, down and along from row to row and from step to step of a. mask has a bit for each column of the second
// vector. tile4 and tile1 do the same for fewer rows.
//
//go:noescape
func tile12(c *float32, ldc int, a *float32, down, along int, b *float32, ldb, k, mask int)

//go:noescape
func tile4(c *float32, ldc int, a *float32, down, along int, b *float32, ldb, k, mask int)

//go:noescape
func tile1(c *float32, ldc int, a *float32, down, along int, b *float32, ldb, k, mask int)
