package store

import (
	"context"
	_ "embed"
	"fmt"
)

// applicationID marks a SQLite file as a store of variorum: "vari".
const applicationID = 0x76617269

// steps make the schema, one a version of it: a file of version n has had the first n. What stands here is never edited, since files
// of that version are in use; a change is a new step at the end.
var steps = []string{schema1, schema2, schema3, schema4, schema5, schema6, schema7, schema8, schema9}

//go:embed schema1.sql
var schema1 string

//go:embed schema2.sql
var schema2 string

//go:embed schema3.sql
var schema3 string

//go:embed schema4.sql
var schema4 string

//go:embed schema5.sql
var schema5 string

//go:embed schema6.sql
var schema6 string

//go:embed schema7.sql
var schema7 string

//go:embed schema8.sql
var schema8 string

//go:embed schema9.sql
var schema9 string

// migrate brings an older file to the newest schema, in one transaction.
func (s *Store) migrate(ctx context.Context) error {
	return inTx(ctx, s.write, nil, func(t *tx) {
		version := t.version()
		if t.err != nil || version == len(steps) {
			return
		}
		for _, step := range steps[version:] {
			if t.err == nil {
				_, t.err = t.q.ExecContext(t.ctx, step)
			}
		}
		t.pragma(fmt.Sprintf("user_version = %d", len(steps)))
		t.pragma(fmt.Sprintf("application_id = %d", applicationID))
	})
}

// known checks that the file is a store of the schema that this program has.
func (s *Store) known(ctx context.Context) error {
	return inTx(ctx, s.read, nil, func(t *tx) {
		if version := t.version(); t.err == nil && version < len(steps) {
			t.err = fmt.Errorf("it has schema %d and this program wants %d; %w", version, len(steps), ErrOlder)
		}
	})
}

// version is the version of the schema, 0 for a new file. A file of others, or of a newer program, is an error.
func (t *tx) version() int {
	var version, application, tables int
	t.one("PRAGMA user_version", nil, &version)
	t.one("PRAGMA application_id", nil, &application)
	t.one("SELECT count(*) FROM sqlite_master", nil, &tables)
	switch {
	case t.err != nil:
	case application != applicationID && (application != 0 || version != 0 || tables > 0):
		t.err = errNoStore
	case version > len(steps):
		t.err = fmt.Errorf("a newer variorum made it: it has schema %d and this program knows %d; use the newer program, the file is left as it is", version, len(steps))
	}
	return version
}

func (t *tx) pragma(set string) {
	if t.err == nil {
		_, t.err = t.q.ExecContext(t.ctx, "PRAGMA "+set)
	}
}
