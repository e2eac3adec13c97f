package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/jsonschema-go/jsonschema"

	"variorum/edition"
	"variorum/internal/delivery/store"
	"variorum/internal/delivery/store/storetest"
	"variorum/internal/news/intake"
)

// desk is a server over a store with the example pages in it.
type desk struct {
	t     testing.TB
	store *store.Store
	http  *httptest.Server
	doc   map[string]any
	asked map[string]bool // the operations that were asked, "GET /api/v1/stories"
}

func newDesk(t testing.TB, o Options) *desk {
	t.Helper()
	s := storetest.Open(t)
	d := &desk{t: t, store: s, http: httptest.NewServer(Handler(s, o)), asked: map[string]bool{}}
	t.Cleanup(d.http.Close)
	status, _, body := d.send(http.MethodGet, "/openapi.json", "", nil)
	if status != http.StatusOK {
		t.Fatalf("no OpenAPI document: %d", status)
	}
	if err := json.Unmarshal(body, &d.doc); err != nil {
		t.Fatal(err)
	}
	return d
}

// send makes a request below Base. Headers are "Name: value" lines.
func (d *desk) send(method, path, headers string, body []byte) (int, http.Header, []byte) {
	d.t.Helper()
	r, err := http.NewRequestWithContext(d.t.Context(), method, d.http.URL+Base+path, bytes.NewReader(body))
	if err != nil {
		d.t.Fatal(err)
	}
	for line := range strings.Lines(headers) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		r.Header.Set(name, value)
	}
	response, err := http.DefaultClient.Do(r)
	if err != nil {
		d.t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		d.t.Fatal(err)
	}
	return response.StatusCode, response.Header, raw
}

// call makes a request as an operation of the document, holds the answer to what the document says of it, and returns its JSON.
func (d *desk) call(method, template, path, headers string, body []byte, want int) any {
	d.t.Helper()
	if _, documented := d.doc["paths"].(map[string]any)[Base+template].(map[string]any)[strings.ToLower(method)]; !documented {
		d.t.Fatalf("%s %s is not in the document", method, template)
	}
	d.asked[method+" "+Base+template] = true
	status, header, raw := d.send(method, path, headers, body)
	if status != want {
		d.t.Fatalf("%s %s: %d, want %d: %.500s", method, path, status, want, raw)
	}
	media, _, _ := strings.Cut(header.Get("Content-Type"), ";")
	schema := d.answer(method, Base+template, status, header.Get("Content-Type"))
	if schema == nil {
		d.t.Fatalf("%s %s: an answer of %d as %s is not in the document", method, template, status, media)
	}
	if media != "application/json" && media != "application/problem+json" {
		return string(raw)
	}
	var value any
	if err := json.Unmarshal(raw, &value); err != nil {
		d.t.Fatalf("%s %s: %v", method, path, err)
	}
	d.valid(schema, value, method+" "+path)
	return value
}

// answer is the schema that the document has for an answer.
func (d *desk) answer(method, template string, status int, media string) map[string]any {
	operation := d.doc["paths"].(map[string]any)[template].(map[string]any)[strings.ToLower(method)].(map[string]any)
	responses := operation["responses"].(map[string]any)
	response, ok := responses[fmt.Sprint(status)].(map[string]any)
	if !ok {
		if response, ok = responses["default"].(map[string]any); !ok {
			return nil
		}
	}
	content, _ := response["content"].(map[string]any)
	if entry, ok := content[media].(map[string]any); ok {
		schema, _ := entry["schema"].(map[string]any)
		return schema
	}
	return nil
}

