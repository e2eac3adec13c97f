package report

import (
	"time"
	"unicode/utf8"
)

// The wide picture has what is told above its axis and when it was told below. Days near the telling lie on the axis by their
// distance; what lies long before and long after stands at its ends, evenly and behind a break, since an axis that
// holds 1998 and last Tuesday by distance shows neither. Each label begins at its point and runs to the right; a label stands
// higher than those of all points that it runs over, so that no line crosses words:
//
//	│ Renamed harbour           ← runs over the next two points
//	│       │ Collision         ← runs over the next
//	│       │      │ Interview
//	●───────●──//──●────────
type widePicture struct {
	Label  string
	Height int
	Axis   int // its height
	Points []widePoint
	Ticks  []wideTick
	Breaks []int // where the axis is broken
	Told   []widePoint
	Bounds []wideBar
	More   int // accounts whose bounds are not drawn
}

// widePoint is a label on a line from the axis.
type widePoint struct {
	X, Y, To int // To is the end of a span on the axis; X when it is a day
	What     string
	When     string
	Sigla    string
	level    int
}

// TextX is where the label begins.
func (p widePoint) TextX() int { return p.X + labelGap }

// Span reports whether the point is of more than one day of the axis.
func (p widePoint) Span() bool { return p.To > p.X }

// wideTick is a mark on the axis.
type wideTick struct {
	X    int
	Text string
}

// wideBar is when an account without a day may have been told.
type wideBar struct {
	From, To, Y int
	Siglum      string
	Words       string
}

// Middle is where the bar's siglum stands.
func (b wideBar) Middle() int { return (b.From + b.To) / 2 }

// axis places days on the picture.
type axis struct {
	first         time.Time
	days          int
	left, right   int
	before, after []drawnPoint
}

// newAxis takes the days around the telling as those that lie by their distance.
func newAxis(points []drawnPoint, ts []*telling) *axis {
	x := &axis{left: pictureEdge, right: pictureWidth - labelRoom}
	from, to := scaleSpan(ts)
	first, errA := time.Parse(time.DateOnly, string(from))
	last, errB := time.Parse(time.DateOnly, string(to))
	if errA != nil || errB != nil {
		x.before = points
		return x
	}
	first, last = first.AddDate(0, 0, -1), last.AddDate(0, 0, 1)
	near := func(t time.Time) bool {
		return !t.Before(first.AddDate(0, 0, -nearDays)) && !t.After(last.AddDate(0, 0, nearDays))
	}
	low, high := first, last
	for _, p := range points {
		switch {
		case near(p.from) && near(p.to):
			if p.from.Before(low) {
				low = p.from
			}
			if p.to.After(high) {
				high = p.to
			}
		case p.from.Before(first):
			x.before = append(x.before, p)
		default:
			x.after = append(x.after, p)
		}
	}
	x.first, x.days = low, int(high.Sub(low).Hours()/24)
	if len(x.before) > 0 {
		x.left += min(len(x.before)*farStep, pictureWidth*2/5) + breakGap
	}
	x.right -= min(len(x.after)*farStep, pictureWidth/5)
	return x
}

// at is where a day lies; a day that lies off is put at the nearer end.
func (x *axis) at(t time.Time) int {
	n := min(max(int(t.Sub(x.first).Hours()/24), 0), x.days)
	return x.left + n*(x.right-x.left)/max(x.days, 1)
}

// far is where the i-th of the points before or after the near days stands.
func (x *axis) far(i, n int, before bool) int {
	if before {
		width := x.left - breakGap - pictureEdge
		if x.days == 0 {
			width = x.right - pictureEdge
		}
		return pictureEdge + i*width/max(n, 1)
	}
	return x.right + (i+1)*(pictureWidth-labelRoom-x.right)/max(n, 1)
}

func newWidePicture(points []drawnPoint, ts []*telling) *widePicture {
	x := newAxis(points, ts)
	w := &widePicture{Label: "Timeline: what is told above the line, when it was told below; the table that follows has the same facts."}
	before, after := 0, 0
	for _, p := range points {
		q := widePoint{What: p.What, When: p.short(), Sigla: briefSigla(p.Tellings)}
		switch {
		case before < len(x.before) && x.before[before].Moment == p.Moment:
			q.X = x.far(before, len(x.before), true)
			before++
			w.Ticks = append(w.Ticks, wideTick{q.X, p.short()})
		case after < len(x.after) && x.after[after].Moment == p.Moment:
			q.X = x.far(after, len(x.after), false)
			after++
			w.Ticks = append(w.Ticks, wideTick{q.X, p.short()})
		default:
			q.X, q.To = x.at(p.from), x.at(p.to)
		}
		w.Points = append(w.Points, q)
	}
	w.thinTicks()
	w.label()
	w.tick(x)
	w.tell(x, ts)
	return w
}

