package web

import (
	"cmp"
	"context"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/delivery/report"
	"variorum/internal/delivery/store"
)

// storiesPage is the list of stories with its search.
type storiesPage struct {
	frame
	Q           query
	SaveHere    string
	Asked       string // of a saved list: what was asked for
	Empty       bool
	Outlets     []optionRow
	OutletCount int
	Languages   []optionRow
	Orders      []orderRow
	Only        []onlyRow
	Groups      []storyGroup
	Rows        []storyRow
	Caption     string
	Unread      int
	Strips      bool
	Pages       *pagesRow
	NoneWords   string
	NoneRemedy  string
}

// query is what the search asks for.
type query struct {
	store.Query
	Order string
}

// optionRow is a choice of a filter.
type optionRow struct {
	Name, Words string
	N           int
	Here        bool
}

// orderRow is an order of the list.
type orderRow struct {
	Value, Text string
	Here        bool
	sort        store.Sort
}

// onlyRow is a box of what stories must have.
type onlyRow struct {
	Value, Class, Strong, Text string
	Here                       bool
}

// storyGroup is the stories of one week, or all of them.
type storyGroup struct {
	Name string
	Rows []storyRow
}

// storyRow is a story in the list.
type storyRow struct {
	ID                int64
	Title             string
	Href              string
	Outlets           string
	Told              string
	Accounts, Origins int
	Figures, Altered  int
	Dates             int
	Strip             *strip
	Hits              []hitRow
}

// Conflict reports whether anything of the story is changed or contradicted.
func (s storyRow) Conflict() bool { return s.Figures+s.Altered+s.Dates > 0 }

// hitRow is where the words of a search stand.
type hitRow struct {
	Outlet, Href string
	Parts        []store.Piece
}

// pagesRow leads on.
type pagesRow struct{ First, After, Words string }

// storiesAtOnce is how many stories a page of the list has: two screens, drawn in a few milliseconds. hitsAtOnce is how many of the accounts
// that a search finds are looked at for words to show.
const (
	storiesAtOnce = 40
	hitsAtOnce    = 60
	hitsAStory    = 2
)

// The orders of the list.
var orders = []orderRow{{"newest", "last told", false, store.Newest}, {"origins", "most origins", false, store.MostOrigins}, {"conflicts", "most conflicts", false, store.MostConflicts}, {"accounts", "most accounts", false, store.MostAccounts}}

// stories answers with the list.
func (d *desk) stories(w http.ResponseWriter, r *http.Request) {
	p := storiesPage{frame: newFrame(r, "Stories", "/"), Q: queryOf(r.URL.Query())}
	p.citable(r)
	p.SaveHere, p.Save = p.Save, ""
	p.Live, p.Since = "list", d.since(r)
	if saving(r) {
		p.intoFile()
		p.Asked = p.Q.words()
		w.Header().Set("Content-Disposition", "attachment; filename=\""+fileName("stories")+"\"")
	}
	if err := d.fillStories(r, &p); err != nil {
		w.Header().Del("Content-Disposition")
		d.fail(w, r, err, "page", r.URL.Path)
		return
	}
	d.send(w, r, "stories-page", p)
}

// queryOf reads what is asked for.
func queryOf(v url.Values) query {
	q := query{Order: orders[0].Value}
	q.Words, q.Outlet = clip(strings.TrimSpace(v.Get("q")), mostQuery), clip(v.Get("outlet"), mostQuery)
	q.From, q.To = edition.Day(clip(v.Get("from"), mostQuery)), edition.Day(clip(v.Get("to"), mostQuery)) // the store says when one is none
	q.Limit, q.Cursor = storiesAtOnce, clip(v.Get("after"), mostQuery)
	q.Language = clip(v.Get("lang"), mostQuery)
	for _, has := range v["has"] {
		q.Figures = q.Figures || has == "figures"
		q.Altered = q.Altered || has == "quotations"
		q.Dates = q.Dates || has == "dates"
		q.OneOrigin = q.OneOrigin || has == "one"
	}
	q.Sort = store.Sort(clip(v.Get("by"), mostQuery))
	for _, o := range orders {
		if v.Get("by") == o.Value {
			q.Order, q.Sort = o.Value, o.sort
		}
	}
	return q
}

// mostQuery is the letters of a search that are looked at.
const mostQuery = 400

func clip(s string, runes int) string {
	if r := []rune(s); len(r) > runes {
		return string(r[:runes])
	}
	return s
}

// narrow reports whether a filter beside the words narrows the list.
func (q query) narrow() bool {
	return q.Outlet != "" || q.Language != "" || q.From != "" || q.To != "" || q.Figures || q.Altered || q.Dates || q.OneOrigin
}