// valid holds a value to a schema of the document.
func (d *desk) valid(schema map[string]any, value any, what string) {
	d.t.Helper()
	whole := map[string]any{"$defs": d.doc["components"].(map[string]any)["schemas"], "allOf": []any{schema}}
	raw, err := json.Marshal(whole)
	if err != nil {
		d.t.Fatal(err)
	}
	raw = bytes.ReplaceAll(raw, []byte("#/components/schemas/"), []byte("#/$defs/"))
	var parsed jsonschema.Schema
	if err := json.Unmarshal(raw, &parsed); err != nil {
		d.t.Fatal(err)
	}
	resolved, err := parsed.Resolve(nil)
	if err != nil {
		d.t.Fatalf("%s: the schema: %v", what, err)
	}
	if err := resolved.Validate(value); err != nil {
		d.t.Errorf("%s: the answer is not as described: %v", what, err)
	}
}

func (d *desk) token() string {
	d.t.Helper()
	return tokenHeader + ": " + d.call("GET", "/token", "/token", "", nil, 200).(map[string]any)["token"].(string)
}

func at(value any, path ...any) any {
	for _, step := range path {
		switch s := step.(type) {
		case string:
			value = value.(map[string]any)[s]
		case int:
			value = value.([]any)[s]
		}
	}
	return value
}

const pageText = "The quay at Tarn was shut on Monday after a crane fell across the only road to it, the harbour master said.\\n\\n“We shall open it when it is safe,” Ines Dorval told the Harbour Post."

// TestOperations asks each operation of the document, and holds each answer to its schema.
func TestOperations(t *testing.T) {
	d := newDesk(t, Options{Fetch: func(_ context.Context, address string) (intake.Page, error) {
		if strings.HasSuffix(address, "/none") {
			return intake.Page{}, errors.New("the server answered with status 404")
		}
		body := "<html><body><h1>Ferry late</h1><p>The ferry came in late for the third time this week, the harbour master at Tarn said on Monday.</p><p>Nobody was hurt.</p></body></html>"
		return intake.Page{ID: address, Source: address, URL: address, Kind: intake.HTML, Body: body, Raw: []byte(body), Fetched: "2031-03-04T10:00:00Z"}, nil
	}})
	stories := d.call("GET", "/stories", "/stories", "", nil, 200)
	first := int(at(stories, "items", 0, "id").(float64))
	d.call("GET", "/stories", "/stories?sort=conflicts&figures=true&language=en&from=2000-01-01", "", nil, 200)
	story := d.call("GET", "/stories/{story}", fmt.Sprintf("/stories/%d", first), "", nil, 200)
	e := d.call("GET", "/stories/{story}/edition", fmt.Sprintf("/stories/%d/edition", first), "", nil, 200)
	if len(at(e, "accounts").([]any)) != len(at(story, "pages").(map[string]any)) {
		t.Error("the edition has other accounts than the story")
	}
	accounts := d.call("GET", "/accounts", "/accounts?limit=3", "", nil, 200)
	number := int(at(accounts, "items", 0, "account").(float64))
	account := d.call("GET", "/accounts/{account}", fmt.Sprintf("/accounts/%d", number), "", nil, 200)
	digest := at(account, "versions", 0, "raw").(string)
	if raw := d.call("GET", "/raw/{digest}", "/raw/"+digest, "", nil, 200).(string); len(raw) != int(at(account, "versions", 0, "size").(float64)) {
		t.Errorf("%d bytes were published, of %v", len(raw), at(account, "versions", 0, "size"))
	}
	if hits := d.call("GET", "/search", "/search?words=herring", "", nil, 200); at(hits, "total").(float64) == 0 {
		t.Error("the search finds nothing")
	}
	permit := d.token() + "\nContent-Type: application/json"
	added := d.call("POST", "/pages", "/pages", permit, []byte(`{"urls":["https://harbour.example/ferry","https://harbour.example/none"],"pages":[{"url":"https://harbour.example/quay","title":"Quay shut","text":"`+pageText+`"},{"title":"bare"}]}`), 200)
	if at(added, "new").(float64) != 2 || len(at(added, "unread").([]any)) != 2 {
		t.Errorf("added %v", added)
	}
	ferry := d.call("GET", "/accounts/{account}", fmt.Sprintf("/accounts/%v", at(added, "pages", 0, "account")), "", nil, 200)
	if at(ferry, "versions", 0, "fetched") != "2031-03-04T10:00:00Z" {
		t.Errorf("fetched %v", at(ferry, "versions", 0))
	}
	d.call("POST", "/uploads", "/uploads?name=pages.jsonl", d.token()+"\nContent-Type: application/octet-stream", []byte(`{"id":"x","title":"Quay open","text":"`+pageText+`"}`+"\n{broken"), 200)
	d.call("GET", "/unread", "/unread", "", nil, 200)
	if changes := d.call("GET", "/changes", "/changes?since=0", "", nil, 200); at(changes, "last").(float64) == 0 {
		t.Error("no change")
	}
	d.call("GET", "/export", "/export", "", nil, 200)
	for _, format := range []string{"html", "text", "dot", "csv", "ndjson"} {
		if s := d.call("GET", "/export", fmt.Sprintf("/export?format=%s&story=%d", format, first), "", nil, 200).(string); s == "" {
			t.Errorf("nothing as %s", format)
		}
	}
	for path, operations := range d.doc["paths"].(map[string]any) {
		for method := range operations.(map[string]any) {
			if !d.asked[strings.ToUpper(method)+" "+path] {
				t.Errorf("%s %s is described and was not asked", method, path)
			}
		}
	}
	if d.doc["openapi"] != "3.1.0" {
		t.Errorf("OpenAPI %v", d.doc["openapi"])
	}
}

