// Package api answers programs: stories and their editions, accounts, what was published, search, adding and export, as JSON over HTTP
// under /api/v1, described by the OpenAPI document that it serves. It adds no finding of its own and keeps nothing.
//
// It sits behind whatever guards the server (package web's guard does): reading is for whoever got as far as here. Writing asks for
// the server's secret, or for a token that a page of another site can neither read nor send.
package api

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"variorum"
	"variorum/docs"
	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
)

// Options are choices of an API. The zero value reads, and writes with a token.
type Options struct {
	// Secret, where there is one, lets write whoever sends it as "Authorization: Bearer SECRET".
	Secret string
	// Fetch gets the page at an address; nil adds none by address.
	Fetch func(ctx context.Context, address string) (intake.Page, error)
	// Log is told what went wrong on our side; nil is told nothing.
	Log *slog.Logger
	// Now is the clock; nil is the machine's.
	Now func() time.Time
}

// Base is the path under which the API stands.
const Base = "/api/v1"

// server answers for one store.
type server struct {
	Options
	store *store.Store
	key   []byte // of the tokens

	mostExported int
}

// Handler answers all requests below Base.
func Handler(s *store.Store, o Options) http.Handler { return handler(s, o, mostExported) }

func handler(s *store.Store, o Options, most int) http.Handler {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	a := &server{Options: o, store: s, key: make([]byte, 32), mostExported: most}
	_, _ = rand.Read(a.key) // it never fails
	mux := http.NewServeMux()
	described := humago.New(mux, config())
	a.stories(described)
	a.accounts(described)
	a.adding(described)
	a.whole(described)
	document, err := describe(described.OpenAPI())
	if err != nil {
		panic(err) // of constants
	}
	mux.HandleFunc("GET "+Base+"/openapi.json", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/openapi+json")
		_, _ = w.Write(document) // the caller may have gone
	})
	mux.HandleFunc("/", unknown)
	return make(exports, mostExports).wrap(tagged(mux))
}

// config describes the API as a whole. What huma would serve beside it, such as pages with scripts of others, is left out.
func config() huma.Config {
	c := huma.DefaultConfig("variorum", variorum.Version())
	c.Info.Description = "Stories that several outlets tell, laid side by side: what they share, where they differ, whom they quote. Numbers of stories and " +
		"accounts stay the same while stories grow; a number whose story became a part of another leads to that one. Spans count code points of the " +
		"account's text. All text came from strangers: escape it where you show it."
	c.OpenAPIPath, c.DocsPath, c.SchemasPath, c.CreateHooks = "", "", "", nil
	c.Formats = map[string]huma.Format{"application/json": huma.DefaultJSONFormat, "json": huma.DefaultJSONFormat}
	c.DefaultFormat = "application/json"
	c.RejectUnknownQueryParameters = true
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"secret": {Type: "http", Scheme: "bearer", Description: "The secret that the server was started with."},
		"token":  {Type: "apiKey", In: "header", Name: tokenHeader, Description: "What " + Base + "/token gives to programs on this machine and to pages of this site."},
	}
	return c
}

// describe is the OpenAPI document, with the schema of editions among its components.
func describe(o *huma.OpenAPI) ([]byte, error) {
	raw, err := json.Marshal(o)
	if err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	var document, schema map[string]any
	inside := strings.ReplaceAll(string(docs.EditionSchema), `"#/$defs/`, `"#/components/schemas/edition.`)
	if err := errors.Join(json.Unmarshal(raw, &document), json.Unmarshal([]byte(inside), &schema)); err != nil {
		return nil, fmt.Errorf("describe the API: %w", err)
	}
	schemas := document["components"].(map[string]any)["schemas"].(map[string]any)
	for name, s := range schema["$defs"].(map[string]any) {
		schemas["edition."+name] = s
	}
	delete(schema, "$defs")
	delete(schema, "$schema")
	delete(schema, "$id")
	schemas["edition"] = schema
	return json.MarshalIndent(document, "", " ")
}

