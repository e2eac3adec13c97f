package incident

import (
	"slices"

	"variorum/internal/engine/chain"
	"variorum/internal/news/account"
	"variorum/internal/news/language"
)

// The parts that somebody or something has in an incident, after the slots of MUC-4 (Sundheim 1992).
const (
	Individual   = "PerpInd"
	Organisation = "PerpOrg"
	Target       = "Target"
	Victim       = "Victim"
	Weapon       = "Weapon"
)

// roles are the labels of spans; the first is none.
var roles = [...]string{"", Individual, Organisation, Target, Victim, Weapon}

// Types are the types of incidents that reports of violence are filed under, after MUC-4.
var types = [...]string{"ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY"}

// model is what decides, by weights, whether an account tells of an incident, of what types, and who and what had part in it.
type model struct {
	lex   *lexicon
	told  *chain.Model
	types [len(types)]*chain.Model
	roles *chain.Model
}

// modelOf returns the model of a language, or nil when it has none.
var modelOf = language.Once(func(p *language.Pack) *model {
	if p == nil {
		return nil
	}
	m, err := loadModel(p, p.Incidents())
	if err != nil {
		panic("language " + p.Code() + ": " + err.Error()) // weights that ship with the program are broken: our own bug
	}
	return m
})

func loadModel(p *language.Pack, data []byte) (*model, error) {
	if len(data) == 0 {
		return nil, nil
	}
	m := &model{lex: lexiconOf(p)}
	for _, c := range m.chains() {
		var err error
		if *c, data, err = chain.Load(data); err != nil {
			return nil, err
		}
	}
	return m, nil
}

func (m *model) chains() []**chain.Model {
	out := []**chain.Model{&m.told, &m.roles}
	for i := range m.types {
		out = append(out, &m.types[i])
	}
	return out
}

func (m *model) pack() []byte {
	var b []byte
	for _, c := range m.chains() {
		b = (*c).Append(b)
	}
	return b
}

// Report is what an account, as a whole, tells of acts of violence.
type Report struct {
	Chance   float64 // that it tells of one that was done, or tried, and not long ago
	Types    []string
	Entities map[string][]string // by their part; the words as the account has them
	Places   []string            // in lower case: the country, and places in it that the tables know
}

// Describe reads an account as a report of violence. An account in a language without weights gives the zero Report.
func Describe(a *account.Account) Report {
	m := modelOf(a.Pack)
	if m == nil {
		return Report{}
	}
	return m.describe(a)
}

// Reporter returns the function that describes accounts by the given weights.
func Reporter(pack *language.Pack, weights []byte) (func(*account.Account) Report, error) {
	m, err := loadModel(pack, weights)
	if err != nil {
		return nil, err
	}
	return m.describe, nil
}

// Tells reports whether the account tells of an incident.
func (r Report) Tells() bool { return r.Chance >= leastChance }

func (m *model) describe(a *account.Account) Report {
	p := newPage(a, m.lex)
	r := Report{Entities: map[string][]string{}}
	all := m.candidates(p)
	told := m.report(p, all)
	r.Chance = chance(m.told, told)
	if !r.Tells() {
		return r
	}
	r.Places = p.places()
	best, most := 0, 0.0
	for i, c := range m.types {
		x := chance(c, told)
		if x > most {
			best, most = i, x
		}
		if x >= leastType {
			r.Types = append(r.Types, types[i])
		}
	}
	if len(r.Types) == 0 {
		r.Types = []string{types[best]}
	}
	for label, es := range entities(all, r.Chance) {
		for _, e := range es {
			r.Entities[roles[label]] = append(r.Entities[roles[label]], e.words)
		}
	}
	return r
}

// report describes an account by its words and triggers, and by how likely it is that anybody has a part in an incident.
func (m *model) report(p *page, all []*candidate) features {
	f := p.report()
	for label := 1; label < len(roles); label++ {
		top := 0.0
		for _, c := range all {
			top = max(top, 1-c.not[label])
		}
		for _, step := range evidenceSteps {
			if top >= step {
				f.add(130, uint64(label), uint64(100*step))
			}
		}
	}
	return f
}

// evidenceSteps are the chances that count as evidence; an even spread of what is met.
var evidenceSteps = [...]float64{0.05, 0.1, 0.2, 0.35, 0.5, 0.7, 0.9}

// entity is somebody or something that an account names, maybe many times by the same words.
type entity struct {
	key   string
	words string
	score float64
}

// entities returns, for each role, those that are likely enough to have it; of two of which one holds the words of the other,
// the likelier.
func entities(all []*candidate, told float64) [len(roles)][]entity {
	var out [len(roles)][]entity
	for label := 1; label < len(roles); label++ {
		var es []entity
		for _, c := range all {
			if score := told * (1 - c.not[label]); score >= leastRole {
				es = append(es, entity{c.key, c.words, score})
			}
		}
		slices.SortStableFunc(es, func(a, b entity) int {
			switch {
			case a.score > b.score:
				return -1
			case a.score < b.score:
				return 1
			}
			return 0
		})
		for _, e := range es {
			if !slices.ContainsFunc(out[label], func(o entity) bool { return holds(o.key, e.key) || holds(e.key, o.key) }) {
				out[label] = append(out[label], e)
			}
		}
	}
	return out
}

// candidate is all spans of an account with the same words. not is the chance that none of them has the role.
type candidate struct {
	key, words string
	not        [len(roles)]float64
}

func (m *model) candidates(p *page) []*candidate {
	at := map[string]*candidate{}
	var out []*candidate
	for _, s := range p.mentions() {
		c := at[s.key]
		if c == nil {
			c = &candidate{key: s.key, words: p.a.Text[p.words[s.first].Start:p.words[s.next-1].End]}
			for i := range c.not {
				c.not[i] = 1
			}
			at[s.key], out = c, append(out, c)
		}
		for label, x := range chances(m.roles, s.features) {
			c.not[label] *= 1 - x
		}
	}
	return out
}