// TestExportIsTheEdition holds that an export is byte for byte what the store gives, and so what reading its pages at once gives.
func TestExportIsTheEdition(t *testing.T) {
	d := newDesk(t, Options{})
	e, err := d.store.Edition(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var want bytes.Buffer
	if err := edition.Encode(&want, e); err != nil {
		t.Fatal(err)
	}
	if _, _, got := d.send("GET", "/export?format=json", "", nil); !bytes.Equal(got, want.Bytes()) {
		t.Errorf("%d bytes, want %d", len(got), want.Len())
	}
	status, header, lines := d.send("GET", "/export?format=ndjson", "", nil)
	if status != 200 || header.Get("Content-Type") != "application/x-ndjson" {
		t.Fatalf("%d %v", status, header)
	}
	stories, accounts := 0, 0
	for line := range bytes.Lines(lines) {
		var one edition.Edition
		if err := json.Unmarshal(line, &one); err != nil {
			t.Fatalf("%v: %.200s", err, line)
		}
		if stories += len(one.Stories); len(one.Stories) == 1 {
			if _, _, own := d.send("GET", "/stories/"+one.Stories[0].ID+"/edition", "", nil); compact(t, own) != compact(t, line) {
				t.Errorf("story %s is another by itself", one.Stories[0].ID)
			}
		}
		accounts += len(one.Accounts)
	}
	if stories != len(e.Stories) || accounts != len(e.Accounts) {
		t.Errorf("%d stories and %d accounts as lines, want %d and %d", stories, accounts, len(e.Stories), len(e.Accounts))
	}
}

func TestProblems(t *testing.T) {
	d := newDesk(t, Options{Secret: "open sesame"})
	permit := d.token() + "\nContent-Type: application/json"
	for _, c := range []struct {
		method, template, path, headers, body string
		status                                int
		says                                  string
	}{
		{"GET", "/stories/{story}", "/stories/99999", "", "", 404, "there is none"},
		{"GET", "/stories/{story}/edition", "/stories/99999/edition", "", "", 404, "there is none"},
		{"GET", "/stories/{story}", "/stories/quay", "", "", 422, "invalid integer"},
		{"GET", "/stories/{story}", "/stories/-1", "", "", 422, "expected number"},
		{"GET", "/accounts/{account}", "/accounts/99999", "", "", 404, "there is none"},
		{"GET", "/raw/{digest}", "/raw/" + strings.Repeat("0", 64), "", "", 404, "there is none"},
		{"GET", "/raw/{digest}", "/raw/..%2f..%2fetc%2fpasswd", "", "", 422, "pattern"},
		{"GET", "/stories", "/stories?limit=0", "", "", 422, "limit"},
		{"GET", "/stories", "/stories?limit=1001", "", "", 422, "limit"},
		{"GET", "/stories", "/stories?sort=best", "", "", 422, "sort"},
		{"GET", "/stories", "/stories?from=yesterday", "", "", 422, "from"},
		{"GET", "/stories", "/stories?cursor=x", "", "", 422, "cursor"},
		{"GET", "/stories", "/stories?colour=blue", "", "", 422, "colour"},
		{"GET", "/search", "/search", "", "", 422, "say what is looked for"},
		{"GET", "/search", "/search?figure=many", "", "", 422, "figure"},
		{"GET", "/export", "/export?format=pdf", "", "", 422, "format"},
		{"GET", "/export", "/export?story=99999", "", "", 404, "there is none"},
		{"POST", "/pages", "/pages", "Content-Type: application/json", `{"pages":[{"text":"a"}]}`, 403, "needs the header"},
		{"POST", "/pages", "/pages", "Content-Type: application/json\nX-Variorum-Token: 1.00", `{"pages":[{"text":"a"}]}`, 403, "needs the header"},
		{"POST", "/pages", "/pages", "Content-Type: application/json\nAuthorization: Bearer guess", `{"pages":[{"text":"a"}]}`, 401, "not the secret"},
		{"POST", "/pages", "/pages", permit, `{"pages":[{"text":""}]}`, 422, "no page in it"},
		{"POST", "/pages", "/pages", permit, `{"pages":[{"text":7}]}`, 422, "string"},
		{"POST", "/pages", "/pages", permit, `{"pages":[`, 400, ""},
		{"POST", "/pages", "/pages", permit, `{"urls":["http://127.0.0.1/"]}`, 422, "no page in it"},
		{"POST", "/uploads", "/uploads", d.token() + "\nContent-Type: application/octet-stream", "\x89PNG\r\n", 422, "no page in it"},
		{"POST", "/uploads", "/uploads", d.token() + "\nContent-Type: application/octet-stream", strings.Repeat("x", mostBody+1), 413, "too large"},
	} {
		problem := d.call(c.method, c.template, c.path, c.headers, []byte(c.body), c.status)
		if raw, _ := json.Marshal(problem); !strings.Contains(string(raw), c.says) || at(problem, "status").(float64) != float64(c.status) || at(problem, "title") == "" {
			t.Errorf("%s: %s, want %q", c.path, raw, c.says)
		}
	}
	for _, path := range []string{"/nothing", "/../stories", "/stories/1/2/3", "/"} {
		if status, header, raw := d.send("GET", path, "", nil); status != 404 || header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %d %s", path, status, raw)
		}
	}
	if status, _, _ := d.send("POST", "/pages", "Content-Type: application/json\nAuthorization: Bearer open sesame", []byte(`{"pages":[{"title":"Quay","text":"`+pageText+`"}]}`)); status != 200 {
		t.Errorf("with the secret: %d", status)
	}
}

