package yardstick

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Page is a generated page. Its story is what the generator made it of.
type Page struct{ ID, Outlet, Date, Title, Text, Story string }

// few is the number of pages that are made for a test where no file of them is named: they take three seconds to make.
const few = 2000

// Generated reads pages that the generator of the benchmark has made: the first so many of the file that VARIORUM_SCALE names, all for 0.
// Where it names none, a test gets the first few made for it; a benchmark, of which the figures would say nothing on so few, is skipped.
func Generated(t testing.TB, pages int) (out []Page) {
	t.Helper()
	path := os.Getenv("VARIORUM_SCALE")
	if _, benchmark := t.(*testing.B); path == "" && benchmark {
		t.Skip("no generated pages: set VARIORUM_SCALE to a file that bench/scale/gen_stories.py has made")
	} else if path == "" {
		path = made(t)
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() && (pages == 0 || len(out) < pages) {
		var p Page
		if err := json.Unmarshal(s.Bytes(), &p); err != nil {
			t.Fatal(err)
		}
		p.Story, _, _ = strings.Cut(p.ID, "-")
		out = append(out, p)
	}
	if err := s.Err(); err != nil || len(out) == 0 {
		t.Fatalf("%d pages of %s: %v", len(out), path, err)
	}
	return out
}

// made makes a few pages of the labelled stories, or skips the test where the generator or what it needs is absent.
func made(t testing.TB) string {
	t.Helper()
	dir := shared()
	generator, labelled := filepath.Join(dir, "scale", "gen_stories.py"), filepath.Join(dir, "stories", "dev.jsonl.gz")
	for _, path := range []string{generator, labelled} {
		if _, err := os.Stat(path); err != nil {
			t.Skipf("no generated pages: set VARIORUM_SCALE to a file of them, or VARIORUM_SHARED to the folder that holds bench (%v)", err)
		}
	}
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no generated pages: the generator needs python3; or set VARIORUM_SCALE to a file of them")
	}
	work := t.TempDir()
	base, path := filepath.Join(work, "base.jsonl"), filepath.Join(work, "pages.jsonl")
	if err := unpack(labelled, base); err != nil {
		t.Fatal(err)
	}
	made := exec.Command(python, generator, base, "-n", strconv.Itoa(few), "-o", path, "--truth", filepath.Join(work, "truth.tsv"), "--seed", "1")
	if said, err := made.CombinedOutput(); err != nil {
		t.Fatalf("make pages: %v\n%s", err, said)
	}
	return path
}

// shared is the folder of the benchmark: VARIORUM_SHARED says where, or it lies beside the project.
func shared() string {
	if dir := os.Getenv("VARIORUM_SHARED"); dir != "" {
		return filepath.Join(dir, "bench")
	}
	dir, err := os.Getwd() // the folder of the package that is tested
	for err == nil && dir != filepath.Dir(dir) {
		if _, missing := os.Stat(filepath.Join(dir, "go.mod")); missing == nil {
			break
		}
		dir = filepath.Dir(dir)
	}
	return filepath.Join(filepath.Dir(dir), "shared", "bench")
}

func unpack(from, to string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return err
	}
	raw, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	return os.WriteFile(to, raw, 0o600)
}
