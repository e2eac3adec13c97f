//go:build !amd64

package learn

// Accelerated tells whether products run on vector instructions. The numbers are the same, the time is not.
var Accelerated = false

func tile12(*float32, int, *float32, int, int, *float32, int, int, int) { panic(noVectors) }
func tile4(*float32, int, *float32, int, int, *float32, int, int, int)  { panic(noVectors) }
func tile1(*float32, int, *float32, int, int, *float32, int, int, int)  { panic(noVectors) }

const noVectors = "learn: no vector instructions on this processor"
