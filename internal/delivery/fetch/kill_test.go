package fetch

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"variorum/internal/delivery/store"
)

// The environment of the program that is killed, and the number of kills.
const (
	killedStore = "VARIORUM_TEST_WATCH_STORE"
	killedFeed  = "VARIORUM_TEST_WATCH_FEED"
	killedTimes = "VARIORUM_KILLS"
)

// TestMain lets the test's own program be the watch that is killed.
func TestMain(m *testing.M) {
	path, feed := os.Getenv(killedStore), os.Getenv(killedFeed)
	if path == "" {
		os.Exit(m.Run())
	}
	if err := watchToBeKilled(path, feed); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// watchToBeKilled watches a feed, and says on standard output which page is in the store, once it is.
func watchToBeKilled(path, feed string) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	s, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return err
	}
	f := New(Options{AllowPrivate: true, Delay: time.Nanosecond})
	return f.Watch(ctx, s, Watching{Addresses: []string{feed}, Every: 10 * time.Millisecond, MaxPages: 7, Added: func(address string, _ store.State) {
		fmt.Println("added", address)
	}})
}

// TestKilledWatch kills a watch at random moments. Each time the store opens and is whole, and what was said to be added is in it; in the
// end every page is in it once.
func TestKilledWatch(t *testing.T) {
	times := 12
	if n, err := strconv.Atoi(os.Getenv(killedTimes)); err == nil {
		times = n
	}
	seed := uint64(time.Now().UnixNano())
	t.Logf("%d kills (more by %s), seed %d", times, killedTimes, seed)
	random := rand.New(rand.NewPCG(seed, 1))
	n := &newsroom{}
	server, _ := site(t, n.ServeHTTP)
	path := filepath.Join(t.TempDir(), "news.db")
	said := map[string]bool{}
	for range times {
		n.mu.Lock()
		for range 4 {
			n.pages = append(n.pages, len(n.pages)+1)
		}
		n.mu.Unlock()
		for _, address := range killOne(t, random, path, server.URL+"/feed") {
			said[address] = true
		}
		holds(t, path, said)
	}
	s := openStore(t, path)
	f, _ := fetcher(t, Options{})
	for range len(n.pages) {
		if len(look(t, f, s, Watching{Addresses: []string{server.URL + "/feed"}})) == 0 {
			break
		}
	}
	sound(t, s, len(n.pages))
	t.Logf("%d pages, %d of them acknowledged before a kill", len(n.pages), len(said))
	if len(said) == 0 && times >= 12 {
		t.Error("every kill came before the first page: the test shows nothing")
	}
}

// killOne watches in a program of its own and kills it: a random moment after it began, or after a random number of pages that it said were
// added. It returns these.
func killOne(t *testing.T, random *rand.Rand, path, feed string) (said []string) {
	t.Helper()
	killed := exec.Command(os.Args[0], "-test.run=^$")
	killed.Env = append(os.Environ(), killedStore+"="+path, killedFeed+"="+feed)
	var complaint bytes.Buffer
	killed.Stderr = &complaint
	out, err := killed.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := killed.Start(); err != nil {
		t.Fatal(err)
	}
	pages, pause := random.IntN(5), time.Duration(random.IntN(60))*time.Millisecond
	longest := time.AfterFunc(30*time.Second, func() { _ = killed.Process.Kill() })
	defer longest.Stop()
	if pages == 0 {
		time.AfterFunc(10*pause, func() { _ = killed.Process.Kill() })
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		address, ok := strings.CutPrefix(lines.Text(), "added ")
		if !ok || !strings.HasPrefix(address, feed[:strings.LastIndex(feed, "/")]) {
			continue // the kill cut the line off, or the test's own words
		}
		if said = append(said, address); len(said) == pages {
			time.AfterFunc(pause, func() { _ = killed.Process.Kill() })
		}
	}
	_ = killed.Wait() // it was killed
	if complaint.Len() > 0 {
		t.Fatalf("the watch says %s", complaint.String())
	}
	return said
}

// holds fails unless the store is whole and has each page that it was said to have.
func holds(t *testing.T, path string, said map[string]bool) {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	wrong, err := s.Check(t.Context(), nil)
	if err != nil || len(wrong) > 0 {
		t.Fatalf("after a kill: %q, %v", wrong, err)
	}
	has := map[string]bool{}
	for id := int64(1); ; id++ {
		p, err := s.Page(t.Context(), id)
		if err != nil {
			break
		}
		has[p.Source] = true
	}
	for address := range said {
		if !has[address] {
			t.Fatalf("%s was said to be in the store, and is not", address)
		}
	}
}
