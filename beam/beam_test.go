package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/options/jobopts"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/passert"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/testing/ptest"

	"variorum/internal/delivery/corpus"
)

// prismPort is the variable that makes this program a Prism on a port, which takes jobs and runs no test.
const prismPort = "VARIORUM_PRISM_PORT"

func TestMain(m *testing.M) {
	if port, _ := strconv.Atoi(os.Getenv(prismPort)); port > 0 {
		o := prism.Options{Port: port, IdleShutdownTimeout: 5 * time.Minute}
		if _, err := prism.CreateJobServer(context.Background(), o); err != nil {
			log.Fatal(err)
		}
		select {}
	}
	ptest.Main(m)
}

// invented makes pages of n events, each told by some outlets in nearly the same words, over two years and with days unknown,
// with a notice that each outlet prints below all it has; some pages twice, and one under the id of another.
func invented(n int) []map[string]string {
	r := rand.New(rand.NewPCG(5, 13))
	pick := func(list string) string { w := strings.Fields(list); return w[r.IntN(len(w))] }
	some := func(n int) string {
		var words []string
		for range n {
			words = append(words, pick("the of and in to with by for which when near before after"),
				pick("ba ke lo mi nu ra se to vu za")+pick("bel dor fin gul ham jas kor lim nev pos")+pick("ane ery ile old ume yst")+pick("dar fen gol hur lin mor"))
		}
		return strings.Join(words, " ")
	}
	outlets := []string{"Harbour Post", "Morning Ledger", "Tidewater Courier", "Upland Mail"}
	var pages []map[string]string
	for event := range n {
		thing := pick("Ferry Bridge Mill Granary Tram Lighthouse") + " " + pick("Marguerite Albatross Concord Hesper Juniper Osprey")
		text := []string{
			fmt.Sprintf("The %s was closed after %d people %s, the council said.", thing, 12+r.IntN(300), some(9)),
			fmt.Sprintf("“We heard %s,” said the keeper, who %s.", some(6), some(9)), "Engineers " + some(14) + ".", "They asked for more, and " + some(12) + ".",
		}
		for k := range 1 + r.IntN(len(outlets)) {
			own := slices.Clone(text)
			if k > 0 {
				own[0] = strings.Replace(own[0], "was closed", "had to close", 1)
				own = own[:len(own)-r.IntN(2)]
			}
			own = append(own, "Readers of the "+outlets[k]+" support its work with a small sum each month; thank you to all of them.")
			page := map[string]string{
				"id": fmt.Sprintf("p%d-%d", event, k), "outlet": outlets[k], "title": thing + " closed", "text": strings.Join(own, "\n\n"),
				"date": fmt.Sprintf("20%d-%02d-%02d", 31+event%2, 1+event%12, 1+event%27+k%2),
			}
			if event%9 == 4 {
				delete(page, "date")
			}
			pages = append(pages, page)
		}
	}
	clash := func(id string) map[string]string {
		return map[string]string{"id": id, "title": "Harvest begins", "text": "The harvest " + some(60) + "."}
	}
	return append(pages, pages[1], clash("p0-0"), clash("p0-0-3"), clash("p0-0"), clash("p0-0-02"), map[string]string{"id": "empty", "text": ""})
}

