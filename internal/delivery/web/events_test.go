package web

import (
	"bufio"
	"context"
	"net/http"
	"strings"
	"testing"
	"time"

	"variorum/internal/delivery/store"
)

// listener reads events as a page does.
type listener struct {
	t     *testing.T
	lines *bufio.Scanner
	close func()
}

func (s *served) listen(path string, headers ...string) *listener {
	s.t.Helper()
	ctx, stop := context.WithTimeout(s.t.Context(), 20*time.Second)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, nil)
	if err != nil {
		s.t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := s.client.Do(r)
	if err != nil {
		s.t.Fatal(err)
	}
	if kind := got.Header.Get("Content-Type"); kind != "text/event-stream" {
		s.t.Fatalf("events come as %s (%s)", kind, got.Status)
	}
	return &listener{s.t, bufio.NewScanner(got.Body), func() { stop(); _ = got.Body.Close() }}
}

// next is the next event's data and id.
func (l *listener) next() (data, id string) {
	l.t.Helper()
	for l.lines.Scan() {
		line := l.lines.Text()
		if v, ok := strings.CutPrefix(line, "id: "); ok {
			id = v
		}
		if v, ok := strings.CutPrefix(line, "data: "); ok {
			return v, id
		}
	}
	l.t.Fatal("the events ended: ", l.lines.Err())
	return "", ""
}

// TestEvents: what another program adds is told once, in order, and who comes back is told what it has missed.
func TestEvents(t *testing.T) {
	s := serve(t, Options{})
	l := s.listen("/events")
	defer l.close()
	s.take(fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...))
	first, id := l.next()
	if !strings.Contains(first, `"kind":"new"`) || !strings.Contains(first, "Ferry aground") {
		t.Errorf("the first event is %s", first)
	}
	s.take(fictive("Teal Islander", "Marrow Light aground", "2025-03-03", ferry[0], ferry[1]))
	second, _ := l.next()
	if !strings.Contains(second, `"kind":"grown"`) {
		t.Errorf("the second event is %s", second)
	}
	again := s.listen("/events", "Last-Event-ID", id)
	defer again.close()
	if got, _ := again.next(); got != second {
		t.Errorf("who comes back is told %s, want %s", got, second)
	}
	since := s.listen("/events?since=0")
	defer since.close()
	if got, _ := since.next(); got != first {
		t.Errorf("who has heard of nothing is told %s, want %s", got, first)
	}
}

// TestListenersLeaveNothing: who goes is forgotten, who is slow is hung up on, and more than a server bears are sent away.
func TestListenersLeaveNothing(t *testing.T) {
	s := serve(t, Options{})
	l := s.listen("/events")
	l.close()
	count := func() int {
		s.desk.news.mu.Lock()
		defer s.desk.news.mu.Unlock()
		return len(s.desk.news.listeners)
	}
	for end := time.Now().Add(10 * time.Second); count() > 0 && time.Now().Before(end); {
		time.Sleep(20 * time.Millisecond)
	}
	if n := count(); n > 0 {
		t.Errorf("%d still listen", n)
	}
	slow := s.desk.news.listen()
	for i := range mostWaiting + 1 {
		s.desk.news.tell(store.Change{Seq: int64(i + 1)})
	}
	if n := count(); n != 0 {
		t.Error("one who does not listen is kept")
	}
	heard := 0
	for range slow {
		heard++
	}
	if heard != mostWaiting {
		t.Errorf("%d changes were kept for a slow one, want %d", heard, mostWaiting)
	}
	for range mostListeners {
		s.desk.news.listen()
	}
	if got := s.get("/events"); got.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("one more than %d listen: %s", mostListeners, got.Status)
	}
}
