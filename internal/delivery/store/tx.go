package store

import (
	"context"
	"database/sql"
	"errors"
	"strconv"

	"variorum/internal/news/story"
)

// tx is one transaction. The first error stays: what is asked after it does nothing, and the caller looks at err at the end.
type tx struct {
	ctx        context.Context
	q          *sql.Tx
	statements map[string]*sql.Stmt
	sketches   map[int64]*story.Sketch // those brought back already; nil where none are kept
	now        int64                   // milliseconds since 1970-01-01 UTC
	err        error
}

// writing runs work in a transaction that either happens whole or not at all. When it returns the disk has it.
func (s *Store) writing(ctx context.Context, did string, work func(*tx)) error {
	return s.commit(ctx, did, "FULL", work)
}

// deriving is writing for what follows from what is in the store already: a loss of power may undo it, with the note in todo that it was done,
// and then it is done again. What was committed before it is not touched by that. It need not wait for the disk.
func (s *Store) deriving(ctx context.Context, did string, work func(*tx)) error {
	return s.commit(ctx, did, "NORMAL", work)
}

func (s *Store) commit(ctx context.Context, did, synchronous string, work func(*tx)) error {
	if s.write == nil {
		return s.failed(did, errReadOnly)
	}
	s.turn.Lock()
	defer s.turn.Unlock()
	if s.synchronous != synchronous { // there is one connection that writes, and it keeps this
		s.synchronous = "" // what fails may have been done all the same
		if _, err := s.write.ExecContext(ctx, "PRAGMA synchronous("+synchronous+")"); err != nil {
			return s.failed(did, err)
		}
		s.synchronous = synchronous
	}
	defer s.tidying.committed()
	return s.failed(did, inTx(ctx, s.write, nil, func(t *tx) {
		t.now = s.now().UnixMilli()
		work(t)
	}))
}

// reading runs work on the store as it is at one moment.
func (s *Store) reading(ctx context.Context, did string, work func(*tx)) error {
	return s.failed(did, inTx(ctx, s.read, &sql.TxOptions{ReadOnly: true}, work))
}

func inTx(ctx context.Context, db *sql.DB, o *sql.TxOptions, work func(*tx)) error {
	q, err := db.BeginTx(ctx, o)
	if err != nil {
		return err
	}
	defer func() { _ = q.Rollback() }() // nothing when it was committed
	t := &tx{ctx: ctx, q: q, statements: map[string]*sql.Stmt{}}
	work(t)
	if t.err != nil && ctx.Err() != nil {
		return ctx.Err() // whatever else it looks like from within
	}
	if t.err != nil {
		return t.err
	}
	return q.Commit()
}

// prepared returns a statement, made once a transaction.
func (t *tx) prepared(query string) *sql.Stmt {
	if t.err != nil {
		return nil
	}
	st := t.statements[query]
	if st == nil {
		st, t.err = t.q.PrepareContext(t.ctx, query)
		t.statements[query] = st
	}
	return st
}

// do runs a statement and returns the number of rows that it changed.
func (t *tx) do(query string, args ...any) int64 {
	st := t.prepared(query)
	if t.err != nil {
		return 0
	}
	result, err := st.ExecContext(t.ctx, args...)
	if err != nil {
		t.err = err
		return 0
	}
	n, _ := result.RowsAffected() // this driver always knows
	return n
}

// insert runs a statement that makes a row, and returns its number.
func (t *tx) insert(query string, args ...any) int64 {
	st := t.prepared(query)
	if t.err != nil {
		return 0
	}
	result, err := st.ExecContext(t.ctx, args...)
	if err != nil {
		t.err = err
		return 0
	}
	id, _ := result.LastInsertId() // this driver always knows
	return id
}

// one reads the only row of a query into places, and reports whether there is one.
func (t *tx) one(query string, args []any, places ...any) bool {
	st := t.prepared(query)
	if t.err != nil {
		return false
	}
	err := st.QueryRowContext(t.ctx, args...).Scan(places...)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		t.err = err
	}
	return err == nil
}

// each calls row for each row of a query; row reads it with scan. The rows are read to their end before the next query of the
// transaction, so row asks nothing of it.
func (t *tx) each(query string, args []any, row func(scan func(places ...any))) {
	st := t.prepared(query)
	if t.err != nil {
		return
	}
	rows, err := st.QueryContext(t.ctx, args...)
	if err != nil {
		t.err = err
		return
	}
	defer rows.Close()
	for rows.Next() && t.err == nil {
		row(func(places ...any) {
			if err := rows.Scan(places...); err != nil && t.err == nil {
				t.err = err
			}
		})
	}
	if t.err == nil {
		t.err = rows.Err()
	}
}

// limited is a query for at most so many rows. The number stands in the query, because SQLite prepares a statement anew for each number
// that is bound there.
func limited(query string, most int) string { return query + " LIMIT " + strconv.Itoa(most) }

// fail ends the transaction with an error, if it is one and there is none yet.
func (t *tx) fail(err error) {
	if t.err == nil {
		t.err = err
	}
}

// numbers are the rows of a query of one number each.
func (t *tx) numbers(query string, args ...any) []int64 {
	var out []int64
	t.each(query, args, func(scan func(...any)) {
		var n int64
		scan(&n)
		out = append(out, n)
	})
	return out
}
