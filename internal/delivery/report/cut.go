package report

import (
	"strings"

	"variorum/internal/engine/text"
)

// withCut draws a gap at the end of a shortened rendering at which the first fuller one that has its words has more.
func withCut(nodes []node, short string, full []string) []node {
	var before, after string
	for _, f := range full {
		if before, after = cutAway(short, f); before != "" || after != "" {
			break
		}
	}
	if before != "" {
		nodes = append([]node{{Class: "gap", Missing: before}}, nodes...)
	}
	if after != "" {
		nodes = append(nodes, node{Class: "gap", Missing: after})
	}
	return nodes
}

// cutAway finds what the fullest rendering has before and after the words of a shortened one.
func cutAway(short, full string) (before, after string) {
	s, f := spoken(short), spoken(full)
	n := min(cutWindow, len(s))
	if n == 0 {
		return "", ""
	}
	if i := indexForms(f, s[:n]); i > 0 {
		before = strings.TrimSpace(full[:f[i].Start])
	}
	if i := lastIndexForms(f, s[len(s)-n:]); i >= 0 && i+n < len(f) {
		after = strings.TrimSpace(full[f[i+n].Start:])
	}
	return before, after
}

func spoken(s string) []text.Token {
	var out []text.Token
	for _, t := range text.Tokenize(s) {
		if t.Kind != text.Mark {
			out = append(out, t)
		}
	}
	return out
}

func indexForms(in, want []text.Token) int {
	for i := 0; i+len(want) <= len(in); i++ {
		if sameForms(in[i:], want) {
			return i
		}
	}
	return -1
}

func lastIndexForms(in, want []text.Token) int {
	for i := len(in) - len(want); i >= 0; i-- {
		if sameForms(in[i:], want) {
			return i
		}
	}
	return -1
}

func sameForms(in, want []text.Token) bool {
	for i, w := range want {
		if in[i].Form != w.Form {
			return false
		}
	}
	return true
}
