package account

import (
	"net/url"
	"strings"

	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// outlet names who published the page: as the container or the page says, else the agency of the dateline when it is no wire
// that others print too, else the host of the address. Empty when nothing names it.
func outlet(p intake.Page, parts extract.Parts, line *dateline) string {
	own := ""
	if line != nil && line.agency != "" && !line.wire {
		own = line.agency
	}
	if name := first(p.Outlet, parts.Outlet, own); name != "" {
		return name
	}
	return host(first(parts.URL, p.URL))
}

func host(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
}
