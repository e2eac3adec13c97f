package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"variorum/edition"
	"variorum/internal/delivery/export"
	"variorum/internal/delivery/report"
	"variorum/internal/delivery/store"
)

// format is a form in which an edition is exported.
type format struct {
	media, ending string
	write         func(io.Writer, *edition.Edition) error
}

// formats are those that `variorum export` has and that take the edition as a whole.
var formats = map[string]format{
	"html": {"text/html; charset=utf-8", "html", report.HTML},
	"text": {"text/plain; charset=utf-8", "txt", func(w io.Writer, e *edition.Edition) error { return report.Text(w, e, report.TextOptions{}) }},
	"dot":  {"text/vnd.graphviz; charset=utf-8", "dot", report.DOT},
	"csv":  {"text/csv; charset=utf-8; header=present", "csv", export.Incidents},
}

// streams are the formats that are written story by story, of a store of any size.
var streams = map[string]struct {
	media, ending string
	write         func(*store.Store, context.Context, io.Writer, ...int64) error
}{
	"json":   {"application/json", "json", (*store.Store).WriteJSON},
	"ndjson": {"application/x-ndjson", "ndjson", (*store.Store).WriteLines},
}

// mostExported is the number of accounts up to which all is exported in a format that needs the whole edition: one of so many takes some
// 100 MB while it is written, and no reader opens a larger one.
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
		o.Errors = append(o.Errors, http.StatusServiceUnavailable)
		content := map[string]*huma.MediaType{"application/json": {Schema: ofEdition("")}}
		for _, f := range formats {
			content[f.media] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
		}
		content[streams["ndjson"].media] = &huma.MediaType{Schema: &huma.Schema{Type: huma.TypeString}}
		o.Responses = map[string]*huma.Response{"200": {
			Description: "The edition, its stories with the ids that reading their pages gives (s1 has most accounts); as ndjson each story as an edition " +
				"of its own, one a line, with the numbers that stories have here, and on a last line what was left unread. These two have no bound but that of time, 20 minutes, and come as they " +
				"are written; one that breaks off ends in an error of the connection.",
			Content: content,
		}}
	})
	register(h, "list-changes", http.MethodGet, "/changes", "List what became of stories, the earliest first", a.changes)
}

func (a *server) export(ctx context.Context, in *struct {
	Format  string  `query:"format" enum:"json,ndjson,html,text,dot,csv" default:"json"`
	Stories []int64 `query:"story,explode" maxItems:"1000" doc:"Numbers of stories; all without any."`
},
) (*huma.StreamResponse, error) {
	if _, ok := streams[in.Format]; ok {
		return &huma.StreamResponse{Body: func(out huma.Context) { a.stream(out, in.Format, in.Stories) }}, nil
	}
	if len(in.Stories) == 0 {
		n, err := a.store.Counts(ctx)
		switch {
		case err != nil:
			return nil, a.failed(ctx, err)
		case n.Accounts > a.mostExported:
			return nil, huma.Error422UnprocessableEntity(fmt.Sprintf("the store has %d accounts, and a server exports %d at once in this format: name stories, ask for json or ndjson, or run variorum export", n.Accounts, a.mostExported))
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
	return &huma.StreamResponse{Body: func(answer huma.Context) {
		heads(answer, f.media, f.ending)
		_, _ = answer.BodyWriter().Write(out.Bytes()) // the caller may have gone
	}}, nil
}

func heads(answer huma.Context, media, ending string) {
	answer.SetHeader("Content-Type", media)
	answer.SetHeader("Content-Disposition", `attachment; filename="variorum.`+ending+`"`)
}

// stream writes stories as they are read. What goes wrong before the first of them is a problem as any other; what goes wrong later can
// only break the connection off.
func (a *server) stream(answer huma.Context, format string, stories []int64) {
	f := streams[format]
	out := &started{Writer: answer.BodyWriter(), start: func() { heads(answer, f.media, f.ending) }}
	err := f.write(a.store, answer.Context(), out, stories...)
	switch {
	case err == nil && out.start != nil: // there was nothing to write
		out.start()
	case err == nil:
	case out.start == nil:
		if answer.Context().Err() == nil {
			a.Log.Error("an export broke off", "err", err)
		}
		panic(http.ErrAbortHandler)
	default:
		err = a.failed(answer.Context(), err)
		var failed huma.StatusError
		if !errors.As(err, &failed) {
			panic(http.ErrAbortHandler)
		}
		if more := huma.HeadersError(nil); errors.As(err, &more) {
			for name, values := range more.GetHeaders() {
				answer.SetHeader(name, values[0])
			}
		}
		answer.SetHeader("Content-Type", "application/problem+json")
		answer.SetStatus(failed.GetStatus())
		_ = json.NewEncoder(out.Writer).Encode(failed) // the caller may have gone
	}
}

// started is a writer that says when its first bytes come.
type started struct {
	io.Writer
	start func() // nil when they came
}

func (s *started) Write(p []byte) (int, error) {
	if s.start != nil {
		s.start()
		s.start = nil
	}
	return s.Writer.Write(p)
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
