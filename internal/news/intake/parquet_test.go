package intake

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"variorum/edition"
)

type parquetPage struct {
	ID     string  `parquet:"id"`
	Series string  `parquet:"series,dict"`
	Date   int32   `parquet:"date,date"`
	Title  *string `parquet:"title,optional"`
	Text   string  `parquet:"text,zstd"`
	Score  float64 `parquet:"score"`
}

func TestParquet(t *testing.T) {
	title := "Ferry back in service"
	rows := []parquetPage{
		{"a", "Harbour Post", 22341, &title, "The ferry sails again.\n\nIt left Lisk at noon.", .5},
		{"b", "Morning Ledger", 22342, nil, " ", .5},
		{"c", "Morning Ledger", 22342, nil, "Nobody was \xff on board.", .5},
	}
	path := filepath.Join(t.TempDir(), "pages.parquet")
	if err := parquet.WriteFile(path, rows); err != nil {
		t.Fatal(err)
	}
	pages, unread := readParquet(t, path)
	if len(pages) != 2 || len(unread) != 1 {
		t.Fatalf("%d pages, unread %v", len(pages), unread)
	}
	if p := pages[0]; p.ID != "a" || p.Outlet != "Harbour Post" || p.Date != "2031-03-03" || p.Title != title || p.Kind != Article || !strings.HasSuffix(p.Source, "pages.parquet:1") || p.Body != rows[0].Text {
		t.Errorf("%+v", p)
	}
	if p := pages[1]; p.Body != "Nobody was \uFFFD on board." {
		t.Errorf("%+v", p)
	}
	if u := unread[0]; !strings.HasSuffix(u.Source, "pages.parquet:2") || !strings.Contains(u.Why, "no text") {
		t.Errorf("%+v", u)
	}
}

// TestBrokenParquet: wherever a file is cut or a byte is wrong, it is named or read, and nothing else happens.
func TestBrokenParquet(t *testing.T) {
	title := "A"
	path := filepath.Join(t.TempDir(), "pages.parquet")
	if err := parquet.WriteFile(path, []parquetPage{{"a", "Harbour Post", 1, &title, strings.Repeat("The ferry sails again. ", 30), 1}}); err != nil {
		t.Fatal(err)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	try := func(name string, content []byte) {
		t.Helper()
		if err := os.WriteFile(path, content, 0o644); err != nil {
			t.Fatal(err)
		}
		if pages, unread := readParquet(t, path); len(pages)+len(unread) == 0 {
			t.Errorf("%s: lost without a word", name)
		}
	}
	for cut := 4; cut < len(raw); cut += 53 {
		try("cut", raw[:cut])
	}
	for at := 4; at < len(raw); at += 11 {
		wrong := append([]byte(nil), raw...)
		wrong[at] ^= 0x55
		try("wrong", wrong)
	}
	type other struct{ Body string }
	if err := parquet.WriteFile(path, []other{{"The ferry sails again."}}); err != nil {
		t.Fatal(err)
	}
	if _, unread := readParquet(t, path); len(unread) != 1 || !strings.Contains(unread[0].Why, "Body") {
		t.Errorf("a file without a column of text: %v", unread)
	}
}

func readParquet(t *testing.T, path string) ([]Page, []edition.Unread) {
	t.Helper()
	pages, unread, err := Read(context.Background(), []string{path}, nil, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return pages, unread
}
