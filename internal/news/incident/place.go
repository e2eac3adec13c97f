package incident

import (
	"slices"
	"strings"

	"variorum/internal/news/language"
)

// placeName is a place that the tables know: a country, or a place in one that they do not name.
type placeName struct {
	name    string
	words   int
	country bool
}

// addPlaces takes the names of countries, what their people are called, and the places of the table.
func (l *lexicon) addPlaces(p *language.Pack) {
	l.places = map[uint64]placeName{}
	for name := range p.Table("places") {
		l.addPlace(name, placeName{name: name})
	}
	var countries []string
	for name := range p.Countries() {
		countries = append(countries, name)
	}
	slices.Sort(countries)
	for _, name := range countries {
		l.addPlace(name, placeName{name: name, country: true})
	}
	for people := range p.Table("demonyms") {
		if i := slices.IndexFunc(countries, func(name string) bool { return ofCountry(people, name) }); i >= 0 {
			l.addPlace(people, placeName{name: countries[i], country: true})
		}
	}
}

func (l *lexicon) addPlace(words string, n placeName) {
	forms := strings.Fields(words)
	if n.words = len(forms); n.words > 0 && n.words <= longestPhrase {
		l.places[formOfAll(forms)] = n
	}
}

// ofCountry reports whether a people is called after a country: Salvadorans, Peruvian, Chileans.
func ofCountry(people, country string) bool {
	stem := country[strings.LastIndexByte(country, ' ')+1:]
	if len(stem) > shortestStem {
		stem = stem[:len(stem)-1]
	}
	return len(stem) >= shortestStem && strings.HasPrefix(people, stem)
}

// shortestStem is the letters that a people must share with its country: four, for Peru.
const shortestStem = 4

// placeAt is the place that the words at i name, the longest, or one without words.
func (p *page) placeAt(i, end int) (found placeName) {
	h := uint64(0)
	for n := 0; n < longestPhrase && i+n < end; n++ {
		h = join(h, p.words[i+n].Form)
		if x, ok := p.lex.places[h]; ok {
			found = x
		}
	}
	return found
}

// places are where an account's acts of violence were, as far as the tables know the places: the country that the account names
// most, and the places behind "in" and the like in the sentences that tell of the acts.
func (p *page) places() []string {
	count := map[string]int{}
	var out []string
	country := ""
	for s := range len(p.first) - 1 {
		acts := slices.ContainsFunc(p.of[s], func(k int) bool { t := &p.triggers[k]; return violent[t.what] && !p.unreal(t) })
		for i := p.first[s]; i < p.first[s+1]; i++ {
			x := p.placeAt(i, p.first[s+1])
			if x.words == 0 {
				continue
			}
			switch where := i > p.first[s] && p.lex.parts[p.words[i-1].Form] == "where"; {
			case x.country:
				if count[x.name]++; count[x.name] > count[country] {
					country = x.name
				}
			case acts && where && !slices.Contains(out, x.name):
				out = append(out, x.name)
			}
			i += x.words - 1
		}
	}
	if country != "" {
		out = append([]string{country}, out...)
	}
	return out
}
