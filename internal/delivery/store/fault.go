package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"modernc.org/sqlite"
	code "modernc.org/sqlite/lib"
)

// ErrNotFound is what asking for a story, an account or a page that the store does not have ends with.
var ErrNotFound = errors.New("there is none in the store")

// ErrOlder is what opening a store of an older schema ends with when it may only be read.
var ErrOlder = errors.New("an older variorum made it; any command that may write to it brings it up to date, such as variorum add without pages")

var (
	errNone     = errors.New("there is no such file; add pages first (variorum add PAGES), or name another store with --db")
	errFolder   = errors.New("it is a folder; name a file in it, such as news.db")
	errNoStore  = errors.New("it is no store of variorum; name another file with --db, which is made if it is not there")
	errReadOnly = errors.New("it may only be read; give yourself the right to write the file and its folder, or name another store with --db")
)

// ErrUnsettled and ErrUntold are what an export ends with that would not have all that the store holds: pages are in no story yet, or
// stories have grown since they were told and the store may only be read.
var (
	ErrUnsettled = errors.New("pages wait to be put into stories; wait for the program that adds them, or if none runs, run variorum add without pages")
	ErrUntold    = errors.New("stories have grown since they were told; run variorum add without pages, which tells them")
)

// faults are the failures of the database and of the disk, with what to do.
var faults = map[int]string{
	code.SQLITE_BUSY:     "another program is writing to it and did not end in time; try again when it has",
	code.SQLITE_LOCKED:   "another program is writing to it and did not end in time; try again when it has",
	code.SQLITE_READONLY: errReadOnly.Error(),
	code.SQLITE_FULL:     "the disk is full; make room and try again: nothing that was acknowledged is lost",
	code.SQLITE_IOERR:    "the disk failed or is full; see to it and try again, then run variorum check",
	code.SQLITE_CORRUPT:  "the file is damaged; keep it, and go on from a backup (variorum backup makes one)",
	code.SQLITE_NOTADB:   errNoStore.Error(),
	code.SQLITE_CANTOPEN: "it cannot be opened; check its folder and the right to write there",
	code.SQLITE_PERM:     "opening it is forbidden; give yourself the right to read it (chmod u+r)",
	code.SQLITE_NOMEM:    "there is too little memory",
}

// failed names the file beside what went wrong, and what to do. What was asked for amiss has nothing to do with the file.
func (s *Store) failed(did string, err error) error {
	if err == nil || errors.Is(err, ErrQuery) || errors.Is(err, ErrNotFound) || errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	if fault := (*sqlite.Error)(nil); errors.As(err, &fault) {
		if what, ok := faults[fault.Code()&0xff]; ok {
			return fmt.Errorf("%s the store %s: %s (%w)", did, s.path, what, err)
		}
	}
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		if errors.Is(err, fs.ErrPermission) {
			return fmt.Errorf("%s the store %s: opening %s is forbidden; give yourself the right to (chmod u+rw), or name another store with --db", did, s.path, path.Path)
		}
		err = path.Err
	}
	return fmt.Errorf("%s the store %s: %w", did, s.path, err)
}

// looksLikeStore tells files of other kinds before the database touches them.
func looksLikeStore(path string, size int64) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	if size == 0 {
		return nil // SQLite takes it for a new database
	}
	head := make([]byte, len(magic))
	if n, _ := f.Read(head); string(head[:n]) != magic {
		return errNoStore
	}
	return nil
}

// magic is how a file of SQLite begins.
const magic = "SQLite format 3\x00"
