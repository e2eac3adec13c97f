package align

import "sort"

// LongestIncreasing returns the indices of the heaviest strictly increasing subsequence of key(0..n-1); weights are
// positive. Of equally heavy ones it takes the one whose last element comes first. It runs in O(n log n) (a Fenwick tree of
// prefix maxima over the ranks of the keys).
func LongestIncreasing(n int, key, weight func(i int) int) []int {
	if n == 0 {
		return nil
	}
	keys := make([]int, n)
	for i := range keys {
		keys[i] = key(i)
	}
	sorted := append([]int(nil), keys...)
	sort.Ints(sorted)
	best := make([]int, n)   // weight of the heaviest run that ends at i
	parent := make([]int, n) // the element before i in that run, or -1
	tree := make([]int, n+1) // Fenwick: index of the best run end among ranks below, or -1
	for i := range tree {
		tree[i] = -1
	}
	heavier := func(a, b int) bool { return a >= 0 && (b < 0 || best[a] > best[b]) }
	top := -1
	for i := range n {
		rank := sort.SearchInts(sorted, keys[i])
		parent[i] = -1
		for r := rank; r > 0; r -= r & -r {
			if heavier(tree[r], parent[i]) {
				parent[i] = tree[r]
			}
		}
		best[i] = weight(i)
		if parent[i] >= 0 {
			best[i] += best[parent[i]]
		}
		for r := rank + 1; r <= n; r += r & -r {
			if heavier(i, tree[r]) {
				tree[r] = i
			}
		}
		if heavier(i, top) {
			top = i
		}
	}
	var run []int
	for i := top; i >= 0; i = parent[i] {
		run = append(run, i)
	}
	for i, j := 0, len(run)-1; i < j; i, j = i+1, j-1 {
		run[i], run[j] = run[j], run[i]
	}
	return run
}
