package web

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"

	"variorum/internal/delivery/store"
)

// news tells open pages what changes in the store, from whatever program. One goroutine asks the store for all of them.
type news struct {
	mu        sync.Mutex
	last      int64
	listeners map[chan store.Change]bool
}

// How news travels: how often the store is asked, how many changes are taken at a time, how many pages may listen, how many changes wait
// for one that is slow before it is told to begin again, and how often a silent line is kept alive.
const (
	askEvery      = 700 * time.Millisecond
	changesAtOnce = 200
	mostListeners = 512
	mostWaiting   = 256
	pulseEvery    = 20 * time.Second
)

// follow asks the store until the context ends, and has it counted when that is due.
func (d *desk) follow(ctx context.Context, failed func(error)) {
	clock := time.NewTicker(askEvery)
	defer clock.Stop()
	for {
		err := d.news.ask(ctx, d.store)
		if err == nil && d.census.due(d.news.seen(), d.guard.now()) {
			err = d.census.count(ctx, d.store, d.news.seen(), d.guard.now())
		}
		if err != nil && ctx.Err() == nil {
			failed(err)
		}
		select {
		case <-ctx.Done():
			d.news.hangUp()
			return
		case <-clock.C:
		}
	}
}

func (n *news) ask(ctx context.Context, s *store.Store) error {
	changes, err := s.Changes(ctx, n.seen(), changesAtOnce)
	if err != nil {
		return err
	}
	for _, c := range changes {
		n.tell(c)
	}
	return nil
}

func (n *news) seen() int64 {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.last
}

// tell passes a change on. Who has too many waiting is hung up on: it comes back and says what it saw last.
func (n *news) tell(c store.Change) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.last = max(n.last, c.Seq)
	for l := range n.listeners {
		select {
		case l <- c:
		default:
			delete(n.listeners, l)
			close(l)
		}
	}
}

func (n *news) hangUp() {
	n.mu.Lock()
	defer n.mu.Unlock()
	for l := range n.listeners {
		delete(n.listeners, l)
		close(l)
	}
}

// listen joins those who are told, nil when there are too many.
func (n *news) listen() chan store.Change {
	n.mu.Lock()
	defer n.mu.Unlock()
	if len(n.listeners) >= mostListeners {
		return nil
	}
	l := make(chan store.Change, mostWaiting)
	n.listeners[l] = true
	return l
}

func (n *news) leave(l chan store.Change) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.listeners[l] {
		delete(n.listeners, l)
		close(l)
	}
}

// events answers with the changes as they come (server-sent events, HTML Living Standard, 9.2), beginning behind the last that the page has seen.
func (d *desk) events(w http.ResponseWriter, r *http.Request) {
	since := d.heardUntil(r)
	line := d.news.listen()
	if line == nil {
		complain(w, r, http.StatusServiceUnavailable, "Too many listen", "More pages listen for news than this desk serves.", "Reload to see what is new.")
		return
	}
	defer d.news.leave(line)
	h := w.Header()
	h.Set("Content-Type", "text/event-stream")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Accel-Buffering", "no")
	s := &stream{w: w, control: http.NewResponseController(w)}
	s.write("retry: 3000\n\n")
	missed, err := d.store.Changes(r.Context(), since, changesAtOnce)
	if err != nil {
		return
	}
	for _, c := range missed {
		s.change(c)
		since = c.Seq
	}
	pulse := time.NewTicker(pulseEvery)
	defer pulse.Stop()
	for s.err == nil {
		select {
		case <-r.Context().Done():
			return
		case <-pulse.C:
			s.write(": still here\n\n")
		case c, ok := <-line:
			if !ok {
				return
			}
			if c.Seq > since {
				s.change(c)
			}
		}
	}
}

// heardUntil is the last change that a page has heard of; one that does not say begins now.
func (d *desk) heardUntil(r *http.Request) int64 {
	for _, s := range []string{r.Header.Get("Last-Event-ID"), r.URL.Query().Get("since")} {
		if n, err := strconv.ParseInt(s, 10, 64); err == nil && n >= 0 {
			return n
		}
	}
	return d.since(r)
}

// stream writes events to one page.
type stream struct {
	w       http.ResponseWriter
	control *http.ResponseController
	err     error
}

func (s *stream) change(c store.Change) {
	body, err := json.Marshal(c)
	if err != nil {
		s.err = err
		return
	}
	s.write(fmt.Sprintf("id: %d\nevent: change\ndata: %s\n\n", c.Seq, body))
}

func (s *stream) write(text string) {
	if s.err != nil {
		return
	}
	_ = s.control.SetWriteDeadline(time.Now().Add(answerTime)) // a recorder in a test has none
	if _, s.err = s.w.Write([]byte(text)); s.err == nil {
		s.err = s.control.Flush()
	}
}
