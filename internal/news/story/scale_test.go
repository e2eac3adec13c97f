package story

import (
	"bufio"
	"encoding/json"
	"os"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"
)

// most is what grouping may cost, in passes that tokenise, lower-case and hash the same texts, in one run: 8 seconds for 100,000
// generated pages where one pass does 136,000 pages a second.
const most = 10.9

// generated reads pages that the generator of the benchmark has made. The story is taken out of the id, which nothing reads then.
func generated(t testing.TB, pages int) labelled {
	path := os.Getenv("VARIORUM_SCALE")
	if path == "" {
		t.Skip("no generated pages: set VARIORUM_SCALE to a file that bench/scale/gen_stories.py has made")
	}
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var l labelled
	s := bufio.NewScanner(f)
	s.Buffer(nil, 1<<24)
	for s.Scan() && (pages == 0 || len(l.story) < pages) {
		var r row
		if err := json.Unmarshal(s.Bytes(), &r); err != nil {
			t.Fatal(err)
		}
		story, _, _ := strings.Cut(r.ID, "-")
		r.ID = ""
		l.accounts, l.story = append(l.accounts, r.account()), append(l.story, story)
	}
	return l
}

// onePass is the yardstick F: words of letters and digits, in lower case, hashed.
func onePass(s string) (sum uint64) {
	h, in := uint64(14695981039346656037), false
	for i := range len(s) {
		c := s[i]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		switch {
		case 'a' <= c && c <= 'z' || '0' <= c && c <= '9' || c >= 0x80:
			h, in = (h^uint64(c))*1099511628211, true
		case in:
			sum, h, in = sum^h, 14695981039346656037, false
		}
	}
	return sum
}

// cpu is the time that the processors have spent on this program.
func cpu() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}

// BenchmarkGroup groups accounts whose words are cut already, and says what that costs in passes F.
func BenchmarkGroup(b *testing.B) {
	l := generated(b, 0)
	started := cpu()
	for range 3 {
		for _, a := range l.accounts {
			runtime.KeepAlive(onePass(a.Text))
		}
	}
	pass := (cpu() - started) / 3
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	var events []Event
	started = cpu()
	for b.Loop() {
		events = Group(l.accounts)
	}
	spent := (cpu() - started) / time.Duration(b.N)
	runtime.ReadMemStats(&after)
	var s score
	s.count(l.story, eventOf(events, len(l.accounts)))
	b.ReportMetric(float64(spent)/float64(pass), "F")
	b.ReportMetric(most, "F-most")
	b.ReportMetric(float64(spent.Microseconds())/float64(len(l.accounts)), "cpu-µs/page")
	b.ReportMetric(float64(after.Sys-before.Sys)/1e6, "MB-more")
	b.ReportMetric(s.bCubed(), "B³-F1")
}

// TestNotBelowAverageTFIDF: events are as good as those of average link over TF-IDF, at whatever threshold is best for that, on
// the labelled accounts and on generated ones.
func TestNotBelowAverageTFIDF(t *testing.T) {
	for name, of := range map[string]func(t *testing.T) labelled{
		"labelled":  dev,
		"generated": func(t *testing.T) labelled { return generated(t, 10_000) },
	} {
		t.Run(name, func(t *testing.T) {
			l := of(t)
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
			if own.bCubed() < best.bCubed() {
				t.Error("is below")
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