func TestLargeExportsAreForTheCommand(t *testing.T) {
	d := newDesk(t, Options{})
	small := httptest.NewServer(handler(d.store, Options{}, 3))
	defer small.Close()
	d.http = small
	problem := d.call("GET", "/export", "/export?format=html", "", nil, 422)
	if !strings.Contains(at(problem, "detail").(string), "variorum export") {
		t.Errorf("%v", problem)
	}
	d.call("GET", "/export", "/export?format=html&story=1", "", nil, 200)
	d.call("GET", "/export", "/export", "", nil, 200) // what is written part by part has no bound
}

func compact(t *testing.T, raw []byte) string {
	t.Helper()
	var out bytes.Buffer
	if err := json.Compact(&out, raw); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestTokensGrowOld(t *testing.T) {
	now := time.Date(2031, 3, 4, 10, 59, 0, 0, time.UTC)
	a := &server{Options: Options{Now: func() time.Time { return now }}, key: []byte("key")}
	token := a.token(a.hour())
	for _, c := range []struct {
		after time.Duration
		good  bool
	}{{0, true}, {time.Minute, true}, {tokenHours * time.Hour, true}, {(tokenHours + 1) * time.Hour, false}, {-time.Hour, false}} {
		now = time.Date(2031, 3, 4, 10, 59, 0, 0, time.UTC).Add(c.after)
		if err := a.writing("", token); (err == nil) != c.good {
			t.Errorf("after %v: %v", c.after, err)
		}
	}
	if err := a.writing("Bearer ", ""); err == nil {
		t.Error("no secret is as good as the empty one")
	}
}

// TestPaging holds that walking from cursor to cursor gives each item once and in the order of one long list, by the cursor and by the Link.
func TestPaging(t *testing.T) {
	d := newDesk(t, Options{})
	for _, list := range []string{"/stories", "/accounts"} {
		var want, got []any
		want = at(d.call("GET", list, list+"?limit=100", "", nil, 200), "items").([]any)
		path := list + "?limit=2"
		for range 50 {
			_, header, raw := d.send("GET", path, "", nil)
			var p struct {
				Items []any
				Next  string
				Total int
			}
			if err := json.Unmarshal(raw, &p); err != nil || p.Total != len(want) {
				t.Fatalf("%s: %v, %s", path, err, raw)
			}
			got = append(got, p.Items...)
			link := header.Get("Link")
			if (p.Next == "") != (link == "") {
				t.Errorf("%s: next %q, link %q", path, p.Next, link)
			}
			if link == "" {
				break
			}
			path = strings.TrimPrefix(link[1:strings.Index(link, ">")], Base)
		}
		if !slices.EqualFunc(got, want, func(a, b any) bool { return fmt.Sprint(a) == fmt.Sprint(b) }) || len(want) < 3 {
			t.Errorf("%s: %d items by twos, %d at once", list, len(got), len(want))
		}
	}
}

func TestTags(t *testing.T) {
	d := newDesk(t, Options{})
	for _, path := range []string{"/stories", "/stories/1", "/stories/1/edition", "/accounts/1", "/search?words=herring", "/export?format=html", "/export?format=json"} {
		status, header, body := d.send("GET", path, "", nil)
		tag := header.Get("ETag")
		if status != 200 || tag == "" || len(body) == 0 {
			t.Fatalf("%s: %d, tag %q", path, status, tag)
		}
		if status, _, body := d.send("GET", path, "If-None-Match: \"other\", W/"+tag, nil); status != 304 || len(body) != 0 {
			t.Errorf("%s again: %d, %d bytes", path, status, len(body))
		}
		if status, _, _ := d.send("GET", path, "If-None-Match: \"other\"", nil); status != 200 {
			t.Errorf("%s with another tag: %d", path, status)
		}
	}
	_, before, _ := d.send("GET", "/stories", "", nil)
	if status, _, raw := d.send("POST", "/pages", d.token()+"\nContent-Type: application/json", []byte(`{"pages":[{"title":"Quay","text":"`+pageText+`"}]}`)); status != 200 {
		t.Fatal(string(raw))
	}
	if _, after, _ := d.send("GET", "/stories", "", nil); after.Get("ETag") == before.Get("ETag") {
		t.Error("the list has the same tag with a story more")
	}
}

// TestRawIsAFile holds that what was published comes as bytes to save, whatever it is, and never as a page of this site.
func TestRawIsAFile(t *testing.T) {
	d := newDesk(t, Options{})
	account := d.call("GET", "/accounts/{account}", "/accounts/1", "", nil, 200)
	_, header, _ := d.send("GET", "/raw/"+at(account, "versions", 0, "raw").(string), "", nil)
	if header.Get("Content-Type") != "application/octet-stream" || header.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(header.Get("Content-Disposition"), "attachment") {
		t.Errorf("%v", header)
	}
}
