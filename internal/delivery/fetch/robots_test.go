package fetch

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestRobots(t *testing.T) {
	for _, c := range []struct{ why, text, allowed, forbidden string }{
		{"an empty file allows all", "", "/ /a", ""},
		{"all are forbidden one folder", "User-agent: *\nDisallow: /private/", "/ /private /public", "/private/ /private/a?b"},
		{"our own group alone counts, whatever it leaves out", "User-agent: *\nDisallow: /\n\nUser-agent: Variorum/2.0\nDisallow: /no", "/ /yes", "/no /no/more"},
		{"an empty rule of our own group forbids nothing", "User-agent: variorum\nDisallow:\n\nUser-agent: *\nDisallow: /", "/ /a", ""},
		{"another product whose name begins like ours is not ours", "User-agent: variorumbot\nDisallow: /\nUser-agent: vario\nDisallow: /", "/ /a", ""},
		{"groups for us are taken together", "User-agent: variorum\nDisallow: /a\nUser-agent: other\nDisallow: /\nUser-agent: VARIORUM\nDisallow: /b", "/c", "/a /b"},
		{"a group may be for several", "User-agent: other\nUser-agent: variorum\nDisallow: /x", "/", "/x"},
		{"what is between the names of a group and its rules does not part them", "User-agent: variorum\nSitemap: https://x/\n\nCrawl-delay: 1\nUser-agent: other\nDisallow: /x", "/", "/x"},
		{"the longest rule decides", "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c", "/a/b /a/b/d", "/a /a/x /a/b/c/d"},
		{"of equals the one that allows", "User-agent: *\nDisallow: /page\nAllow: /page", "/page", ""},
		{"stars and ends", "User-agent: *\nDisallow: /*.php$\nDisallow: /*/draft\nAllow: /ok*.php", "/a.php5 /x.html /draft", "/a.php /a/draft"},
		{"a pattern begins where the path does", "User-agent: *\nDisallow: /b*c", "/a/bxc", "/bxc /bc"},
		{"escaped and plain are the same", "User-agent: *\nDisallow: /caf%C3%A9\nDisallow: /%7Eann\nDisallow: /b/ü", "/cafe", "/caf%c3%a9 /~ann /b/%C3%BC"},
		{"the query is part of the path", "User-agent: *\nDisallow: /*?print=", "/a?x=1 /a", "/a?print=1"},
		{"robots.txt itself is always allowed", "User-agent: *\nDisallow: /", "/robots.txt", "/"},
		{"lines that are nothing are passed over", "\ufeffUser-agent : * # all\r\nnonsense\rDisallow : /a # here\nAllow /a\nCrawl-delay: soon", "/b", "/a"},
		{"rules before any group are nobody's", "Disallow: /\nUser-agent: other\nDisallow: /", "/ /a", ""},
		{"a rule without its slash has one", "User-agent: *\nDisallow: a", "/b", "/a"},
	} {
		r := readRobots([]byte(c.text), Product)
		for want, paths := range map[bool]string{true: c.allowed, false: c.forbidden} {
			for path := range strings.FieldsSeq(paths) {
				u, err := url.Parse("https://harbour.example" + path)
				if err != nil {
					t.Fatal(err)
				}
				if r.allows(u) != want {
					t.Errorf("%s: %s allowed is %v, want %v", c.why, path, !want, want)
				}
			}
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"User-agent: *\nCrawl-delay: 2.5": 2500 * time.Millisecond, "User-agent: other\nCrawl-delay: 9": 0, "User-agent: *\nCrawl-delay: -1": 0,
		"User-agent: *\nCrawl-delay: 1e300": maxCrawlDelay, "User-agent: *\nCrawl-delay: 3\nUser-agent: variorum\nDisallow: /a": 0, "User-agent: *\nCrawl-delay: NaN": 0,
	} {
		if got := readRobots([]byte(text), Product).delay; got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

// TestMatchesAsPatternsDo compares the matching with a plain definition of it.
func TestMatchesAsPatternsDo(t *testing.T) {
	var slow func(pattern, path string, anchored bool) bool
	slow = func(pattern, path string, anchored bool) bool {
		switch {
		case pattern == "":
			return !anchored || path == ""
		case pattern[0] == '*':
			for i := range len(path) + 1 {
				if slow(pattern[1:], path[i:], anchored) {
					return true
				}
			}
			return false
		}
		return path != "" && path[0] == pattern[0] && slow(pattern[1:], path[1:], anchored)
	}
	rapid.Check(t, func(rt *rapid.T) {
		pattern, path := rapid.StringMatching(`/[ab*]{0,8}\$?`).Draw(rt, "pattern"), rapid.StringMatching(`/[ab]{0,10}`).Draw(rt, "path")
		bare, anchored := strings.CutSuffix(pattern, "$")
		if got, want := matches(pattern, path), slow(bare, path, anchored); got != want {
			rt.Errorf("%s matches %s: %v, want %v", pattern, path, got, want)
		}
	})
}

// FuzzRobots holds that a robots.txt of any bytes is read, and that forbidding all forbids whatever else it says of others.
func FuzzRobots(f *testing.F) {
	f.Add([]byte("User-agent: *\nDisallow: /a*b$\nAllow: /%zz%C3"), "/a%")
	f.Add([]byte("User-agent:\nCrawl-delay: 1"), "/?*$")
	f.Fuzz(func(t *testing.T, text []byte, path string) {
		u := &url.URL{Scheme: "https", Host: "harbour.example", Path: "/" + path}
		readRobots(text, Product).allows(u)
		all := append(append([]byte{}, text...), "\nx: y\nUser-agent: variorum\nDisallow: /\n"...)
		r := readRobots(all, Product)
		if u.EscapedPath() != "/robots.txt" && len(r.rules) == 1 && r.allows(u) {
			t.Errorf("%q is allowed", path)
		}
		if r.delay > maxCrawlDelay || r.delay < 0 {
			t.Errorf("a delay of %v", r.delay)
		}
	})
}
