package fetch

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
)

// list takes the pages that a feed carries, and notes those that it names and that are not known yet.
func (w *watch) list(ctx context.Context, r result, l intake.Listing, now time.Time) error {
	digest := r.answer.digest()
	if r.Digest == digest {
		w.Log.Debug("as it was", "url", r.URL)
		return w.again(ctx, r.job, now)
	}
	if l.Broken != nil {
		w.Log.Warn("feed breaks off", "url", r.URL, "why", l.Broken.Error())
	}
	if len(l.Pages) > 0 {
		if err := w.add(ctx, l.Pages); err != nil {
			return err
		}
	}
	if err := w.follow(ctx, r.job, l.Lists); err != nil {
		return err
	}
	found, left, err := w.note(ctx, l.Links, now)
	if err != nil {
		return err
	}
	left += l.Left
	w.Log.Info("looked at", "url", r.URL, "items", len(l.Pages)+len(l.Links), "new", found, "left", left)
	r.ETag, r.Modified, r.Digest = r.answer.ETag, r.answer.Modified, digest
	if left > 0 || l.Broken != nil { // it is wanted whole again
		r.ETag, r.Modified, r.Digest = "", "", ""
	}
	if !r.watched { // a feed that a feed links to is not watched
		return w.crossOff(ctx, r.job, now)
	}
	return w.again(ctx, r.job, now)
}

// follow watches the feeds that a list of feeds lists.
func (w *watch) follow(ctx context.Context, j *job, lists []intake.Link) error {
	if !j.watched || len(lists) == 0 {
		return nil
	}
	if j.depth >= maxDepth {
		w.leftOut(j.URL, len(lists))
		return nil
	}
	if more := len(lists) - maxWatched; more > 0 {
		w.leftOut(j.URL, more)
		lists = lists[:maxWatched]
	}
	addresses := make([]string, len(lists))
	for i, l := range lists {
		addresses[i] = l.URL
	}
	kept, err := json.Marshal(addresses)
	if err != nil {
		return fmt.Errorf("write the feeds of %s: %w", j.URL, err)
	}
	if err := w.store.SetSetting(ctx, listsOf(j.URL), string(kept)); err != nil {
		return err
	}
	return w.watchAll(ctx, j.URL, addresses, j.depth+1)
}

// note queues the pages that are not known yet, the newest first where the list dates them, and keeps them in the store before it returns.
// left are those beyond the limit, which the next look finds again.
func (w *watch) note(ctx context.Context, links []intake.Link, now time.Time) (found, left int, err error) {
	links = slices.Clone(links)
	slices.SortStableFunc(links, func(a, b intake.Link) int { return strings.Compare(dayOf(b.Date), dayOf(a.Date)) })
	for _, link := range links {
		if w.known[link.URL] {
			continue
		}
		_, known, err := w.store.Address(ctx, link.URL)
		switch {
		case err != nil:
			return found, left, err
		case known:
			continue
		case found == w.MaxPages:
			left++
			continue
		}
		j := &job{Address: store.Address{URL: link.URL, Next: now}}
		if err := w.store.SetAddress(ctx, j.Address); err != nil {
			return found, left, err
		}
		w.wait(j)
		found++
	}
	return found, left, nil
}

// dayOf is a date in ISO 8601 as one to order by, or nothing for others.
func dayOf(date string) string {
	if len(date) >= 10 && date[4] == '-' && date[7] == '-' {
		return date
	}
	return ""
}
