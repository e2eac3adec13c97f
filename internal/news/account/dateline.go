package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/chronology"
)

// dateline is the place, agency and day that open a text. It stays in the text; it is only read.
type dateline struct {
	place, agency string
	wire          bool // the agency is a wire, whose copy other outlets print
	day           *chronology.Time
	words         string
}

func (d *dateline) edition() *edition.Dateline {
	return &edition.Dateline{Place: d.place, Agency: d.agency}
}

// readDateline reads the dateline that the first or second paragraph opens with, or returns nil. Its habits:
//
//	Quay City (Harbour.example) – …    QUAY CITY (Reuters) - …     QUAY CITY, March 3 (Xinhua) -- …
//	QUAY CITY — …                      (CNN) …                     QUAY CITY: …
func readDateline(a *Account) *dateline {
	for _, p := range a.Paragraphs[:min(2, len(a.Paragraphs))] {
		if d := parseDateline(a, p); d != nil {
			return d
		}
	}
	return nil
}

func parseDateline(a *Account, p text.Span) *dateline {
	s := p.Of(a.Text)
	if len(s) > maxDateline {
		s = s[:maxDateline]
	}
	if d := a.agencyFirst(s); d != nil {
		return d
	}
	for i, width := 0, 0; i < len(s); i += width {
		var r rune
		r, width = utf8.DecodeRuneInString(s[i:])
		rest := s[i+width:]
		switch {
		case r == '–' || r == '—', r == '-' && (strings.HasPrefix(rest, "-") || i > 0 && s[i-1] == ' ' && strings.HasPrefix(rest, " ")):
			return a.datelineOf(strings.TrimSpace(s[:i]), false)
		case r == ':' && strings.HasPrefix(rest, " "):
			return a.datelineOf(strings.TrimSpace(s[:i]), true)
		case strings.ContainsRune("\"“”!?;", r):
			return nil
		}
	}
	return nil
}

// agencyFirst reads a text that opens with the agency alone: "(CNN) In a …".
func (a *Account) agencyFirst(s string) *dateline {
	if !strings.HasPrefix(s, "(") {
		return nil
	}
	name, rest, ok := strings.Cut(s[1:], ")")
	if !ok || len(strings.Fields(name)) > maxAgency || !capital(name) || !capital(strings.TrimLeft(rest, " –—-“\"‘'")) {
		return nil
	}
	d := &dateline{words: s[:len(name)+2]}
	if a.setAgency(d, name); !d.wire && !strings.Contains(name, ".") && strings.ToUpper(name) != name {
		return nil
	}
	return d
}

// datelineOf reads what stands before the dash. bare says that a colon stands there, which needs a place in capitals.
func (a *Account) datelineOf(head string, bare bool) *dateline {
	d := &dateline{words: head}
	if open := strings.LastIndexByte(head, '('); open > 0 && strings.HasSuffix(head, ")") {
		a.setAgency(d, head[open+1:len(head)-1])
		head = strings.TrimSpace(head[:open])
	}
	head, d.day = cutDay(head)
	d.place = strings.Trim(head, " ,/|")
	words := strings.Fields(d.place)
	if len(words) == 0 || len(words) > maxPlace || !names(words) {
		return nil
	}
	if d.agency == "" && (strings.ToUpper(words[0]) != words[0] || utf8.RuneCountInString(words[0]) < 3 || bare && strings.ToUpper(d.place) != d.place) {
		return nil
	}
	return d
}

// setAgency names the agency; a table knows the wires, and by which name each is called.
func (a *Account) setAgency(d *dateline, name string) {
	d.agency = strings.TrimSpace(name)
	if row := a.Pack.Table("agencies")[strings.ToLower(d.agency)]; row != nil {
		d.agency, d.wire = row[0], true
	}
}

// cutDay takes the day off the end of a place: "QUAY CITY, March 3".
func cutDay(head string) (string, *chronology.Time) {
	times := chronology.Find(head, text.Tokenize(head), nil)
	if len(times) == 0 {
		return head, nil
	}
	t := times[len(times)-1]
	if t.Day == 0 || strings.TrimRight(head[t.End:], " .,") != "" {
		return head, nil
	}
	return strings.TrimRight(head[:t.Start], " ,"), &t
}

// names reports whether words are those of a place: capitals, but for short ones inside ("of", "de").
func names(words []string) bool {
	for i, w := range words {
		if !capital(w) && (i == 0 || utf8.RuneCountInString(w) > 3) || strings.ContainsFunc(w, unicode.IsDigit) {
			return false
		}
	}
	return true
}

func capital(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(r) || unicode.IsLetter(r) && !unicode.IsLower(r)
}
