package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"variorum/internal/house/nobody"
	"variorum/internal/news/intake"
)

// refused fails unless an error names the file and says what to do.
func refused(t *testing.T, err error, path string, says ...string) {
	t.Helper()
	if err == nil {
		t.Error("no error")
		return
	}
	for _, want := range append(says, path) {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q: %v", want, err)
		}
	}
}

// file makes a store with one page and closes it.
func file(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "news.db")
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, fire("post", 6))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

// stillThere fails unless the store in a file is whole and has its page.
func stillThere(t *testing.T, path string) {
	t.Helper()
	s, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	clean(t, s)
	if _, err := s.Find(context.Background(), "post"); err != nil {
		t.Error(err)
	}
}

func TestNoStore(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	for name, content := range map[string]string{
		"text.db":  "This is a letter to the editor, and no database at all.",
		"half.db":  "SQLite form",
		"other.db": "",
	} {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if name == "other.db" {
			s, err := Open(ctx, path, Options{})
			if err != nil {
				t.Errorf("an empty file is no new store: %v", err)
				continue
			}
			for _, set := range []string{"DROP TABLE address", "PRAGMA application_id = 7", "PRAGMA user_version = 0"} {
				if _, err := s.write.Exec(set); err != nil {
					t.Fatal(err)
				}
			}
			if err := s.Close(); err != nil {
				t.Fatal(err)
			}
		}
		before, _ := os.ReadFile(path)
		for _, o := range []Options{{}, {ReadOnly: true}} {
			_, err := Open(ctx, path, o)
			refused(t, err, path, "no store of variorum", "--db")
		}
		if after, _ := os.ReadFile(path); !bytes.Equal(before, after) {
			t.Errorf("%s was changed", name)
		}
	}
	_, err := Open(ctx, folder, Options{})
	refused(t, err, folder, "it is a folder")
	missing := filepath.Join(folder, "none", "news.db")
	for _, o := range []Options{{ReadOnly: true}, {Existing: true}} {
		_, err = Open(ctx, missing, o)
		refused(t, err, missing, "there is no such file", "variorum add")
	}
	if _, err := os.Stat(filepath.Dir(missing)); err == nil {
		t.Error("reading made a folder")
	}
}

func TestNewerSchema(t *testing.T) {
	ctx := context.Background()
	path := file(t)
	schema(t, path, len(steps)+1)
	for _, o := range []Options{{}, {ReadOnly: true}} {
		_, err := Open(ctx, path, o)
		refused(t, err, path, "a newer variorum made it", "use the newer program")
	}
	schema(t, path, len(steps))
	stillThere(t, path)
}

// schema sets the version of a file's schema.
func schema(t *testing.T, path string, version int) {
	t.Helper()
	db := (&Store{path: path}).connect(Options{}, 1)
	defer db.Close()
	if _, err := db.Exec(fmt.Sprintf("PRAGMA user_version = %d", version)); err != nil {
		t.Fatal(err)
	}
}

