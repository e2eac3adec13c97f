package store

import (
	"context"
	"time"
)

// Address is what fetching needs to know of a URL, that of a feed or of a page, when it comes to it again.
type Address struct {
	URL      string
	ETag     string // as the server said last; empty when it did not
	Modified string // Last-Modified, as the server said last
	Digest   string // of what it sent last, SHA-256 in hexadecimal digits
	Fetched  time.Time
	Next     time.Time // not to be fetched again before
	Failures int       // in a row
	Had      time.Time // when a page was first had that is fetched again some times for corrections; zero for all else
}

// Address returns what is known of a URL, and whether anything is.
func (s *Store) Address(ctx context.Context, url string) (a Address, known bool, err error) {
	err = s.reading(ctx, "read", func(t *tx) {
		t.addresses("WHERE url = ?", []any{url}, func(found Address) { a, known = found, true })
	})
	return a, known, err
}

// Due are the addresses that may be fetched again at a time, the longest due first, at most limit.
func (s *Store) Due(ctx context.Context, at time.Time, limit int) ([]Address, error) {
	var out []Address
	err := s.reading(ctx, "read", func(t *tx) {
		t.addresses("WHERE next <= ? ORDER BY next, url LIMIT ?", []any{at.UnixMilli(), limit}, func(a Address) { out = append(out, a) })
	})
	return out, err
}

func (t *tx) addresses(which string, args []any, each func(Address)) {
	t.each("SELECT url, etag, modified, digest, fetched, next, failures, had FROM address "+which, args, func(scan func(...any)) {
		var a Address
		var fetched, next, had int64
		scan(&a.URL, &a.ETag, &a.Modified, &a.Digest, &fetched, &next, &a.Failures, &had)
		if had != 0 {
			a.Had = time.UnixMilli(had).UTC()
		}
		a.Fetched, a.Next = time.UnixMilli(fetched).UTC(), time.UnixMilli(next).UTC()
		each(a)
	})
}

// SetAddress keeps what is known of a URL.
func (s *Store) SetAddress(ctx context.Context, a Address) error {
	return s.SetAddresses(ctx, []Address{a})
}

// SetAddresses keeps what is known of some URLs, of all or of none.
func (s *Store) SetAddresses(ctx context.Context, all []Address) error {
	return s.writing(ctx, "write", func(t *tx) {
		for _, a := range all {
			had := int64(0)
			if !a.Had.IsZero() {
				had = a.Had.UnixMilli()
			}
			t.do("INSERT OR REPLACE INTO address (url, etag, modified, digest, fetched, next, failures, had) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
				a.URL, a.ETag, a.Modified, a.Digest, a.Fetched.UnixMilli(), a.Next.UnixMilli(), a.Failures, had)
		}
	})
}

// Setting returns a small value that a user or a program chose for this store, empty when none did.
func (s *Store) Setting(ctx context.Context, key string) (value string, err error) {
	err = s.reading(ctx, "read", func(t *tx) { t.one("SELECT value FROM setting WHERE key = ?", []any{key}, &value) })
	return value, err
}

// SetSetting keeps a value; an empty one takes the key away.
func (s *Store) SetSetting(ctx context.Context, key, value string) error {
	return s.writing(ctx, "write", func(t *tx) {
		if value == "" {
			t.do("DELETE FROM setting WHERE key = ?", key)
		} else {
			t.do("INSERT OR REPLACE INTO setting VALUES (?, ?)", key, value)
		}
	})
}
