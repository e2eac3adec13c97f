// Package store keeps pages over time in one SQLite file: each page with its versions and what was published, the account read
// from it, and the stories that the accounts tell, which grow as pages come in. It adds no finding of its own. At every moment
// the store holds what variorum.Read says of its pages: Edition gives the same value, byte for byte in JSON, in whatever order
// and portions the pages came.
//
//	Take:   page -> version -> parts -> account -> links      one transaction; then the page is acknowledged
//	Settle: linked accounts -> stories                        one transaction for each company of linked accounts
//
// A page that was acknowledged is on the disk. Which stories it belongs to is settled after that, by whoever comes next should
// the program be killed between. A story keeps its number for ever: it grows under it, and when two turn out to be one the
// other number leads to it.
//
// Many may read a store while one writes; a second writer waits for the first. docs/store.md describes the file.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// Options are choices of an opened store. The zero value opens it for reading and writing, and makes the file if there is none.
type Options struct {
	// ReadOnly opens an existing store and never changes its file.
	ReadOnly bool
	// Existing makes no file when there is none.
	Existing bool
	// Wait is how long a writer waits for another; 0 is defaultWait.
	Wait time.Duration
	// Now is the clock; nil is the machine's.
	Now func() time.Time
}

const (
	// defaultWait: a portion of a large add takes some seconds, in which the file is locked to other writers.
	defaultWait = 15 * time.Second
	// readers is the number of connections that read at the same time; each has a cache of its own.
	readers = 4
	// cacheSize, in KiB, is what each connection keeps of the file in memory: five of them are 40 MB.
	cacheSize = 8 << 10
)

// Store is an opened store. Its methods may be called by many goroutines at a time.
type Store struct {
	path        string
	readOnly    bool
	now         func() time.Time
	read        *sql.DB
	write       *sql.DB        // nil when read only
	turn        sync.Mutex     // of writers
	synchronous string         // how the writing connection waits for the disk: FULL, NORMAL, or empty when that is not known
	tidying     *tidying       // nil when read only
	settling    sync.Mutex     // of who takes the steps of pages
	telling     sync.Mutex     // of who tells stories of any size
	looked      [16]sync.Mutex // of who tells a story that is looked at, by its number
	quickTies   int            // the most links that are looked at while one waits
	attended    atomic.Bool    // Attend runs
	roused      chan struct{}  // for Attend
	readPage    func(context.Context, intake.Page, extract.Parts) (*account.Account, string)
}

// Open opens the store in a file. A file that is none, is made by a newer program, or cannot be read is left as it is; the error
// says what to do.
func Open(ctx context.Context, path string, o Options) (*Store, error) {
	s := &Store{path: path, readOnly: o.ReadOnly, now: o.Now, readPage: readPage, quickTies: quickTies, roused: make(chan struct{}, 1)}
	if s.now == nil {
		s.now = time.Now
	}
	if o.Wait == 0 {
		o.Wait = defaultWait
	}
	if err := s.open(ctx, o); err != nil {
		_ = s.Close() // the first error is the reason
		return nil, s.failed("open", err)
	}
	return s, nil
}

func (s *Store) open(ctx context.Context, o Options) error {
	if err := s.reachable(o); err != nil {
		return err
	}
	if !o.ReadOnly {
		s.write, s.synchronous = s.connect(o, 1), "FULL"
		s.tidying = &tidying{db: s.connect(o, 1)}
		if err := s.migrate(ctx); err != nil {
			return err
		}
	}
	s.read = s.connect(Options{ReadOnly: true, Wait: o.Wait}, readers)
	return s.known(ctx)
}

// reachable makes the folder of a new store, and says what stands in the way of an old one.
func (s *Store) reachable(o Options) error {
	info, err := os.Stat(s.path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && (o.ReadOnly || o.Existing):
		return errNone
	case errors.Is(err, fs.ErrNotExist):
		return os.MkdirAll(filepath.Dir(s.path), 0o700)
	case err != nil:
		return err
	case info.IsDir():
		return errFolder
	case !info.Mode().IsRegular():
		return errNoStore
	case !o.ReadOnly && !writable(s.path):
		return errReadOnly // before the database makes files beside it that nobody may write
	}
	return looksLikeStore(s.path, info.Size())
}

// connect opens connections to the file. Writing is in WAL mode, in which readers go on while one writes, and with synchronous=FULL:
// a commit returns when the disk has it, so that what is acknowledged survives a loss of power as well as a kill (but see deriving).
func (s *Store) connect(o Options, most int) *sql.DB {
	q := url.Values{}
	q.Add("_pragma", fmt.Sprintf("busy_timeout(%d)", o.Wait.Milliseconds()))
	q.Add("_pragma", "foreign_keys(1)")
	q.Add("_pragma", fmt.Sprintf("cache_size(-%d)", cacheSize))
	if o.ReadOnly {
		q.Set("mode", "ro")
		if s.readOnly && alone(s.path) {
			q.Set("immutable", "1")
		}
	} else {
		q.Add("_pragma", "journal_mode(WAL)")
		q.Add("_pragma", "synchronous(FULL)")
		q.Add("_pragma", fmt.Sprintf("wal_autocheckpoint(%d)", tidyPages))
		q.Set("_txlock", "immediate")
	}
	place := url.URL{Scheme: "file", Opaque: (&url.URL{Path: filepath.ToSlash(s.path)}).EscapedPath(), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", place.String())
	if err != nil {
		panic(err) // the driver's name is wrong
	}
	db.SetMaxOpenConns(most)
	db.SetMaxIdleConns(most)
	return db
}

func writable(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return !errors.Is(err, fs.ErrPermission)
	}
	_ = f.Close()
	return true
}

// alone reports whether nobody can be writing to a file: it or its folder may only be read, and no file of a writer stands beside it. It
// is then read as it is, without the companions that WAL needs, which could not be made or would be in the way later.
func alone(path string) bool {
	if info, err := os.Stat(path + "-wal"); err == nil && info.Size() > 0 {
		return false
	}
	if !writable(path) {
		return true
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".variorum-*")
	if err != nil {
		return true
	}
	_ = f.Close()
	_ = os.Remove(f.Name())
	return false
}

// Close ends the work with the store. What was acknowledged is in it.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.tidying != nil {
		errs = append(errs, s.tidying.close())
	}
	if s.write != nil {
		errs = append(errs, s.write.Close())
	}
	return errors.Join(errs...)
}

// Path is the file of the store.
func (s *Store) Path() string { return s.path }
