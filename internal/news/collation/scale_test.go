package collation_test

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
)

// BenchmarkGreatStory collates the greatest story of generated pages up to 200, which may take 2 seconds of one core.
func BenchmarkGreatStory(b *testing.B) {
	path := os.Getenv("VARIORUM_SCALE")
	if path == "" {
		b.Skip("no generated pages: set VARIORUM_SCALE to a file that bench/scale/gen_stories.py has made")
	}
	f, err := os.Open(path)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	stories := map[string][]edition.Account{}
	var greatest []edition.Account
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() {
		var a edition.Account
		if err := json.Unmarshal(s.Bytes(), &a); err != nil {
			b.Fatal(err)
		}
		story, _, _ := strings.Cut(a.ID, "-")
		a.Language = "en"
		stories[story] = append(stories[story], a)
		if len(stories[story]) > len(greatest) {
			greatest = stories[story]
		}
	}
	var accounts []*account.Account
	for _, a := range greatest[:min(len(greatest), 200)] {
		accounts = append(accounts, account.New(a))
	}
	for b.Loop() {
		collation.Collate(accounts, account.Weigh(accounts))
	}
	b.ReportMetric(float64(len(accounts)), "pages")
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N), "s/story")
}
