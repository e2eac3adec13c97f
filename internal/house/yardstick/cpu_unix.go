//go:build unix

package yardstick

import (
	"syscall"
	"time"
)

// CPU is the time that the processors have spent on this program.
func CPU() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
