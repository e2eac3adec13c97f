package corpus

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestStartedAnew: when the machine was started anew since a run was stopped, files that a stage left before it was done are made again, cut
// off as they may be; those of a stage that was done are kept.
func TestStartedAnew(t *testing.T) {
	if bootID() == "" {
		t.Skip("nothing tells one start of this machine from another: files get their names when they are on the disk")
	}
	input := file(t, invented(20))
	o := Options{Format: JSONL, part: 7}
	whole, _ := must(t, input, o)
	dir := filepath.Join(t.TempDir(), "out")
	ctx, cancel := context.WithCancel(context.Background())
	o.Progress = func(stage string, _, _ int) {
		if stage == "accounts" {
			cancel()
		}
	}
	if _, err := Run(ctx, []string{input}, nil, dir, o); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	half, kept := filepath.Join(dir, workDir, "tally-00000"), filepath.Join(dir, workDir, "sheets-00000")
	if err := os.WriteFile(half, []byte("cut o"), 0o644); err != nil {
		t.Fatal(err)
	}
	before, err := os.Stat(kept)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, workDir, bootFile), []byte("another start"), 0o644); err != nil {
		t.Fatal(err)
	}
	o.Progress = func(stage string, _, _ int) {
		if now, err := os.Stat(kept); err != nil || !os.SameFile(before, now) {
			t.Errorf("%s: the file of a stage that was done is another one (%v)", stage, err)
		}
	}
	if _, err := Run(context.Background(), []string{input}, nil, dir, o); err != nil {
		t.Fatal(err)
	}
	same(t, "after another start", tree(t, whole), tree(t, dir))
}

// TestDistrusted: after a file that could not be brought to the disk, the next run trusts no stage that was not done.
func TestDistrusted(t *testing.T) {
	dir := t.TempDir()
	distrusted := false
	f := newFinisher()
	f.early, f.distrust = true, func() { distrusted = true }
	path := filepath.Join(dir, "scratch")
	h, err := writeHalf(path, func(io.Writer) error { return nil })
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(h.name(), h.f.Close()); err != nil { // so that it cannot be synced
		t.Fatal(err)
	}
	f.count(1, h)
	f.halves <- h
	if err := f.settle(); err == nil || !distrusted || exists(path) {
		t.Errorf("error %v, distrusted %v, there %v", err, distrusted, exists(path))
	}
	close(f.halves)
}
