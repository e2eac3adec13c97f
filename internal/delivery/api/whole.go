package api

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"variorum/edition"
	"variorum/internal/delivery/export"
	"variorum/internal/delivery/report"
)

// format is a form in which an edition is exported.
type format struct {
	media, ending string
	write         func(io.Writer, *edition.Edition) error
}

// formats are those that `variorum export` has.
var formats = map[string]format{
	"json": {"application/json", "json", edition.Encode},
	"html": {"text/html; charset=utf-8", "html", report.HTML},
	"text": {"text/plain; charset=utf-8", "txt", func(w io.Writer, e *edition.Edition) error { return report.Text(w, e, report.TextOptions{}) }},
	"dot":  {"text/vnd.graphviz; charset=utf-8", "dot", report.DOT},
	"csv":  {"text/csv; charset=utf-8; header=present", "csv", export.Incidents},
}

// mostExported is the number of accounts up to which all is exported in one answer: an edition of so many takes some 100 MB while it is
// written.
const mostExported = 5000

// Change is what became of a story.
type Change struct {
	Seq   int64     `json:"seq" doc:"Grows with time."`
	Story int64     `json:"story"`
	Kind  string    `json:"kind" enum:"new,grown,retold,moved,gone"`
	To    int64     `json:"to,omitempty" doc:"Where a story that moved leads now."`
	Title string    `json:"title"`
	At    time.Time `json:"at"`
}

// whole registers what is asked of the store as a whole.
func (a *server) whole(h huma.API) {
	register(h, "export", http.MethodGet, "/export", "Export stories, or all, as one edition", a.export, func(o *huma.Operation) {
		content := map[string]*huma.MediaType{"application/json": {Schema: ofEdition("")}}
		for _, f := range formats {
			if f.ending != "json" {
				content[f.media] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
			}
		}
		o.Responses = map[string]*huma.Response{"200": {Description: "The edition, its stories with the ids that reading their pages gives (s1 has most accounts).", Content: content}}
	})
	register(h, "list-changes", http.MethodGet, "/changes", "List what became of stories, the earliest first", a.changes)
}

func (a *server) export(ctx context.Context, in *struct {
	Format  string  `query:"format" enum:"json,html,text,dot,csv" default:"json"`
	Stories []int64 `query:"story,explode" maxItems:"1000" doc:"Numbers of stories; all without any."`
},
) (*document, error) {
	if len(in.Stories) == 0 {
		n, err := a.store.Counts(ctx)
		switch {
		case err != nil:
			return nil, a.failed(ctx, err)
		case n.Accounts > a.mostExported:
			return nil, huma.Error422UnprocessableEntity(fmt.Sprintf("the store has %d accounts, and a server exports %d at once: name stories, or run variorum export", n.Accounts, a.mostExported))
		}
	}
	e, err := a.store.Edition(ctx, in.Stories...)
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	f := formats[in.Format]
	var out bytes.Buffer
	if err := f.write(&out, e); err != nil {
		return nil, a.failed(ctx, err)
	}
	return &document{ContentType: f.media, Disposition: `attachment; filename="variorum.` + f.ending + `"`, Body: out.Bytes()}, nil
}

func (a *server) changes(ctx context.Context, in *struct {
	Since int64 `query:"since" minimum:"0" doc:"The seq of the last that is known."`
	Limit int   `query:"limit" minimum:"1" maximum:"1000" default:"100"`
},
) (*struct {
	Body struct {
		Items []Change `json:"items" nullable:"false"`
		Last  int64    `json:"last" doc:"The seq of the last change of all."`
	}
}, error,
) {
	out := &struct {
		Body struct {
			Items []Change `json:"items" nullable:"false"`
			Last  int64    `json:"last" doc:"The seq of the last change of all."`
		}
	}{}
	list, err := a.store.Changes(ctx, in.Since, in.Limit)
	if err != nil {
		return nil, a.failed(ctx, err)
	}
	if out.Body.Last, err = a.store.Last(ctx); err != nil {
		return nil, a.failed(ctx, err)
	}
	out.Body.Items = []Change{}
	for _, c := range list {
		out.Body.Items = append(out.Body.Items, Change{Seq: c.Seq, Story: c.Story, Kind: string(c.Kind), To: c.To, Title: c.Title, At: c.At})
	}
	return out, nil
}
