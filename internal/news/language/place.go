package language

import (
	"strings"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

var (
	countriesLock sync.Mutex
	countries     = map[string]map[string]bool{}
)

// Countries are the names, in lower case, that the language has for the countries and territories of ISO 3166 (Unicode CLDR).
func (p *Pack) Countries() map[string]bool {
	if p == nil {
		return nil
	}
	countriesLock.Lock()
	defer countriesLock.Unlock()
	if c := countries[p.code]; c != nil {
		return c
	}
	out := map[string]bool{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			code := string([]rune{a, b})
			if code == "EU" || code == "EZ" || code == "UN" { // bodies that CLDR counts among the regions
				continue
			}
			if region, err := language.ParseRegion(code); err == nil && region.IsCountry() {
				addCountry(out, display.Regions(language.Make(p.code)).Name(region))
			}
		}
	}
	countries[p.code] = out
	return out
}

// addCountry adds a name of CLDR: "Myanmar (Burma)" is two, "Congo - Kinshasa" is its first half.
func addCountry(out map[string]bool, name string) {
	name, other, _ := strings.Cut(name, " (")
	name, _, _ = strings.Cut(name, " - ")
	for _, n := range []string{name, strings.TrimSuffix(other, ")")} {
		if n = strings.ToLower(n); n != "" && n != "unknown region" {
			out[n] = true
		}
	}
}
