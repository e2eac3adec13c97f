package account

import (
	"strings"

	"variorum/edition"
	"variorum/internal/news/extract"
	"variorum/internal/news/language"
)

// rank orders the places where a page gives a date, the firmest first. Which date is believed follows from it alone.
type rank uint8

const (
	rankField    rank = iota // a field for the day of publication: JSON-LD, meta, itemprop
	rankPrinted              // a line at the headline or below the text
	rankAddress              // in the page's address
	rankDateline             // in the dateline of the text
	rankMasthead             // above the headline: the paper's day, or the page's
	rankRecord               // given by a container: the account's, or a crawl's
	rankUpdated              // of a later change
	rankClock                // above the headline beside a time, the weather or a place: today's when the page was kept
	rankFetched              // of the fetching of the page: published no later
	rankOther                // inside the text: of something else
)

func rankOf(s edition.DateSeen) rank {
	where := s.Where
	switch {
	case strings.HasSuffix(where, "in the text"):
		return rankOther
	case where == extract.SeenUpdated, tellsChange(s.Words), strings.Contains(where, "odified"), strings.Contains(where, "updated"), strings.Contains(where, "lastmod"):
		return rankUpdated
	case where == extract.SeenRecord:
		return rankRecord
	case where == extract.SeenFetched:
		return rankFetched
	case where == extract.SeenURL:
		return rankAddress
	case where == extract.SeenDateline:
		return rankDateline
	case where == extract.SeenMasthead:
		return rankMasthead
	case where == extract.SeenClock:
		return rankClock
	case strings.HasPrefix(where, extract.SeenPrinted), strings.HasPrefix(where, "time "):
		return rankPrinted
	}
	return rankField
}

func tellsChange(words string) bool {
	table := language.For("en").Table("date-lines")
	changed := false
	for _, w := range strings.Fields(strings.ToLower(words)) {
		switch row := table[strings.Trim(w, ":.,|()")]; {
		case row == nil:
		case row[0] == "published":
			return false
		case row[0] == "updated":
			changed = true
		}
	}
	return changed
}

func (r rank) basis() edition.Basis {
	switch r {
	case rankField, rankAddress, rankRecord, rankFetched:
		return edition.Metadata
	}
	return edition.Printed
}
