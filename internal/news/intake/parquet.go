package intake

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"time"

	"github.com/parquet-go/parquet-go"
)

// A Parquet file holds a page a row, in columns with the names that records have. It is read from its end, so it has to be a file: a
// pipe cannot be read so.

// parquetMagic begins and ends such a file.
const parquetMagic = "PAR1"

// parquetRows is the number of rows that are read at once.
const parquetRows = 64

// isParquet reports whether a file begins as one. It leaves the file at its start.
func isParquet(f *os.File) bool {
	var head [len(parquetMagic)]byte
	n, _ := f.ReadAt(head[:], 0)
	return n == len(head) && string(head[:]) == parquetMagic
}

// parquet reads the rows of a file.
func (r *reader) parquet(source string, f *os.File) (err error) {
	defer func() {
		if broken := recover(); broken != nil { // the library gives up so on files that are no more what their end says
			err = r.fail(source, "it is broken Parquet (%v); fetch or write it again", broken)
		}
	}()
	info, err := f.Stat()
	if err != nil {
		return r.fail(source, "%s", reason(err))
	}
	file, err := parquet.OpenFile(f, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return r.fail(source, "it is broken Parquet (%v); fetch or write it again", err)
	}
	columns := columnsOf(file.Schema())
	if columns.none() {
		return r.fail(source, "it is Parquet without a column text or html; name the column that holds the pages so (it has: %s)", strings.Join(names(file.Schema()), ", "))
	}
	n := 0
	for _, group := range file.RowGroups() {
		if err := r.rows(source, group, columns, &n); err != nil {
			return err
		}
	}
	return nil
}

// rows reads a group of rows. n counts those of the file.
func (r *reader) rows(source string, group parquet.RowGroup, columns columns, n *int) error {
	rows := group.Rows()
	defer rows.Close()
	buf := make([]parquet.Row, parquetRows)
	for {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		got, err := rows.ReadRows(buf)
		for _, row := range buf[:got] {
			*n++
			number := strconv.Itoa(*n)
			page, why := pageOf(columns.record(row), nil, source+":"+number, baseID(source)+":"+number, nil)
			if why != "" {
				err = errors.Join(err, r.fail(source+":"+number, "%s", why))
			} else if failed := r.page(page); failed != nil {
				return failed
			}
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return r.fail(source, "from row %d on: it is broken Parquet (%v); fetch or write it again", *n+1, err)
		case got == 0:
			return nil
		}
	}
}

// column is where a field of a record stands in a row.
type column struct {
	set  func(*record, field)
	date bool // days from 1970-01-01
}

type columns map[int]column

// columnsOf finds the columns of records.
func columnsOf(schema *parquet.Schema) columns {
	out := columns{}
	for name, set := range map[string]func(*record, field){
		"id": func(r *record, v field) { r.ID = v }, "url": func(r *record, v field) { r.URL = v },
		"outlet": func(r *record, v field) { r.Outlet = v }, "series": func(r *record, v field) { r.Series = v },
		"date": func(r *record, v field) { r.Date = v }, "title": func(r *record, v field) { r.Title = v },
		"text": func(r *record, v field) { r.Text = v }, "html": func(r *record, v field) { r.HTML = v },
	} {
		leaf, ok := schema.Lookup(name)
		if !ok || leaf.Node.Repeated() {
			continue
		}
		logical := leaf.Node.Type().LogicalType()
		out[leaf.ColumnIndex] = column{set, logical != nil && logical.String() == "DATE"}
	}
	if _, text := schema.Lookup("text"); !text {
		if _, html := schema.Lookup("html"); !html {
			return nil
		}
	}
	return out
}

func (c columns) none() bool { return len(c) == 0 }

// record reads the fields of a row.
func (c columns) record(row parquet.Row) record {
	var out record
	for _, v := range row {
		column, ok := c[v.Column()]
		switch {
		case !ok || v.IsNull():
		case column.date:
			column.set(&out, field(time.Unix(int64(v.Int32())*24*60*60, 0).UTC().Format(time.DateOnly)))
		case v.Kind() == parquet.ByteArray || v.Kind() == parquet.FixedLenByteArray:
			column.set(&out, field(strings.ToValidUTF8(string(v.ByteArray()), "\uFFFD")))
		default:
			column.set(&out, field(fmt.Sprint(v)))
		}
	}
	return out
}

func names(schema *parquet.Schema) []string {
	var out []string
	for _, path := range schema.Columns() {
		out = append(out, strings.Join(path, "."))
	}
	return out
}
