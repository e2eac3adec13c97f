// Package grove learns which of a few offers is the right one, from what can be counted of each: a sum of small decision trees, grown one by one so
// that each mends what those before it left (gradient boosting: Friedman 2001), with the chances of the offers of one choice adding up to one
// (conditional logit: McFadden 1974). A tree asks at most a few questions, so that what was learnt can be written down, read and tested.
package grove

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Grove is some trees. The zero value values everything at nothing.
type Grove struct {
	traits []string
	trees  [][]node
}

// node asks whether a trait lies above a number, or is a leaf.
type node struct {
	trait       int // or leaf
	above       float32
	under, over int // the nodes where the answer is no, and yes
	value       float64
}

const leaf = -1

// Value is what the trees say of a row: the higher, the likelier it is the right one.
func (g *Grove) Value(row []float32) float64 {
	sum := 0.0
	for _, t := range g.trees {
		sum += value(t, row)
	}
	return sum
}

func value(t []node, row []float32) float64 {
	i := 0
	for t[i].trait != leaf {
		if row[t[i].trait] > t[i].above {
			i = t[i].over
		} else {
			i = t[i].under
		}
	}
	return t[i].value
}

// Chances turns values of the offers of one choice into chances, in their place.
func Chances(values []float64) {
	if len(values) == 0 {
		return
	}
	most, sum := slices.Max(values), 0.0
	for i, v := range values {
		values[i] = math.Exp(v - most)
		sum += values[i]
	}
	for i := range values {
		values[i] /= sum
	}
}

// Write writes one node a line: a trait and the number that it is compared with, then the nodes where it is not above, then those where it is; or a
// dash and a value.
func (g *Grove) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	for _, t := range g.trees {
		g.write(out, t, 0)
	}
	return out.Flush()
}

func (g *Grove) write(w *bufio.Writer, t []node, i int) {
	n := t[i]
	if n.trait == leaf {
		fmt.Fprintf(w, "-\t%s\n", strconv.FormatFloat(n.value, 'g', 4, 64))
		return
	}
	fmt.Fprintf(w, "%s\t%s\n", g.traits[n.trait], strconv.FormatFloat(float64(n.above), 'g', 6, 32))
	g.write(w, t, n.under)
	g.write(w, t, n.over)
}

// Read reads what Write wrote. Traits are the names of the columns of the rows that the grove is to value.
func Read(r io.Reader, traits []string) (*Grove, error) {
	g := &Grove{traits: traits}
	in := bufio.NewScanner(r)
	for line := 1; in.Scan(); line++ {
		in := reader{in, traits, &line}
		var t []node
		if _, err := in.node(&t, mostDeep); err != nil {
			return nil, fmt.Errorf("line %d: %w", line, err)
		}
		g.trees = append(g.trees, t)
	}
	return g, in.Err()
}

// mostDeep bounds the questions in a row that a tree may ask, so that no table can make the reader nest without end: more than anybody grows.
const mostDeep = 16

type reader struct {
	*bufio.Scanner
	traits []string
	line   *int
}

// node reads the node on the line at hand with all below it.
func (r reader) node(t *[]node, deep int) (int, error) {
	name, number, ok := strings.Cut(r.Text(), "\t")
	x, err := strconv.ParseFloat(number, 64)
	at := len(*t)
	switch trait := slices.Index(r.traits, name); {
	case !ok || err != nil || math.IsNaN(x):
		return 0, fmt.Errorf("%q is no node", r.Text())
	case name == "-":
		*t = append(*t, node{trait: leaf, value: x})
		return at, nil
	case trait < 0:
		return 0, fmt.Errorf("%q is no trait", name)
	case deep == 0:
		return 0, fmt.Errorf("more than %d questions in a row", mostDeep)
	default:
		*t = append(*t, node{trait: trait, above: float32(x)})
	}
	under, err := r.next(t, deep)
	if err != nil {
		return 0, err
	}
	over, err := r.next(t, deep)
	if err != nil {
		return 0, err
	}
	(*t)[at].under, (*t)[at].over = under, over
	return at, nil
}

func (r reader) next(t *[]node, deep int) (int, error) {
	if !r.Scan() {
		return 0, io.ErrUnexpectedEOF
	}
	*r.line++
	return r.node(t, deep-1)
}

// Size is the number of trees.
func (g *Grove) Size() int { return len(g.trees) }