// TestFullDisk: when the disk is full an addition fails with all of its pages, and what was there before stays.
func TestFullDisk(t *testing.T) {
	ctx := context.Background()
	path := file(t)
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.write.Exec("PRAGMA max_page_count = 1"); err != nil { // the file may not grow
		t.Fatal(err)
	}
	var many []intake.Page
	for i := range 200 {
		p := fire(fmt.Sprintf("page-%d", i), i)
		p.Raw = []byte(strings.Repeat(fmt.Sprint(i*7919), 500))
		many = append(many, p)
	}
	_, err = s.Add(ctx, many, AddOptions{})
	refused(t, err, path, "the disk is full", "make room")
	n, err := s.Counts(ctx)
	if err != nil || n.Pages != 1 {
		t.Errorf("%d pages, want the one of before: %v", n.Pages, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	stillThere(t, path)
}

func TestSecondWriter(t *testing.T) {
	ctx := context.Background()
	path := file(t)
	first, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer first.Close()
	second, err := Open(ctx, path, Options{Wait: 10 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	defer second.Close()
	err = first.writing(ctx, "hold", func(*tx) {
		_, err := second.Add(ctx, []intake.Page{fire("ledger", 7)}, AddOptions{})
		refused(t, err, path, "another program is writing", "try again")
		if _, err := second.Find(ctx, "post"); err != nil {
			t.Errorf("reading waits for a writer: %v", err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if added := add(t, second, fire("ledger", 7)); added.New != 1 {
		t.Errorf("after the first writer: %+v", added)
	}
	clean(t, first)
}

func TestReadOnly(t *testing.T) {
	ctx := context.Background()
	path := file(t)
	s, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Add(ctx, []intake.Page{fire("ledger", 7)}, AddOptions{})
	refused(t, err, path, "it may only be read")
	clean(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if nobody.Again(t) {
		return
	}
	if err := os.Chmod(path, 0o400); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(ctx, path, Options{}); err == nil {
		_, err = s.Add(ctx, []intake.Page{fire("ledger", 7)}, AddOptions{})
		_ = s.Close()
	}
	refused(t, err, path, "it may only be read")
	if err := os.Chmod(filepath.Dir(path), 0o500); err != nil {
		t.Fatal(err)
	}
	s, err = Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		t.Fatalf("a store in a folder that may only be read: %v", err)
	}
	clean(t, s)
	_ = s.Close()
	_ = os.Chmod(filepath.Dir(path), 0o700)
	_ = os.Chmod(path, 0o600)
	stillThere(t, path)
}

// TestDamaged: a file with bytes overwritten is told from a whole one.
func TestDamaged(t *testing.T) {
	ctx := context.Background()
	path := file(t)
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for from := 3 * 4096; from < len(raw); from += 5 * 4096 {
		copy(raw[from:], bytes.Repeat([]byte{0xa5}, 600))
	}
	if err := os.WriteFile(path, raw, 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := Open(ctx, path, Options{ReadOnly: true})
	if err == nil {
		defer s.Close()
		var wrong []string
		if wrong, err = s.Check(ctx, nil); len(wrong) > 0 {
			return
		}
	}
	refused(t, err, path, "damaged", "backup")
}

func TestBackup(t *testing.T) {
	ctx := context.Background()
	path := file(t)
	s, err := Open(ctx, path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	copied := filepath.Join(t.TempDir(), "copy.db")
	if err := s.Backup(ctx, copied); err != nil {
		t.Fatal(err)
	}
	stillThere(t, copied)
	refused(t, s.Backup(ctx, copied), copied, "is there already")
	nowhere := filepath.Join(filepath.Dir(copied), "none", "copy.db")
	if err := s.Backup(ctx, nowhere); err == nil {
		t.Error("a backup into a folder that is not there")
	}
	left, _ := filepath.Glob(filepath.Join(filepath.Dir(copied), ".variorum*"))
	if len(left) > 0 {
		t.Errorf("half a backup is left: %v", left)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	path := filepath.Join(t.TempDir(), "news.db")
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Take(ctx, []intake.Page{fire("post", 6)}, AddOptions{}); err != nil {
		t.Fatal(err)
	}
	cancel()
	if _, err := s.Settle(ctx, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("settling after the end of its context: %v", err)
	}
	reader, err := Open(context.Background(), path, Options{ReadOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	if _, err := reader.Edition(context.Background()); !errors.Is(err, ErrUnsettled) {
		t.Errorf("an edition of what is not settled: %v", err)
	}
	if settled, err := s.Settle(context.Background(), nil); err != nil || len(settled.Stories) != 1 {
		t.Errorf("settling again: %+v %v", settled, err)
	}
	stillThere(t, path)
}

// TestOlderSchema: a file of the first schema is brought up to date, and says of its pages what it did.
func TestOlderSchema(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "news.db")
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	add(t, s, fire("post", 6), fire("ledger", 7))
	before := exported(t, s)
	for _, statement := range slices.Concat(undo8, undo7, undo6, undo5, undo4, undo3, undo2) {
		if _, err := s.write.Exec(statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(ctx, path, Options{ReadOnly: true}); !errors.Is(err, ErrOlder) {
		t.Errorf("opening an older store that may only be read: %v", err)
	}
	if s, err = Open(ctx, path, Options{}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	settled, err := s.Settle(ctx, nil)
	if err != nil || len(settled.Stories) != 1 || len(settled.Withdrawn) > 0 {
		t.Errorf("settling it: %+v %v", settled, err)
	}
	if exported(t, s) != before {
		t.Error("the edition is another")
	}
	clean(t, s)
	add(t, s, fire("courier", 8))
}

// undo4 makes a file of the fourth schema one of the third.
var undo4 = []string{"ALTER TABLE address DROP COLUMN had"}

// undo3 makes a file of the third schema one of the second.
var undo3 = []string{"DROP INDEX story_altered", "DROP INDEX story_figures", "DROP INDEX story_dates", "DROP INDEX story_one_origin"}

// undo2 makes a file of the second schema one of the first.
var undo2 = []string{
	"DROP TABLE sketch", "DROP TABLE sheet", "DROP TABLE paragraph", "DROP TABLE furniture", "DROP TABLE run", "DROP TABLE term", "DROP TABLE link", "DROP TABLE related",
	`CREATE TABLE related (story INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE, other INTEGER NOT NULL REFERENCES story(id) ON DELETE CASCADE,
		why TEXT NOT NULL, PRIMARY KEY (story, other)) WITHOUT ROWID`,
	"PRAGMA user_version = 1",
}

// undo5 makes a file of the fifth schema one of the fourth.
var undo5 = []string{"DROP INDEX story_untold", "ALTER TABLE story DROP COLUMN members", "ALTER TABLE story DROP COLUMN placed", "ALTER TABLE story DROP COLUMN shown"}

// undo6 makes a file of the sixth schema one of the fifth.
var undo6 = []string{
	"DROP INDEX story_language", "DROP INDEX telling_story", "DROP INDEX telling_last", "DROP INDEX telling_outlet", "ALTER TABLE telling DROP COLUMN story",
	"CREATE INDEX telling_outlet ON telling(outlet COLLATE NOCASE)", "CREATE INDEX telling_last ON telling(last, page)",
}

// undo7 makes a file of the seventh schema one of the sixth.
var undo7 = []string{"ALTER TABLE link DROP COLUMN odds"}

// undo8 makes a file of the eighth schema one of the seventh, without its links.
var undo8 = []string{
	"DROP TABLE head", "DROP TABLE bond", "CREATE INDEX sketch_text ON sketch(text)",
	`CREATE TABLE link (page INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE, other INTEGER NOT NULL REFERENCES page(id) ON DELETE CASCADE,
		joins INTEGER NOT NULL, related INTEGER NOT NULL, odds INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (page, other)) WITHOUT ROWID`,
}

// TestLinksOfOlderSchema: the links of a file of the seventh schema stay, and what its accounts are told apart by.
func TestLinksOfOlderSchema(t *testing.T) {
	ctx := context.Background()
	path := filepath.Join(t.TempDir(), "news.db")
	s, err := Open(ctx, path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	old := fire("old", 1)
	old.Date = "1869-12-03"
	undated := fire("undated", 2)
	undated.Date = ""
	add(t, s, fire("post", 6), fire("ledger", 7), old, undated)
	linked := func() (out map[int64][]bond) { // and what is known of each account for itself is that of its sketch
		out = map[int64][]bond{}
		err := s.reading(ctx, "read", func(t *tx) {
			for _, p := range t.numbers("SELECT page FROM sketch") {
				out[p] = t.bonds(p)
				slices.SortFunc(out[p], func(a, b bond) int { return int(a.to - b.to) })
				var runs int
				if t.one("SELECT runs FROM head WHERE page = ?", []any{p}, &runs); runs != len(t.sketch(p).Runs()) || runs == 0 {
					t.fail(fmt.Errorf("page %d has %d runs", p, runs))
				}
				if c := t.copies(p); len(c) != 1 || c[0] != t.sketch(p).Copy(p) {
					t.fail(fmt.Errorf("page %d: %+v, and by its sketch %+v", p, c, t.sketch(p).Copy(p)))
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	before := linked()
	if len(before[1]) == 0 {
		t.Fatal("no links")
	}
	err = s.writing(ctx, "undo", func(t *tx) {
		for _, statement := range undo8 {
			t.do(statement)
		}
		for page, bonds := range before {
			for _, b := range bonds {
				t.do("INSERT INTO link VALUES (?, ?, ?, ?, ?)", page, b.to, b.odds.Join(), b.related, int64(b.odds))
			}
		}
		t.pragma("user_version = 7")
	})
	if err = errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	if s, err = Open(ctx, path, Options{}); err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if after := linked(); !maps.EqualFunc(before, after, slices.Equal) {
		t.Errorf("links were %v\nand are %v", before, after)
	}
	clean(t, s)
}

// TestStoppedWhilePlacing: who asks for accounts of a store that cannot be read any more is stopped, and nothing else happens.
func TestStoppedWhilePlacing(t *testing.T) {
	s := open(t)
	add(t, s, fire("post", 6), fire("ledger", 7))
	broken := errors.New("broken")
	err := s.reading(context.Background(), "read", func(t *tx) {
		pages := t.numbers("SELECT page FROM sketch")
		alone := func(int64) []int64 { return nil }
		if out, _ := t.regroup(pages, everyTie, alone); len(out) != 1 {
			t.fail(errors.New("the two are no story"))
		}
		t.err = broken
		if out, all := t.regroup(pages, everyTie, alone); all || out != nil {
			t.err = nil
		}
	})
	if !errors.Is(err, broken) {
		t.Error(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	err = s.reading(ctx, "read", func(t *tx) {
		pages := t.numbers("SELECT page FROM sketch")
		cancel()
		for t.err == nil { // until the database has heard of it
			_, _ = t.regroup(pages, everyTie, func(int64) []int64 { return nil })
		}
	})
	if !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// TestWaitingForTheDisk: when it could not be said how a commit waits for the disk, the next says it again, so that what is acknowledged is there.
func TestWaitingForTheDisk(t *testing.T) {
	s := open(t)
	if _, err := s.write.Exec("PRAGMA synchronous(NORMAL)"); err != nil { // it was done
		t.Fatal(err)
	}
	ended, end := context.WithCancel(t.Context())
	end()
	if err := s.deriving(ended, "write", func(*tx) {}); !errors.Is(err, context.Canceled) { // but not said so
		t.Fatal(err)
	}
	const full = 2
	var waits int
	if err := s.writing(t.Context(), "write", func(t *tx) { t.one("PRAGMA synchronous", nil, &waits) }); err != nil || waits != full {
		t.Errorf("an acknowledged commit waits as %d does, want %d: %v", waits, full, err)
	}
}
