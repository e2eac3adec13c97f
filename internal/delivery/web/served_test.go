package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"variorum/internal/delivery/store"
	"variorum/internal/delivery/store/storetest"
	"variorum/internal/news/intake"
)

// served is a desk on a real store, behind a real server.
type served struct {
	t      *testing.T
	desk   *desk
	store  *store.Store
	url    string
	client *http.Client
}

func serve(t testing.TB, o Options) *served {
	t.Helper()
	ctx, stop := context.WithCancel(context.Background())
	s := o.Store
	if s == nil {
		var err error
		if s, err = store.Open(ctx, filepath.Join(t.TempDir(), "news.db"), store.Options{}); err != nil {
			t.Fatal(err)
		}
		o.Store = s
	}
	d := newDesk(o, true)
	if err := d.begin(ctx); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { defer close(ended); d.follow(ctx, func(err error) { t.Error(err) }) }()
	server := httptest.NewServer(d.handler())
	t.Cleanup(func() {
		stop()
		<-ended
		server.Close()
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	served := &served{desk: d, store: s, url: server.URL, client: server.Client()}
	served.t, _ = t.(*testing.T)
	served.client.Jar = jar
	served.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return served
}

// take adds pages as another program would.
func (s *served) take(pages ...intake.Page) store.Added {
	s.t.Helper()
	added, err := s.store.Add(context.Background(), pages, store.AddOptions{})
	if err != nil {
		s.t.Fatal(err)
	}
	return added
}

// answer is what a server answered.
type answer struct {
	*http.Response
	body string
}

// send makes a request as a browser does. what holds headers, name and value by turns.
func (s *served) send(method, path, body string, what ...string) answer {
	s.t.Helper()
	r, err := http.NewRequestWithContext(s.t.Context(), method, s.url+path, strings.NewReader(body))
	if err != nil {
		s.t.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	for i := 0; i+1 < len(what); i += 2 {
		if what[i] == "Host" {
			r.Host = what[i+1]
		}
		r.Header.Set(what[i], what[i+1])
	}
	got, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	defer got.Body.Close()
	var b bytes.Buffer
	if _, err := b.ReadFrom(got.Body); err != nil {
		s.t.Fatal(err)
	}
	return answer{got, b.String()}
}

func (s *served) get(path string, what ...string) answer {
	s.t.Helper()
	return s.send(http.MethodGet, path, "", what...)
}

// examples are the invented pages of the project's examples.
func examples(t testing.TB) []intake.Page {
	t.Helper()
	pages, err := storetest.Pages()
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// largest is the story with most accounts.
func (s *served) largest() store.Story {
	s.t.Helper()
	rows, _, _, err := s.store.Stories(context.Background(), store.Query{Sort: store.MostAccounts})
	if err != nil || len(rows) == 0 {
		s.t.Fatal("no story", err)
	}
	st, err := s.store.Story(context.Background(), rows[0].ID)
	if err != nil {
		s.t.Fatal(err)
	}
	return st
}

// account is the address of the story's account with this place in it.
func accountAt(st *store.Story, i int) string {
	return fmt.Sprintf("/accounts/%d", st.Pages[st.Edition.Stories[0].Accounts[i]])
}

// fictive is an invented page of an outlet, as HTML.
func fictive(outlet, title, day string, paragraphs ...string) intake.Page {
	var b strings.Builder
	fmt.Fprintf(&b, `<!doctype html><html lang="en"><head><title>%s</title><meta property="og:site_name" content="%s"><meta property="article:published_time" content="%sT09:00:00Z"></head><body><article><h1>%s</h1>`, title, outlet, day, title)
	for _, p := range paragraphs {
		b.WriteString("<p>" + p + "</p>")
	}
	b.WriteString("</article></body></html>")
	name := strings.ReplaceAll(strings.ToLower(outlet), " ", "-")
	return intake.Page{ID: name, Source: name + ".html", Kind: intake.HTML, Body: b.String(), Raw: []byte(b.String())}
}

// The paragraphs of a ferry that ran aground, which never happened.
var ferry = []string{
	"The ferry Marrow Light ran aground on the Teal sandbank shortly before dawn on Monday, and 140 passengers were taken off by lifeboats, the harbour office of Wick Sound said.",
	"“Nobody was hurt, and the hull is sound, but she will sit there until the spring tide lifts her,” harbour master Odile Renner told reporters on the quay.",
	"The ferry, built in 1987, carries commuters between Wick Sound and the island of Little Teal and had been due for repairs in the autumn.",
	"The operator has put on two smaller boats, which leave every forty minutes until the service is restored.",
}

func storeQuery(words string) store.Query { return store.Query{Words: words} }

// noFetch is a fetcher that gets nothing.
func noFetch(context.Context, string) (intake.Page, error) {
	return intake.Page{}, fmt.Errorf("no network in tests")
}
