package web

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestUnchangedPagesAreNotSentAgain: a page has a tag until its story changes.
func TestUnchangedPagesAreNotSentAgain(t *testing.T) {
	s := serve(t, Options{})
	s.take(fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...))
	for _, path := range []string{"/stories/1", "/accounts/1", "/stories/1?save=1"} {
		first := s.get(path)
		tag := first.Header.Get("ETag")
		if first.StatusCode != 200 || tag == "" {
			t.Fatalf("%s: %s, tag %q", path, first.Status, tag)
		}
		if again := s.get(path, "If-None-Match", tag); again.StatusCode != http.StatusNotModified || again.body != "" {
			t.Errorf("%s again: %s", path, again.Status)
		}
		if again := s.get(path); again.body != first.body {
			t.Errorf("%s is not the same the second time", path)
		}
	}
	tag := s.get("/stories/1").Header.Get("ETag")
	s.take(fictive("Teal Islander", "Marrow Light aground", "2025-03-03", ferry[0], ferry[1]))
	if got := s.get("/stories/1", "If-None-Match", tag); got.StatusCode != 200 || !strings.Contains(got.body, "Teal Islander") {
		t.Errorf("after it has grown: %s", got.Status)
	}
}

// TestAddressesStay: an account has one address, also when it is asked for by its id; a story that became part of another leads on.
func TestAddressesStay(t *testing.T) {
	s := serve(t, Options{})
	s.take(fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...))
	if got := s.get("/accounts/sound-courier"); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != "/accounts/1" {
		t.Errorf("by its id: %s %s", got.Status, got.Header.Get("Location"))
	}
	for _, path := range []string{"/stories/2", "/stories/0", "/stories/-1", "/stories/x", "/stories/99999999999999999999", "/accounts/2", "/accounts/x", "/raw/xyz", "/accounts/1/raw/00", "/stories/1/x", "/compare?a=1&b=9"} {
		if got := s.get(path); got.StatusCode != http.StatusNotFound || !strings.Contains(got.body, "<h1>") {
			t.Errorf("%s: %s", path, got.Status)
		}
	}
	if got := s.get("/stories/2", "Accept", "application/json"); got.Header.Get("Content-Type") != "application/problem+json" || !strings.Contains(got.body, `"status":404`) {
		t.Errorf("to a program: %s", got.body)
	}
	for path, allowed := range map[string]string{"/stories/1": "GET, HEAD", "/add": "GET, HEAD, POST"} {
		if got := s.send("DELETE", path, ""); got.StatusCode != http.StatusMethodNotAllowed || got.Header.Get("Allow") != allowed {
			t.Errorf("DELETE %s: %s, allowed %q", path, got.Status, got.Header.Get("Allow"))
		}
	}
	if got := s.get("/compare?a=1&b=999"); got.StatusCode != http.StatusNotFound || !strings.Contains(got.body, "no account 999.") {
		t.Errorf("of two accounts, one that is not there: %s", got.Status)
	}
}

// TestSearchAndFilters: words, outlet, days and what is in conflict narrow the list, and what finds nothing says what to do.
func TestSearchAndFilters(t *testing.T) {
	s := serve(t, Options{})
	s.take(examples(t)...)
	for query, want := range map[string]int{
		"": 3, "?q=herring": 2, "?q=%22walk+out%22": 1, "?q=zebra": 0, "?outlet=Saltline": 1, "?outlet=saltline": 1, "?outlet=No+Such": 0,
		"?from=2025-01-01": 2, "?to=2024-01-01": 1, "?has=figures": 1, "?has=quotations&has=dates": 1, "?by=origins": 3,
		"?lang=en": 3, "?lang=fr": 0, "?q=herring&from=2025-01-01": 1,
	} {
		got := s.get("/" + query)
		if n := strings.Count(got.body, `class="t title"`); got.StatusCode != 200 || n != want {
			t.Errorf("/%s: %s, %d stories, want %d", query, got.Status, n, want)
		}
		if want == 0 && !strings.Contains(got.body, "Show all stories") {
			t.Errorf("/%s finds nothing and says no more", query)
		}
	}
	for query, why := range map[string]string{"?q=%21%21": "no word", "?from=x": "is no day", "?by=nonsense": "no order", "?after=x": "cursor"} {
		if got := s.get("/" + query); got.StatusCode != http.StatusBadRequest || !strings.Contains(got.body, why) || strings.Contains(got.body, "news.db") {
			t.Errorf("/%s: %s", query, got.Status)
		}
	}
}

