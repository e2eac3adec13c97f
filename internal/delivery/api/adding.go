package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"variorum/edition"
	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
)

// Permit is what a request shows that it may write.
type Permit struct {
	Authorization string `header:"Authorization" doc:"Bearer and the server's secret, where it has one."`
	Token         string `header:"X-Variorum-Token" doc:"What /token gives."`
}

// Record is a page in a request; its fields are those of JSON Lines (docs/formats.md).
type Record struct {
	ID     string `json:"id,omitempty" maxLength:"2000" doc:"The page's name; without it the address."`
	URL    string `json:"url,omitempty" maxLength:"8000" doc:"Its address, by which it is known when it comes again."`
	Outlet string `json:"outlet,omitempty" maxLength:"500"`
	Date   string `json:"date,omitempty" maxLength:"200" doc:"When it was published, or fetched."`
	Title  string `json:"title,omitempty" maxLength:"5000"`
	Text   string `json:"text,omitempty" doc:"The text of the article, paragraphs parted by a blank line."`
	HTML   string `json:"html,omitempty" doc:"The whole page; it goes first."`
}

// Adding is what a request adds: addresses that are fetched, and pages that it brings.
type Adding struct {
	URLs  []string `json:"urls,omitempty" maxItems:"20" nullable:"false"`
	Pages []Record `json:"pages,omitempty" maxItems:"1000" nullable:"false"`
}

// Added is what became of what was added.
type Added struct {
	New     int      `json:"new"`
	Changed int      `json:"changed" doc:"New versions of pages that were there."`
	Same    int      `json:"same"`
	Pages   []Taken  `json:"pages" nullable:"false"`
	Stories []int64  `json:"stories" nullable:"false" doc:"Those that were made or told anew."`
	Unread  []Unread `json:"unread" nullable:"false" doc:"What gave no page or no account."`
}

// Taken is a page that is in the store now, whatever happens next.
type Taken struct {
	Account int64  `json:"account" doc:"Its number, which it keeps."`
	Source  string `json:"source"`
	State   string `json:"state" enum:"new,changed,same"`
}

// Unread is an input that could not be read, with the reason and what to do.
type Unread struct {
	Source string `json:"source"`
	Why    string `json:"why"`
}

func (a *server) adding(h huma.API) {
	register(h, "get-token", http.MethodGet, "/token", "Give a token for writing, good for a day", func(context.Context, *struct{}) (*struct {
		Body struct {
			Token string `json:"token"`
		}
	}, error,
	) {
		out := &struct {
			Body struct {
				Token string `json:"token"`
			}
		}{}
		out.Body.Token = a.token(a.hour())
		return out, nil
	})
	writes := func(o *huma.Operation) {
		o.Security = []map[string][]string{{"secret": {}}, {"token": {}}}
		o.Errors = []int{http.StatusBadRequest, http.StatusUnauthorized, http.StatusForbidden, http.StatusRequestEntityTooLarge, http.StatusUnprocessableEntity}
		o.BodyReadTimeout = uploadTime
	}
	register(h, "add-pages", http.MethodPost, "/pages", "Add pages by their addresses or by what they hold", a.add, writes)
	register(h, "upload", http.MethodPost, "/uploads", "Add a file: a page, JSON Lines, a web archive, a feed, also gzip", a.upload, writes)
	register(h, "list-unread", http.MethodGet, "/unread", "List what gave no account", a.unread)
}

func (a *server) add(ctx context.Context, in *struct {
	Permit
	Body Adding
},
) (*struct{ Body Added }, error) {
	if err := a.writing(in.Authorization, in.Token); err != nil {
		return nil, err
	}
	var g gathered
	for _, address := range in.Body.URLs {
		a.fetch(ctx, address, &g)
	}
	for i, record := range in.Body.Pages {
		raw, err := json.Marshal(record)
		if err != nil {
			return nil, a.failed(ctx, err)
		}
		if err := g.read(ctx, fmt.Sprintf("pages[%d]", i), bytes.NewReader(raw)); err != nil {
			return nil, a.failed(ctx, err)
		}
	}
	return a.keep(ctx, &g)
}

func (a *server) upload(ctx context.Context, in *struct {
	Permit
	Name    string `query:"name" maxLength:"200" doc:"What messages call it."`
	RawBody []byte `contentType:"application/octet-stream"`
},
) (*struct{ Body Added }, error) {
	if err := a.writing(in.Authorization, in.Token); err != nil {
		return nil, err
	}
	var g gathered
	name := in.Name
	if name == "" {
		name = "upload"
	}
	if err := g.read(ctx, name, bytes.NewReader(in.RawBody)); err != nil {
		return nil, a.failed(ctx, err)
	}
	return a.keep(ctx, &g)
}

// gathered is what a request brings.
type gathered struct {
	pages  []intake.Page
	unread []edition.Unread
}

// read takes bytes as they would be read from standard input; name stands in messages.
func (g *gathered) read(ctx context.Context, name string, in io.Reader) error {
	return intake.Each(ctx, []string{"-"}, in, func(p intake.Page) error {
		g.pages = append(g.pages, p)
		return nil
	}, func(u edition.Unread) {
		g.unread = append(g.unread, edition.Unread{Source: name + strings.TrimPrefix(u.Source, "-"), Why: u.Why})
	})
}

func (a *server) fetch(ctx context.Context, address string, g *gathered) {
	if a.Fetch == nil {
		g.unread = append(g.unread, edition.Unread{Source: address, Why: "this server fetches nothing; send what the page holds"})
		return
	}
	p, err := a.Fetch(ctx, address)
	if err != nil {
		g.unread = append(g.unread, edition.Unread{Source: address, Why: err.Error()})
		return
	}
	g.pages = append(g.pages, p)
}

// keep puts what was gathered into the store. A request that brought nothing that can be read is refused.
func (a *server) keep(ctx context.Context, g *gathered) (*struct{ Body Added }, error) {
	if len(g.pages) == 0 {
		var details []error
		for _, u := range g.unread {
			details = append(details, &huma.ErrorDetail{Message: u.Why, Location: u.Source})
		}
		return nil, huma.Error422UnprocessableEntity("there is no page in it", details...)
	}
	added, err := a.store.Add(ctx, g.pages, store.AddOptions{})
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	out := &struct{ Body Added }{Added{New: added.New, Changed: added.Changed, Same: added.Same, Pages: []Taken{}, Stories: listed(added.Stories), Unread: []Unread{}}}
	for i, t := range added.Pages {
		out.Body.Pages = append(out.Body.Pages, Taken{Account: t.Page, Source: g.pages[i].Source, State: string(t.State)})
	}
	for _, u := range append(g.unread, added.Unread...) {
		out.Body.Unread = append(out.Body.Unread, Unread(u))
	}
	return out, nil
}

// mostUnread is how many are listed.
const mostUnread = 1000

func (a *server) unread(ctx context.Context, _ *struct{}) (*struct{ Body []Unread }, error) {
	list, err := a.store.Unread(ctx, mostUnread)
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	out := &struct{ Body []Unread }{[]Unread{}}
	for _, u := range list {
		out.Body = append(out.Body, Unread(u))
	}
	return out, nil
}
