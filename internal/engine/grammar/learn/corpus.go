package learn

import (
	"bufio"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// Sentence is one tree of a treebank. Heads count from 0; the root's head is the number of words.
type Sentence struct {
	ID        string
	Words     []string
	Lemmas    []string
	Tags      []string // universal and treebank tag, a space between: "NOUN NNS"
	Relations []string
	Heads     []int
	Glued     []bool // no space follows
	Text      string
}

// Read reads CoNLL-U. Empty nodes and the ranges of multiword tokens are passed over: their words follow.
func Read(r io.Reader) ([]Sentence, error) {
	var out []Sentence
	var s Sentence
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, 1<<20)
	number := 0
	flush := func() error {
		defer func() { s = Sentence{} }()
		if len(s.Words) == 0 {
			return nil
		}
		for i, h := range s.Heads {
			if h < -1 || h >= len(s.Words) {
				return fmt.Errorf("line %d: head %d of word %d outside its sentence", number, h+1, i+1)
			}
			if h == -1 {
				s.Heads[i] = len(s.Words)
			}
		}
		out = append(out, s)
		return nil
	}
	for lines.Scan() {
		number++
		line := lines.Text()
		if line == "" {
			if err := flush(); err != nil {
				return nil, err
			}
			continue
		}
		if err := s.add(line); err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	return out, flush()
}

func (s *Sentence) add(line string) error {
	if name, value, ok := strings.Cut(line, " = "); ok && line[0] == '#' {
		switch name {
		case "# sent_id":
			s.ID = value
		case "# text":
			s.Text = value
		}
	}
	if line[0] == '#' {
		return nil
	}
	f := strings.Split(line, "\t")
	if len(f) < 10 {
		return fmt.Errorf("%d fields, want 10", len(f))
	}
	if strings.ContainsAny(f[0], "-.") {
		return nil
	}
	head, err := strconv.Atoi(f[6])
	if err != nil {
		return fmt.Errorf("head %q is no number", f[6])
	}
	s.Words, s.Lemmas = append(s.Words, f[1]), append(s.Lemmas, f[2])
	s.Tags = append(s.Tags, f[3]+" "+f[4])
	s.Heads, s.Relations = append(s.Heads, head-1), append(s.Relations, f[7])
	s.Glued = append(s.Glued, strings.Contains(f[9], "SpaceAfter=No"))
	return nil
}