// TestListGoesOn: each story is on one page of a long list, and only on one.
func TestListGoesOn(t *testing.T) {
	s := serve(t, Options{})
	for i := range storiesAtOnce + 5 {
		s.take(fictive(fmt.Sprintf("Paper %d", i), babble(i, 5), "2025-03-03", babble(i+100, 40)+".", babble(i+200, 40)+"."))
	}
	seen := map[string]bool{}
	path := "/"
	for range 3 {
		got := s.get(path)
		for _, part := range strings.Split(got.body, `id="story-`)[1:] {
			id, _, _ := strings.Cut(part, `"`)
			if seen[id] {
				t.Errorf("story %s twice", id)
			}
			seen[id] = true
		}
		_, rest, more := strings.Cut(got.body, `<a href="/?after=`)
		if !more {
			break
		}
		cursor, _, _ := strings.Cut(rest, `"`)
		path = "/?after=" + cursor
	}
	if len(seen) != storiesAtOnce+5 {
		t.Errorf("%d stories in all, want %d", len(seen), storiesAtOnce+5)
	}
}

// TestCacheHoldsItsSize: whatever is put in, the pages kept are those put last, whole, and take no more room than there is.
func TestCacheHoldsItsSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := newCache(1000)
		last := map[string]string{}
		for range rapid.IntRange(0, 60).Draw(t, "puts") {
			key := rapid.SampledFrom([]string{"a", "b", "c", "d", "e", "f", "g", "h"}).Draw(t, "key")
			tag := rapid.SampledFrom([]string{"1", "2"}).Draw(t, "tag")
			body := strings.Repeat(key+tag, rapid.IntRange(0, 80).Draw(t, "length"))
			if c.put(key, tag, []byte(body)); len(body) <= 125 {
				last[key] = tag + "/" + body
			}
			got, ok := c.get(key, tag)
			if len(body) <= 125 && (!ok || string(got) != body) {
				t.Fatalf("%s was put and is not there", key)
			}
			sum := 0
			for k := range c.at {
				sum += len(c.at[k].Value.(*cached).body)
			}
			if sum != c.bytes || sum > 1000 {
				t.Fatalf("%d bytes are kept, counted %d", sum, c.bytes)
			}
		}
		for key, want := range last {
			tag, body, _ := strings.Cut(want, "/")
			if got, ok := c.get(key, tag); ok && string(got) != body {
				t.Fatalf("%s is %q, want %q", key, got, body)
			}
		}
	})
}

// babble is words of no language, others for each seed.
func babble(seed, words int) string {
	random := rand.New(rand.NewPCG(uint64(seed), 7))
	var b strings.Builder
	for range words {
		for range 2 + random.IntN(3) {
			b.WriteByte("bdfgklmnprstvz"[random.IntN(14)])
			b.WriteByte("aeiou"[random.IntN(5)])
		}
		b.WriteByte(' ')
	}
	return strings.TrimSpace(b.String())
}

// TestPastedTextsHaveNamesOfTheirOwn: a text that is pasted is called after its first words, one in HTML after its digest, and neither is doubted for
// having the name of another.
func TestPastedTextsHaveNamesOfTheirOwn(t *testing.T) {
	s := serve(t, Options{})
	tok := token(t, s)
	for _, text := range []string{
		"Two sheds burn!\n\n" + ferry[0], "حريق في الميناء\n\nاندلع حريق كبير في رصيف الميناء الشمالي يوم الاثنين، وقالت رئيسة الميناء إن أحدا لم يصب بأذى.",
		"<html><body><article><h1>Baths open</h1><p>" + ferry[1] + "</p></article></body></html>",
	} {
		if got := s.send("POST", "/add", form("token", tok, "text", text), "Content-Type", urlencoded); got.StatusCode != http.StatusOK {
			t.Fatalf("%s\n%s", got.Status, got.body)
		}
	}
	for id, want := range map[int64]string{1: "two-sheds-burn", 2: "حريق-في-الميناء", 3: "pasted-"} {
		p, err := s.store.Page(t.Context(), id)
		if err != nil || !strings.HasPrefix(p.Name, want) || p.Account == nil || len(p.Account.Doubts) > 0 {
			t.Errorf("page %d: %+v %v", id, p, err)
		}
		if got := s.get(fmt.Sprintf("/accounts/%d", id)); strings.Contains(got.body, "stdin") || strings.Contains(got.body, ">-<") {
			t.Errorf("account %d is named after standard input", id)
		}
	}
}
