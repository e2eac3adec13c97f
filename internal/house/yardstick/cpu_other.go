//go:build !unix

package yardstick

import "time"

var began = time.Now()

// CPU is the time by the clock, where no other is known.
func CPU() time.Duration { return time.Since(began) }
