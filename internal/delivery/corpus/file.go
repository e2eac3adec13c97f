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
	"sync"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// writeFile writes a file by way of one beside it, so that a file that is there is whole.
func writeFile(path string, write func(io.Writer) error) error {
	h, err := writeHalf(path, write)
	if err != nil {
		return err
	}
	return h.finish()
}

// half is a file that is written and stands under another name.
type half struct {
	f    *os.File
	path string
}

func writeHalf(path string, write func(io.Writer) error) (half, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return half{}, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), ".half-*")
	if err != nil {
		return half{}, err
	}
	w := bufio.NewWriterSize(f, 1<<16)
	if err := errors.Join(write(w), w.Flush()); err != nil {
		err = errors.Join(err, f.Close(), os.Remove(f.Name()))
		return half{}, fmt.Errorf("write %s: %w", path, err)
	}
	return half{f, path}, nil
}

// finish brings a file to its name when all of it is on the disk.
func (h half) finish() error {
	err := errors.Join(h.f.Chmod(0o644), h.f.Sync(), h.f.Close())
	if err == nil {
		err = os.Rename(h.f.Name(), h.path)
	}
	if err != nil {
		err = fmt.Errorf("write %s: %w", h.path, errors.Join(err, os.Remove(h.f.Name())))
	}
	return err
}

// drop removes what was written.
func (h half) drop() { _ = errors.Join(h.f.Close(), os.Remove(h.f.Name())) } // what is left has no name that is read

// finisher finishes files one after the other, so that nobody else waits for the disk.
type finisher struct {
	halves  chan half
	mu      sync.Mutex
	waiting int        // files that are written and not finished
	none    *sync.Cond // nothing waits
	failed  error
}

// mostHalves is the number of written files that may wait for the disk.
const mostHalves = 64

func newFinisher() *finisher {
	f := &finisher{halves: make(chan half, mostHalves)}
	f.none = sync.NewCond(&f.mu)
	go func() {
		for h := range f.halves {
			// The last file of a part says that the part is done: none gets its name when one before it failed.
			if f.err() == nil {
				f.fail(h.finish())
			} else {
				h.drop()
			}
			f.count(-1)
		}
	}()
	return f
}

func (f *finisher) fail(err error) {
	f.mu.Lock()
	f.failed = errors.Join(f.failed, err)
	f.mu.Unlock()
}

// later writes a file that has its name when settle returns. Files get their names in the order of the calls; after one that failed none does.
func (f *finisher) later(path string, write func(io.Writer) error) {
	if f.err() != nil {
		return
	}
	h, err := writeHalf(path, write)
	if err != nil {
		f.fail(err)
		return
	}
	f.count(1)
	f.halves <- h
}

func (f *finisher) count(n int) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.waiting += n; f.waiting == 0 {
		f.none.Broadcast()
	}
}

// err is what went wrong so far.
func (f *finisher) err() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.failed
}

// settle waits for all files that were written, and returns what went wrong with them.
func (f *finisher) settle() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.waiting > 0 {
		f.none.Wait()
	}
	return f.failed
}

// later writes what waits for a later stage.
func (r *run) later(path string, pieces ...flat) {
	r.files.later(path, func(w io.Writer) error {
		for _, p := range pieces {
			if _, err := w.Write(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepLater is keep, in its turn among what is written for a later stage.
func (r *run) keepLater(path string, value any) {
	r.files.later(path, func(w io.Writer) error { return gob.NewEncoder(w).Encode(value) })
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

// packing is how tables are packed: as lightly as this method goes, in two thirds of the time of its usual level for a twelfth more bytes.
var packing = zstd.Codec{Level: zstd.SpeedFastest}

// writeTable writes a part of a table. The same rows give the same bytes.
func writeTable[T any](r *run, table string, n int, rows []T) {
	f := r.o.Format
	r.files.later(f.part(r.dir, table, n), func(w io.Writer) error {
		if f == Parquet {
			p := parquet.NewGenericWriter[T](w, parquet.Compression(&packing), parquet.CreatedBy("variorum", "", ""))
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
