package extract

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"regexp"
	"strings"
	"testing"

	"variorum/internal/news/intake"
)

// floorF1 is the F1 on the dev pages of the article extraction benchmark below which a change is not taken. It is raised when
// the pages are read better, and lowered only with a reason.
const floorF1 = 0.988

var benchWord = regexp.MustCompile(`[\pL\pN_]+`)

// runs counts the runs of four words of a text, as the benchmark does.
func runs(text string) map[string]int {
	words := benchWord.FindAllString(text, -1)
	out := map[string]int{}
	for i := 0; i < max(1, len(words)-3) && i < len(words); i++ {
		out[strings.Join(words[i:min(len(words), i+4)], " ")]++
	}
	return out
}

// shares returns the share of predicted runs that are true and of true runs that are predicted.
func shares(truth, predicted map[string]int) (precision, recall float64) {
	both, n, m := 0, 0, 0
	for _, c := range truth {
		n += c
	}
	for run, c := range predicted {
		m += c
		both += min(c, truth[run])
	}
	return float64(both) / float64(max(1, m)), float64(both) / float64(max(1, n))
}

func TestQuality(t *testing.T) {
	f, err := os.Open(shared() + "/bench/extraction/dev.jsonl.gz")
	if err != nil {
		t.Skip("no benchmark data beside the module (set VARIORUM_SHARED to their folder): ", err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var precision, recall, n float64
	for dec := json.NewDecoder(z); ; n++ {
		var row struct{ URL, HTML, ArticleBody string }
		if err := dec.Decode(&row); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		parts, err := Extract(intake.Page{URL: row.URL, Body: row.HTML})
		if err != nil {
			t.Errorf("%s: %v", row.URL, err)
		}
		p, r := shares(runs(row.ArticleBody), runs(strings.Join(parts.Body, "\n")))
		precision, recall = precision+p, recall+r
	}
	precision, recall = precision/n, recall/n
	f1 := 2 * precision * recall / (precision + recall)
	t.Logf("precision %.4f, recall %.4f, F1 %.4f on %.0f pages", precision, recall, f1, n)
	if f1 < floorF1 {
		t.Errorf("F1 %.4f is below the floor of %.4f", f1, floorF1)
	}
}
