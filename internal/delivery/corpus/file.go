package corpus

import (
	"bufio"
	"encoding/gob"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/parquet-go/parquet-go"
)

// writeFile writes a file by way of one beside it, so that a file that is there is whole.
func writeFile(path string, write func(io.Writer) error) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".half-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	w := bufio.NewWriterSize(f, 1<<16)
	err = errors.Join(write(w), w.Flush(), f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	return os.Rename(f.Name(), path)
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// keep writes a value for this program's own later use.
func keep(path string, value any) error {
	return writeFile(path, func(w io.Writer) error { return gob.NewEncoder(w).Encode(value) })
}

// kept reads what keep wrote.
func kept[T any](path string) (T, error) {
	var value T
	f, err := os.Open(path)
	if err != nil {
		return value, err
	}
	defer f.Close()
	if err := gob.NewDecoder(bufio.NewReaderSize(f, 1<<16)).Decode(&value); err != nil {
		return value, fmt.Errorf("read %s: %w; remove the folder and begin again", path, err)
	}
	return value, nil
}

// Format is a form of the tables.
type Format string

// The forms of tables.
const (
	Parquet Format = "parquet"
	JSONL   Format = "jsonl"
)

// part is the path of a part of a table. Parts are numbered, so that their order is that of their names.
func (f Format) part(dir, table string, n int) string {
	return filepath.Join(dir, table, fmt.Sprintf("part-%05d.%s", n, f))
}

// writeTable writes a part of a table. The same rows give the same bytes.
func writeTable[T any](path string, f Format, rows []T) error {
	return writeFile(path, func(w io.Writer) error {
		if f == Parquet {
			p := parquet.NewGenericWriter[T](w, parquet.Compression(&parquet.Zstd), parquet.CreatedBy("variorum", "", ""))
			_, err := p.Write(rows)
			return errors.Join(err, p.Close())
		}
		enc := json.NewEncoder(w)
		enc.SetEscapeHTML(false)
		for i := range rows {
			if err := enc.Encode(&rows[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

// emptyOrOurs says whether a folder may be written to: it is not there yet, empty, or holds a run of ours.
func emptyOrOurs(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) > 0 && !exists(filepath.Join(dir, planFile)):
		return fmt.Errorf("%s has files in it that are no run of variorum corpus: name a new or empty folder", dir)
	}
	return nil
}
