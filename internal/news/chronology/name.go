package chronology

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
	"sync"

	"variorum/internal/engine/text"
)

// The names of months and weekdays are no language's own table: the date line of a page is read before its language is
// known, and often stands in another one.
//
//go:embed names.tsv
var namesTable string

// calendarName is a month or a weekday.
type calendarName struct {
	month, weekday int // one of them is 0
	languages      string
}

// in reports whether the name belongs to a language.
func (n calendarName) in(code string) bool {
	return code != "" && strings.Contains(" "+n.languages+" ", " "+code+" ")
}

// names maps the form of a word to the month or weekday that it names.
var names = sync.OnceValue(func() map[uint64]calendarName {
	out, err := parseNames(namesTable)
	if err != nil {
		panic(err) // a table that ships with the program is broken: our own bug
	}
	return out
})

func parseNames(table string) (map[uint64]calendarName, error) {
	out := map[uint64]calendarName{}
	last := ""
	for i, line := range strings.Split(strings.TrimRight(table, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 5 || cells[4] == "" || cells[0] <= last {
			return nil, fmt.Errorf("calendar names, line %d: want five cells, sorted, with a source", i+1)
		}
		last = cells[0]
		n, err := strconv.Atoi(cells[2])
		if err != nil {
			return nil, fmt.Errorf("calendar names, line %d: %w", i+1, err)
		}
		name := calendarName{month: n, languages: cells[3]}
		if cells[1] == "weekday" {
			name = calendarName{weekday: n, languages: cells[3]}
		}
		out[text.FormOf(cells[0])] = name
	}
	return out, nil
}
