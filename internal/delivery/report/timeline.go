package report

import (
	"cmp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"variorum/edition"
)

// momentRow is a moment in the table of the timeline.
type momentRow struct {
	*edition.Moment
	When     string
	Lead     *telling
	Said     []saidRow
	Tellings []*telling
}

// saidRow is words that name the time, with the accounts that have them.
type saidRow struct {
	Text      string
	Lead      *telling
	Witnesses []witness
}

// timelineView is the timeline of a story: every moment in the table, those that most accounts tell of in the picture.
type timelineView struct {
	Rows   []momentRow
	More   []momentRow // folded
	Wide   *widePicture
	Narrow *narrowPicture
}

// Left is the number of moments that the picture leaves to the table.
func (t *timelineView) Left() int { return len(t.Rows) + len(t.More) - len(t.Wide.Points) }

// timeline is empty for a story in which fewer than two moments are told.
func (v *storyView) timeline() *timelineView {
	var rows []momentRow
	for i := range v.Story.Timeline {
		if row, ok := v.momentRow(&v.Story.Timeline[i]); ok {
			rows = append(rows, row)
		}
	}
	if len(rows) < leastMoments {
		return nil
	}
	cut := min(len(rows), shownMoments)
	t := &timelineView{Rows: rows[:cut], More: rows[cut:]}
	points := drawn(rows, v.Tellings)
	t.Wide, t.Narrow = newWidePicture(points, v.Tellings), newNarrowPicture(points, v.Tellings)
	return t
}

func (v *storyView) momentRow(m *edition.Moment) (momentRow, bool) {
	row := momentRow{Moment: m, When: momentWords(m)}
	for _, r := range m.Readings {
		t := v.byID[r.Account]
		if t == nil {
			continue
		}
		if row.Lead == nil {
			row.Lead = t
		}
		if !slices.Contains(row.Tellings, t) {
			row.Tellings = append(row.Tellings, t)
		}
		row.say(t, r)
	}
	return row, row.Lead != nil
}

// say adds an account to those that name the time by the same words.
func (r *momentRow) say(t *telling, m edition.MomentReading) {
	w := linked([]witness{{t, m.Said}})[0]
	for i := range r.Said {
		if s := &r.Said[i]; strings.EqualFold(s.Text, m.Said.Text) {
			if !slices.ContainsFunc(s.Witnesses, func(x witness) bool { return x.telling == t }) {
				s.Witnesses = append(s.Witnesses, w)
			}
			return
		}
	}
	r.Said = append(r.Said, saidRow{m.Said.Text, t, []witness{w}})
}

// momentWords says when: a year and a month by their names, other spans by their ends.
func momentWords(m *edition.Moment) string {
	a, errA := time.Parse(time.DateOnly, string(m.Start))
	b, errB := time.Parse(time.DateOnly, string(m.End))
	switch {
	case errA != nil || errB != nil:
	case a.Year() == b.Year() && a.YearDay() == 1 && b.Month() == time.December && b.Day() == 31:
		return a.Format("2006")
	case a.Day() == 1 && b.AddDate(0, 0, 1).Day() == 1 && a.Year() == b.Year() && a.Month() == b.Month():
		return a.Format("January 2006")
	}
	return spanWords(m.Start, m.End)
}

// drawnPoint is a moment in the picture.
type drawnPoint struct {
	momentRow
	from, to time.Time
}

// drawn picks the moments for the picture, in order of time: those that most accounts tell of, and of equals those nearest to the
// days on which the accounts were told.
func drawn(rows []momentRow, ts []*telling) []drawnPoint {
	told, _ := scaleSpan(ts)
	centre, _ := time.Parse(time.DateOnly, string(told))
	var points []drawnPoint
	for _, r := range rows {
		from, errA := time.Parse(time.DateOnly, string(r.Start))
		to, errB := time.Parse(time.DateOnly, string(r.End))
		if errA == nil && errB == nil && !to.Before(from) {
			points = append(points, drawnPoint{r, from, to})
		}
	}
	slices.SortStableFunc(points, func(a, b drawnPoint) int {
		return cmp.Or(cmp.Compare(len(b.Tellings), len(a.Tellings)), cmp.Compare(a.from.Sub(centre).Abs(), b.from.Sub(centre).Abs()))
	})
	points = points[:min(len(points), drawnMoments)]
	slices.SortStableFunc(points, func(a, b drawnPoint) int { return a.from.Compare(b.from) })
	return points
}

// day reports whether a point is of one day.
func (p drawnPoint) day() bool { return p.from.Equal(p.to) }

// short writes when a point was, as the axis has room for it: "22 Mar 2024", "11–20 Oct 2023", "Jan–Jun 2023", "2014".
func (p drawnPoint) short() string {
	a, b := p.from, p.to
	words := momentWords(p.Moment)
	switch month, err := time.Parse("January 2006", words); {
	case p.day():
		return a.Format("2 Jan 2006")
	case err == nil:
		return month.Format("Jan 2006")
	case words == a.Format("2006"):
		return words
	case a.Year() != b.Year():
		return a.Format("2006–") + b.Format("2006")
	case a.Month() != b.Month():
		return a.Format("Jan–") + b.Format("Jan 2006")
	}
	return a.Format("2–") + b.Format("2 Jan 2006")
}

// shortened cuts words to so many letters at a word's end, and says so.
func shortened(s string, letters int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= letters {
		return s
	}
	cut := string([]rune(s)[:max(letters-1, 1)])
	if i := strings.LastIndexByte(cut, ' '); i > len(cut)/2 {
		cut = cut[:i]
	}
	return strings.TrimRight(cut, " ,;:–—") + "…"
}

// briefSigla are the sigla of some tellings as a picture has room for them.
func briefSigla(ts []*telling) string {
	var b strings.Builder
	for i, t := range ts[:min(len(ts), namedSigla)] {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(t.Siglum)
	}
	if more := len(ts) - namedSigla; more > 0 {
		b.WriteString(" +" + itoa(more))
	}
	return b.String()
}
