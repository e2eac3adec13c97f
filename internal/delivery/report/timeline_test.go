package report

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"variorum/edition"
)

// TestLabelsNeitherTouchNorAreCrossed: a label runs to the right from its point; those of all points that it runs over stand lower.
func TestLabelsNeitherTouchNorAreCrossed(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		xs := rapid.SliceOfN(rapid.IntRange(0, 1000), 1, 12).Draw(t, "x")
		lengths := rapid.SliceOfN(rapid.IntRange(1, 60), len(xs), len(xs)).Draw(t, "letters")
		points := make([]widePoint, len(xs))
		at := 0
		for i, x := range xs {
			at += x / 10
			points[i] = widePoint{X: at, When: "", What: string(make([]byte, lengths[i]))}
		}
		highest := raise(points, func(p *widePoint) int { return len(p.What) })
		for i, p := range points {
			if p.level < 1 || p.level > highest {
				t.Fatalf("label %d has level %d of %d", i, p.level, highest)
			}
			for _, q := range points[i+1:] {
				if q.X < p.TextX()+len(p.What)*letterWidth && q.level >= p.level {
					t.Fatalf("the line of %d crosses the label of %d", q.X, p.X)
				}
			}
		}
	})
}

func TestMomentWords(t *testing.T) {
	for _, c := range []struct{ from, to, words, short string }{
		{"2024-03-22", "2024-03-22", "22 March 2024", "22 Mar 2024"},
		{"2023-08-01", "2023-08-31", "August 2023", "Aug 2023"},
		{"2014-01-01", "2014-12-31", "2014", "2014"},
		{"2023-10-11", "2023-10-20", "11 to 20 October 2023", "11–20 Oct 2023"},
		{"2023-01-01", "2023-06-30", "1 January to 30 June 2023", "Jan–Jun 2023"},
		{"1990-01-01", "1999-12-31", "1 January 1990 to 31 December 1999", "1990–1999"},
	} {
		m := edition.Moment{Start: edition.Day(c.from), End: edition.Day(c.to)}
		if got := momentWords(&m); got != c.words {
			t.Errorf("%s to %s: %q, want %q", c.from, c.to, got, c.words)
		}
		from, _ := time.Parse(time.DateOnly, c.from)
		to, _ := time.Parse(time.DateOnly, c.to)
		if got := (drawnPoint{momentRow{Moment: &m}, from, to}).short(); got != c.short {
			t.Errorf("%s to %s in short: %q, want %q", c.from, c.to, got, c.short)
		}
	}
}

// TestTimelineDrawsWhatMostTell: of many moments the picture has those that most accounts tell of, the table all.
func TestTimelineDrawsWhatMostTell(t *testing.T) {
	e := oneStory()
	s := &e.Stories[0]
	for i := range 40 {
		day := edition.Day(time.Date(2025, 9, 1+i, 0, 0, 0, 0, time.UTC).Format(time.DateOnly))
		s.Timeline = append(s.Timeline, edition.Moment{Start: day, End: day, What: "a vote", Readings: s.Timeline[0].Readings})
	}
	v := newPage(e, Options{}).Stories[0]
	tl := v.Timeline
	if len(tl.Wide.Points) != drawnMoments || len(tl.Rows)+len(tl.More) != 43 || tl.Left() != 43-drawnMoments {
		t.Fatalf("%d points, %d rows and %d more, %d left", len(tl.Wide.Points), len(tl.Rows), len(tl.More), tl.Left())
	}
	told := map[string]bool{}
	for _, p := range tl.Wide.Points {
		told[p.Sigla] = true
	}
	if !told["A B D"] || !told["A B C E"] {
		t.Errorf("the picture leaves out what most tell: %v", told)
	}
	s.Timeline = s.Timeline[:1]
	if newPage(e, Options{}).Stories[0].Timeline != nil {
		t.Error("one moment is no timeline")
	}
}
