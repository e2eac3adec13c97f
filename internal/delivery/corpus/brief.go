package corpus

import (
	"bytes"
	"math/bits"
	"slices"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/account"
)

// brief is an account as it waits between the stages: what it is called, when it was published, its text.
type brief struct {
	edition.Account
	points points
}

// points says how the bytes of a text are counted in code points.
type points uint8

const (
	countedSlowly points = iota // not all is valid UTF-8
	countedFast
	ascii // they are the bytes
)

func briefOf(a *account.Account) brief { return brief{a.Account, pointsIn(a.Text)} }

func pointsIn(s string) points {
	switch {
	case utf8.RuneCountInString(s) == len(s):
		return ascii // or each byte that is no character counts as one
	case utf8.ValidString(s):
		return countedFast
	}
	return countedSlowly
}

// count returns a function that counts the code points before a byte of the text. It is fast where it is asked in the order of the
// text.
func (b *brief) count() func(byte int) int {
	switch b.points {
	case ascii:
		return func(at int) int { return at }
	case countedFast:
		last, n := 0, 0
		return func(at int) int {
			if at < last {
				last, n = 0, 0
			}
			n += codePoints(b.Text[last:at])
			last = at
			return n
		}
	}
	return pointsOf(b.Text)
}

// codePoints counts the code points of valid UTF-8, eight bytes at a time: the bytes less those that go on.
func codePoints(s string) int {
	n := len(s)
	for ; len(s) >= 8; s = s[8:] {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		n -= bits.OnesCount64(x & ^(x << 1) & highBits) // those whose highest bits are 10
	}
	for i := range len(s) {
		if s[i]&0xc0 == 0x80 {
			n--
		}
	}
	return n
}

const highBits = 0x8080808080808080

func (f *flat) brief(b brief) {
	f.num(int(b.points))
	f.account(&b.Account)
}

func (u *unflat) brief() brief {
	p := points(u.num())
	return brief{u.account(), p}
}

// words are where the words of an account stand, marks left out, and their forms.
type words struct {
	forms []uint64
	at    []byte // the distance of each word from the end of the one before it, and its length
}

func wordsOf(tokens []text.Token) words {
	var w words
	w.read(tokens)
	return w
}

// read takes the words of other tokens, in the memory of those it had.
func (w *words) read(tokens []text.Token) {
	w.forms = w.forms[:0]
	at, last := flat(w.at[:0]), 0
	for i := range tokens {
		if t := &tokens[i]; t.Kind != text.Mark {
			w.forms = append(w.forms, t.Form)
			at.num(t.Start - last)
			at.num(t.Len())
			last = t.End
		}
	}
	w.at = at
}

// spans appends the places of the words.
func (w *words) spans(out []text.Span) []text.Span {
	raw, at, last := w.at, 0, 0
	from := len(out)
	out = slices.Grow(out, len(w.forms))[:from+len(w.forms)]
	for i := range w.forms {
		var start int
		if at+1 < len(raw) && raw[at]|raw[at+1] < 0x80 { // as flat writes numbers of up to 63
			start = last + int(raw[at]>>1)
			last = start + int(raw[at+1]>>1)
			at += 2
		} else {
			u := unflat{raw: raw, at: min(at, len(raw))}
			start = last + u.num()
			last = start + u.num()
			at = u.at
		}
		out[from+i] = text.Span{Start: start, End: last}
	}
	return out
}

func (f *flat) words(w *words) {
	f.hashes(w.forms)
	f.num(len(w.at))
	*f = append(*f, w.at...)
}

func (u *unflat) words() words {
	w := words{forms: u.hashes()}
	if n := u.count(1); n > 0 {
		w.at = bytes.Clone(u.raw[u.at : u.at+n]) // the rest of the memory is not kept for it
		u.at += n
	}
	return w
}

// tokens are the words as tokens.
func (w *words) tokens() []text.Token {
	out := make([]text.Token, len(w.forms))
	for i, s := range w.spans(nil) {
		out[i] = text.Token{Span: s, Kind: text.Word, Form: w.forms[i]}
	}
	return out
}
