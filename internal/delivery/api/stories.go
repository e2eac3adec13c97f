package api

import (
	"bytes"
	"context"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"variorum"
	"variorum/edition"
	"variorum/internal/delivery/store"
)

// Filter is what lists may be narrowed by.
type Filter struct {
	Words    string `query:"words" maxLength:"500" doc:"All of them in title or text; \"in this order\" in quotation marks, and prefi* for a beginning."`
	Outlet   string `query:"outlet" maxLength:"200" doc:"As accounts name it, without regard to capitals."`
	Language string `query:"language" maxLength:"20" doc:"Of one of the story's accounts, without its region." example:"en"`
	From     string `query:"from" format:"date" doc:"Published on this day or later, as far as that is known."`
	To       string `query:"to" format:"date" doc:"Published on this day or earlier."`
	Name     string `query:"name" maxLength:"200" doc:"A person, body, place or group under any name that the story has for it."`
	Figure   string `query:"figure" maxLength:"50" doc:"A number that the account gives, or that lies within what it gives." example:"1.2 million"`
	Limit    int    `query:"limit" minimum:"1" maximum:"1000" default:"50" doc:"At most so many."`
	Cursor   string `query:"cursor" maxLength:"500" doc:"Goes on behind an earlier answer: its next."`
}

func (f *Filter) query() store.Query {
	return store.Query{
		Words: f.Words, Outlet: f.Outlet, Language: f.Language, From: edition.Day(f.From), To: edition.Day(f.To), Name: f.Name, Figure: f.Figure,
		Limit: f.Limit, Cursor: f.Cursor,
	}
}

// StoryFilter narrows stories further.
type StoryFilter struct {
	Filter
	Figures   bool   `query:"figures" doc:"Only stories with figures in conflict."`
	Altered   bool   `query:"altered" doc:"Only stories with quotations whose words differ."`
	Dates     bool   `query:"dates" doc:"Only stories with a printed date that cannot be its account's."`
	OneOrigin bool   `query:"one_origin" doc:"Only stories of several accounts that all go back to one."`
	Sort      string `query:"sort" enum:"newest,origins,conflicts,accounts" default:"newest" doc:"The greater first."`
}

// Summary is what lists show of a story.
type Summary struct {
	ID        int64     `json:"id"`
	Title     string    `json:"title"`
	First     string    `json:"first,omitempty" doc:"The first day of an account, as far as it is known."`
	Last      string    `json:"last,omitempty" doc:"The last day of an account."`
	Outlets   []string  `json:"outlets" nullable:"false"`
	Languages []string  `json:"languages" nullable:"false"`
	Accounts  int       `json:"accounts"`
	Origins   int       `json:"origins" doc:"Independent ones; 0 for a single account."`
	Conflicts int       `json:"conflicts" doc:"Figures and incidents in which the accounts cannot all be right."`
	Figures   int       `json:"figures" doc:"Of the conflicts, those of figures."`
	Altered   int       `json:"altered" doc:"Statements whose words differ inside quotation marks."`
	Dates     int       `json:"dates" doc:"Accounts whose printed date cannot be theirs."`
	Told      time.Time `json:"told" doc:"When it was last made or made anew."`
}

// SummaryOf is what lists show of a story, as the API gives it.
func SummaryOf(s store.StorySummary) Summary {
	return Summary{
		ID: s.ID, Title: s.Title, First: string(s.First), Last: string(s.Last), Outlets: listed(s.Outlets), Languages: listed(s.Languages), Accounts: s.Accounts,
		Origins: s.Origins, Conflicts: s.Conflicts, Figures: s.Figures, Altered: s.Altered, Dates: s.Dates, Told: s.Told,
	}
}

