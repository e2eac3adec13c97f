package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"slices"

	"variorum/internal/news/reading"
)

// Check looks whether the store is whole, and says what is wrong: with the file, with what was published, and with what was read from
// it. It changes nothing. An empty answer is a clean store; pages that wait to be settled are nothing wrong.
func (s *Store) Check(ctx context.Context, p reading.Progress) ([]string, error) {
	var wrong []string
	db := s.connect(Options{ReadOnly: true, Wait: defaultWait}, 1) // one that has looked at the words before remembers how their index was, and takes it for damaged
	defer db.Close()
	err := s.failed("check", inTx(ctx, db, &sql.TxOptions{ReadOnly: true}, func(t *tx) {
		wrong = append(wrong, t.checkFile()...)
		for _, c := range checks {
			t.each(c.query, nil, func(scan func(...any)) {
				var what string
				scan(&what)
				wrong = append(wrong, fmt.Sprintf("%s: %s", c.wrong, what))
			})
		}
		wrong = append(wrong, t.checkBlobs(p)...)
		wrong = append(wrong, t.checkStories(p)...)
	}))
	return wrong, err
}

// checkFile asks the database whether its file is whole.
func (t *tx) checkFile() []string {
	var wrong []string
	t.each("PRAGMA integrity_check(20)", nil, func(scan func(...any)) {
		var line string
		if scan(&line); line != "ok" {
			wrong = append(wrong, "the file is damaged: "+line)
		}
	})
	t.each("PRAGMA foreign_key_check", nil, func(scan func(...any)) {
		var table, parent string
		var row, key any
		scan(&table, &row, &parent, &key)
		wrong = append(wrong, fmt.Sprintf("row %v of %s points at nothing in %s", row, table, parent))
	})
	return wrong
}

// checks are queries that find what must not be.
var checks = []struct{ wrong, query string }{
	{"two accounts have one id", "SELECT called FROM page WHERE called IS NOT NULL GROUP BY called HAVING count(*) > 1"},
	{"a page has no name and is not the same as another", "SELECT source FROM page WHERE called IS NULL AND same = ''"},
	{"the current version of a page is missing", "SELECT source FROM page p WHERE NOT EXISTS (SELECT 1 FROM version WHERE page = p.id AND n = p.version)"},
	{"a page gave neither an account nor a reason", `SELECT source FROM page p WHERE same = '' AND why = ''
		AND NOT EXISTS (SELECT 1 FROM account WHERE page = p.id) AND NOT EXISTS (SELECT 1 FROM todo WHERE page = p.id)`},
	{"an account is in no story", `SELECT source FROM page p JOIN account a ON a.page = p.id WHERE NOT EXISTS (SELECT 1 FROM todo WHERE page = p.id)
		AND NOT EXISTS (SELECT 1 FROM story s JOIN telling t ON t.page = p.id WHERE s.id = p.story AND s.members > 0)`},
	{"an account is listed with another story", "SELECT source FROM page p JOIN telling t ON t.page = p.id WHERE t.story IS NOT p.story"},
	{"an account cannot be found by its words", "SELECT source FROM page p JOIN account a ON a.page = p.id WHERE p.id NOT IN (SELECT rowid FROM words)"},
	{"a story has another number of accounts than it says", `SELECT s.id FROM story s WHERE NOT EXISTS (SELECT 1 FROM todo)
		AND s.members <> (SELECT count(*) FROM page WHERE story = s.id)`},
	{"a story was told of other accounts than it has", "SELECT id FROM story WHERE placed = shown AND (accounts <> members OR (told > 0) <> (members > 0))"},
	{"a story that moved leads to none", "SELECT s.id FROM story s LEFT JOIN story o ON o.id = s.moved WHERE s.moved IS NOT NULL AND (o.id IS NULL OR o.moved IS NOT NULL)"},
}

// checkBlobs unpacks what was published and compares its digest.
func (t *tx) checkBlobs(p reading.Progress) []string {
	var wrong []string
	total, done := 0, 0
	t.one("SELECT count(*) FROM blob", nil, &total)
	t.each("SELECT digest, size, packed FROM blob", nil, func(scan func(...any)) {
		var digest, packed []byte
		var size int
		scan(&digest, &size, &packed)
		raw, err := unpack(packed)
		if sum := sha256.Sum256(raw); err != nil || len(raw) != size || !slices.Equal(sum[:], digest) {
			wrong = append(wrong, "a raw page is not what was published: "+hex.EncodeToString(digest))
		}
		if done++; p != nil && done%100 == 0 {
			p("raw pages", done, total)
		}
	})
	return wrong
}

// checkStories brings each story back and compares its accounts with those that it names.
func (t *tx) checkStories(p reading.Progress) []string {
	var wrong []string
	ids := t.numbers("SELECT id FROM story WHERE placed = shown AND members > 0 AND NOT EXISTS (SELECT 1 FROM todo) ORDER BY id")
	for i, id := range ids {
		told, _, whole := t.asTold(id)
		if t.err != nil {
			wrong, t.err = append(wrong, fmt.Sprintf("story %d cannot be read: %v", id, t.err)), t.ctx.Err()
			if t.err != nil {
				return wrong
			}
		}
		if len(told.Accounts) == 0 || !whole {
			wrong = append(wrong, fmt.Sprintf("story %d names accounts that are not in it", id))
		}
		if p != nil {
			p("stories", i+1, len(ids))
		}
	}
	return wrong
}
