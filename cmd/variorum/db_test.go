package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
)

// waiting is a store in which so many pages wait to be put into stories.
func waiting(t *testing.T, pages int) *stored {
	t.Helper()
	d := &stored{DB: filepath.Join(t.TempDir(), "news.db")}
	s, err := d.open(t.Context(), store.Options{})
	var all []intake.Page
	for i := range pages {
		all = append(all, intake.Page{ID: fmt.Sprint(i), Source: fmt.Sprint(i), Kind: intake.Plain, Body: fmt.Sprintf("Shed %d burns\n\nShed %[1]d on the north quay of Tarn burnt down on Monday night, and nobody was in it, the harbour master said.", i)})
	}
	if err := using(s, err, func() error { _, err := s.Take(t.Context(), all, store.AddOptions{}); return err }); err != nil {
		t.Fatal(err)
	}
	return d
}

// onFile runs statements on the file of a store.
func (d *stored) onFile(t *testing.T, statements ...string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", d.DB)
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1)
	for _, s := range statements {
		if _, err := db.ExecContext(t.Context(), s); err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// first makes the file of a store of the first schema, in which so many pages wait to be put into stories.
func (d *stored) first(t *testing.T, pages int) {
	t.Helper()
	schema, err := os.ReadFile("../../internal/delivery/store/schema1.sql")
	if err != nil {
		t.Fatal(err)
	}
	statements := []string{string(schema), "PRAGMA user_version = 1", "PRAGMA application_id = 0x76617269"}
	for i := range pages {
		statements = append(statements, fmt.Sprintf("INSERT INTO page(id, key, version, source, name, digest) VALUES (%d, 'k%[1]d', 1, 's%[1]d', 'n%[1]d', x'%06[1]x')", i+1),
			fmt.Sprintf("INSERT INTO todo VALUES (1, %d, %[1]d)", i+1))
	}
	_ = d.onFile(t, append([]string{"BEGIN"}, append(statements, "COMMIT")...)...).Close()
}

// TestLookLeavesLongWorkAlone: a command that only looks brings a store up to date, and leaves many pages that wait to an addition.
func TestLookLeavesLongWorkAlone(t *testing.T) {
	for name, older := range map[string]bool{"of this schema": false, "of an older schema": true} {
		t.Run(name, func(t *testing.T) {
			d := &stored{DB: filepath.Join(t.TempDir(), "news.db")}
			if older {
				d.first(t, mostAwaited+1)
			} else {
				d = waiting(t, mostAwaited+1)
			}
			s, err := d.look(t.Context(), &progress{})
			if err != nil {
				t.Fatal(err)
			}
			defer s.Close()
			if pages, _, err := s.Unsettled(t.Context()); err != nil || pages != mostAwaited+1 {
				t.Errorf("%d pages wait, want %d: %v", pages, mostAwaited+1, err)
			}
		})
	}
}

// TestLookClosesWhatItOpened: a look that is stopped leaves no file open.
func TestLookClosesWhatItOpened(t *testing.T) {
	t.Parallel() // it waits as long as a writer waits for another
	if _, err := os.Stat("/proc/self/fd"); err != nil {
		t.Skip("this system does not say which files are open")
	}
	d := waiting(t, 1)
	writer := d.onFile(t, "BEGIN IMMEDIATE") // so that the look waits
	ctx, stop := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer stop()
	if s, err := d.look(ctx, &progress{}); s != nil || !errors.Is(err, context.DeadlineExceeded) {
		t.Fatalf("%v, %v", s, err)
	}
	if err := writer.Close(); err != nil { // SQLite closes no file that is locked elsewhere in the program
		t.Fatal(err)
	}
	if n := opened(t, d.DB); n > 0 {
		t.Errorf("the store is open %d times", n)
	}
}

// opened is how often the file of a store is open.
func opened(t *testing.T, path string) (n int) {
	t.Helper()
	files, err := filepath.Glob("/proc/self/fd/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if to, err := os.Readlink(f); err == nil && to == path {
			n++
		}
	}
	return n
}

// TestListsAreOfToday: a command that lists shows a story with all accounts that came into it, one by one.
func TestListsAreOfToday(t *testing.T) {
	d := &stored{DB: filepath.Join(t.TempDir(), "news.db")}
	s, err := d.open(t.Context(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	const pages = 7
	for i := range pages {
		p := intake.Page{ID: fmt.Sprint(i), Source: fmt.Sprint(i), Kind: intake.Plain, Body: fmt.Sprintf("Sheds burn\n\nTwo sheds on the north quay of Tarn burnt down on Monday night, and nobody was in them, the harbour master Ines Dorval said. %d boats were moved.", i+3)}
		if _, err := s.Add(t.Context(), []intake.Page{p}, store.AddOptions{}); err != nil {
			t.Fatal(err)
		}
	}
	if n, err := s.Counts(t.Context()); err != nil || n.Untold != 1 {
		t.Fatalf("%+v: a large story is told later, %v", n, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err = d.look(t.Context(), &progress{})
	if err := using(s, err, func() error {
		list, _, _, err := s.Stories(t.Context(), store.Query{})
		if err == nil && (len(list) != 1 || list[0].Accounts != pages) {
			t.Errorf("%+v, want a story of %d accounts", list, pages)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
}
