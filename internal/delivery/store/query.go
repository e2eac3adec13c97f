package store

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"variorum/edition"
	"variorum/internal/engine/text"
)

// Query says which stories or accounts are wanted: those that meet all of its fields. The zero value wants all.
type Query struct {
	Words                              string      // all of them in title or text; "in this order" in quotation marks, and prefi* for a beginning
	Outlet                             string      // as accounts name it, without regard to capitals
	From                               edition.Day // published on this day or later, as far as that is known
	To                                 edition.Day // published on this day or earlier
	Name                               string      // a person, body, place or group under any name that the story has for it
	Language                           string      // of one of the story's accounts, without its region: "en"
	Figures, Altered, Dates, OneOrigin bool        // only stories with figures in conflict, quotations altered, a printed date contradicted, several accounts of one origin
	Figure                             string      // a number that the account gives, or that lies within what it gives: "1,200", "1.2 million", "37%"
	Sort                               Sort
	Limit                              int    // at most so many; 0 is defaultLimit
	Cursor                             string // goes on behind an earlier answer
}

// Sort is an order of stories. In each the greater comes first, and of equals the newer number.
type Sort string

// The orders. Newest, the zero value, goes by the last day of an account.
const (
	Newest        Sort = ""
	MostOrigins   Sort = "origins"
	MostConflicts Sort = "conflicts"
	MostAccounts  Sort = "accounts"
)

// ErrQuery is what a query that cannot be meant ends with.
var ErrQuery = errors.New("the query cannot be understood")

const (
	defaultLimit = 50
	// mostAtOnce is the greatest Limit.
	mostAtOnce = 1000
)

func (q *Query) limit() int {
	if q.Limit <= 0 {
		return defaultLimit
	}
	return min(q.Limit, mostAtOnce)
}

// Stories are the stories that a query wants, in its order: those that have an account which meets all of it. next is the cursor of
// those that follow, empty when none do; total is their number, up to mostCounted.
func (s *Store) Stories(ctx context.Context, q Query) (list []StorySummary, next string, total int, err error) {
	column, ok := map[Sort]string{Newest: "last", MostOrigins: "origins", MostConflicts: "conflicts", MostAccounts: "accounts"}[q.Sort]
	if !ok {
		return nil, "", 0, fmt.Errorf("%w: there is no order %q; say origins, conflicts, accounts, or nothing for the newest", ErrQuery, q.Sort)
	}
	err = s.reading(ctx, "search", func(t *tx) {
		where, count := t.wantedStories(&q)
		t.one(count.text, count.args, &total)
		if q.Cursor != "" {
			value, id, ok := openCursor(q.Cursor)
			if !ok {
				t.fail(errCursor)
			}
			where.and(fmt.Sprintf("(s.%s, s.id) < (?, ?)", column), value, id)
		}
		query := fmt.Sprintf("SELECT %s FROM story s WHERE %s ORDER BY s.%s DESC, s.id DESC LIMIT ?", summaryColumns, where.text, column)
		t.each(query, append(where.args, q.limit()+1), func(scan func(...any)) { list = append(list, t.scanSummary(scan)) })
	})
	if len(list) > q.limit() {
		list = list[:q.limit()]
		last := list[len(list)-1]
		next = cursor(map[Sort]any{Newest: string(last.Last), MostOrigins: last.Origins, MostConflicts: last.Conflicts, MostAccounts: last.Accounts}[q.Sort], last.ID)
	}
	return list, next, total, err
}

const (
	// mostCounted is the number up to which what a query wants is counted: nobody reads so far, and counting takes time.
	mostCounted = 5000
)

// Total is how a total is said: at the numbers up to which is counted there may be more.
func Total(n int) string {
	if n == mostCounted || n == mostMatched {
		return fmt.Sprintf("%d or more", n)
	}
	return strconv.Itoa(n)
}

// mostMatched: words, names and figures that more accounts have than this are looked for in the newest so many of these. What is as
// common tells little, and a search is to take no longer than a tenth of a second. A test sets it.
var mostMatched = 2500

// condition is a part of a query to the database.
type condition struct {
	text string
	args []any
}

func (c *condition) and(text string, args ...any) {
	if c.text != "" {
		c.text += " AND "
	}
	c.text, c.args = c.text+text, append(c.args, args...)
}

