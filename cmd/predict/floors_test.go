package main

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

var raise = flag.Bool("raise", false, "raise the floors in testdata/floors.tsv to the scores reached, and write them into docs/scores.md")

// A floor is a score that may not fall. The table has a suite, a metric as a path in the scorer's JSON, and the floor.
type floor struct {
	suite, metric string
	score         float64
}

const floorsFile = "testdata/floors.tsv"

// TestFloors scores the predictions for each suite's dev half with the suite's own scorer.
func TestFloors(t *testing.T) {
	shared := os.Getenv("VARIORUM_SHARED")
	if shared == "" {
		shared = filepath.Join("..", "..", "..", "shared")
	}
	bench := filepath.Join(shared, "bench")
	if _, err := os.Stat(bench); err != nil {
		t.Skipf("the suites are not beside the project (%v): nothing is scored", err)
	}
	if _, err := exec.LookPath("python3"); err != nil {
		t.Skip("no python3 to run the suites' scorers: nothing is scored")
	}
	floors := readFloors(t)
	scores := map[string]any{}
	var reached []floor
	for i, f := range floors {
		if scores[f.suite] == nil {
			scores[f.suite] = score(t, bench, f.suite)
		}
		got, err := metric(scores[f.suite], f.metric)
		if err != nil {
			t.Fatalf("%s %s: %v", f.suite, f.metric, err)
		}
		t.Logf("%-12s %-32s %.4f (floor %.4f)", f.suite, f.metric, got, f.score)
		if got < f.score {
			t.Errorf("%s %s is %.4f, below its floor of %.4f", f.suite, f.metric, got, f.score)
		}
		floors[i].score = max(f.score, got)
		reached = append(reached, floor{f.suite, f.metric, got})
	}
	if *raise {
		writeFloors(t, floors)
		writeScores(t, reached)
	}
}

// score runs the suite's predictions through its scorer.
func score(t *testing.T, bench, suite string) any {
	t.Helper()
	input, more := inputs(bench, suite)
	var out bytes.Buffer
	if err := run(suite, input, &out, more...); err != nil {
		t.Fatal(err)
	}
	pred := filepath.Join(t.TempDir(), "pred.jsonl")
	if err := os.WriteFile(pred, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
	args := []string{"-B", filepath.Join(bench, "score.py"), suite, "--gold", input, "--pred", pred}
	if own := filepath.Join(bench, suite, "score.py"); exists(own) {
		args = []string{"-B", own, input, pred, "--json"}
	}
	raw, err := exec.Command("python3", args...).Output()
	if err != nil {
		t.Fatalf("score %s: %v", suite, err)
	}
	var parsed any
	if err := json.Unmarshal(raw, &parsed); err != nil {
		t.Fatalf("score %s: %v", suite, err)
	}
	return parsed
}

// inputs is the file of a suite that is both its input and its gold, and the files that are read beside it.
func inputs(bench, suite string) (gold string, more []string) {
	in := func(name string) string { return filepath.Join(bench, suite, name) }
	for _, gold := range []string{"dev.jsonl.gz", "dev.jsonl", "newsroom.dev.jsonl"} {
		if exists(in(gold)) {
			return in(gold), nil
		}
	}
	return in("dev.pairs.jsonl"), []string{in("dev.docs.jsonl.gz")}
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// metric follows a path such as all.bcubed.f1 in a scorer's result.
func metric(v any, path string) (float64, error) {
	for _, key := range strings.Split(path, ".") {
		m, ok := v.(map[string]any)
		if !ok || m[key] == nil {
			return 0, fmt.Errorf("the scorer gives no %q", key)
		}
		v = m[key]
	}
	n, ok := v.(float64)
	if !ok {
		return 0, fmt.Errorf("%v is no number", v)
	}
	return n, nil
}

func readFloors(t *testing.T) []floor {
	t.Helper()
	raw, err := os.ReadFile(floorsFile)
	if err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(raw))
	r.Comma, r.Comment, r.FieldsPerRecord = '\t', '#', 3
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []floor
	for _, row := range rows {
		n, err := strconv.ParseFloat(row[2], 64)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, floor{row[0], row[1], n})
	}
	return out
}

// writeFloors writes the table, cut to four digits so that a rounding does not break it.
func writeFloors(t *testing.T, floors []floor) {
	t.Helper()
	var b strings.Builder
	b.WriteString("# suite\tmetric\tfloor; raised by go test ./cmd/predict -run Floors -raise, lowered only with a reason in the commit\n")
	for _, f := range floors {
		fmt.Fprintf(&b, "%s\t%s\t%.4f\n", f.suite, f.metric, float64(int(f.score*10000))/10000)
	}
	if err := os.WriteFile(floorsFile, []byte(b.String()), 0o644); err != nil {
		t.Fatal(err)
	}
}

// scoresFile has a table between two comments that the test writes.
const scoresFile, tableBegins, tableEnds = "../../docs/scores.md", "<!-- scores -->\n", "<!-- end -->"

func writeScores(t *testing.T, scores []floor) {
	t.Helper()
	raw, err := os.ReadFile(scoresFile)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, ok := strings.Cut(string(raw), tableBegins)
	_, after, ok2 := strings.Cut(rest, tableEnds)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table", scoresFile)
	}
	var b strings.Builder
	b.WriteString("| suite | metric | score |\n| --- | --- | --- |\n")
	for _, s := range scores {
		fmt.Fprintf(&b, "| %s | %s | %.4f |\n", s.suite, s.metric, s.score)
	}
	if err := os.WriteFile(scoresFile, []byte(before+tableBegins+b.String()+tableEnds+after), 0o644); err != nil {
		t.Fatal(err)
	}
}
