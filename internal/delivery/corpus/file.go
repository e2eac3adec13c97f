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

// half is a file that is written, and is not yet known to be on the disk. Until it is it stands under another name, if it is not named early.
type half struct {
	f     *os.File
	path  string
	named bool
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
	return half{f: f, path: path}, nil
}

// name brings a file to its name early.
func (h *half) name() error {
	err := errors.Join(h.f.Chmod(0o644), os.Rename(h.f.Name(), h.path))
	if err != nil {
		h.drop()
		return fmt.Errorf("write %s: %w", h.path, err)
	}
	h.named = true
	return nil
}

// finish waits until all of a file is on the disk, and brings it to its name if it has none.
func (h half) finish() error {
	err := errors.Join(h.f.Chmod(0o644), h.f.Sync(), h.f.Close())
	switch {
	case h.named && err == nil:
		return nil
	case h.named:
		return fmt.Errorf("write %s: %w", h.path, errors.Join(err, os.Remove(h.path)))
	case err == nil:
		err = os.Rename(h.f.Name(), h.path)
	}
	if err != nil {
		err = fmt.Errorf("write %s: %w", h.path, errors.Join(err, os.Remove(h.f.Name())))
	}
	return err
}

// drop closes what was written, and removes it unless it has its name.
func (h half) drop() {
	_ = h.f.Close()
	if !h.named {
		_ = os.Remove(h.f.Name()) // what is left has no name that is read
	}
}

// finisher finishes files one after the other, so that nobody else waits for the disk.
type finisher struct {
	early    bool   // what is scratch gets its name when it is written
	distrust func() // is called when a file that was named early is not on the disk
	halves   chan half
	mu       sync.Mutex
	waiting  int        // files that are written and not finished
	nameless int        // of them those without their names
	fewer    *sync.Cond // than before of either
	failed   error
}

// mostHalves is the number of written files that may wait for the disk.
const mostHalves = 64

func newFinisher() *finisher {
	f := &finisher{halves: make(chan half, mostHalves), distrust: func() {}}
	f.fewer = sync.NewCond(&f.mu)
	go func() {
		for h := range f.halves {
			// The last file of a part says that the part is done: none gets its name when one before it failed.
			var err error
			switch {
			case f.err() == nil:
				err = h.finish()
			default:
				h.drop()
			}
			if f.fail(err); h.named && f.err() != nil {
				f.distrust()
			}
			f.count(-1, h)
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
// A file that is scratch, for this program's later stages, has it at once.
func (f *finisher) later(path string, scratch bool, write func(io.Writer) error) {
	if f.err() != nil {
		return
	}
	h, err := writeHalf(path, write)
	if err != nil {
		f.fail(err)
		return
	}
	switch {
	case scratch && !f.early:
		f.fail(h.finish())
		return
	case scratch:
		if err := h.name(); err != nil {
			f.fail(err)
			return
		}
	}
	f.count(1, h)
	f.halves <- h
}

func (f *finisher) count(n int, h half) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.waiting += n
	if !h.named {
		f.nameless += n
	}
	f.fewer.Broadcast()
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
		f.fewer.Wait()
	}
	return f.failed
}

// named waits until all files that were written have their names, on the disk or not.
func (f *finisher) named() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	for f.nameless > 0 {
		f.fewer.Wait()
	}
	return f.failed
}

// later writes what waits for a later stage.
func (r *run) later(path string, pieces ...flat) {
	r.files.later(path, true, func(w io.Writer) error {
		for _, p := range pieces {
			if _, err := w.Write(p); err != nil {
				return err
			}
		}
		return nil
	})
}

// keepLater writes a value for this program's own later use, in its turn.
func (r *run) keepLater(path string, scratch bool, value any) {
	r.files.later(path, scratch, func(w io.Writer) error { return gob.NewEncoder(w).Encode(value) })
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// kept reads what keepLater wrote.
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
	r.files.later(f.part(r.dir, table, n), false, func(w io.Writer) error {
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
