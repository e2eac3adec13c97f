package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"variorum/edition"
	"variorum/internal/delivery/store"
)

// Hit is an account in a list.
type Hit struct {
	Account    int64   `json:"account" doc:"Its number, which it keeps."`
	ID         string  `json:"id" doc:"Its id in editions at present."`
	Story      int64   `json:"story"`
	StoryTitle string  `json:"story_title"`
	Outlet     string  `json:"outlet"`
	Title      string  `json:"title"`
	URL        string  `json:"url,omitempty"`
	First      string  `json:"first,omitempty" doc:"The first day on which it may have been published."`
	Last       string  `json:"last,omitempty" doc:"The last."`
	Snippet    []Piece `json:"snippet" nullable:"false" doc:"Words of its text around the first that was looked for."`
}

// Piece is a part of a snippet: words that were looked for, or those between them.
type Piece struct {
	Text  string `json:"text"`
	Found bool   `json:"found,omitempty"`
}

// HitOf is an account in a list, as the API gives it.
func HitOf(h store.Hit) Hit {
	out := Hit{
		Account: h.Page, ID: h.Account, Story: h.Story, StoryTitle: h.StoryTitle, Outlet: h.Outlet, Title: h.Title, URL: h.URL, First: string(h.First), Last: string(h.Last),
		Snippet: []Piece{},
	}
	for _, p := range h.Snippet {
		out.Snippet = append(out.Snippet, Piece(p))
	}
	return out
}

// Account is a page of the store with the account that it gave.
type Account struct {
	Account  int64     `json:"account" doc:"Its number, which it keeps."`
	ID       string    `json:"id,omitempty" doc:"Its id in editions at present; none when it is the same page as another."`
	Source   string    `json:"source"`
	Story    int64     `json:"story,omitempty"`
	Why      string    `json:"why,omitempty" doc:"Why the page gave no account."`
	Told     *told     `json:"told,omitempty" doc:"The account, as an edition has it."`
	Versions []Version `json:"versions" nullable:"false" doc:"The page as it came in, the newest first."`
}

// Version is a page as it came in once.
type Version struct {
	Number  int       `json:"number" doc:"From 1."`
	Source  string    `json:"source"`
	URL     string    `json:"url,omitempty"`
	Outlet  string    `json:"outlet,omitempty" doc:"This and what follows as its container gave it."`
	Date    string    `json:"date,omitempty"`
	Title   string    `json:"title,omitempty"`
	Fetched string    `json:"fetched,omitempty" doc:"When it was fetched; none where nobody said."`
	Added   time.Time `json:"added"`
	Raw     string    `json:"raw" doc:"SHA-256 of what was published, in hexadecimal digits: /raw gives it."`
	Size    int       `json:"size" doc:"In bytes."`
}

// told is an account in the JSON of editions.
type told json.RawMessage

// MarshalJSON gives the JSON as it is.
func (t *told) MarshalJSON() ([]byte, error) { return *t, nil }

// Schema is called by huma.
func (*told) Schema(huma.Registry) *huma.Schema { return ofEdition("Account") }

// tell counts the spans of an account as editions do.
func tell(a *edition.Account) (*told, error) {
	if a == nil {
		return nil, nil
	}
	e := edition.InCodePoints(&edition.Edition{Accounts: []edition.Account{*a}})
	raw, err := json.Marshal(e.Accounts[0])
	if err != nil {
		return nil, fmt.Errorf("write account %s: %w", a.ID, err)
	}
	t := told(raw)
	return &t, nil
}

func (a *server) accounts(h huma.API) {
	list := func(path string) func(context.Context, *struct {
		Filter
		Asked
	}) (*page[Hit], error) {
		return func(ctx context.Context, in *struct {
			Filter
			Asked
		},
		) (*page[Hit], error) {
			if path == "/search" && in.Words == "" && in.Name == "" && in.Figure == "" {
				return nil, huma.Error422UnprocessableEntity("say what is looked for: words, name or figure")
			}
			found, next, total, err := a.store.Search(ctx, in.query())
			if err != nil {
				return nil, a.failed(ctx, err)
			}
			items := make([]Hit, len(found))
			for i, f := range found {
				items[i] = HitOf(f)
			}
			return paged(items, next, total, path, in.values), nil
		}
	}
	register(h, "list-accounts", http.MethodGet, "/accounts", "List accounts, the newest first", list("/accounts"))
	register(h, "search", http.MethodGet, "/search", "Find accounts by words, a name or a figure, those that tell most of it first", list("/search"))
	register(h, "get-account", http.MethodGet, "/accounts/{account}", "Show an account, and its page as it came in", a.account)
	register(h, "get-raw", http.MethodGet, "/raw/{digest}", "Give what was published, byte for byte", a.raw, func(o *huma.Operation) {
		o.Responses = map[string]*huma.Response{"200": {
			Description: "The bytes. They are hostile: they come as a file to save, whatever they are.",
			Content:     map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}},
		}}
	})
}

func (a *server) account(ctx context.Context, in *struct {
	Account int64 `path:"account" minimum:"1" doc:"The number of the account."`
},
) (*struct{ Body Account }, error) {
	p, err := a.store.Page(ctx, in.Account)
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	t, err := tell(p.Account)
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	out := &struct{ Body Account }{Account{Account: p.ID, ID: p.Name, Source: p.Source, Story: p.Story, Why: p.Why, Told: t, Versions: []Version{}}}
	for _, v := range p.Versions {
		out.Body.Versions = append(out.Body.Versions, Version{
			Number: v.N, Source: v.Source, URL: v.URL, Outlet: v.Outlet, Date: v.Date, Title: v.Title, Fetched: v.Fetched, Added: v.Added, Raw: v.Raw, Size: v.Size,
		})
	}
	return out, nil
}

func (a *server) raw(ctx context.Context, in *struct {
	Digest string `path:"digest" pattern:"^[0-9a-f]{64}$" doc:"SHA-256 in hexadecimal digits."`
},
) (*document, error) {
	raw, err := a.store.Raw(ctx, in.Digest)
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	return &document{
		ContentType: "application/octet-stream", ETag: `"` + in.Digest + `"`, Disposition: `attachment; filename="` + in.Digest + `"`, Body: raw.Bytes,
	}, nil
}
