package corpus

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// pair is a key and what stands under it.
type pair struct{ key, value uint64 }

func comparePairs(a, b pair) int {
	return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.value, b.value))
}

// sortPairs sorts pairs. Many are first dealt out by the highest byte of their keys, which are hashes, so that each heap fits into the
// processor's cache; the heaps are sorted on all cores. The slice may be another one.
func sortPairs(pairs []pair) []pair {
	other := make([]pair, len(pairs))
	if len(pairs) < fewForHeaps {
		return radix(pairs, other)
	}
	var starts [257]int
	for _, p := range pairs {
		starts[p.key>>56+1]++
	}
	for i := range 256 {
		starts[i+1] += starts[i]
	}
	next := starts
	for _, p := range pairs {
		b := p.key >> 56
		other[next[b]] = p
		next[b]++
	}
	var wg sync.WaitGroup
	var dealt atomic.Int64
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := dealt.Add(1) - 1; i < 256; i = dealt.Add(1) - 1 {
				from, to := starts[i], starts[i+1]
				if done := radix(other[from:to], pairs[from:to]); to > from && &done[0] != &other[from] {
					copy(other[from:to], done)
				}
			}
		})
	}
	wg.Wait()
	return other
}

// radix sorts by the bytes of key and value, the lowest first: four times as fast as by comparing. What comes out is one of the two.
func radix(pairs, other []pair) []pair {
	if len(pairs) < fewForRadix {
		slices.SortFunc(pairs, comparePairs)
		return pairs
	}
	var differs pair
	for _, p := range pairs {
		differs.key |= p.key ^ pairs[0].key
		differs.value |= p.value ^ pairs[0].value
	}
	for shift := 0; shift < 128; shift += 8 {
		if differs.digit(shift) == 0 {
			continue // all have the same byte here
		}
		var starts [256]int
		for i := range pairs {
			starts[pairs[i].digit(shift)]++
		}
		summed(&starts)
		for _, p := range pairs {
			b := p.digit(shift)
			other[starts[b]] = p
			starts[b]++
		}
		pairs, other = other, pairs
	}
	return pairs
}

// digit is a byte of the pair taken as one number of 128 bits, from a bit on; the value is its lower half.
func (p pair) digit(shift int) uint64 {
	if shift < 64 {
		return p.value >> shift & 0xff
	}
	return p.key >> (shift - 64) & 0xff
}

// summed turns numbers into the places where each begins.
func summed(starts *[256]int) {
	sum := 0
	for i, n := range starts {
		starts[i], sum = sum, sum+n
	}
}

const (
	// fewForRadix is the number of pairs below which comparing is faster.
	fewForRadix = 1000
	// fewForHeaps is the number of pairs from which they are dealt out.
	fewForHeaps = 1 << 17
)

// sorter puts pairs into order, more of them than memory holds: full buffers are sorted and written to files, which are merged
// in the end. Pairs come out in order of key and value, each once, in whatever order and from however many goroutines they
// came in.
type sorter struct {
	dir, name string
	most      int // pairs in memory

	mu   sync.Mutex
	buf  []pair
	runs []string
}

func newSorter(dir, name string) *sorter { return &sorter{dir: dir, name: name, most: sortedInMemory} }

func (s *sorter) add(pairs ...pair) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.buf = append(s.buf, pairs...)
	if len(s.buf) < s.most {
		return nil
	}
	return s.spill()
}

// spill writes the buffer to a file of its own.
func (s *sorter) spill() error {
	s.buf = sortPairs(s.buf)
	path := filepath.Join(s.dir, fmt.Sprintf("%s-%04d.sorted", s.name, len(s.runs)))
	h, err := writeHalf(path, func(w io.Writer) error {
		var raw [16]byte
		for _, p := range slices.Compact(s.buf) {
			binary.LittleEndian.PutUint64(raw[:8], p.key)
			binary.LittleEndian.PutUint64(raw[8:], p.value)
			if _, err := w.Write(raw[:]); err != nil {
				return err
			}
		}
		return nil
	})
	if err == nil {
		err = errors.Join(h.f.Close(), os.Rename(h.f.Name(), path)) // nobody reads it after a stop
	}
	if err != nil {
		return err
	}
	s.runs, s.buf = append(s.runs, path), s.buf[:0]
	return nil
}

