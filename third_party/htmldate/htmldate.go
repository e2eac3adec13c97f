// Package htmldate stands in for the module of the same name, which go-trafilatura links. Dates are read by this project's
// own extract package, and that part of trafilatura is switched off; the real module brings a date parser that builds its
// tables at every start (0.1 s and 25 MB). See docs/decisions/0005-no-second-date-reader.md.
package htmldate

import (
	"errors"
	"time"

	"golang.org/x/net/html"
)

// Options has the fields that trafilatura sets.
type Options struct {
	UseOriginalDate, SkipExtensiveSearch bool
	URL                                  string
}

// Result is a date; the zero value is none.
type Result struct {
	HasTime  bool
	DateTime time.Time
}

// IsZero reports whether no date was found.
func (r Result) IsZero() bool { return r.DateTime.IsZero() }

// ErrNotRead says that dates are not read here.
var ErrNotRead = errors.New("htmldate: dates are read elsewhere")

// FromDocument finds no date.
func FromDocument(*html.Node, Options) (Result, error) { return Result{}, ErrNotRead }
