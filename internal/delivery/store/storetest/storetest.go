// Package storetest gives tests of what stands on a store a store to stand on: one with the invented pages of the project's examples.
package storetest

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"

	"variorum/edition"
	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
)

// Pages are the pages of the examples.
func Pages() (pages []intake.Page, err error) {
	_, here, _, _ := runtime.Caller(0)
	folder := filepath.Join(filepath.Dir(here), "../../../../examples")
	take := func(p intake.Page) error { pages = append(pages, p); return nil }
	err = intake.Each(context.Background(), []string{folder}, &bytes.Buffer{}, take, func(edition.Unread) {})
	return pages, err
}

// filled is the bytes of a store's file with the examples in it: made once, since each test changes its own.
var filled = sync.OnceValues(func() ([]byte, error) {
	folder, err := os.MkdirTemp("", "variorum-*")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "news.db")
	s, err := store.Open(context.Background(), path, store.Options{})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	pages, err := Pages()
	if err != nil {
		return nil, err
	}
	if _, err := s.Add(context.Background(), pages, store.AddOptions{}); err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil { // what it still keeps beside the file goes into it
		return nil, err
	}
	return os.ReadFile(path)
})

// Open opens a store of the test's own with the examples in it.
func Open(t testing.TB) *store.Store {
	t.Helper()
	path := filepath.Join(t.TempDir(), "news.db")
	raw, err := filled()
	if err == nil {
		err = os.WriteFile(path, raw, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.Context(), path, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}
