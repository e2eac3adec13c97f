package incident

import "variorum/internal/engine/text"

// party is what sort of somebody or something a phrase names, as far as it tells a fight between troops from violence against
// those who do not fight.
type party uint8

const (
	nobody party = iota
	attackers
	troops
	civilians
	bodies
	things
	weapons
	named
	unknown // a rare word: mostly a name
	somewhere
	several // only a number
)

// partyOf lists the classes of words in the order in which one outweighs the others: "a rebel commander" is of the rebels,
// "army bodyguards" of the army.
var partyOf = [...]struct {
	class
	party
}{
	{hostile, attackers},
	{force, troops},
	{people | titled, civilians},
	{body, bodies},
	{target, things},
	{weapon, weapons},
	{given, named},
	{rare, unknown},
	{placed, somewhere},
	{number | quantifier, several},
}

func (p *page) party(s span) party {
	c := class(0)
	for i := s.first; i < s.next; i++ {
		c |= p.words[i].class
	}
	for _, o := range partyOf {
		if c.is(o.class) {
			return o.party
		}
	}
	return nobody
}

// phrased reports whether a word may stand in a noun phrase.
func (p *page) phrased(i int) bool {
	w := &p.words[i]
	return w.trigger == 0 && (w.class&function == 0 || w.class.is(determiner|possessive|adverb|quantifier|number))
}

func (p *page) phraseBehind(i, end int) span {
	first := i
	for i < end && i-first < phraseWords && (p.phrased(i) || i > first && p.words[i].Form == formOf && p.words[i].trigger == 0) {
		i++
	}
	return span{first, i}
}

func (p *page) phraseBefore(i, begin int) span {
	for i > begin && p.words[i-1].class.is(auxiliary|being|adverb|negation|modal) {
		i--
	}
	next := i
	for i > begin && next-i < phraseWords && (p.phrased(i-1) || p.words[i-1].Form == formOf && p.words[i-1].trigger == 0) {
		i--
	}
	return span{i, next}
}

// phraseBy is the phrase behind the "by" of a trigger, a few words on.
func (p *page) phraseBy(i, end int) span {
	for n := 0; i < end && n < phraseWords && !p.words[i].class.is(mark) && p.words[i].trigger == 0; i, n = i+1, n+1 {
		if p.words[i].Form == formBy {
			return p.phraseBehind(i+1, end)
		}
	}
	return span{}
}

// towards are the words between a noun of violence and whom it befell: "an attack on", "the murder of".
var towards = map[uint64]bool{text.FormOf("on"): true, text.FormOf("of"): true, text.FormOf("against"): true, text.FormOf("at"): true}

// parties tells what sort of party a trigger befell, and what sort did it.
func (p *page) parties(t *trigger) (harmed, agent party) {
	begin, end := p.first[t.sentence], p.first[t.sentence+1]
	switch {
	case t.shape == noun:
		if t.next < end && towards[p.words[t.next].Form] {
			harmed = p.party(p.phraseBehind(t.next+1, end))
		}
		return harmed, p.party(p.phraseBy(t.next, end))
	case t.passive || t.what == death:
		return p.party(p.phraseBefore(t.first, begin)), p.party(p.phraseBy(t.next, end))
	}
	return p.party(p.phraseBehind(t.next, end)), p.party(p.phraseBefore(t.first, begin))
}

// unreal reports whether a word before a trigger says that it was not, or not yet: "the threat of an attack", "would attack".
func (p *page) unreal(t *trigger) bool {
	begin := p.first[t.sentence]
	for k, n := t.first-1, 0; k >= begin && n < unrealReach; k, n = k-1, n+1 {
		c := p.words[k].class
		if p.lex.parts[p.words[k].Form] == "unreal" || c.is(modal|negation) {
			return true
		}
		if c.is(mark) || p.words[k].trigger > 0 {
			return false
		}
	}
	return false
}

// violent are the kinds of incidents that somebody does to somebody.
var violent = map[string]bool{"attack": true, "bombing": true, "kidnapping": true, "arson": true, "robbery": true, death: true}

// reportParties describes an account by whom its triggers befell and who did it.
func (p *page) reportParties(d *distinct) {
	var harmed, agents [several + 1]int
	hot := 0
	for k := range p.triggers {
		t := &p.triggers[k]
		h, a := p.parties(t)
		act, real := flag(violent[t.what]), flag(!p.unreal(t))
		hot += int(act)
		d.add(180, uint64(h), real, act)
		d.add(181, uint64(a), real, act)
		d.add(182, uint64(h), uint64(a), real, act)
		d.add(183, uint64(h), kindOf(t))
		d.add(184, uint64(h), flag(p.timed[t.sentence]), real, act)
		d.add(185, uint64(h), t.form)
		if act == 1 && real == 1 {
			harmed[h]++
			agents[a]++
			d.add(186, uint64(h), bucket(min(harmed[h], 4)))
			d.add(187, uint64(a), bucket(min(agents[a], 4)))
		}
	}
	d.add(188, bucket(hot))
}
