package learn

import (
	"encoding/binary"
	"fmt"
	"io"
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