// words say what was asked for.
func (q query) words() string {
	var parts []string
	add := func(is bool, words string) {
		if is {
			parts = append(parts, words)
		}
	}
	add(q.Words != "", "with “"+q.Words+"”")
	add(q.Outlet != "", "told by "+q.Outlet)
	add(q.Language != "", "in "+report.LanguageName(q.Language))
	add(q.From != "", "told from "+report.SpanWords(q.From, q.From)+" on")
	add(q.To != "", "told by "+report.SpanWords(q.To, q.To))
	add(q.Figures, "with figures in conflict")
	add(q.Altered, "with quotations altered")
	add(q.Dates, "with a printed date contradicted")
	add(q.OneOrigin, "of a single origin")
	if len(parts) == 0 {
		return ""
	}
	return "Stories " + strings.Join(parts, ", ") + "."
}

func (d *desk) fillStories(r *http.Request, p *storiesPage) error {
	ctx := r.Context()
	counts, facets, err := d.census.take(ctx, d.store, p.Since, d.guard.now())
	if err != nil {
		return err
	}
	p.Unread, p.Empty = facets.Unread, counts.Stories == 0
	if p.Empty {
		return nil
	}
	rows, next, total, err := d.store.Stories(ctx, p.Q.Query)
	if err != nil {
		return err
	}
	p.filters(facets)
	p.list(rows)
	if err := d.addHits(ctx, p); err != nil {
		return err
	}
	p.Pages = pagesOf(r, len(rows), next, total)
	p.Caption = fmt.Sprintf("%s from %s.", countWords(counts.Stories, "story", "stories"), countWords(counts.Accounts, "account", "accounts"))
	if p.Q.Words != "" || p.Q.narrow() {
		p.Caption = fmt.Sprintf("%s %s of %d.", store.Total(total), plural(total, "story", "stories"), counts.Stories)
	}
	p.NoneWords, p.NoneRemedy = noneWords(p.Q)
	return nil
}

// mostOutlets is how many outlets the filter offers: those with most accounts.
const mostOutlets = 200

