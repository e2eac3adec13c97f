package extract

import (
	"strings"
	"unicode"
)

func (s *sheet) byline(text string) bool {
	words := strings.Fields(strings.TrimRight(text, " .,:;|"))
	if len(words) == 0 || len(words) > maxByline || endsLikeSentence(text) && len(words) > 4 {
		return false
	}
	table := s.words.Table("bylines")
	key := strings.Fields(matchKey(text))
	for n := min(3, len(key)-1); n > 0; n-- {
		row := table[strings.TrimRight(strings.Join(key[:n], " "), ":")]
		if row != nil && row[0] == "start" && (properNames(words[n:]) || strings.HasSuffix(key[n-1], ":") && len(words) <= maxName+n) {
			return true
		}
	}
	if len(words) > maxName+2 || !capitalised(words) {
		return false
	}
	for _, w := range words {
		if row := table[strings.ToLower(strings.Trim(w, ",-–—|/"))]; row != nil && row[0] == "holds" {
			return true
		}
	}
	return s.creditNames(strings.Trim(matchKey(text), " -–—()"), "wire")
}

func properNames(words []string) bool {
	return len(words) > 0 && (capitalised(words) || len(words) > 1 && capitalised(words[:2]) || words[0] == strings.ToUpper(words[0]))
}

func (s *sheet) bylineWithDate(text string) bool {
	d := s.readDateLine(text)
	if len(d.dates) == 0 || d.rest == "" || endsLikeSentence(text) || strings.Contains(text, "@") || strings.IndexAny(text, "—–-") == 0 {
		return false // "— J. Roe (@jroe) March 3, 2024" signs a post of a social network
	}
	if words := strings.Fields(d.rest); strings.ContainsAny(text, "|·•") && len(words) <= maxName && capitalised(words) {
		return true
	}
	return s.byline(d.rest) || s.personName(d.rest) || s.outletName(d.rest)
}

func (s *sheet) personName(text string) bool {
	words := strings.Fields(text)
	if len(words) < 2 || len(words) > 4 || strings.ContainsFunc(text, unicode.IsDigit) {
		return false
	}
	for _, w := range words {
		if r := []rune(w); !unicode.IsUpper(r[0]) {
			return false
		}
	}
	return true
}

func (s *sheet) keepByline(text string) {
	if s.parts.Byline == "" {
		s.parts.Byline = text
	}
	text = strings.TrimRight(text, " |-–—")
	for _, dash := range []string{" - ", " – ", " — ", " | "} {
		i := strings.LastIndex(text, dash)
		if i <= 0 || s.parts.Outlet != "" {
			continue
		}
		name := strings.TrimSpace(text[i+len(dash):])
		if words := strings.Fields(name); s.outletName(name) || len(words) <= maxName && capitalised(words) && s.staff(text[:i]) && !s.byline(name) {
			s.parts.Outlet = name
		}
	}
	s.parts.Outlet = firstOf(s.parts.Outlet, s.outletOf(text))
}

func (s *sheet) outletOf(text string) string {
	if before, _, ok := strings.Cut(text, ","); ok && s.outletName(before) {
		return before
	}
	if s.outletName(text) {
		return text
	}
	return ""
}

func (s *sheet) staff(text string) bool {
	for _, w := range strings.Fields(strings.ToLower(text)) {
		if row := s.words.Table("bylines")[w]; row != nil && row[0] == "holds" {
			return true
		}
	}
	return false
}

func (s *sheet) signedStandfirst(text string) {
	for _, verb := range []string{"reports ", "writes "} {
		at := strings.LastIndex(text, verb)
		if at <= 0 || !strings.ContainsAny(text[at-1:at], ".… -–—") {
			continue
		}
		name := strings.TrimRight(text[at+len(verb):], ". ")
		words := strings.Fields(name)
		closed := strings.TrimRight(text[:at], " ")
		if len(words) == 0 || len(words) > maxName || !capitalised(words) || !strings.ContainsAny(closed[len(closed)-1:], ".-") && !strings.HasSuffix(closed, "…") && !strings.HasSuffix(closed, "–") && !strings.HasSuffix(closed, "—") {
			continue
		}
		if s.outletName(name) {
			s.parts.Outlet = firstOf(s.parts.Outlet, name)
		} else {
			s.parts.Byline = firstOf(s.parts.Byline, name)
		}
	}
}
