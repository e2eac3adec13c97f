package report

import (
	"fmt"
	"html/template"
	"io/fs"
	"strings"

	"variorum/edition"
)

// Choice is what a reader has chosen to see of a story's passages. The zero value is the report's own choice.
type Choice struct {
	Made     bool     // something was chosen; else the other fields say nothing
	Accounts []string // ids of the accounts whose columns are shown
	Marks    []string // kinds of marks that are shown: inq, sub, add, gap, mov, fig
	All      bool     // of a served page: the tables have all accounts
}

// StoryPage is one story on a page of its own. Its template is "story".
type StoryPage struct{ *storyView }

// NewStoryPage makes a story's page of an edition that holds it; false when it does not. The accounts' full texts stand on
// pages of their own.
func NewStoryPage(e *edition.Edition, id string, l *Links, c Choice) (*StoryPage, bool) {
	v := servedStory(e, id, l)
	if v == nil {
		return nil, false
	}
	v.choice = c
	v.draw()
	v.abridge()
	return &StoryPage{v}, true
}

// servedStory is a story of an edition with its links to other pages; nothing is drawn yet.
func servedStory(e *edition.Edition, id string, l *Links) *storyView {
	for i := range e.Stories {
		if e.Stories[i].ID != id {
			continue
		}
		v := newStory(&e.Stories[i], "", numberAccounts(e))
		v.Level, v.links = 1, l
		for _, t := range v.Tellings {
			t.links = l
		}
		for _, r := range v.Story.Related {
			v.Related = append(v.Related, v.elsewhere(r))
		}
		return v
	}
	return nil
}

// Templates are the templates of a report's sections and of the pages that this package makes, for a package that frames them.
// Each call gives a copy, to which templates may be added.
func Templates() (*template.Template, error) {
	t, err := templates()
	if err != nil {
		return nil, fmt.Errorf("report: %w", err)
	}
	return t.Clone()
}

// Style is the style sheet of a report's sections and of the pages that this package makes, with switches for so many columns.
func Style(columns int) (string, error) {
	first, err := styleFor(columns)
	if err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	second, err := sheets("served/*.css")
	if err != nil {
		return "", fmt.Errorf("report: %w", err)
	}
	return first + second, nil
}

// sheets joins style sheets in the order of their names.
func sheets(pattern string) (string, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, name := range names {
		css, err := fs.ReadFile(files, name)
		if err != nil {
			return "", err
		}
		b.Write(css)
	}
	return b.String(), nil
}