// each calls visit for every key, in order, with its values in order. The slice is good until visit returns. The sorter is
// empty afterwards, and its files are gone.
func (s *sorter) each(visit func(key uint64, values []uint64) error) error {
	s.buf = sortPairs(s.buf)
	if len(s.runs) == 0 {
		defer func() { s.buf = nil }()
		return groups(s.buf, visit)
	}
	m := merger{&memory{s.buf}}
	defer func() {
		for _, path := range s.runs {
			_ = os.Remove(path) // what is left is removed with the folder
		}
		s.buf, s.runs = nil, nil
	}()
	for _, path := range s.runs {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		m = append(m, &stream{r: bufio.NewReaderSize(f, 1<<16)})
	}
	return m.groups(visit)
}

// groups reads what was sorted in memory alone.
func groups(pairs []pair, visit func(key uint64, values []uint64) error) error {
	var values []uint64
	for i := 0; i < len(pairs); {
		key := pairs[i].key
		values = append(values[:0], pairs[i].value)
		for i++; i < len(pairs) && pairs[i].key == key; i++ {
			if pairs[i].value != pairs[i-1].value {
				values = append(values, pairs[i].value)
			}
		}
		if err := visit(key, values); err != nil {
			return err
		}
	}
	return nil
}

// groups merges the runs.
func (m merger) groups(visit func(key uint64, values []uint64) error) error {
	var heads headHeap
	for i, run := range m {
		if err := heads.next(run, i); err != nil {
			return err
		}
	}
	var key uint64
	var values []uint64
	for len(heads) > 0 {
		h := heads[0]
		if len(values) > 0 && h.key != key {
			if err := visit(key, values); err != nil {
				return err
			}
			values = values[:0]
		}
		key = h.key
		if len(values) == 0 || values[len(values)-1] != h.value {
			values = append(values, h.value)
		}
		heap.Pop(&heads)
		if err := heads.next(m[h.run], h.run); err != nil {
			return err
		}
	}
	if len(values) > 0 {
		return visit(key, values)
	}
	return nil
}

// sequence is sorted of pairs; io.EOF ends it.
type sequence interface{ read() (pair, error) }

type merger []sequence

type memory struct{ rest []pair }

func (m *memory) read() (pair, error) {
	if len(m.rest) == 0 {
		return pair{}, io.EOF
	}
	p := m.rest[0]
	m.rest = m.rest[1:]
	return p, nil
}

type stream struct{ r *bufio.Reader }

func (s *stream) read() (pair, error) {
	var raw [16]byte
	if _, err := io.ReadFull(s.r, raw[:]); err != nil {
		return pair{}, err
	}
	return pair{binary.LittleEndian.Uint64(raw[:8]), binary.LittleEndian.Uint64(raw[8:])}, nil
}

// head is the next pair of a run.
type head struct {
	pair
	run int
}

type headHeap []head

func (h headHeap) Len() int           { return len(h) }
func (h headHeap) Less(i, j int) bool { return comparePairs(h[i].pair, h[j].pair) < 0 }
func (h headHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *headHeap) Push(x any)        { *h = append(*h, x.(head)) }
func (h *headHeap) Pop() any {
	last := (*h)[len(*h)-1]
	*h = (*h)[:len(*h)-1]
	return last
}

// next puts the next pair of a run on the heap, unless the run is at its end.
func (h *headHeap) next(r sequence, number int) error {
	p, err := r.read()
	if errors.Is(err, io.EOF) {
		return nil
	}
	if err == nil {
		heap.Push(h, head{p, number})
	}
	return err
}
