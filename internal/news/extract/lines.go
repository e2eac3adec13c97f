package extract

import (
	_ "embed"
	"fmt"
	"strings"
	"sync"
)

// What stands around an article is known by its words before the language of the page is known, and often is in another:
// "Leggi anche" heads a list of links whatever the page declares. So these few words of many languages are asked on every
// page, beside the table page-lines of a language that has tables.
//
//go:embed lines.tsv
var linesTable string

// foreignLines maps the words of a line to where they must stand.
var foreignLines = sync.OnceValue(func() map[string]string {
	out, err := parseLines(linesTable)
	if err != nil {
		panic(err) // a table that ships with the program is broken: our own bug
	}
	return out
})

func parseLines(table string) (map[string]string, error) {
	out, last := map[string]string{}, ""
	for i, line := range strings.Split(strings.TrimRight(table, "\n"), "\n") {
		if strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		if len(cells) != 4 || cells[2] == "" || cells[3] == "" || cells[0] <= last {
			return nil, fmt.Errorf("lines of pages, line %d: want four cells, sorted, with a source", i+1)
		}
		last = cells[0]
		out[cells[0]] = cells[1]
	}
	return out, nil
}
