package fetch

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"variorum/edition"
	"variorum/internal/news/intake"
)

// IsAddress reports whether an argument names a page on the web that can be fetched, rather than a file.
func IsAddress(s string) bool {
	s = strings.ToLower(s)
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// Each fetches addresses and calls page for each page, and unread for what gave none, as intake.Each does for files. Of a feed it fetches
// the pages that it names, up to a limit. An error from page or of ctx ends the run.
func (f *Fetcher) Each(ctx context.Context, addresses []string, page func(intake.Page) error, unread func(edition.Unread)) error {
	for _, address := range addresses {
		a, err := f.Get(ctx, Request{URL: address})
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("fetch %s: %w", address, ctx.Err())
		case err != nil:
			unread(edition.Unread{Source: address, Why: reason(err)})
			continue
		}
		if err := f.eachOf(ctx, address, a, page, unread); err != nil {
			return err
		}
	}
	return nil
}

func (f *Fetcher) eachOf(ctx context.Context, address string, a *Answer, page func(intake.Page) error, unread func(edition.Unread)) error {
	listing, err := a.Listing()
	if errors.As(err, new(intake.NotPage)) { // no listing, so a page
		p, err := a.Page(address)
		if err != nil {
			unread(edition.Unread{Source: address, Why: reason(err)})
			return nil
		}
		return page(p)
	}
	if err != nil {
		unread(edition.Unread{Source: address, Why: "it begins as a feed, but is broken: " + err.Error()})
		return nil
	}
	for _, p := range listing.Pages {
		if err := page(p); err != nil {
			return err
		}
	}
	for i, link := range listing.Links {
		if i == maxFollowed {
			unread(edition.Unread{Source: address, Why: fmt.Sprintf("%d more pages that it names were not fetched; `variorum watch` follows a feed as a whole", len(listing.Links)-i)})
			break
		}
		p, err := f.Page(ctx, link.URL)
		switch {
		case ctx.Err() != nil:
			return fmt.Errorf("fetch %s: %w", link.URL, ctx.Err())
		case err != nil:
			unread(edition.Unread{Source: link.URL, Why: reason(err)})
			continue
		}
		if err := page(p); err != nil {
			return err
		}
	}
	if len(listing.Lists) > 0 || len(listing.Pages)+len(listing.Links) == 0 {
		unread(edition.Unread{Source: address, Why: fmt.Sprintf("it names %d further feeds and is no page itself; `variorum watch` follows them", len(listing.Lists))})
	}
	return nil
}

// reason is what a user is told of an address that gave no page.
func reason(err error) string {
	var status *Status
	switch {
	case errors.As(err, &status) && status.Gone():
		return status.Error() + "; check the address"
	case errors.As(err, new(*Refusal)), errors.As(err, new(intake.NotPage)):
		return last(err).Error()
	}
	return last(err).Error() + "; try again later"
}

// last is the innermost error that is ours to show: what stands before it repeats the address.
func last(err error) error {
	for {
		switch err.(type) {
		case *Refusal, *Later, *Status, intake.NotPage:
			return err
		}
		inner := errors.Unwrap(err)
		if inner == nil {
			return err
		}
		err = inner
	}
}

// Listing reads an answer as a feed, a list of feeds or a sitemap, also where it is a gzip file. The error is an intake.NotPage when it
// is none of these.
func (a *Answer) Listing() (intake.Listing, error) {
	body := a.Body
	if bytes.HasPrefix(body, []byte("\x1f\x8b")) {
		if z, err := gzip.NewReader(bytes.NewReader(body)); err == nil {
			body, _ = io.ReadAll(io.LimitReader(z, maxListing)) // what breaks off is read up to there
		}
	}
	l, err := intake.List(body, a.URL)
	if err != nil {
		return intake.Listing{}, fmt.Errorf("read %s: %w", a.URL, err)
	}
	for i := range l.Pages {
		p := &l.Pages[i]
		p.Fetched = a.Fetched.UTC().Format(time.RFC3339)
		if p.Source = p.URL; p.Source == "" {
			p.Source = fmt.Sprintf("%s:%d", a.URL, i+1)
			p.ID = p.Source
		}
	}
	return l, nil
}
