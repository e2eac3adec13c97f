package store

import (
	"encoding/hex"
	"path/filepath"
	"strconv"
	"strings"

	"variorum/internal/news/intake"
)

// Run is one run over some inputs: two records of one run are two pages, even when they claim to be the same. The zero value is
// a new run.
type Run struct{ seen map[string]int }

// key is what makes a page the same page when it comes again: its address and its id, or else the file that it stands in and its
// id there. A page from standard input that has no address is known by its content alone. The second record of one run that has a
// key gets one of its own.
func (r *Run) key(p *intake.Page, digest []byte) string {
	key := identity(p, digest)
	if r.seen == nil {
		r.seen = map[string]int{}
	}
	r.seen[key]++
	if n := r.seen[key]; n > 1 {
		key += " #" + strconv.Itoa(n)
	}
	return key
}

func identity(p *intake.Page, digest []byte) string {
	switch place, _ := record(p.Source); {
	case p.URL != "" && (p.ID == p.URL || p.ID == ""):
		return "url " + p.URL
	case p.URL != "":
		return "url " + p.URL + " " + p.ID
	case strings.Contains(place, "://"):
		return "url " + p.Source
	case place == "-" || place == "":
		return "content " + hex.EncodeToString(digest)
	default:
		if whole, err := filepath.Abs(filepath.FromSlash(place)); err == nil {
			place = filepath.ToSlash(whole)
		}
		return "file " + place + " " + p.ID
	}
}

// record cuts the number of a record off the source of a page.
func record(source string) (place, n string) {
	if i := strings.LastIndexByte(source, ':'); i > 0 {
		if _, err := strconv.Atoi(source[i+1:]); err == nil {
			return source[:i], source[i+1:]
		}
	}
	return source, ""
}
