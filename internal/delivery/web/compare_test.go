package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// TestAnyTwoAccountsSideBySide: accounts of two stories are laid side by side as those of one are, and nothing is said of them that
// holds only of one event.
func TestAnyTwoAccountsSideBySide(t *testing.T) {
	s := serve(t, Options{})
	s.take(examples(t)...)
	got := s.get("/compare?a=torrin-courant&b=torrin-courant-2022")
	for _, want := range []string{"Of two stories:", "in common", "<mark class=", `class="c-mid"`, "Save this view"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("%s: no %q", got.Status, want)
		}
	}
	for _, bad := range []string{`class="fig conflict"`, "go back to", "goes back to"} {
		if strings.Contains(got.body, bad) {
			t.Errorf("of two stories it is said: %s", bad)
		}
	}
	if apart := s.get("/compare?a=torrin-courant&b=aldersund-gazette-trams"); !strings.Contains(apart.body, "share no passage") {
		t.Errorf("two accounts of nothing in common: %s", apart.Status)
	}
	tag := got.Header.Get("ETag")
	s.take(fictive("Quay Post", "Trams and herring", "2025-10-16", ferry...))
	if again := s.get("/compare?a=torrin-courant&b=torrin-courant-2022", "If-None-Match", tag); tag == "" || again.StatusCode != http.StatusNotModified {
		t.Errorf("the same two again, after another story has come in: %s", again.Status)
	}
	saved := s.get("/compare?a=torrin-courant&b=torrin-courant-2022&save=1")
	if saved.StatusCode != 200 || !strings.Contains(saved.Header.Get("Content-Disposition"), "attachment") || strings.Contains(saved.body, `href="/`) {
		t.Errorf("saved: %s %s", saved.Status, saved.Header.Get("Content-Disposition"))
	}
}

// TestChoosingTwoAccounts: a search leads to the first account, then to the second; the address of an account's page is taken for it.
func TestChoosingTwoAccounts(t *testing.T) {
	s := serve(t, Options{})
	s.take(examples(t)...)
	first := s.get("/compare?q=herring")
	if !strings.Contains(first.body, `href="/compare?a=`) || strings.Contains(first.body, "&amp;b=") {
		t.Errorf("the choice of the first: %s", first.Status)
	}
	st := s.largest()
	a := strings.TrimPrefix(accountAt(&st, 0), "/accounts/")
	second := s.get("/compare?a=" + a)
	if n := strings.Count(second.body, `href="/compare?a=`+a+`&amp;b=`); n != st.Accounts-1 {
		t.Errorf("%d accounts of the same story are offered, want %d", n, st.Accounts-1)
	}
	if found := s.get("/compare?a=" + a + "&q=tram"); !strings.Contains(found.body, "Tram drivers") {
		t.Error("a search for the second finds none of another story")
	}
	b := accountAt(&st, 3)
	for _, typed := range []string{s.url + b, b, strings.TrimPrefix(b, "/accounts/"), st.Edition.Stories[0].Accounts[3]} {
		want := "/compare?a=" + a + "&b=" + strings.TrimPrefix(b, "/accounts/")
		if got := s.get("/compare?a=" + a + "&q=" + url.QueryEscape(typed)); got.StatusCode != http.StatusSeeOther || got.Header.Get("Location") != want {
			t.Errorf("%s leads to %s %s, want %s", typed, got.Status, got.Header.Get("Location"), want)
		}
	}
	if none := s.get("/compare?a=" + a + "&q=zebra"); none.StatusCode != 200 || !strings.Contains(none.body, "No account with “zebra”") {
		t.Errorf("a search for nothing: %s", none.Status)
	}
	if same := s.get("/compare?a=" + a + "&b=" + a); same.StatusCode != 200 || !strings.Contains(same.body, "Of the same story") {
		t.Errorf("an account beside itself: %s", same.Status)
	}
	for path, status := range map[string]int{"/compare?a=nobody": 404, "/compare?a=" + a + "&b=nobody": 404, "/compare?a=" + a + "&q=%21": 400} {
		if got := s.get(path); got.StatusCode != status {
			t.Errorf("%s: %s, want %d", path, got.Status, status)
		}
	}
}

