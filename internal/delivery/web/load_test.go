package web

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"variorum/internal/delivery/store"
)

// readersAtOnce is how many readers ask at the same time.
const readersAtOnce = 200

// TestManyReaders lets two hundred readers ask at once, while pages come in and some listen for news: none is answered with an error, and when
// they have gone nothing of them is left. It lasts two seconds; VARIORUM_LOAD (as 60s) says otherwise, and VARIORUM_LOAD_DB names a store to
// ask instead of a small one of its own. It prints what it has measured and asserts no time.
func TestManyReaders(t *testing.T) {
	s := loadedDesk(t)
	last := 2 * time.Second
	if d, err := time.ParseDuration(os.Getenv("VARIORUM_LOAD")); err == nil {
		last = d
	}
	paths := someAddresses(t, s)
	s.client.Transport = &http.Transport{MaxIdleConnsPerHost: readersAtOnce}
	before := settled()
	ctx, stop := context.WithTimeout(t.Context(), last)
	defer stop()
	var wg sync.WaitGroup
	m := &measured{}
	for i := range readersAtOnce {
		wg.Go(func() { m.ask(ctx, t, s, paths, uint64(i)) })
	}
	wg.Go(func() { m.watchMemory(ctx) })
	wg.Wait()
	s.client.CloseIdleConnections()
	for end := time.Now().Add(20 * time.Second); settled() > before+10 && time.Now().Before(end); {
		time.Sleep(100 * time.Millisecond)
	}
	if after := settled(); after > before+10 {
		t.Errorf("%d goroutines before the readers and %d after them", before, after)
	}
	m.print(t)
	if m.answered.Load() == 0 {
		t.Error("nothing was answered")
	}
}

// loadedDesk is a desk on the store that is named, or on the examples and a story of many accounts.
func loadedDesk(t *testing.T) *served {
	name := os.Getenv("VARIORUM_LOAD_DB")
	if name == "" {
		s := serve(t, Options{})
		s.take(append(examples(t), crowd(40)...)...)
		return s
	}
	st, err := store.Open(t.Context(), name, store.Options{Existing: true})
	if err != nil {
		t.Fatal(err)
	}
	return serve(t, Options{Store: st})
}

// settled is the number of goroutines.
func settled() int {
	runtime.GC()
	return runtime.NumGoroutine()
}

// someAddresses are pages of all kinds, stories taken from everywhere in the list.
func someAddresses(t *testing.T, s *served) []string {
	paths := []string{"/", "/?by=conflicts", "/?by=origins&has=quotations", "/?q=council", "/health", asset("desk.css").href}
	var all []int64
	for q := (store.Query{Limit: 1000}); ; {
		rows, next, _, err := s.store.Stories(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			all = append(all, rows[i].ID)
		}
		if q.Cursor = next; next == "" {
			break
		}
	}
	random := rand.New(rand.NewPCG(1, 2))
	random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	for _, id := range all[:min(len(all), storiesAsked)] {
		st, err := s.store.Story(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		paths = append(paths, "/stories/"+strconv.FormatInt(st.ID, 10), accountAt(&st, 0))
		if words := strings.Fields(st.Title); len(words) > 1 {
			paths = append(paths, "/?q="+url.QueryEscape(words[0]+" "+words[1]))
		}
		if st.Accounts > 1 {
			a, b := accountAt(&st, 0), accountAt(&st, 1)
			paths = append(paths, "/compare?a="+strings.TrimPrefix(a, "/accounts/")+"&b="+strings.TrimPrefix(b, "/accounts/"))
		}
	}
	return paths
}

// storiesAsked bounds how many stories are asked for.
const storiesAsked = 1000

// measured is what a run has measured.
type measured struct {
	answered atomic.Int64
	mu       sync.Mutex
	took     map[string][]time.Duration
	memory   uint64
}

// ask asks for one address after another, as a reader does; every eighth listens for news for a while first.
func (m *measured) ask(ctx context.Context, t *testing.T, s *served, paths []string, seed uint64) {
	random := rand.New(rand.NewPCG(seed, 3))
	if seed%8 == 0 {
		m.listen(ctx, t, s)
	}
	for ctx.Err() == nil {
		path := paths[random.IntN(len(paths))]
		began := time.Now()
		r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+path, nil)
		if err != nil {
			t.Error(err)
			return
		}
		got, err := s.client.Do(r)
		if err == nil {
			_, err = io.Copy(io.Discard, got.Body)
			_ = got.Body.Close()
		}
		switch {
		case ctx.Err() != nil:
			return
		case err != nil:
			t.Errorf("%s: %v", path, err)
			return
		case got.StatusCode != http.StatusOK && got.StatusCode != http.StatusSeeOther:
			t.Errorf("%s: %s", path, got.Status)
			return
		}
		m.note(path, time.Since(began))
	}
}

func (m *measured) listen(ctx context.Context, t *testing.T, s *served) {
	ctx, stop := context.WithTimeout(ctx, time.Second)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, s.url+"/events", nil)
	if err != nil {
		t.Error(err)
		return
	}
	got, err := s.client.Do(r)
	if err != nil {
		if ctx.Err() == nil {
			t.Error(err)
		}
		return
	}
	_, _ = io.Copy(io.Discard, got.Body) // until the time is over
	_ = got.Body.Close()
}

func (m *measured) note(path string, took time.Duration) {
	m.answered.Add(1)
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.took == nil {
		m.took = map[string][]time.Duration{}
	}
	kind, _, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	kind, asked, _ := strings.Cut(kind, "?")
	if strings.HasPrefix(asked, "q=") {
		kind = "search"
	}
	m.took[kind] = append(m.took[kind], took)
}

// watchMemory notes the most that the heap has in use.
func (m *measured) watchMemory(ctx context.Context) {
	for ctx.Err() == nil {
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		m.mu.Lock()
		m.memory = max(m.memory, s.Sys-s.HeapReleased)
		m.mu.Unlock()
		select {
		case <-ctx.Done():
		case <-time.After(time.Second):
		}
	}
}

func (m *measured) print(t *testing.T) {
	t.Logf("%d answers to %d readers at once; memory of the whole test %d MB", m.answered.Load(), readersAtOnce, m.memory>>20)
	for kind, took := range m.took {
		slices.Sort(took)
		t.Logf("%-10s %6d asked, half within %s, 95 of 100 within %s", "/"+kind, len(took), took[len(took)/2].Round(time.Millisecond), took[len(took)*95/100].Round(time.Millisecond))
	}
}

// TestOneReader measures how long one reader waits for pages of the store that VARIORUM_LOAD_DB names, each asked for once, so that none is
// kept from before.
func TestOneReader(t *testing.T) {
	if os.Getenv("VARIORUM_LOAD_DB") == "" {
		t.Skip("VARIORUM_LOAD_DB names no store to measure")
	}
	s := loadedDesk(t)
	m := &measured{}
	for _, path := range someAddresses(t, s) {
		began := time.Now()
		if got := s.get(path); got.StatusCode != http.StatusOK && got.StatusCode != http.StatusSeeOther {
			t.Errorf("%s: %s", path, got.Status)
		}
		m.note(path, time.Since(began))
	}
	m.print(t)
	fmt.Println(status())
}

// status is what the system says of the memory of this process.
func status() string {
	b, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return "no /proc here"
	}
	var out []string
	for _, line := range strings.Split(string(b), "\n") {
		if strings.HasPrefix(line, "VmRSS") || strings.HasPrefix(line, "VmHWM") {
			out = append(out, strings.Join(strings.Fields(line), " "))
		}
	}
	return strings.Join(out, ", ")
}
