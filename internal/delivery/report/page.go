package report

import (
	"fmt"
	"html/template"

	"variorum/edition"
)

// page is the whole report.
type page struct {
	*edition.Edition
	Style     template.CSS
	StyleHash string
	From      string       // the address that the report was saved from, if it was
	Stories   []*storyView // told by several accounts; or the only one there is
	Singles   []*storyView // told by one account
}

// newPage orders an edition for the eye. Nothing is drawn yet.
func newPage(e *edition.Edition, o Options) *page {
	p := &page{Edition: e, From: o.From}
	var all []*storyView
	tellings := numberAccounts(e)
	for i, s := range allStories(e) {
		all = append(all, newStory(s, fmt.Sprintf("s%d", i+1), tellings))
	}
	linkRelated(all)
	for _, s := range all {
		if len(s.Tellings) > 1 || len(all) == 1 {
			p.Stories = append(p.Stories, s)
		} else {
			p.Singles = append(p.Singles, s)
		}
	}
	for _, s := range all {
		s.Level = 1
		if p.Many() {
			s.Level = 2
		} else {
			s.choice = o.Choice
		}
		s.draw()
	}
	return p
}

// numberAccounts gives each account its number on the page.
func numberAccounts(e *edition.Edition) map[string]numbered {
	all := make(map[string]numbered, len(e.Accounts))
	for i := range e.Accounts {
		all[e.Accounts[i].ID] = numbered{&e.Accounts[i], i + 1}
	}
	return all
}

type numbered struct {
	account *edition.Account
	number  int
}

// allStories are the stories of the edition, and one more for each account that is in none, so that no account is lost
// from view.
func allStories(e *edition.Edition) []*edition.Story {
	var all []*edition.Story
	in := map[string]bool{}
	for i := range e.Stories {
		all = append(all, &e.Stories[i])
		for _, id := range e.Stories[i].Accounts {
			in[id] = true
		}
	}
	for i := range e.Accounts {
		if a := &e.Accounts[i]; !in[a.ID] {
			all = append(all, &edition.Story{Title: a.Title, Accounts: []string{a.ID}})
		}
	}
	return all
}

// Many reports whether the page tells of more than one story.
func (p *page) Many() bool { return len(p.Stories)+len(p.Singles) > 1 }

// Title is what the browser's tab and the list of stories say.
func (p *page) Title() string {
	switch {
	case p.Many():
		return plural(len(p.Stories)+len(p.Singles), "story", "stories")
	case len(p.Stories) == 1:
		return p.Stories[0].Heading()
	}
	return "Nothing to lay side by side"
}

// columns is the greatest number of accounts in a story.
func (p *page) columns() int {
	n := 0
	for _, s := range p.Stories {
		n = max(n, len(s.Tellings))
	}
	return n
}

// Languages counts the languages of the accounts that say theirs.
func (p *page) Languages() int { return len(languages(p.Accounts)) }

func languages(accounts []edition.Account) map[string]bool {
	seen := map[string]bool{}
	for i := range accounts {
		if l := accounts[i].Language; l != "" {
			seen[baseLanguage(l)] = true
		}
	}
	return seen
}