// listed is a list that is [] in JSON where it is empty.
func listed[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// page is a part of a list.
type page[T any] struct {
	Link string `header:"Link" doc:"The address of what follows, with rel=next."`
	Body struct {
		Items []T    `json:"items" nullable:"false"`
		Total int    `json:"total" doc:"The number of all that were wanted, counted up to 5000; what has some words, a name or a figure is looked for in the newest 2500 accounts that have it."`
		Next  string `json:"next,omitempty" doc:"The cursor of those that follow; none when none do."`
	}
}

// paged makes a part of a list. The address of the next keeps all of the query but its cursor.
func paged[T any](items []T, next string, total int, path string, query url.Values) *page[T] {
	p := &page[T]{}
	p.Body.Items, p.Body.Next, p.Body.Total = listed(items), next, total
	if next != "" {
		query.Set("cursor", next)
		p.Link = "<" + Base + path + "?" + query.Encode() + `>; rel="next"`
	}
	return p
}

// Asked keeps the query of a request, for the address of what follows.
type Asked struct{ values url.Values }

// Resolve is called by huma with each request.
func (a *Asked) Resolve(ctx huma.Context) []error {
	u := ctx.URL()
	a.values = u.Query()
	return nil
}

// Told is a story without its edition.
type Told struct {
	Summary
	Pages   map[string]int64 `json:"pages" doc:"The numbers of its accounts by their ids in the edition."`
	Related []Summary        `json:"related" nullable:"false"`
}

// document is an answer in bytes that are made by others.
type document struct {
	ContentType string `header:"Content-Type"`
	ETag        string `header:"ETag"`
	Disposition string `header:"Content-Disposition"`
	Body        []byte
}

func (a *server) stories(h huma.API) {
	register(h, "list-stories", http.MethodGet, "/stories", "List stories", func(ctx context.Context, in *struct {
		StoryFilter
		Asked
	},
	) (*page[Summary], error) {
		q := in.query()
		q.Figures, q.Altered, q.Dates, q.OneOrigin = in.Figures, in.Altered, in.Dates, in.OneOrigin
		if in.Sort != "newest" {
			q.Sort = store.Sort(in.Sort)
		}
		found, next, total, err := a.store.Stories(ctx, q)
		if err != nil {
			return nil, a.failed(ctx, err)
		}
		items := make([]Summary, len(found))
		for i, s := range found {
			items[i] = SummaryOf(s)
		}
		return paged(items, next, total, "/stories", in.values), nil
	})
	register(h, "get-story", http.MethodGet, "/stories/{story}", "Show what is listed of one story, and its accounts", a.story)
	register(h, "get-story-edition", http.MethodGet, "/stories/{story}/edition", "Show a story as an edition of its own", a.storyEdition, answersEdition)
}

// StoryInput names a story.
type StoryInput struct {
	Story int64 `path:"story" minimum:"1" doc:"The number of the story."`
}

func (a *server) story(ctx context.Context, in *StoryInput) (*struct{ Body Told }, error) {
	s, err := a.store.Story(ctx, in.Story)
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	out := &struct{ Body Told }{Told{Summary: SummaryOf(s.StorySummary), Pages: s.Pages, Related: []Summary{}}}
	for _, r := range s.Related {
		out.Body.Related = append(out.Body.Related, SummaryOf(r))
	}
	return out, nil
}

// answersEdition describes an answer that is an edition.
func answersEdition(o *huma.Operation) {
	o.Responses = map[string]*huma.Response{"200": {
		Description: "An edition. Within it the story and those related to it have their numbers here as ids.",
		Headers:     map[string]*huma.Param{"ETag": {Schema: &huma.Schema{Type: huma.TypeString}}},
		Content:     map[string]*huma.MediaType{"application/json": {Schema: ofEdition("")}},
	}}
}

func (a *server) storyEdition(ctx context.Context, in *struct {
	StoryInput
	Known string `header:"If-None-Match" doc:"The ETag of an edition that the caller has."`
},
) (*document, error) {
	sum, err := a.store.Summary(ctx, in.Story)
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	if tag := storyTag(sum); matches(in.Known, tag) { // it need not be brought together
		return &document{ETag: tag}, nil
	}
	s, err := a.store.Story(ctx, in.Story)
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	var out bytes.Buffer
	if err := edition.Encode(&out, s.Edition); err != nil {
		return nil, a.failed(ctx, err)
	}
	return &document{ContentType: "application/json", ETag: storyTag(s.StorySummary), Body: out.Bytes()}, nil
}

// storyTag changes when a story is told anew, and from one version of the program to the next.
func storyTag(s store.StorySummary) string {
	return strconv.Quote(strconv.FormatInt(s.ID, 10) + "-" + strconv.FormatInt(s.Told.UnixMilli(), 36) + "-" + variorum.Version())
}
