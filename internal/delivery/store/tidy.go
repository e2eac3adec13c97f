package store

import (
	"context"
	"database/sql"
	"sync"
	"sync/atomic"
)

const (
	// tidyAfter is the number of commits after which what they wrote is brought from the log to the file: some four pages that come one by one,
	// with a thousand parts of the file, which is when the database would do it by itself.
	tidyAfter = 16
	// tidyPages is the number of parts of the file in the log from which the database does so, while who commits waits: 32 MB.
	tidyPages = 8192
)

// tidying brings what was committed from the log to the file, in the background: it waits for the disk twice, and no page that is added need wait
// for that.
type tidying struct {
	db      *sql.DB
	commits atomic.Int32
	runs    atomic.Bool
	ended   sync.WaitGroup
}

// committed says that there is more in the log. What goes wrong is found by the next commit that meets it.
func (t *tidying) committed() {
	if t.commits.Add(1) < tidyAfter || !t.runs.CompareAndSwap(false, true) {
		return
	}
	t.commits.Store(0)
	t.ended.Go(func() {
		defer t.runs.Store(false)
		_, _ = t.db.ExecContext(context.Background(), "PRAGMA wal_checkpoint(PASSIVE)")
	})
}

// close waits for what runs.
func (t *tidying) close() error {
	t.ended.Wait()
	return t.db.Close()
}
