package name

import (
	"slices"
	"strings"
)

// resolve gives each mention the fullest name of its bearer, and what is known of the bearer anywhere.
func (f *finder) resolve() {
	r := f.roster()
	known := map[string]*Mention{}
	for k := range f.out {
		m := &f.out[k]
		short := m.Name
		m.Name = r.fullest(*m)
		if m.Kind == "" && short != m.Name && !strings.Contains(short, " ") && !f.articled[short] && !f.tied(m.End) {
			m.Kind = Person // places and bodies are not called by their last word alone
		}
		if b := known[m.Name]; b == nil {
			known[m.Name] = &Mention{Kind: m.Kind, Gender: m.Gender, Roles: slices.Clone(m.Roles)}
		} else {
			merge(b, *m)
		}
	}
	for k := range f.out {
		m := &f.out[k]
		b := known[m.Name]
		m.Kind, m.Gender, m.Roles = b.Kind, b.Gender, b.Roles
	}
}

// merge adds to a bearer what another mention tells of it.
func merge(m *Mention, o Mention) {
	if m.Kind == "" {
		m.Kind = o.Kind
	}
	if m.Gender == "" {
		m.Gender = o.Gender
	}
	for _, r := range o.Roles {
		if !slices.Contains(m.Roles, r) {
			m.Roles = append(m.Roles, r)
		}
	}
}

// tied reports whether "for" or "of" stands behind byte i: a body's name that goes on in lower case ("Transport for Lisk").
func (f *finder) tied(i int) bool {
	return strings.HasPrefix(f.a.Text[i:], " for ") || strings.HasPrefix(f.a.Text[i:], " of ")
}

// roster is the full names of an account.
type roster struct {
	counts  map[string]int
	gender  map[string]string
	surname map[string][]string // full names by their last word, in lower case, as they come
	alone   map[string]int      // how often a name of one word stands before any full name that ends with it
}

func (f *finder) roster() roster {
	r := roster{map[string]int{}, map[string]string{}, map[string][]string{}, map[string]int{}}
	for _, m := range f.out {
		fields := strings.Fields(m.Name)
		if last := strings.ToLower(fields[len(fields)-1]); len(fields) == 1 && r.surname[last] == nil {
			r.alone[last]++
		}
		if len(fields) < 2 || m.Kind == Organisation || m.Kind == Place {
			continue
		}
		if r.counts[m.Name]++; r.counts[m.Name] == 1 {
			last := strings.ToLower(fields[len(fields)-1])
			r.surname[last] = append(r.surname[last], m.Name)
		}
		if m.Gender != "" {
			r.gender[m.Name] = m.Gender
		}
	}
	return r
}

// fullest returns the longest name that ends as the mention does and agrees with it; the mention's own words when several
// bearers could be meant.
func (r roster) fullest(m Mention) string {
	fields := strings.Fields(m.Name)
	if m.Kind == Place {
		return m.Name
	}
	if len(fields) == 1 && r.alone[strings.ToLower(fields[0])] >= knownBefore {
		return m.Name
	}
	longest := map[string]string{} // by first name
	times := map[string]int{}
	bearers := r.surname[strings.ToLower(fields[len(fields)-1])]
	sure := m.Gender != "" && slices.ContainsFunc(bearers, func(full string) bool { return r.gender[full] == m.Gender })
	for _, full := range bearers {
		first := strings.Fields(full)[0]
		g := r.gender[full]
		if len(fields) > 1 && !strings.EqualFold(first, fields[0]) || m.Gender != "" && g != m.Gender && (g != "" || sure) {
			continue
		}
		if times[first] += r.counts[full]; len(full) > len(longest[first]) {
			longest[first] = full
		}
	}
	best := ""
	for first := range longest {
		if best == "" || times[first] > times[best] || times[first] == times[best] && first < best {
			best = first
		}
	}
	for first := range longest {
		if first != best && times[best] < dominance*times[first] {
			return m.Name
		}
	}
	if len(longest[best]) < len(m.Name) {
		return m.Name
	}
	return longest[best]
}
