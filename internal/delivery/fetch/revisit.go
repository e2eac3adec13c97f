package fetch

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"variorum/internal/delivery/store"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// Newsrooms correct what they have published, and seldom say so. So a page that a feed named is fetched again some times after it was
// had, with what its server said of it, and when other words stand there it is kept as a new version. The visits are few and end: their
// times count from when the page was had, so that a watch that was stopped for a while goes on where it would be, and makes up for none.

// visitAgain waits for a page's next visit, or crosses it off after the last.
func (w *watch) visitAgain(ctx context.Context, j *job, now time.Time) error {
	if j.Had.IsZero() {
		j.Had = now
	}
	j.Failures = 0
	for _, after := range w.Revisit {
		if next := j.Had.Add(after); next.After(now) {
			j.Fetched, j.Next = now, next.Add(w.spread(after)-after)
			return w.keep(ctx, j)
		}
	}
	return w.crossOff(ctx, j, now)
}

// revisited keeps what a page that was had before gave now.
func (w *watch) revisited(ctx context.Context, r result, now time.Time) error {
	if leadsHome(r.URL, r.answer.URL) {
		w.Log.Warn("withdrawn", "url", r.URL, "why", "its address leads to the front page")
		return w.crossOff(ctx, r.job, now)
	}
	r.ETag, r.Modified = r.answer.ETag, r.answer.Modified
	digest := r.answer.digest()
	if digest == r.Digest {
		return w.visitAgain(ctx, r.job, now)
	}
	p, err := r.answer.Page(r.URL)
	if err != nil {
		w.Log.Info("no page any more", "url", r.URL, "why", last(err).Error())
		return w.visitAgain(ctx, r.job, now)
	}
	otherwise, err := w.tellsOtherwise(ctx, r, &p)
	switch {
	case errors.Is(err, errRemoved):
		w.Log.Info("removed from the store", "url", r.URL)
		return w.crossOff(ctx, r.job, now)
	case errors.Is(err, errNoWords): // a question for consent, a wall: what was published before is not undone by it
		w.Log.Info("no article any more", "url", r.URL)
		return w.visitAgain(ctx, r.job, now)
	case err != nil:
		return err
	case !otherwise:
		w.Log.Debug("the same words", "url", r.URL)
		return w.visitAgain(ctx, r.job, now)
	}
	if err := w.add(ctx, []intake.Page{p}); err != nil {
		return err
	}
	r.Digest = digest
	return w.visitAgain(ctx, r.job, now)
}

var (
	errNoWords = errors.New("the page has no article")
	errRemoved = errors.New("the page was removed from the store")
)

// tellsOtherwise reports whether a page has other words than when it was kept last. What moves around an article at each visit, such as
// what is most read, makes no version.
func (w *watch) tellsOtherwise(ctx context.Context, r result, now *intake.Page) (bool, error) {
	is, err := extract.Extract(*now)
	if err != nil {
		return false, errNoWords
	}
	kept, err := w.store.Raw(ctx, r.Digest)
	switch {
	case errors.Is(err, store.ErrNotFound): // what a user took out stays out, whatever its newsroom corrects
		return false, errRemoved
	case err != nil:
		return false, err
	}
	before, err := (&Answer{URL: r.answer.URL, ContentType: r.answer.ContentType, Body: kept.Bytes}).Page(r.URL)
	if err != nil {
		return true, nil
	}
	was, err := extract.Extract(before)
	return err != nil || !sameWords(&was, &is), nil
}

func sameWords(a, b *extract.Parts) bool {
	return a.Title == b.Title && a.Standfirst == b.Standfirst && a.Byline == b.Byline && slices.Equal(a.Body, b.Body) && slices.Equal(a.Captions, b.Captions)
}

// leadsHome reports whether an address of a page leads to the front page of a site, as those of pages that were taken down often do.
func leadsHome(asked, got string) bool {
	a, errA := url.Parse(asked)
	b, errB := url.Parse(got)
	return errA == nil && errB == nil && strings.Trim(b.Path, "/") == "" && b.RawQuery == "" && (strings.Trim(a.Path, "/") != "" || a.RawQuery != "")
}

// missed keeps what a visit for corrections that failed says of a page. That it is gone is told; that it could not be had now is not
// made up for: the next visit is soon enough.
func (w *watch) missed(ctx context.Context, r result, now time.Time) error {
	var status *Status
	if errors.As(r.err, new(*Refusal)) || errors.As(r.err, &status) && status.Gone() {
		w.Log.Warn("withdrawn", "url", r.URL, "why", last(r.err).Error())
		return w.crossOff(ctx, r.job, now)
	}
	w.Log.Info("not visited again", "url", r.URL, "why", last(r.err).Error())
	return w.visitAgain(ctx, r.job, now)
}
