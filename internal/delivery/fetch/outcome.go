package fetch

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"time"

	"variorum/edition"
	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
)

// done keeps what an address gave. The error is of the store, and ends the watch.
func (w *watch) done(ctx context.Context, r result) error {
	delete(w.known, r.URL)
	now := w.fetcher.options.Now()
	if r.err != nil {
		return w.failed(ctx, r, now)
	}
	if r.Failures = 0; r.answer.NotModified {
		w.Log.Debug("not modified", "url", r.URL)
		return w.again(ctx, r.job, now)
	}
	listing, err := r.answer.Listing()
	switch {
	case err == nil:
		return w.list(ctx, r, listing, now)
	case errors.As(err, new(intake.NotPage)):
		return w.page(ctx, r, now)
	}
	w.Log.Warn("broken feed", "url", r.URL, "why", last(err).Error())
	if !r.watched {
		return w.crossOff(ctx, r.job, now)
	}
	return w.again(ctx, r.job, now)
}

// failed puts off what could not be had, or gives it up.
func (w *watch) failed(ctx context.Context, r result, now time.Time) error {
	var later *Later
	var status *Status
	switch {
	case errors.As(r.err, &later):
		w.Log.Info("put off", "url", r.URL, "until", later.At.UTC().Format(time.RFC3339), "why", later.Why)
		r.Next = later.At
		return w.keep(ctx, r.job)
	case !r.Had.IsZero():
		return w.missed(ctx, r, now)
	case r.watched:
		w.Log.Warn("not fetched", "url", r.URL, "why", last(r.err).Error())
	case errors.As(r.err, new(*Refusal)), errors.As(r.err, &status) && status.Gone(), r.Failures+1 >= maxTries:
		return w.giveUp(ctx, r.job, last(r.err).Error(), now)
	default:
		w.Log.Info("not fetched yet", "url", r.URL, "why", last(r.err).Error(), "failures", r.Failures+1)
	}
	r.Failures++
	pause := min(firstBackOff<<min(r.Failures, 16), maxBackOff)
	if r.watched {
		pause = max(pause, w.Every)
	}
	r.Next = now.Add(w.spread(pause))
	return w.keep(ctx, r.job)
}

// giveUp names a page that cannot be had, for good.
func (w *watch) giveUp(ctx context.Context, j *job, why string, now time.Time) error {
	w.Log.Warn("given up", "url", j.URL, "why", why)
	if _, err := w.store.Take(ctx, nil, store.AddOptions{Unread: []edition.Unread{{Source: j.URL, Why: why}}}); err != nil {
		return err
	}
	return w.crossOff(ctx, j, now)
}

// spread lengthens a pause by up to a tenth, by chance, so that feeds are not all asked for at once.
func (w *watch) spread(d time.Duration) time.Duration {
	return d + time.Duration(w.fetcher.options.Jitter()*float64(d)/10)
}

// keep keeps what is known of an address, and waits for its time.
func (w *watch) keep(ctx context.Context, j *job) error {
	if err := w.store.SetAddress(ctx, j.Address); err != nil {
		return err
	}
	if !w.Once {
		w.wait(j)
	}
	return nil
}

// again looks at a watched address after a while, and at a page that a feed named when its next visit is due.
func (w *watch) again(ctx context.Context, j *job, now time.Time) error {
	if !j.watched {
		return w.visitAgain(ctx, j, now)
	}
	j.Fetched, j.Next = now, now.Add(w.spread(w.Every))
	return w.keep(ctx, j)
}

func (w *watch) crossOff(ctx context.Context, j *job, now time.Time) error {
	j.Fetched, j.Next, j.Had = now, never, time.Time{}
	return w.store.SetAddress(ctx, j.Address)
}

// digest is that of a body, as the store keeps it.
func (a *Answer) digest() string {
	sum := sha256.Sum256(a.Body)
	return hex.EncodeToString(sum[:])
}

// page adds a page to the store, and waits for its next visit.
func (w *watch) page(ctx context.Context, r result, now time.Time) error {
	if !r.Had.IsZero() {
		return w.revisited(ctx, r, now)
	}
	digest := r.answer.digest()
	r.ETag, r.Modified = r.answer.ETag, r.answer.Modified
	if r.Digest == digest {
		return w.again(ctx, r.job, now)
	}
	p, err := r.answer.Page(r.URL)
	if err != nil {
		if r.watched {
			w.Log.Warn("no page", "url", r.URL, "why", last(err).Error())
			return w.again(ctx, r.job, now)
		}
		return w.giveUp(ctx, r.job, last(err).Error(), now)
	}
	if err := w.add(ctx, []intake.Page{p}); err != nil {
		return err
	}
	r.Digest = digest
	return w.again(ctx, r.job, now)
}

// add puts pages into the store.
func (w *watch) add(ctx context.Context, pages []intake.Page) error {
	added, err := w.store.Add(ctx, pages, store.AddOptions{})
	if err != nil {
		return err
	}
	for i, taken := range added.Pages {
		w.Log.Info("added", "url", pages[i].Source, "page", taken.Page, "state", string(taken.State), "stories", added.Stories)
		if w.Added != nil {
			w.Added(pages[i].Source, taken.State)
		}
	}
	for _, u := range added.Unread {
		w.Log.Warn("not read", "url", u.Source, "why", u.Why)
	}
	return nil
}