// file writes pages to two files of JSON Lines and a broken line, and gives their pattern.
func file(t *testing.T, pages []map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for i, half := range [][]map[string]string{pages[:len(pages)/2], pages[len(pages)/2:]} {
		var b strings.Builder
		for _, p := range half {
			b.WriteString(line(p) + "\n")
		}
		if i == 1 {
			b.WriteString("{\"id\": \"broken\n")
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("pages-%d.jsonl", i)), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return filepath.Join(dir, "*.jsonl")
}

// table is the rows of a table, sorted, without what the two runs may differ in: the ids of stories.
func table(t *testing.T, pattern string) []string {
	t.Helper()
	paths, _ := filepath.Glob(pattern)
	var rows []string
	for _, path := range paths {
		raw, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for l := range strings.Lines(string(raw)) {
			var row map[string]any
			if err := json.Unmarshal([]byte(l), &row); err != nil {
				t.Fatal(err)
			}
			delete(row, "id")
			rows = append(rows, line(row))
		}
	}
	slices.Sort(rows)
	return rows
}

// local runs the pages on one machine.
func local(t *testing.T, pattern string) string {
	t.Helper()
	inputs, _ := filepath.Glob(pattern)
	dir := filepath.Join(t.TempDir(), "local")
	o := corpus.Options{Format: corpus.JSONL, Readers: []corpus.Reader{corpus.Reuse, corpus.Stories}}
	s, err := corpus.Run(context.Background(), inputs, nil, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if s.Duplicates != 1 || s.Unread < 3 || s.Furniture == 0 || s.Stories == s.Accounts {
		t.Fatalf("the invented pages no longer have what is to be compared: %+v", s)
	}
	return dir
}

// submit runs the pipeline and compares its tables with those of one machine.
func submit(t *testing.T) {
	t.Helper()
	pattern := file(t, invented(40))
	want, got := local(t, pattern), t.TempDir()
	files, err := list(context.Background(), pattern)
	if err != nil {
		t.Fatal(err)
	}
	p := beam.NewPipeline()
	Build(p.Root(), files, Options{Output: got, Shards: 3, Rounds: 6, Pages: 100})
	ptest.RunAndValidate(t, p)
	for _, name := range []string{"stories", "reuse"} {
		a, b := table(t, filepath.Join(want, name, "*.jsonl")), table(t, filepath.Join(got, name, "*.jsonl"))
		if !slices.Equal(a, b) || len(a) == 0 {
			t.Errorf("%s: %d rows on one machine, %d by the pipeline, or they differ:\n%s\n\n%s", name, len(a), len(b),
				strings.Join(without(a, b), "\n"), strings.Join(without(b, a), "\n"))
		}
	}
	if a, b := table(t, filepath.Join(want, "unread.jsonl")), table(t, filepath.Join(got, "unread", "*.jsonl")); !slices.Equal(a, b) {
		t.Errorf("unread differs:\n%s\n\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

func without(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(l string) bool { return slices.Contains(b, l) })
}

// TestSameAsOneMachine: on Prism in this process.
func TestSameAsOneMachine(t *testing.T) { submit(t) }

// TestSubmitted: the same, submitted to a Prism in a process of its own by the interface that all runners have.
func TestSubmitted(t *testing.T) {
	port := free(t)
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), prismPort+"="+port)
	said, err := cmd.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill(); _ = cmd.Wait() })
	jobs := make(chan string, 1)
	go follow(said, jobs)
	awaitPort(t, port)
	runner, endpoint, environment := *ptest.Runner, *jobopts.Endpoint, *jobopts.EnvironmentType
	defer func() { *ptest.Runner, *jobopts.Endpoint, *jobopts.EnvironmentType = runner, endpoint, environment }()
	*ptest.Runner, *jobopts.Endpoint, *jobopts.EnvironmentType = "universal", "localhost:"+port, "loopback"
	submit(t)
	select {
	case <-jobs:
	case <-time.After(10 * time.Second):
		t.Error("the other process tells of no job")
	}
}

// follow reads what a process says, and tells of the first job.
func follow(said io.Reader, jobs chan<- string) {
	for in := bufio.NewScanner(said); in.Scan(); {
		if strings.Contains(in.Text(), "pipeline done") {
			select {
			case jobs <- in.Text():
			default:
			}
		}
	}
}

func free(t *testing.T) string {
	l, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, _ := net.SplitHostPort(l.Addr().String())
	return port
}

func awaitPort(t *testing.T, port string) {
	for range 300 {
		if c, err := net.Dial("tcp", "localhost:"+port); err == nil {
			c.Close()
			return
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("prism does not answer")
}

// TestConnect: a chain of texts is one group, whatever their order, and too few rounds are an error.
func TestConnect(t *testing.T) {
	const length = 300
	chain := func(rounds int) *beam.Pipeline {
		p, s := beam.NewPipelineWithRoot()
		order := rand.New(rand.NewPCG(1, 2)).Perm(length)
		edges := make([]int, 0, length)
		for i := 1; i < length; i++ {
			edges = append(edges, order[i-1]<<16|order[i])
		}
		found := connect(s, beam.ParDo(s, edgeOf, beam.CreateList(s, edges)), rounds)
		passert.Count(s, found, "labels", length-1)
		passert.Equals(s, beam.ParDo(s, labelOf, found), slices.Repeat([]any{0}, length-1)...)
		return p
	}
	if err := ptest.Run(chain(8)); err != nil {
		t.Error(err)
	}
	if err := ptest.Run(chain(1)); err == nil {
		t.Error("one round is held to be enough for a chain")
	}
}

func edgeOf(e int, emit func(uint64, uint64)) { emit(uint64(e>>16), uint64(e&0xffff)) }
func labelOf(_, label uint64) int             { return int(label) }

func init() {
	beam.RegisterFunction(edgeOf)
	beam.RegisterFunction(labelOf)
}