// TestWireBesideAnAccount: the restored text of a source stands beside what an account made of it, sentence by sentence.
func TestWireBesideAnAccount(t *testing.T) {
	s := serve(t, Options{})
	s.take(examples(t)...)
	st := s.largest()
	story := st.Edition.Stories[0]
	if len(story.Wire) == 0 {
		t.Fatal("the examples' wire is not restored")
	}
	wire := story.Wire[0]
	account := wire.Sentences[0].Support[0]
	path := fmt.Sprintf("/compare?a=%d&wire=%s", st.Pages[account], url.QueryEscape(wire.Node))
	if page := s.get(fmt.Sprintf("/stories/%d", st.ID)); !strings.Contains(page.body, strings.ReplaceAll(path, "&", "&amp;")) {
		t.Errorf("the story does not lead to %s", path)
	}
	got := s.get(path)
	for _, want := range []string{"made of the text of " + wire.Source, `<mark class="conj">`, "passages in common", `class="s lost"`, "restored;"} {
		if !strings.Contains(got.body, want) {
			t.Errorf("%s: no %q", got.Status, want)
		}
	}
	for _, r := range wire.Sentences {
		for _, word := range strings.Fields(r.Text) {
			if word = strings.Trim(word, `"“”‘’.,;:'`); !strings.ContainsAny(word, "’'&") && !strings.Contains(got.body, word) {
				t.Errorf("the restored %q is not there", word)
			}
		}
	}
	if none := s.get(fmt.Sprintf("/compare?a=%d&wire=nobody", st.Pages[account])); none.StatusCode != 404 || !strings.Contains(none.body, "No such source") {
		t.Errorf("a source that nobody restored: %s", none.Status)
	}
}

// TestAccountsThatHaveJustComeIn: a large story is told some time after an account has come into it; meanwhile the account has its page.
func TestAccountsThatHaveJustComeIn(t *testing.T) {
	s := serve(t, Options{})
	s.take(fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...))
	s.take(fictive("Gull and Mast", "Council votes on swimming baths", "2025-03-04", "The council of Wick Sound has voted by eleven to four to keep the swimming baths open through the winter.", "Lessons for schools begin again in October, the leisure committee said."))
	story, err := s.store.Story(t.Context(), 1)
	if err != nil {
		t.Fatal(err)
	}
	late, err := s.store.Page(t.Context(), 2)
	if err != nil {
		t.Fatal(err)
	}
	alone, err := s.desk.alone(t.Context(), &story, &late)
	if err != nil {
		t.Fatal(err)
	}
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://localhost/accounts/2", nil)
	if err != nil {
		t.Fatal(err)
	}
	body, err := drawAccount(r, newFrame(r, "", ""), &alone, &late, true)
	if err != nil || !strings.Contains(string(body), "swimming baths open") || !strings.Contains(string(body), "just come in") || !strings.Contains(string(body), "/stories/1") {
		t.Errorf("%v\n%s", err, body)
	}
}

// TestUnitsSideBySide: the same number in another unit is marked as a conflict, and the words around it, which both have, as no difference.
func TestUnitsSideBySide(t *testing.T) {
	s := serve(t, Options{})
	s.take(examples(t)...)
	got := s.get("/compare?a=torrin-courant&b=tabor-evening-star")
	for _, want := range []string{`<mark class="fig conflict">41,500 <mark class="sub">tonnes</mark></mark>`, `<mark class="fig conflict">41,500 <mark class="sub">kilos</mark></mark>`, `</mark>, Oona Terrisk <mark`} {
		if !strings.Contains(got.body, want) {
			t.Errorf("%s: no %s", got.Status, want)
		}
	}
}
