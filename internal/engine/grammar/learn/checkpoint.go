package learn

import (
	"bufio"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Save writes the moving averages of the weights: enough to teach and to parse, not to go on training.
func (l *Learner) Save(w io.Writer) error {
	for _, q := range l.Net.all {
		if err := binary.Write(w, binary.LittleEndian, q.mean); err != nil {
			return fmt.Errorf("write %s: %w", q.name, err)
		}
	}
	return nil
}

// Restore reads what Save wrote of a network of the same plan and sentences.
func (l *Learner) Restore(r io.Reader) error {
	for _, q := range l.Net.all {
		if err := binary.Read(r, binary.LittleEndian, q.mean); err != nil {
			return fmt.Errorf("read %s: %w", q.name, err)
		}
	}
	if n, _ := io.CopyN(io.Discard, r, 1); n > 0 {
		return fmt.Errorf("read network: more weights than it has")
	}
	return nil
}

// writeFile writes a file whole or not at all.
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
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return os.Rename(f.Name(), name)
}

// WriteFile writes data to a file whole or not at all, so that a stopped training leaves no half-written weights.
func WriteFile(name string, data []byte) error {
	return writeFile(name, func(w io.Writer) error { _, err := w.Write(data); return err })
}
