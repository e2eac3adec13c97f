package name

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"variorum/internal/engine/text"
)

// This file joins the persons of several accounts: a surname alone, an initial, another spelling. Two people of one surname stay
// two, and a surname that may be either's stays alone.

// leastPrefix is the length, in letters, of a short given name that another may begin with: Rob, Robert. Two are too few: Al.
const leastPrefix = 3

// leastSkeleton is how many consonants two given names must share for their vowels not to matter: Mohammed, Muhammad.
const leastSkeleton = 4

// persons joins the bearers that may be one person.
func (m *matcher) persons() {
	full, short := map[string][]string{}, map[string][]string{} // keys by surname
	for _, key := range slices.Sorted(maps.Keys(m.bearers)) {
		b := m.bearers[key]
		given, surname := parts(b.name, m.particle)
		switch {
		case b.kind == Person && given != "":
			full[surname] = append(full[surname], key)
		case b.kind == Person || b.kind == "":
			short[surname] = append(short[surname], key)
		}
	}
	for _, keys := range full {
		for i, x := range keys {
			for _, y := range keys[i+1:] {
				if m.alike(x, y, keys) {
					m.join(x, y)
				}
			}
		}
	}
	for _, surname := range slices.Sorted(maps.Keys(short)) {
		for _, key := range short[surname] {
			if whole := m.only(full[surname], m.bearers[key]); whole != "" {
				m.join(key, whole)
			}
		}
		if len(full[surname]) == 0 {
			m.spellings(short[surname])
		}
	}
}

// spellings joins surnames that no full name stands for and that differ in spelling only.
func (m *matcher) spellings(keys []string) {
	for _, key := range keys[1:] {
		if x, y := m.bearers[keys[0]], m.bearers[key]; x.kind == Person && y.kind == Person && agree(x.gender, y.gender) {
			m.join(keys[0], key)
		}
	}
}

// alike reports whether two full names of one surname may be one person's; an initial that fits several may be any.
func (m *matcher) alike(x, y string, keys []string) bool {
	a, b := m.bearers[x], m.bearers[y]
	if !agree(a.gender, b.gender) || !m.givenAlike(a, b) {
		return false
	}
	for _, other := range keys {
		c := m.bearers[other]
		if other != x && other != y && m.givenAlike(a, c) != m.givenAlike(b, c) {
			return false
		}
	}
	return true
}

func (m *matcher) givenAlike(a, b *bearer) bool {
	x, _ := parts(a.name, m.particle)
	y, _ := parts(b.name, m.particle)
	if len(x) > len(y) {
		x, y = y, x
	}
	return x == y || len(x) == 1 && strings.HasPrefix(y, x) || len(x) >= leastPrefix && strings.HasPrefix(y, x) ||
		x[0] == y[0] && len(skeleton(x)) >= leastSkeleton && skeleton(x) == skeleton(y)
}

// only returns the one full name that a surname alone may stand for, or "".
func (m *matcher) only(keys []string, b *bearer) string {
	found := ""
	for _, key := range keys {
		if !agree(m.bearers[key].gender, b.gender) {
			continue
		}
		if found != "" && m.find(found) != m.find(key) {
			return ""
		}
		found = key
	}
	return found
}

func agree(x, y string) bool { return x == "" || y == "" || x == y }

func (m *matcher) particle(w string) bool {
	for _, a := range m.accounts {
		if a.Pack.Table("particles").Has(w) {
			return true
		}
	}
	return false
}

// parts are a person's given name and surname as they are compared: "Mohammed Shia al-Sudani" is mohamed, sudani. The given name
// is empty when there is one word, or nothing but particles before it.
func parts(name string, particle func(string) bool) (given, surname string) {
	fields := strings.Fields(text.Normalize(name))
	for len(fields) > 1 && particle(fields[0]) {
		fields = fields[1:]
	}
	last := fields[len(fields)-1]
	if p, rest, ok := strings.Cut(last, "-"); ok && particle(p) && rest != "" {
		last = rest
	}
	if len(fields) > 1 {
		given = spelt(fields[0])
	}
	return given, spelt(last)
}

// spelt is a word without what transliterations differ in: accents, apostrophes and hyphens, doubled letters, ou for u, q for k.
func spelt(w string) string {
	var out []rune
	for _, r := range norm.NFD.String(w) {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			continue
		}
		if r == 'q' {
			r = 'k'
		}
		if n := len(out); n > 0 && (out[n-1] == r || r == 'u' && out[n-1] == 'o') {
			out[n-1] = r
			continue
		}
		out = append(out, r)
	}
	if len(out) == 0 {
		return w
	}
	return string(out)
}

// skeleton is a word's consonants.
func skeleton(w string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("aeiouy", r) {
			return -1
		}
		return r
	}, w)
}
