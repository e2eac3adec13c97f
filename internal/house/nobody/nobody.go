//go:build unix

// Package nobody runs a test as a user who may do nothing that is not allowed to all. It is imported by tests only.
//
// Whether what is forbidden is refused cannot be seen by the administrator, to whom nothing is; and machines that run tests often have no other user.
package nobody

import (
	"errors"
	"os"
	"os/exec"
	"regexp"
	"syscall"
	"testing"
)

// id is the user and group that systems keep for who owns nothing.
const id = 65534

// Again runs the test that calls it again as nobody, if this user is the administrator, and reports whether it did. What that run reports is the test's
// report.
func Again(t *testing.T) bool {
	t.Helper()
	if os.Geteuid() != 0 {
		return false
	}
	c := exec.CommandContext(t.Context(), "/proc/self/exe", "-test.run=^"+regexp.QuoteMeta(t.Name())+"$", "-test.v")
	c.Dir = os.TempDir() // the folder of the package may be shut
	c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: id, Gid: id}}
	said, err := c.CombinedOutput()
	switch failed := (*exec.ExitError)(nil); {
	case err == nil:
		t.Logf("as nobody:\n%s", said)
	case errors.As(err, &failed):
		t.Errorf("as nobody: %v\n%s", err, said)
	default:
		t.Skipf("the administrator may do everything, and nobody else can run this test: %v", err)
	}
	return true
}
