package store

import (
	"bufio"
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"variorum/internal/news/intake"
)

var kills = flag.Int("kills", 20, "how often the program that adds pages is killed")

// TestMain lets the test kill itself: with adding set, it is the program that adds pages.
func TestMain(m *testing.M) {
	if path := os.Getenv("VARIORUM_TEST_ADD"); path != "" {
		keepAdding(path)
		return
	}
	os.Exit(m.Run())
}

// keepAdding adds pages, and says of each portion that it is acknowledged, until it is killed. Pages come, change and go.
func keepAdding(path string) {
	ctx := context.Background()
	seed, _ := strconv.ParseUint(os.Getenv("VARIORUM_TEST_SEED"), 10, 64)
	r := rand.New(rand.NewPCG(seed, 1))
	s, err := Open(ctx, path, Options{})
	if err != nil {
		fmt.Println("error", err)
		return
	}
	if r.IntN(2) > 0 {
		s.quickTies = 0 // as among thousands of pages
	}
	for {
		var portion []intake.Page
		var said []string
		places := map[int]bool{}
		for range 1 + r.IntN(4) {
			place := r.IntN(40)
			if places[place] {
				continue
			}
			places[place] = true
			p := fire(fmt.Sprintf("page-%d", place), r.IntN(1000))
			portion, said = append(portion, p), append(said, fmt.Sprintf("%s=%x", p.ID, p.Digest()))
		}
		if _, err := s.Take(ctx, portion, AddOptions{}); err != nil {
			fmt.Println("error", err)
			return
		}
		fmt.Println("taken", strings.Join(said, " "))
		if r.IntN(2) > 0 {
			continue
		}
		settle := s.Settle
		if r.IntN(2) > 0 {
			settle = s.Place
		}
		if _, err := settle(ctx, nil); err != nil {
			fmt.Println("error", err)
			return
		}
	}
}

// TestKilled kills a program that adds pages at random moments. Each time the store opens, is whole, and holds all that was
// acknowledged; at the end it says of its pages what variorum.Read says of them.
func TestKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("kills programs for some seconds; left out with -short")
	}
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "news.db")
	versions := map[string]map[string]bool{} // of each page, what was acknowledged: every one of them must be kept
	for n := range *kills {
		for _, line := range addAndKill(t, path, uint64(n)) {
			for _, said := range strings.Fields(line) {
				id, digest, _ := strings.Cut(said, "=")
				if versions[id] == nil {
					versions[id] = map[string]bool{}
				}
				versions[id][digest] = true
			}
		}
		s, err := Open(ctx, path, Options{})
		if err != nil {
			t.Fatalf("after kill %d: %v", n, err)
		}
		clean(t, s)
		s.holds(t, versions)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Settle(ctx, nil); err != nil {
		t.Fatal(err)
	}
	var pages []intake.Page
	err = s.reading(ctx, "read", func(t *tx) {
		for _, id := range t.numbers("SELECT id FROM page ORDER BY id") {
			pages = append(pages, t.page(id))
		}
	})
	if err != nil || len(versions) == 0 {
		t.Fatalf("%d pages were acknowledged: %v", len(versions), err)
	}
	if exported(t, s) != wanted(t, pages) {
		t.Error("after the kills the store says another thing of its pages than reading them does")
	}
	t.Logf("%d kills, %d pages, of which %d were acknowledged", *kills, len(pages), len(versions))
}

// addAndKill runs a program that adds pages, kills it at a random moment and returns what it had acknowledged.
func addAndKill(t *testing.T, path string, seed uint64) []string {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "VARIORUM_TEST_ADD="+path, "VARIORUM_TEST_SEED="+strconv.FormatUint(seed, 10))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(time.Duration(rand.IntN(600))*time.Millisecond, func() { _ = cmd.Process.Kill() })
	var lines []string
	for in := bufio.NewScanner(out); in.Scan(); {
		line, taken := strings.CutPrefix(in.Text(), "taken ")
		if !taken {
			t.Errorf("the program says: %s", in.Text())
		}
		lines = append(lines, line)
	}
	_ = cmd.Wait() // it was killed
	return lines
}

// holds fails unless the store has all versions of pages that were acknowledged, each whole.
func (s *Store) holds(t *testing.T, versions map[string]map[string]bool) {
	t.Helper()
	has := map[string]bool{}
	err := s.reading(context.Background(), "read", func(t *tx) {
		type version struct{ page, n int64 }
		var all []version
		t.each("SELECT page, n FROM version", nil, func(scan func(...any)) {
			var v version
			scan(&v.page, &v.n)
			all = append(all, v)
		})
		for _, v := range all {
			p := t.versionOf(v.page, v.n)
			has[fmt.Sprintf("%s=%x", p.ID, p.Digest())] = true
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for id, digests := range versions {
		for digest := range digests {
			if !has[id+"="+digest] {
				t.Errorf("a version of %s was acknowledged and is lost", id)
			}
		}
	}
}