// thinTicks takes the words off ticks that stand too close to the one before.
func (w *widePicture) thinTicks() {
	last := -tickRoom
	for i := range w.Ticks {
		t := &w.Ticks[i]
		if t.X-last < len(t.Text)*tickLetter {
			t.Text = ""
			continue
		}
		last = t.X
	}
}

// label gives each label its height above the axis, from the right to the left.
func (w *widePicture) label() {
	levels := raise(w.Points, func(p *widePoint) int {
		letters := (pictureWidth - p.TextX()) / letterWidth
		p.What = shortened(p.What, min(max(letters-utf8.RuneCountInString(p.Sigla)-2, 12), labelLetters))
		return utf8.RuneCountInString(p.What) + utf8.RuneCountInString(p.Sigla) + 2
	})
	w.Axis = pictureTop + levels*levelHeight
	for i := range w.Points {
		w.Points[i].Y = w.Axis - 12 - w.Points[i].level*levelHeight
	}
}

// raise gives each point the lowest level above those of all points that its label runs over, and returns the highest.
func raise(points []widePoint, letters func(*widePoint) int) int {
	highest := 0
	for i := len(points) - 1; i >= 0; i-- {
		p := &points[i]
		p.level = 1
		end := p.TextX() + letters(p)*letterWidth
		for j := i + 1; j < len(points); j++ {
			if points[j].X < end {
				p.level = max(p.level, points[j].level+1)
			}
		}
		highest = max(highest, p.level)
	}
	return highest
}

// tick marks the days of the axis, every so many that their words do not touch, and where it is broken.
func (w *widePicture) tick(x *axis) {
	if x.days == 0 {
		return
	}
	step := max((x.days*tickRoom+x.right-x.left-1)/(x.right-x.left), 1)
	month := time.Month(0)
	for n := 0; n <= x.days; n += step {
		d := x.first.AddDate(0, 0, n)
		words := d.Format("2")
		if d.Month() != month {
			words = d.Format("2 Jan")
			if month == 0 {
				words = d.Format("2 Jan 2006")
			}
		}
		month = d.Month()
		w.Ticks = append(w.Ticks, wideTick{x.at(d), words})
	}
	if len(x.before) > 0 {
		w.Breaks = append(w.Breaks, x.left-breakGap)
	}
	if len(x.after) > 0 {
		w.Breaks = append(w.Breaks, x.right+breakGap)
	}
}

// tell draws below the axis when the accounts were told: those of one day together, those that are only bounded one by one.
func (w *widePicture) tell(x *axis, ts []*telling) {
	var days []string
	byDay := map[string][]*telling{}
	var bounded []*telling
	for _, t := range ts {
		switch p := t.Published; {
		case p.Value != "":
			if byDay[string(p.Value)] == nil {
				days = append(days, string(p.Value))
			}
			byDay[string(p.Value)] = append(byDay[string(p.Value)], t)
		case p.Earliest != "" && p.Latest != "":
			bounded = append(bounded, t)
		}
	}
	for _, d := range days {
		if at, err := time.Parse(time.DateOnly, d); err == nil && x.days > 0 {
			w.Told = append(w.Told, widePoint{X: x.at(at), Sigla: briefSigla(byDay[d])})
		}
	}
	rows := raise(w.Told, func(p *widePoint) int { return utf8.RuneCountInString(p.Sigla) + 1 })
	for i := range w.Told {
		w.Told[i].Y = w.Axis + toldTop + w.Told[i].level*levelHeight
	}
	y := w.Axis + toldTop + (rows+1)*levelHeight
	for i, t := range bounded {
		from, errA := time.Parse(time.DateOnly, string(t.Published.Earliest))
		to, errB := time.Parse(time.DateOnly, string(t.Published.Latest))
		if errA != nil || errB != nil || x.days == 0 {
			continue
		}
		if len(w.Bounds) == drawnBounds {
			w.More = len(bounded) - i
			break
		}
		w.Bounds = append(w.Bounds, wideBar{x.at(from), x.at(to), y, t.Siglum, basisWords(t.Published)})
		y += levelHeight
	}
	w.Height = y + 12
}