// wantedStories is the condition on stories s, and the query that counts them. An index finds both where there is one for the narrowest
// part of the query, and few stories or accounts are gone through where there is none.
func (t *tx) wantedStories(q *Query) (where, count condition) {
	rest := *q
	rest.Language = ""
	accounts := t.wantedAccounts(&rest)
	where = condition{text: "s.told > 0"}
	narrow := false
	for _, c := range []struct {
		text   string
		wanted bool
	}{{"s.figures > 0", q.Figures}, {"s.altered > 0", q.Altered}, {"s.dates > 0", q.Dates}, {"s.origins = 1 AND s.accounts > 1", q.OneOrigin}} {
		if c.wanted {
			where.and(c.text)
			narrow = true
		}
	}
	if q.Language != "" {
		spoken, few := t.inLanguage(q.Language)
		if !few {
			spoken.text = "+" + spoken.text // so that the database does not sort them all, but goes through stories in their order
		}
		where.and(spoken.text, spoken.args...)
	}
	switch {
	case accounts.text == "":
	case q.Words+q.Name+q.Figure != "" || t.atMost(mostMatched, "telling t WHERE "+accounts.text, accounts.args):
		where.and("s.id IN (SELECT t.story FROM telling t WHERE "+accounts.text+")", accounts.args...)
	default: // so many that stories in their order soon show some
		where.and("EXISTS (SELECT 1 FROM telling t WHERE t.story = s.id AND "+accounts.text+")", accounts.args...)
		if !narrow && q.Language == "" {
			return where, condition{"SELECT count(*) FROM (" + limited("SELECT DISTINCT t.story FROM telling t WHERE "+accounts.text, mostCounted) + ")", accounts.args}
		}
	}
	return where, condition{counted("FROM story s WHERE " + where.text), where.args}
}

// inLanguage is the condition on stories s that they have an account in a language, and whether few meet it. Stories have few lists of
// languages, of which an index finds those with the one that is wanted.
func (t *tx) inLanguage(language string) (where condition, few bool) {
	where.text = "s.languages IN (''"
	for list, at := "", ""; t.one("SELECT languages FROM story WHERE told > 0 AND languages > ? ORDER BY languages LIMIT 1", []any{at}, &list); at = list {
		var languages []string
		t.fail(json.Unmarshal([]byte(list), &languages))
		if slices.Contains(languages, language) {
			where.text, where.args = where.text+", ?", append(where.args, list)
		}
	}
	where.text += ")"
	return where, t.atMost(mostMatched, "story s WHERE s.told > 0 AND "+where.text, where.args)
}

// atMost reports whether some rows are no more than so many.
func (t *tx) atMost(most int, from string, args []any) bool {
	n := 0
	t.one("SELECT count(*) FROM ("+limited("SELECT 1 FROM "+from, most+1)+")", args, &n)
	return n <= most
}

// counted is a query for the number of some rows.
func counted(from string) string {
	return "SELECT count(*) FROM (" + limited("SELECT 1 "+from, mostCounted) + ")"
}

// since is the number of the page from which words are looked for.
func (t *tx) since(match string) (page int64) {
	t.one(limited("SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC", 1)+fmt.Sprintf(" OFFSET %d", mostMatched-1), []any{match}, &page)
	return page
}

// cursor is the place behind a story in an order.
func cursor(value any, id int64) string {
	kind := "n"
	if _, is := value.(string); is {
		kind = "s"
	}
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%s%v %d", kind, value, id))
}

func openCursor(c string) (value any, id int64, ok bool) {
	raw, err := base64.RawURLEncoding.DecodeString(c)
	s, n, found := strings.Cut(string(raw), " ")
	id, err2 := strconv.ParseInt(n, 10, 64)
	if err != nil || err2 != nil || !found || s == "" {
		return nil, 0, false
	}
	if s[0] == 's' {
		return s[1:], id, true
	}
	v, err := strconv.Atoi(s[1:])
	return v, id, err == nil && s[0] == 'n'
}

var errCursor = fmt.Errorf("%w: the cursor is none of an answer", ErrQuery)

// words are those that are looked for.
type words struct {
	match string // as FTS5 has them; empty when there are none
	since int64  // the page from which they are looked for
}

