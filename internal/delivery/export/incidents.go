// Package export writes editions for other programs.
package export

import (
	"cmp"
	"encoding/csv"
	"io"
	"strconv"
	"strings"
	"time"

	"variorum/edition"
)

// incidentColumns follow the coders of conflict events: best, low and high of the killed and the precision of the date as in UCDP
// GED (Sundberg and Melander 2013), the sources and their number as there and in ACLED. Best is the most conservative figure.
var incidentColumns = []string{
	"story", "event", "type", "date", "date_start", "date_end", "date_prec", "location", "actor", "claimed_by", "best", "low", "high",
	"injured_best", "injured_low", "injured_high", "status", "disputed", "number_of_sources", "sources", "source_dates",
	"killed_told", "injured_told", "source_text",
}

// Incidents writes one line of CSV for each incident of each story, behind a line with the names of the columns. Sources are the
// outlets, or the ids of accounts without one, parted by semicolons; figures that are not told are empty.
func Incidents(w io.Writer, e *edition.Edition) error {
	accounts := map[string]*edition.Account{}
	for i := range e.Accounts {
		accounts[e.Accounts[i].ID] = &e.Accounts[i]
	}
	out := csv.NewWriter(w)
	if err := out.Write(incidentColumns); err != nil {
		return err
	}
	for i := range e.Stories {
		for j := range e.Stories[i].Incidents {
			if err := out.Write(incidentLine(e.Stories[i].ID, &e.Stories[i].Incidents[j], accounts)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func incidentLine(story string, x *edition.Event, accounts map[string]*edition.Account) []string {
	var sources, days, killed, injured, texts []string
	seen := map[string]bool{}
	for _, r := range x.Readings {
		source, day := sourceOf(accounts[r.Account], r.Account)
		if !seen[r.Account] {
			seen[r.Account] = true
			sources, days = append(sources, source), append(days, day)
		}
		killed, injured = append(killed, told(r, "killed", source)...), append(injured, told(r, "injured", source)...)
		if text := strings.Join(strings.Fields(r.Text), " "); text != "" {
			texts = append(texts, source+": "+text)
		}
	}
	line := []string{
		story, x.ID, x.What, x.Date, string(x.Earliest), string(x.Latest), precision(x.Earliest, x.Latest), x.Place, x.By, x.ClaimedBy,
		count(x.Killed), count(x.KilledLow), count(x.KilledHigh), count(x.Injured), count(x.InjuredLow), count(x.InjuredHigh),
		string(x.Status), strings.Join(x.Disputed, ";"), strconv.Itoa(len(sources)), strings.Join(sources, ";"), strings.Join(days, ";"),
		strings.Join(killed, ";"), strings.Join(injured, ";"), strings.Join(texts, " | "),
	}
	for i := range line {
		line[i] = harmless(line[i])
	}
	return line
}

// sourceOf is what an account is called as a source, and its day, either empty when not known.
func sourceOf(a *edition.Account, id string) (name, day string) {
	if a == nil {
		return id, ""
	}
	return cmp.Or(a.Outlet, id), string(a.Published.Value)
}

// told are the figures that a reading gives for a field, with their source and hedge: "Harbour Post: at least 10".
func told(r edition.EventReading, field, source string) []string {
	var out []string
	for _, s := range r.Said {
		if s.Field != field {
			continue
		}
		value := count(s.Low)
		if s.High > s.Low {
			value += "-" + count(s.High)
		}
		if s.Approx != "" && s.Approx != edition.Exact {
			value = strings.ReplaceAll(string(s.Approx), "_", " ") + " " + value
		}
		out = append(out, source+": "+value)
	}
	return out
}

// precision is the code of UCDP GED for how near the day of an incident is known: 1 the day, 2 two to six days, 3 a week, 4 a month, 5
// longer. Without a day it is empty.
func precision(earliest, latest edition.Day) string {
	from, err := time.Parse(time.DateOnly, string(earliest))
	to, err2 := time.Parse(time.DateOnly, string(latest))
	if err != nil || err2 != nil {
		return ""
	}
	switch days := 1 + int(to.Sub(from).Hours()/24); {
	case days <= 1:
		return "1"
	case days < 7:
		return "2"
	case days == 7:
		return "3"
	case days <= 31:
		return "4"
	}
	return "5"
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
