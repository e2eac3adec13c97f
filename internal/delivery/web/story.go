package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"strings"

	"variorum/internal/delivery/report"
	"variorum/internal/delivery/store"
)

// storyPage is one story.
type storyPage struct {
	frame
	Story *report.StoryPage
}

// story answers with a story's page, or with the story as a file.
func (d *desk) story(w http.ResponseWriter, r *http.Request) {
	since := d.since(r)
	id, ok := numbered(r.PathValue("id"))
	if !ok {
		d.fail(w, r, store.ErrNotFound, "story", r.PathValue("id"))
		return
	}
	stamp, now, err := d.stamp(r.Context(), id)
	if err != nil {
		d.fail(w, r, err, "story", number(id))
		return
	}
	if now != id { // it has become a part of another
		http.Redirect(w, r, (&report.Links{}).Story(number(now)), http.StatusSeeOther)
		return
	}
	d.view(w, r, since, stamp, "story-"+number(id), func(f frame) ([]byte, error) {
		s, err := d.store.Story(r.Context(), id)
		if err != nil {
			return nil, err
		}
		return drawStory(r, f, &s)
	})
}

func drawStory(r *http.Request, f frame, s *store.Story) ([]byte, error) {
	choice := choiceOf(r, s)
	if saving(r) {
		var b bytes.Buffer
		err := report.Save(&b, s.Edition, report.Options{Choice: choice, From: f.Cite})
		return b.Bytes(), err
	}
	page, ok := report.NewStoryPage(s.Edition, number(s.ID), linksOf(s), choice)
	if !ok {
		return nil, fmt.Errorf("story %d is not in its own edition", s.ID)
	}
	f.Title, f.Live = page.Heading(), number(s.ID)
	f.Acts = []act{{"As JSON", "/api/v1/stories/" + number(s.ID) + "/edition", false}}
	f.Crumbs = []link{{"Stories", "/"}, {"Story " + number(s.ID), ""}}
	return draw("story-page", storyPage{f, page})
}

// linksOf are the addresses of a story's accounts and of the stories that it names. Accounts go by the numbers of their pages, which do not
// change when pages that are called alike come in.
func linksOf(s *store.Story) *report.Links {
	l := &report.Links{Titles: map[string]string{}, Accounts: map[string]string{}}
	for id, page := range s.Pages {
		l.Accounts[id] = number(page)
	}
	for _, r := range s.Related {
		l.Titles[number(r.ID)] = r.Title
	}
	return l
}

// nameOf is what the edition of a story calls the account of a page. It may be called otherwise by now, until its story is told anew.
func nameOf(s *store.Story, page int64) string {
	for id, n := range s.Pages {
		if n == page {
			return id
		}
	}
	return ""
}

// choiceOf reads from an address what of the passages is shown.
func choiceOf(r *http.Request, s *store.Story) report.Choice {
	q := r.URL.Query()
	c := report.Choice{Made: q.Has("view"), Marks: q["mark"], All: q.Has("all")}
	names := map[string]string{}
	for id, page := range maps.All(s.Pages) {
		names[number(page)] = id
	}
	for _, with := range q["with"] {
		if id := names[with]; id != "" {
			c.Accounts = append(c.Accounts, id)
		}
	}
	return c
}

// stamp names a story as it stands now, and says under which number it does.
func (d *desk) stamp(ctx context.Context, id int64) (stamp string, now int64, err error) {
	s, err := d.store.Summary(ctx, id)
	return number(s.ID) + "-" + number(s.Told.UnixMilli()), s.ID, err
}

// pageOf finds an account by the number of its page or by its id.
func (d *desk) pageOf(ctx context.Context, name string) (store.Page, error) {
	if n, ok := numbered(name); ok {
		p, err := d.store.Page(ctx, n)
		if err == nil || !errors.Is(err, store.ErrNotFound) {
			return p, err
		}
	}
	n, err := d.store.Find(ctx, name)
	if err != nil {
		return store.Page{}, err
	}
	return d.store.Page(ctx, n)
}

// fileName names a saved view after what it shows, in letters that every disk takes.
func fileName(what string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(what) {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			b.WriteRune(r)
		case b.Len() > 0 && !strings.HasSuffix(b.String(), "-"):
			b.WriteByte('-')
		}
		if b.Len() >= mostFileName {
			break
		}
	}
	return "variorum-" + strings.Trim(b.String(), "-") + ".html"
}

// mostFileName is the letters of a saved view's name: what a list of files shows.
const mostFileName = 60
