package collation

import (
	"slices"
	"sort"

	"variorum/internal/engine/align"
)

// order sorts the passages into the order that most accounts tell them in: first by the points that each gets for every
// other passage that more accounts tell after it than before it (Borda), then by moving single passages to where fewer
// pairs of passages stand against the majority of the accounts that have both (a local search for Kemeny's order).
// Passages that no account has both of go by where they stand in theirs.
func order(clusters []cluster, ss []sentence, accounts int) {
	first := firsts(clusters, ss, accounts)
	net := precedence(first, accounts)
	mean := make([]float64, len(clusters)) // mean place from the top, in sentences
	for c := range clusters {
		n := 0
		for _, at := range first[c] {
			if at >= 0 {
				mean[c] += float64(at)
				n++
			}
		}
		mean[c] /= float64(max(n, 1))
	}
	points := make([]float64, len(clusters))
	for x := range clusters {
		for y := range clusters {
			switch {
			case net[x][y] > 0, net[x][y] == 0 && mean[x] < mean[y]:
				points[x]++
			case net[x][y] == 0 && mean[x] == mean[y]:
				points[x] += 0.5
			}
		}
	}
	at := make([]int, len(clusters))
	for i := range at {
		at[i] = i
	}
	sort.SliceStable(at, func(i, j int) bool {
		a, b := at[i], at[j]
		if points[a] != points[b] {
			return points[a] > points[b]
		}
		return mean[a] < mean[b]
	})
	settle(at, net)
	sorted := make([]cluster, len(clusters))
	for i, c := range at {
		sorted[i] = clusters[c]
	}
	copy(clusters, sorted)
}

// precedence counts, for each two passages, the accounts that tell x before y less those that tell y before x.
func precedence(first [][]int, accounts int) [][]int {
	net := make([][]int, len(first))
	for x := range first {
		net[x] = make([]int, len(first))
		for y := range first {
			for a := range accounts {
				switch fx, fy := first[x][a], first[y][a]; {
				case fx < 0 || fy < 0 || fx == fy:
				case fx < fy:
					net[x][y]++
				default:
					net[x][y]--
				}
			}
		}
	}
	return net
}

// settle moves single passages to the place at which the majorities they stand against are least, until none gains.
func settle(at []int, net [][]int) {
	if len(at) > maxSettled {
		return
	}
	for range settlePasses {
		changed := false
		for i := range at {
			best, to, gain := 0, i, 0
			for j := i - 1; j >= 0; j-- { // the passage at i before the one at j
				if gain += net[at[i]][at[j]]; gain > best {
					best, to = gain, j
				}
			}
			gain = 0
			for j := i + 1; j < len(at); j++ {
				if gain += net[at[j]][at[i]]; gain > best {
					best, to = gain, j
				}
			}
			if to != i {
				p := at[i]
				at = slices.Delete(at, i, i+1)
				at = slices.Insert(at, to, p)
				changed = true
			}
		}
		if !changed {
			return
		}
	}
}

// firsts returns, for each passage and account, the place of its first sentence there, or -1.
func firsts(clusters []cluster, ss []sentence, accounts int) [][]int {
	out := make([][]int, len(clusters))
	for c, members := range clusters {
		out[c] = make([]int, accounts)
		for a := range out[c] {
			out[c][a] = -1
		}
		for _, s := range members {
			if at := &out[c][ss[s].account]; *at < 0 || ss[s].order < *at {
				*at = ss[s].order
			}
		}
	}
	return out
}

// displaced returns, for each passage, the accounts that tell it at another place than the story's order: those outside the
// heaviest run of their passages that keeps the order.
func displaced(clusters []cluster, ss []sentence, accounts int) []map[int]bool {
	first := firsts(clusters, ss, accounts)
	out := make([]map[int]bool, len(clusters))
	for a := range accounts {
		var have []int // passages in the story's order
		for c := range clusters {
			if first[c][a] >= 0 {
				have = append(have, c)
			}
		}
		words := func(i int) int {
			n := 1
			for _, s := range clusters[have[i]] {
				if ss[s].account == a {
					n += len(ss[s].forms)
				}
			}
			return n
		}
		kept := align.LongestIncreasing(len(have), func(i int) int { return first[have[i]][a] }, words)
		if len(have) < leastOrdered || float64(len(kept)) < ordered*float64(len(have)) {
			continue // it tells in an order of its own: no passage of it has moved
		}
		for i, c := range have {
			if !slices.Contains(kept, i) {
				if out[c] == nil {
					out[c] = map[int]bool{}
				}
				out[c][a] = true
			}
		}
	}
	return out
}
