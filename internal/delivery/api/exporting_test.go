package api

import (
	"context"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"variorum/internal/delivery/store"
	"variorum/internal/delivery/store/storetest"
	"variorum/internal/news/intake"
)

// reluctant is a caller who takes an answer when he likes.
type reluctant struct {
	*httptest.ResponseRecorder
	began, take chan struct{}
	deadlines   []time.Time
}

func newReluctant() *reluctant {
	return &reluctant{ResponseRecorder: httptest.NewRecorder(), began: make(chan struct{}), take: make(chan struct{})}
}

func (r *reluctant) Write(p []byte) (int, error) {
	if r.began != nil {
		close(r.began)
		r.began = nil
		<-r.take
	}
	return r.ResponseRecorder.Write(p)
}

func (r *reluctant) SetWriteDeadline(t time.Time) error {
	r.deadlines = append(r.deadlines, t)
	return nil
}

func ask(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, Base+path, nil))
	return w
}

// TestExportsLeaveRoomForOthers: callers who take their exports slowly keep nobody from reading the store, and from exports only for a while.
func TestExportsLeaveRoomForOthers(t *testing.T) {
	h := Handler(storetest.Open(t), Options{})
	var slow []*reluctant
	ended := make(chan struct{})
	for range mostExports {
		r := newReluctant()
		slow = append(slow, r)
		began := r.began
		go func() {
			h.ServeHTTP(r, httptest.NewRequest(http.MethodGet, Base+"/export?format=ndjson", nil))
			ended <- struct{}{}
		}()
		<-began
	}
	for _, format := range []string{"json", "html"} {
		if w := ask(h, "/export?format="+format); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") != "30" || !strings.Contains(w.Body.String(), "half a minute") {
			t.Errorf("one export too many: %d %v %s", w.Code, w.Header(), w.Body)
		}
	}
	if w := ask(h, "/stories"); w.Code != http.StatusOK {
		t.Errorf("stories beside exports: %d", w.Code)
	}
	for _, r := range slow {
		close(r.take)
		<-ended
		if r.Code != http.StatusOK || r.Body.Len() == 0 {
			t.Errorf("an export that was taken slowly: %d, %d bytes", r.Code, r.Body.Len())
		}
	}
	if w := ask(h, "/export?format=json"); w.Code != http.StatusOK {
		t.Errorf("an export after others: %d", w.Code)
	}
}

// TestExportsEnd: an export has an end, however it drips.
func TestExportsEnd(t *testing.T) {
	r := newReluctant()
	close(r.take)
	begun := time.Now()
	make(exports, 1).wrap(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if end, ok := r.Context().Deadline(); !ok || end.Sub(begun) > exportTime+time.Minute {
			t.Errorf("the work on it ends %v, %t", end.Sub(begun), ok)
		}
		drip := w.(*timely)
		drip.extended, drip.end = time.Time{}, begun.Add(time.Second)
		_, _ = w.Write([]byte("drop"))
	})).ServeHTTP(r, httptest.NewRequest(http.MethodGet, Base+"/export", nil))
	if len(r.deadlines) != 2 || r.deadlines[0].Sub(begun) < exportPause || !r.deadlines[1].Equal(begun.Add(time.Second)) {
		t.Errorf("its bytes are waited for until %v", r.deadlines)
	}
}

// TestExportOfWhatWaits: while many pages wait to be put into stories, an export of all is put off and not begun.
func TestExportOfWhatWaits(t *testing.T) {
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "news.db"), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	var pages []intake.Page
	for i := range 101 {
		pages = append(pages, intake.Page{ID: strings.Repeat("i", i+1), Source: strings.Repeat("i", i+1), Kind: intake.Plain, Body: "A quay burns\n\nThe north quay of Tarn burnt down on Monday." + strings.Repeat("!", i)})
	}
	if _, err := s.Take(context.Background(), pages, store.AddOptions{}); err != nil {
		t.Fatal(err)
	}
	h := Handler(s, Options{})
	for _, format := range []string{"json", "html"} {
		if w := ask(h, "/export?format="+format); w.Code != http.StatusServiceUnavailable || w.Header().Get("Retry-After") == "" || !strings.Contains(w.Body.String(), "pages wait") {
			t.Errorf("%s: %d %v %s", format, w.Code, w.Header(), w.Body)
		}
	}
}
