package corpus

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestFinisherStops: after a file that could not be written, none gets its name, so that the file which says that a part is done is not
// there without the others.
func TestFinisherStops(t *testing.T) {
	dir := t.TempDir()
	whole := func(w io.Writer) error { _, err := io.WriteString(w, "whole"); return err }
	for name, failing := range map[string]func(*finisher){
		"written": func(f *finisher) {
			f.later(filepath.Join(dir, "broken"), false, func(io.Writer) error { return errors.New("no room") })
		},
		"named": func(f *finisher) {
			taken := filepath.Join(dir, "taken")
			if err := os.MkdirAll(filepath.Join(taken, "by a folder"), 0o755); err != nil {
				t.Fatal(err)
			}
			f.later(taken, false, whole)
		},
	} {
		f := newFinisher()
		failing(f)
		f.later(filepath.Join(dir, "done "+name), false, whole)
		if err := f.settle(); err == nil {
			t.Errorf("%s: no error", name)
		}
		close(f.halves)
		if exists(filepath.Join(dir, "done "+name)) {
			t.Errorf("%s: the file behind is there", name)
		}
	}
	if left, err := filepath.Glob(filepath.Join(dir, ".half-*")); err != nil || len(left) > 0 {
		t.Errorf("left behind: %v (%v)", left, err)
	}
}