// wantedWords are the words of a query.
func (t *tx) wantedWords(said string) words {
	w := words{match: matching(said)}
	switch {
	case w.match != "":
		w.since = t.since(w.match)
	case strings.TrimSpace(said) != "":
		t.fail(fmt.Errorf("%w: there is no word in %q", ErrQuery, said))
	}
	return w
}

// where is the condition on accounts, by telling t, that they have the words.
func (w words) where() (where condition) {
	if w.match != "" {
		where.and("t.page IN (SELECT rowid FROM words WHERE words MATCH ? AND rowid >= ?)", w.match, w.since)
	}
	return where
}

// wantedAccounts is the condition on accounts, by telling t: all that a query says of one.
func (t *tx) wantedAccounts(q *Query) condition {
	where := t.wantedWords(q.Words).where()
	if rest := t.wantedBeside(q); rest.text != "" {
		where.and(rest.text, rest.args...)
	}
	return where
}

// wantedBeside is what a query says of an account beside its words.
func (t *tx) wantedBeside(q *Query) (where condition) {
	for _, d := range []edition.Day{q.From, q.To} {
		if _, err := time.Parse(time.DateOnly, string(d)); d != "" && err != nil {
			t.fail(fmt.Errorf("%w: %q is no day; write it as 2031-03-04", ErrQuery, d))
		}
	}
	if q.Outlet != "" {
		where.and("t.outlet = ? COLLATE NOCASE", q.Outlet)
	}
	if q.From != "" {
		where.and("t.last >= ?", string(q.From))
	}
	if q.To != "" {
		where.and("t.first <= ? AND t.first <> ''", string(q.To))
	}
	if q.Language != "" {
		spoken, few := t.inLanguage(q.Language)
		if few {
			where.and("t.story IN (SELECT s.id FROM story s WHERE s.told > 0 AND "+spoken.text+")", spoken.args...)
		} else {
			where.and("EXISTS (SELECT 1 FROM story s WHERE s.id = t.story AND +"+spoken.text+")", spoken.args...)
		}
	}
	if q.Name != "" {
		where.and("t.page IN ("+limited("SELECT page FROM named WHERE form = ? ORDER BY page DESC", mostMatched)+")", text.Normalize(q.Name))
	}
	if q.Figure != "" {
		value, ok := number(q.Figure)
		if !ok {
			t.fail(fmt.Errorf("%w: %q is no figure; say it as 1200, 1,200, 1.2 million or 37%%", ErrQuery, q.Figure))
		}
		where.and("t.page IN ("+limited(`SELECT page FROM (SELECT page FROM figure WHERE low = ? AND high = ? UNION ALL SELECT page FROM figure WHERE low < high AND low <= ? AND high >= ?)
			ORDER BY page DESC`, mostMatched)+")", value, value, value, value)
	}
	return where
}

// number reads a figure as people write it.
func number(s string) (float64, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	s = strings.TrimLeft(strings.TrimSuffix(s, "%"), "$€£¥ ")
	factor := 1.0
	for word, f := range map[string]float64{"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12} {
		if before, ok := strings.CutSuffix(s, word); ok {
			s, factor = before, f
		}
	}
	v, err := strconv.ParseFloat(strings.ReplaceAll(strings.TrimSpace(s), ",", ""), 64)
	return v * factor, err == nil
}

// matching turns words as people type them into a query of FTS5: each word or quoted run of words must occur.
func matching(words string) string {
	var all []string
	for i, part := range strings.Split(words, `"`) {
		if i%2 == 1 {
			all = appendPhrase(all, part, "")
			continue
		}
		for _, w := range strings.Fields(part) {
			star := ""
			if strings.HasSuffix(w, "*") {
				star = "*"
			}
			all = appendPhrase(all, w, star)
		}
	}
	return strings.Join(all, " AND ")
}

func appendPhrase(all []string, phrase, star string) []string {
	var words []string
	for _, t := range text.Tokenize(phrase) {
		if t.Kind != text.Mark {
			words = append(words, strings.ReplaceAll(searchable(t.Of(phrase)), `"`, ""))
		}
	}
	if len(words) == 0 {
		return all
	}
	return append(all, `"`+strings.Join(words, " ")+`"`+star)
}
