package main

import (
	"bufio"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"variorum/internal/engine/grammar/learn"
)

// readTreebank reads a CoNLL-U file, gzip when its name ends in ".gz".
func readTreebank(name string) ([]learn.Sentence, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("open treebank: %w", err)
	}
	defer f.Close()
	var r io.Reader = f
	if strings.HasSuffix(name, ".gz") {
		if r, err = gzip.NewReader(f); err != nil {
			return nil, fmt.Errorf("unpack %s: %w", name, err)
		}
	}
	out, err := learn.Read(r)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	return out, nil
}

// shelf keeps finished networks in a folder; without one it keeps nothing.
func shelf(dir string) learn.Shelf {
	if dir == "" {
		return learn.Shelf{}
	}
	return learn.Shelf{
		Open: func(name string) (io.ReadCloser, bool) {
			f, err := os.Open(filepath.Join(dir, name))
			return f, err == nil
		},
		Put: func(name string, write func(io.Writer) error) error {
			return writeFile(filepath.Join(dir, name), write)
		},
	}
}

// writeFile writes a file whole or not at all, so that a stopped training leaves no half-written weights.
func writeFile(name string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".part-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	w := bufio.NewWriter(f)
	if err = write(w); err == nil {
		err = w.Flush()
	}
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}
