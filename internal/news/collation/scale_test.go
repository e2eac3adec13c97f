package collation_test

import (
	"testing"

	"variorum/edition"
	"variorum/internal/house/yardstick"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
)

// BenchmarkGreatStory collates the greatest story of generated pages up to 200, which is to take 2 seconds of one core; nothing holds it to that.
func BenchmarkGreatStory(b *testing.B) {
	stories := map[string][]edition.Account{}
	var greatest []edition.Account
	for _, p := range yardstick.Generated(b, 0) {
		stories[p.Story] = append(stories[p.Story], edition.Account{ID: p.ID, Outlet: p.Outlet, Title: p.Title, Text: p.Text, Language: "en"})
		if own := stories[p.Story]; len(own) > len(greatest) {
			greatest = own
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