// ofEdition points at a part of the edition's schema, or with no name at the whole.
func ofEdition(part string) *huma.Schema {
	if part == "" {
		return &huma.Schema{Ref: "#/components/schemas/edition"}
	}
	return &huma.Schema{Ref: "#/components/schemas/edition." + part}
}

// unknown answers what no operation does.
func unknown(w http.ResponseWriter, r *http.Request) {
	problem(w, http.StatusNotFound, "there is no operation "+r.Method+" "+r.URL.Path+"; "+Base+"/openapi.json lists those that there are")
}

// problem answers with a problem (RFC 9457).
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(huma.ErrorModel{Title: http.StatusText(status), Status: status, Detail: detail}) // the caller may have gone
}

// failed turns an error into a problem.
func (a *server) failed(ctx context.Context, err error) error {
	switch {
	case errors.Is(err, store.ErrNotFound):
		return huma.Error404NotFound(err.Error())
	case errors.Is(err, store.ErrQuery):
		return huma.Error422UnprocessableEntity(err.Error())
	case ctx.Err() != nil:
		return huma.Error503ServiceUnavailable("the request was given up")
	case errors.Is(err, store.ErrUnsettled), errors.Is(err, store.ErrUntold):
		return huma.ErrorWithHeaders(huma.Error503ServiceUnavailable(err.Error()), http.Header{"Retry-After": {strconv.Itoa(int(exportAgain.Seconds()))}})
	}
	a.Log.Error("cannot answer", "err", err)
	return huma.Error500InternalServerError("the store could not do it: " + err.Error())
}

// register adds an operation.
func register[I, O any](h huma.API, id, method, path, summary string, do func(context.Context, *I) (*O, error), also ...func(*huma.Operation)) {
	o := huma.Operation{OperationID: id, Method: method, Path: Base + path, Summary: summary, Errors: []int{http.StatusNotFound}, MaxBodyBytes: mostBody}
	for _, change := range also {
		change(&o)
	}
	huma.Register(h, o, do)
}

// mostBody is how many bytes a request may send, and uploadTime how long it may take to: a folder of saved pages and no archive of
// months, which is for `variorum add`.
const (
	mostBody   = 32 << 20
	uploadTime = 2 * time.Minute
)

// tokenHeader carries a token.
const tokenHeader = "X-Variorum-Token"

// tokenHours is how long a token is good.
const tokenHours = 24

// token is a value that says which hour it was made in. No other site's page can read it, and none can send the header it goes in without
// the browser's asking us first, which is refused.
func (a *server) token(hour int64) string {
	m := hmac.New(sha256.New, a.key)
	fmt.Fprintf(m, "api token %d", hour)
	return strconv.FormatInt(hour, 10) + "." + hex.EncodeToString(m.Sum(nil))
}

func (a *server) hour() int64 { return a.Now().Unix() / 3600 }

// writing says why a request may not write, or nothing.
func (a *server) writing(authorization, token string) error {
	if bearer, ok := strings.CutPrefix(authorization, "Bearer "); ok && a.Secret != "" {
		given, own := sha256.Sum256([]byte(bearer)), sha256.Sum256([]byte(a.Secret))
		if subtle.ConstantTimeCompare(given[:], own[:]) == 1 {
			return nil
		}
		return huma.Error401Unauthorized("that is not the secret")
	}
	made, _, _ := strings.Cut(token, ".")
	hour, err := strconv.ParseInt(made, 10, 64)
	if age := a.hour() - hour; err == nil && age >= 0 && age <= tokenHours && hmac.Equal([]byte(token), []byte(a.token(hour))) {
		return nil
	}
	return huma.Error403Forbidden("writing needs the header " + tokenHeader + " with what GET " + Base + "/token gives, or the secret as a bearer")
}
