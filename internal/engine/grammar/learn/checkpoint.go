package learn

import (
	"encoding/binary"
	"fmt"
	"io"
)

// save writes the moving averages, nothing more: enough to teach, not to go on training.
func (n *Net) save(w io.Writer) error {
	for _, q := range n.all {
		if err := binary.Write(w, binary.LittleEndian, q.mean); err != nil {
			return fmt.Errorf("write %s: %w", q.name, err)
		}
	}
	return nil
}

// restore reads what save wrote into a network of the same size.
func (n *Net) restore(r io.Reader) error {
	for _, q := range n.all {
		if err := binary.Read(r, binary.LittleEndian, q.mean); err != nil {
			return fmt.Errorf("read %s: %w", q.name, err)
		}
	}
	return nil
}

// Save writes the network for Restore.
func (l *Learner) Save(w io.Writer) error { return l.Net.save(w) }

// Restore reads a network that Save wrote, of the same plan and sentences.
func (l *Learner) Restore(r io.Reader) error { return l.Net.restore(r) }
