package fetch

import (
	"bytes"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// robots is what a robots.txt says to us, after RFC 9309, which the libraries for it keep to in part only
// (docs/decisions/0008-robots.md).
type robots struct {
	rules []rule
	delay time.Duration
	none  string // why nothing may be fetched: the server could not say; empty where it did
}

// rule allows or forbids the paths that its pattern matches.
type rule struct {
	pattern string
	allow   bool
}

// readRobots reads the groups of a robots.txt that are for an agent, by its product's name: those that name it, together, or else
// those for all. A line that is no rule is passed over.
func readRobots(raw []byte, agent string) *robots {
	raw = bytes.TrimPrefix(raw, []byte("\xef\xbb\xbf"))
	var own, all robots
	named := false          // a group names the agent
	var forOwn, forAll bool // the group that is being read
	heading := false        // the lines read last name agents
	for line := range bytes.FieldsFuncSeq(raw, func(r rune) bool { return r == '\n' || r == '\r' }) {
		key, value, ok := robotsLine(line)
		switch {
		case !ok:
		case key == "user-agent":
			if !heading {
				forOwn, forAll, heading = false, false, true
			}
			forOwn = forOwn || strings.EqualFold(productOf(value), agent)
			forAll = forAll || value == "*"
			named = named || forOwn
		case key == "allow" || key == "disallow":
			heading = false
			own.add(forOwn, value, key == "allow")
			all.add(forAll, value, key == "allow")
		case key == "crawl-delay":
			own.wait(forOwn, value)
			all.wait(forAll, value)
		}
	}
	if named {
		return &own
	}
	return &all
}

// robotsLine cuts a line into its key and its value.
func robotsLine(line []byte) (key, value string, ok bool) {
	text, _, _ := strings.Cut(string(line), "#")
	key, value, ok = strings.Cut(text, ":")
	return strings.ToLower(strings.TrimSpace(key)), strings.TrimSpace(value), ok
}

// productOf is the name at the beginning of what a group is for: letters, hyphens and underscores.
func productOf(value string) string {
	return value[:len(value)-len(strings.TrimLeftFunc(value, func(r rune) bool {
		return r == '-' || r == '_' || 'a' <= r|0x20 && r|0x20 <= 'z'
	}))]
}

func (r *robots) add(mine bool, pattern string, allow bool) {
	if !mine || pattern == "" {
		return
	}
	if pattern[0] != '/' && pattern[0] != '*' {
		pattern = "/" + pattern
	}
	r.rules = append(r.rules, rule{escaped(pattern), allow})
}

func (r *robots) wait(mine bool, value string) {
	if s, err := strconv.ParseFloat(value, 64); mine && err == nil && s > 0 {
		r.delay = max(r.delay, min(time.Duration(min(s, maxCrawlDelay.Seconds())*float64(time.Second)), maxCrawlDelay))
	}
}

// allows reports whether an address may be fetched: the longest pattern that matches decides, and of equals the one that allows.
func (r *robots) allows(u *url.URL) bool {
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	if path == "/robots.txt" {
		return true
	}
	if r.none != "" {
		return false
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	path = escaped(path)
	best, allow := -1, true
	for _, rule := range r.rules {
		if n := len(rule.pattern); (n > best || n == best && rule.allow) && matches(rule.pattern, path) {
			best, allow = n, rule.allow
		}
	}
	return allow
}

// escaped brings a path or pattern to one way of writing: what may stand plainly does, all else in capital hexadecimal digits.
func escaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				i += 2
				if d := byte(n); !unreserved(d) {
					b.WriteByte('%')
					b.WriteString(strings.ToUpper(s[i-1 : i+1]))
					continue
				}
				b.WriteByte(byte(n))
				continue
			}
		}
		if c <= ' ' || c >= 0x7f {
			const digits = "0123456789ABCDEF"
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
			continue
		}
		b.WriteByte(c)
	}
	return b.String()
}

func unreserved(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// matches reports whether a pattern matches the beginning of a path: * stands for anything, and $ at the end for the end.
func matches(pattern, path string) bool {
	pattern, anchored := strings.CutSuffix(pattern, "$")
	if !anchored {
		pattern += "*"
	}
	p, s := 0, 0
	star, from := -1, 0 // the last *, and how far it reaches so far
	for s < len(path) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, from = p, s
			p++
		case p < len(pattern) && pattern[p] == path[s]:
			p++
			s++
		case star >= 0:
			from++
			p, s = star+1, from
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
