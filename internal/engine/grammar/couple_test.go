package grammar

import (
	"slices"
	"strings"
	"testing"
)

func TestCouples(t *testing.T) {
	for text, want := range map[string][]couple{
		`She said , " No ferry ( or tug ) sails " .`: {{6, 9}, {3, 11}},
		`( a [ b ) c ]`:         {{2, 4}, {0, 6}},
		`" one " two "`:         {{0, 2}},
		`“ one ” and “ two ”`:   {{0, 2}, {4, 6}},
		`) the crews ' boats (`: nil,
	} {
		words := strings.Fields(text)
		var marks []Mark
		for _, w := range words {
			marks = append(marks, MarkOf(w))
		}
		if got := couples(nil, words, marks); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

// TestUnite has a couple around the second and third of five words.
func TestUnite(t *testing.T) {
	const n = 5
	scores := func(open, closing map[int]float32) []float32 {
		s := make([]float32, n*(n+1))
		for h, x := range open {
			s[0*(n+1)+h] = x
		}
		for h, x := range closing {
			s[3*(n+1)+h] = x
		}
		return s
	}
	for _, c := range []struct {
		name   string
		head   []int
		scores []float32
		want   []int
	}{
		{"the opening mark knows better", []int{2, 2, 4, 4, n}, scores(map[int]float32{2: 5, 4: 0}, map[int]float32{2: 3, 4: 4}), []int{2, 2, 4, 2, n}},
		{"the closing mark knows better", []int{2, 2, 4, 4, n}, scores(map[int]float32{2: 5, 4: 4}, map[int]float32{2: 0, 4: 4}), []int{4, 2, 4, 4, n}},
		{"the better one would cross", []int{1, n, 1, 4, 1}, scores(map[int]float32{1: 5, 4: 9}, map[int]float32{1: 3, 4: 9}), []int{1, n, 1, 1, 1}},
		{"a mark has a dependent", []int{2, 0, 4, 4, n}, scores(map[int]float32{2: 9}, map[int]float32{2: 9}), []int{2, 0, 4, 4, n}},
	} {
		s := &space{head: slices.Clone(c.head), scores: c.scores, couples: []couple{{0, 3}}}
		if s.unite(n); !slices.Equal(s.head, c.want) {
			t.Errorf("%s: %v, want %v", c.name, s.head, c.want)
		}
	}
}
