package main

import (
	"cmp"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"variorum/internal/delivery/corpus"
	"variorum/internal/news/account"
	"variorum/internal/news/story"
)

// firstCopy is the sketch of a text, of the copy that its copies are dated by.
func firstCopy(text uint64, sketches func(*[]byte) bool, emit func(uint64, []byte)) error {
	var packed [][]byte
	for v := []byte(nil); sketches(&v); v = nil {
		packed = append(packed, v)
	}
	slices.SortFunc(packed, slices.Compare) // whatever the order in which they came
	copies := make([]*story.Sketch, len(packed))
	for i, v := range packed {
		var err error
		if copies[i], _, err = story.ReadSketch(v); err != nil {
			return err
		}
	}
	emit(text, packed[story.Earliest(copies)])
	return nil
}

// nearest keeps of the meetings of each the Most of highest score, and those that are always kept, and turns them about: those that
// ask for each earlier one.
type nearest struct {
	Most  int
	Least float64
}

// ProcessElement keeps those of one.
func (n *nearest) ProcessElement(later uint64, values func(*meeting) bool, emit func(uint64, uint64)) {
	var all []meeting
	for m := (meeting{}); values(&m); {
		if m.Score >= n.Least {
			all = append(all, m)
		}
	}
	slices.SortFunc(all, func(a, b meeting) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Earlier, b.Earlier))
	})
	seen, bounded := map[uint64]bool{}, 0
	for _, m := range all {
		if seen[m.Earlier] || bounded == n.Most && m.Score < always {
			continue
		}
		seen[m.Earlier] = true
		if m.Score < always {
			bounded++
		}
		emit(m.Earlier, later)
	}
}

// bring sends what stands under each earlier one to the later ones that ask for it, and groups it with what stands there.
func bring(s beam.Scope, values, asked beam.PCollection) beam.PCollection {
	return beam.CoGroupByKey(s, values, beam.ParDo(s, send, beam.CoGroupByKey(s, values, asked)))
}

func send(_ uint64, values func(*[]byte) bool, asked func(*uint64) bool, emit func(uint64, []byte)) {
	var v []byte
	values(&v)
	for later := uint64(0); asked(&later); {
		emit(later, v)
	}
}

// joins are the pairs of texts that are likely enough to tell of one event, both ways.
func joins(s beam.Scope, texts, met beam.PCollection, near int) beam.PCollection {
	s = s.Scope("joins")
	asked := beam.ParDo(s, &nearest{Most: near}, beam.GroupByKey(s, met))
	return beam.ParDo(s, link, bring(s, texts, asked))
}

func link(later uint64, own, earlier func(*[]byte) bool, emit func(uint64, uint64)) error {
	var v []byte
	own(&v)
	b, _, err := story.ReadSketch(v)
	if err != nil {
		return err
	}
	for v = nil; earlier(&v); v = nil {
		a, _, err := story.ReadSketch(v)
		if err != nil {
			return err
		}
		if joins, _ := story.LinkSketches(a, b); joins && story.Near(a.Keys(), b.Keys()) {
			emit(later, a.Keys().Text)
		}
	}
	return nil
}

// storiesOf groups the accounts of texts that have one label, and tells each story: rows of JSON.
func storiesOf(s beam.Scope, accounts, labels beam.PCollection) beam.PCollection {
	s = s.Scope("stories")
	labelled := beam.ParDo(s, label, beam.CoGroupByKey(s, beam.ParDo(s, byText, accounts), labels))
	return beam.ParDo(s, tell, beam.GroupByKey(s, labelled))
}

func byText(number uint64, v []byte, emit func(uint64, []byte)) {
	emit(little.Uint64(v), little.AppendUint64(slices.Clone(v[8:]), number))
}

// label sends the accounts of a text to the group that it is of; a text that was joined with none is one by itself.
func label(text uint64, accounts func(*[]byte) bool, labels func(*uint64) bool, emit func(uint64, []byte)) {
	of := text
	labels(&of)
	for v := []byte(nil); accounts(&v); v = nil {
		emit(of, v)
	}
}

func tell(_ uint64, values func(*[]byte) bool, emit func(string)) error {
	var accounts []*account.Account
	var sketches []*story.Sketch
	for _, v := range byNumber(values) {
		a, err := corpus.UnpackAccount(v)
		if err != nil {
			return err
		}
		accounts, sketches = append(accounts, a), append(sketches, story.SketchOf(a))
	}
	for _, e := range story.GroupSketches(sketches) {
		var told []*account.Account
		for _, m := range e.Members {
			told = append(told, accounts[m])
		}
		emit(line(corpus.Tell("s-"+told[0].ID, told)))
	}
	return nil
}

// reuseOf lays each account beside the earlier ones that share most runs with it: rows of JSON.
func reuseOf(s beam.Scope, accounts, runs beam.PCollection) beam.PCollection {
	s = s.Scope("reuse")
	met := beam.ParDo(s, counted, meetRuns(s, runs, corpus.ReuseWindow, corpus.MostShare))
	asked := beam.ParDo(s, &nearest{Most: corpus.ReuseNearest, Least: corpus.FewestRuns}, beam.GroupByKey(s, met))
	return beam.ParDo(s, share, bring(s, accounts, asked))
}

func counted(pair string, runs int, emit func(uint64, meeting)) {
	b := []byte(pair)
	emit(little.Uint64(b), meeting{little.Uint64(b[8:]), float64(runs)})
}

func share(_ uint64, own, earlier func(*[]byte) bool, emit func(string)) error {
	var mine []byte
	own(&mine)
	var others []*account.Account
	for v := []byte(nil); earlier(&v); v = nil {
		a, err := corpus.UnpackAccount(v[8:])
		if err != nil {
			return err
		}
		others = append(others, a)
	}
	if len(others) == 0 {
		return nil
	}
	a, err := corpus.UnpackAccount(mine[8:])
	if err != nil {
		return err
	}
	for _, row := range corpus.Share(a, others) {
		emit(line(row))
	}
	return nil
}