func (p *storiesPage) filters(f store.Facets) {
	outlets := slices.Clone(f.Outlets)
	p.OutletCount = len(outlets)
	slices.SortStableFunc(outlets, func(a, b store.Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Name, b.Name)) })
	shown := slices.Clone(outlets[:min(len(outlets), mostOutlets)])
	has := func(c store.Count) bool { return strings.EqualFold(c.Name, p.Q.Outlet) }
	if p.Q.Outlet != "" && !slices.ContainsFunc(shown, has) {
		chosen := store.Count{Name: p.Q.Outlet}
		if at := slices.IndexFunc(outlets, has); at >= 0 {
			chosen = outlets[at]
		}
		shown = append(shown, chosen)
	}
	slices.SortFunc(shown, func(a, b store.Count) int { return cmp.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	for _, o := range shown {
		p.Outlets = append(p.Outlets, optionRow{o.Name, o.Name, o.N, has(o)})
	}
	if len(f.Languages) > 1 || p.Q.Language != "" {
		for _, l := range f.Languages {
			p.Languages = append(p.Languages, optionRow{l.Name, report.LanguageName(l.Name), l.N, l.Name == p.Q.Language})
		}
	}
	for _, o := range orders {
		o.Here = o.Value == p.Q.Order
		p.Orders = append(p.Orders, o)
	}
	p.Only = []onlyRow{
		{"figures", "conflict", "figures", "in conflict", p.Q.Figures},
		{"quotations", "altered", "quotations", "altered", p.Q.Altered},
		{"dates", "conflict", "printed date", "contradicted", p.Q.Dates},
		{"one", "", "a single origin", "", p.Q.OneOrigin},
	}
}

// list puts the rows into the weeks of their last telling when that is their order, and into one group otherwise.
func (p *storiesPage) list(rows []store.StorySummary) {
	for i := range rows {
		row := p.row(&rows[i])
		p.Rows = append(p.Rows, row)
		p.Strips = p.Strips || row.Strip != nil
		name := ""
		if p.Q.Sort == store.Newest {
			name = weekOf(rows[i].Last)
		}
		if n := len(p.Groups); n == 0 || p.Groups[n-1].Name != name {
			p.Groups = append(p.Groups, storyGroup{Name: name})
		}
		g := &p.Groups[len(p.Groups)-1]
		g.Rows = append(g.Rows, row)
	}
}

func (p *storiesPage) row(s *store.StorySummary) storyRow {
	row := storyRow{
		ID: s.ID, Title: s.Title, Href: p.links().Story(number(s.ID)), Told: report.SpanWords(s.First, s.Last), Accounts: s.Accounts, Origins: s.Origins,
		Figures: s.Figures, Altered: s.Altered, Dates: s.Dates, Strip: newStrip(s),
	}
	if row.Title == "" {
		row.Title = "Untitled"
	}
	named := s.Outlets[:min(len(s.Outlets), namedOutlets)]
	row.Outlets = strings.Join(named, ", ")
	if more := len(s.Outlets) - len(named); more > 0 {
		row.Outlets += fmt.Sprintf(" and %d more", more)
	}
	return row
}

// links lead to the server also from a saved list.
func (p *storiesPage) links() *report.Links {
	if p.Saved == "" {
		return &report.Links{}
	}
	u, err := url.Parse(p.Saved)
	if err != nil {
		return &report.Links{}
	}
	return &report.Links{Root: u.Scheme + "://" + u.Host}
}

// namedOutlets is how many outlets a row of the list names before it counts.
const namedOutlets = 3

// addHits shows under the stories that a search found where its words stand.
func (d *desk) addHits(ctx context.Context, p *storiesPage) error {
	if p.Q.Words == "" || len(p.Rows) == 0 {
		return nil
	}
	q := p.Q.Query
	q.Limit, q.Cursor, q.Sort = hitsAtOnce, "", store.Newest
	hits, _, _, err := d.store.Search(ctx, q)
	if err != nil {
		return err
	}
	for i := range p.Groups {
		for j := range p.Groups[i].Rows {
			row := &p.Groups[i].Rows[j]
			for _, h := range hits {
				if h.Story == row.ID && len(row.Hits) < hitsAStory {
					row.Hits = append(row.Hits, hitRow{h.Outlet, p.links().Account(number(h.Page)), excerpt(h.Snippet)})
				}
			}
		}
	}
	return nil
}

// excerpt shows of a snippet where it was cut out.
func excerpt(parts []store.Piece) []store.Piece {
	if len(parts) == 0 {
		return nil
	}
	parts = slices.Clone(parts)
	first, last := &parts[0], &parts[len(parts)-1]
	first.Text = strings.TrimLeft(first.Text, " \n,;:.!?–—)”’")
	if r, _ := utf8.DecodeRuneInString(first.Text); !first.Found && unicode.IsLower(r) {
		first.Text = "… " + first.Text
	}
	if !strings.ContainsAny(last.Text[max(len(last.Text)-1, 0):], ".!?") {
		parts = append(parts, store.Piece{Text: " …"})
	}
	return parts
}

// weekOf names the week of a day by its Monday.
func weekOf(d edition.Day) string {
	t, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return "Undated"
	}
	monday := t.AddDate(0, 0, -(int(t.Weekday())+6)%7)
	return "Week of " + monday.Format("2 January 2006")
}

func pagesOf(r *http.Request, shown int, next string, total int) *pagesRow {
	q := r.URL.Query()
	if next == "" && !q.Has("after") {
		return nil
	}
	q.Del("save")
	p := &pagesRow{Words: fmt.Sprintf("%d of %s", shown, store.Total(total))}
	if q.Has("after") {
		q.Del("after")
		p.First = withQuery("/", q)
	}
	if next != "" {
		q.Set("after", next)
		p.After = withQuery("/", q)
	}
	return p
}

// noneWords say that nothing was found, and what may help.
func noneWords(q query) (what, remedy string) {
	switch {
	case q.Words != "" && q.narrow():
		return "with “" + q.Words + "” and these filters", "Try the words without the filters, or fewer words."
	case q.Words != "":
		return "with “" + q.Words + "”", "Try fewer words, or another form of them: the search looks for words as they are printed. A star stands for any ending: collid*"
	}
	return "fits these filters", "Take one of the filters away."
}

func countWords(n int, one, many string) string {
	return fmt.Sprintf("%d %s", n, plural(n, one, many))
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// unreadPage names what gave no account.
type unreadPage struct {
	frame
	Unread []edition.Unread
}

func (d *desk) unread(w http.ResponseWriter, r *http.Request) {
	unread, err := d.store.Unread(r.Context(), mostUnread)
	if err != nil {
		d.fail(w, r, err, "page", r.URL.Path)
		return
	}
	for i := range unread {
		u := &unread[i]
		u.Source, u.Why = report.SourceWords(u.Source), strings.Replace(u.Why, "the same page as -,", "the same page as one added by hand,", 1)
	}
	d.send(w, r, "unread-page", unreadPage{newFrame(r, "Not read", ""), unread})
}

// mostUnread is how many inputs the page of those names.
const mostUnread = 1000
