// Package export writes editions for other programs.
package export

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"variorum/edition"
)

// incidentColumns follow the coders of conflict events: best, low and high of the killed as in UCDP GED (Sundberg and Melander
// 2013), the sources and their number as there and in ACLED. Best is the most conservative figure.
var incidentColumns = []string{
	"story", "event", "type", "date", "date_start", "date_end", "location", "actor", "claimed_by", "best", "low", "high",
	"injured_best", "injured_low", "injured_high", "status", "disputed", "number_of_sources", "sources", "source_text",
}

// Incidents writes one line of CSV for each incident of each story, behind a line with the names of the columns. Sources are the
// outlets, or the ids of accounts without one, parted by semicolons; figures that are not told are empty.
func Incidents(w io.Writer, e *edition.Edition) error {
	outlets := map[string]string{}
	for i := range e.Accounts {
		a := &e.Accounts[i]
		if outlets[a.ID] = a.Outlet; a.Outlet == "" {
			outlets[a.ID] = a.ID
		}
	}
	out := csv.NewWriter(w)
	if err := out.Write(incidentColumns); err != nil {
		return err
	}
	for i := range e.Stories {
		for j := range e.Stories[i].Incidents {
			if err := out.Write(incidentLine(e.Stories[i].ID, &e.Stories[i].Incidents[j], outlets)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func incidentLine(story string, x *edition.Event, outlets map[string]string) []string {
	var sources []string
	seen := map[string]bool{}
	for _, r := range x.Readings {
		if !seen[r.Account] {
			seen[r.Account] = true
			sources = append(sources, outlets[r.Account])
		}
	}
	text := ""
	if len(x.Readings) > 0 {
		text = strings.Join(strings.Fields(x.Readings[0].Text), " ")
	}
	line := []string{
		story, x.ID, x.What, x.Date, string(x.Earliest), string(x.Latest), x.Place, x.By, x.ClaimedBy,
		count(x.Killed), count(x.KilledLow), count(x.KilledHigh), count(x.Injured), count(x.InjuredLow), count(x.InjuredHigh),
		string(x.Status), strings.Join(x.Disputed, ";"), strconv.Itoa(len(sources)), strings.Join(sources, ";"), text,
	}
	for i := range line {
		line[i] = harmless(line[i])
	}
	return line
}

// harmless keeps a cell from being read as a formula by a spreadsheet (OWASP, CSV injection).
func harmless(cell string) string {
	if cell != "" && strings.ContainsRune("=+-@\t\r", rune(cell[0])) {
		return "'" + cell
	}
	return cell
}

// count writes a number of people; zero is one that is not told.
func count(x float64) string {
	if x == 0 {
		return ""
	}
	return strconv.FormatFloat(x, 'f', -1, 64)
}
