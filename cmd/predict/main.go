// Command predict writes the answers of one benchmark suite, one JSON object a line, with the code that `variorum read` runs.
//
//	go run ./cmd/predict SUITE INPUT... > PREDICTIONS
//
// The rows of several inputs are read as one list (reuse takes PAIRS and DOCS). INPUT is JSON Lines, gzip when its name ends in .gz, "-" for standard input. Only the suite's input fields are read.
package main

import (
	"bufio"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
)

// suites maps a suite's name to the function that answers its rows, in the order of the rows.
var suites = map[string]func(rows []json.RawMessage) ([]any, error){
	"extraction": extraction,
	"figures":    figures,
	"incidents":  incidents,
	"names":      names,
	"quotes":     quotes,
	"reuse":      reuse,
	"stemma":     stemmata,
	"stories":    stories,
	"times":      times,
}

func main() {
	if len(os.Args) < 3 || suites[os.Args[1]] == nil {
		names := strings.Join(slices.Sorted(maps.Keys(suites)), ", ")
		fmt.Fprintf(os.Stderr, "usage: predict SUITE INPUT... > PREDICTIONS\nSUITE is one of %s; INPUT is JSON Lines (.gz is read), or - for standard input; reuse takes PAIRS DOCS\n", names)
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2], os.Stdout, os.Args[3:]...); err != nil {
		fmt.Fprintln(os.Stderr, "predict:", err)
		os.Exit(1)
	}
}

func run(suite, input string, w io.Writer, more ...string) error {
	var rows []json.RawMessage
	for _, input := range append([]string{input}, more...) {
		read, err := readRows(input)
		if err != nil {
			return fmt.Errorf("read %s: %w", input, err)
		}
		rows = append(rows, read...)
	}
	answers, err := suites[suite](rows)
	if err != nil {
		return fmt.Errorf("answer suite %s on %s: %w", suite, input, err)
	}
	out := bufio.NewWriter(w)
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, a := range answers {
		if err := enc.Encode(a); err != nil {
			return err
		}
	}
	return out.Flush()
}

func readRows(input string) ([]json.RawMessage, error) {
	var r io.Reader = os.Stdin
	if input != "-" {
		f, err := os.Open(input)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		r = f
	}
	if strings.HasSuffix(input, ".gz") {
		z, err := gzip.NewReader(r)
		if err != nil {
			return nil, err
		}
		r = z
	}
	var rows []json.RawMessage
	for dec := json.NewDecoder(bufio.NewReaderSize(r, 1<<20)); ; {
		var row json.RawMessage
		if err := dec.Decode(&row); err == io.EOF {
			return rows, nil
		} else if err != nil {
			return nil, fmt.Errorf("row %d: %w", len(rows)+1, err)
		}
		rows = append(rows, row)
	}
}
