package story

import (
	"testing"

	"variorum/internal/house/yardstick"
	"variorum/internal/news/account"
)

// most is what grouping is to cost, in passes that tokenise, lower-case and hash the same texts, in one run: 8 seconds for 100,000
// generated pages where one pass does 136,000 pages a second. The benchmark prints it beside what was measured; it fails nobody.
const most = 10.9

// generated reads pages that the generator of the benchmark has made. Their ids, which tell the story, are left out.
func generated(t testing.TB, pages int) (l labelled) {
	for _, p := range yardstick.Generated(t, pages) {
		l.accounts, l.story = append(l.accounts, row{Outlet: p.Outlet, Date: p.Date, Title: p.Title, Text: p.Text}.account()), append(l.story, p.Story)
	}
	return l
}

// BenchmarkGroup groups accounts whose words are cut already, and says what that costs in passes F.
func BenchmarkGroup(b *testing.B) {
	l := generated(b, 0)
	cost := yardstick.Cost{
		Pass: yardstick.Passes(l.accounts, func(a *account.Account) string { return a.Text }), Most: most, Pages: len(l.accounts),
	}
	var events []Event
	cost.Start()
	for b.Loop() {
		events = Group(l.accounts)
	}
	cost.Report(b, b.N)
	var s score
	s.count(l.story, eventOf(events, len(l.accounts)))
	b.ReportMetric(s.bCubed(), "B³-F1")
}

// drawn is how much below average link over TF-IDF events of generated accounts may be. That is given the threshold that is best on the very
// accounts, and the draw decides which of the two is ahead: of 2,000 accounts .911 to .912, .925 to .914 and .920 to .925 with three seeds,
// of the first 4,000 of one .897 to .902, of its 10,000 .895 to .894.
const drawn = 0.01

// TestNotBelowAverageTFIDF: events are as good as those of average link over TF-IDF, at whatever threshold is best for that, on
// the labelled accounts, and nearly on generated ones.
func TestNotBelowAverageTFIDF(t *testing.T) {
	for name, c := range map[string]struct {
		of    func(t *testing.T) labelled
		below float64
	}{
		"labelled":  {dev, 0},
		"generated": {func(t *testing.T) labelled { return generated(t, 10_000) }, drawn},
	} {
		t.Run(name, func(t *testing.T) {
			l := c.of(t)
			var own, best score
			own.count(l.story, eventOf(Group(l.accounts), len(l.accounts)))
			at := 0.0
			for threshold := 0.1; threshold < 0.35; threshold += 0.05 {
				var s score
				s.count(l.story, averageTFIDF(l.accounts, threshold))
				if s.bCubed() > best.bCubed() {
					best, at = s, threshold
				}
			}
			t.Logf("B-cubed F1 %.4f; average link over TF-IDF %.4f, at its best threshold %.2f", own.bCubed(), best.bCubed(), at)
			if own.bCubed() < best.bCubed()-c.below {
				t.Errorf("is below by more than %v", c.below)
			}
		})
	}
}

// count is add for many accounts: B-cubed alone, by the sizes of what stories and events have in common.
func (s *score) count(story []string, event []int) {
	type cell struct {
		story string
		event int
	}
	both, stories, events := map[cell]float64{}, map[string]float64{}, map[int]float64{}
	for i := range story {
		both[cell{story[i], event[i]}]++
		stories[story[i]]++
		events[event[i]]++
	}
	for c, n := range both {
		s.precision += n * n / events[c.event]
		s.recall += n * n / stories[c.story]
	}
	s.n += float64(len(story))
}
