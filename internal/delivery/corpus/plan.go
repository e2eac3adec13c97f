package corpus

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"golang.org/x/sys/unix"
)

const (
	planFile = "corpus.json" // what was asked, and in the end what came of it
	workDir  = ".work"       // what waits between the stages; gone when all is done
)

// plan is what a run was asked to do. A run that was stopped goes on only with the same plan.
type plan struct {
	Format  Format   `json:"format"`
	Readers []Reader `json:"readers"`
	Part    int      `json:"part_pages"`
	Inputs  []input  `json:"inputs"`
}

// input is a file as it was when the run began.
type input struct {
	Path string `json:"path"`
	Size int64  `json:"size"`
	Time string `json:"modified"`
}

// survey lists the files that inputs name. What cannot be looked at is left to be named by the reading.
func survey(inputs []string) []input {
	var out []input
	for _, in := range inputs {
		if in == "-" {
			out = append(out, input{Path: in})
			continue
		}
		_ = filepath.WalkDir(in, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() {
				return nil //nolint:nilerr // the reading names it
			}
			if info, err := os.Stat(path); err == nil {
				out = append(out, input{filepath.ToSlash(path), info.Size(), info.ModTime().UTC().Format("2006-01-02T15:04:05.000000000Z")})
			}
			return nil
		})
	}
	return out
}

// finding is what stands in planFile.
type finding struct {
	Plan    plan     `json:"plan"`
	Summary *Summary `json:"summary"` // null until all is done
}

func (r *run) save(f finding) error {
	return writeFile(filepath.Join(r.dir, planFile), func(w io.Writer) error {
		enc := json.NewEncoder(w)
		enc.SetIndent("", "  ")
		return enc.Encode(f)
	})
}

// begin opens a folder for a run, or one that was stopped.
func (r *run) begin(p plan) (*Summary, error) {
	if err := emptyOrOurs(r.dir); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(r.work(""), 0o755); err != nil {
		return nil, err
	}
	if err := r.lock(); err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(filepath.Join(r.dir, planFile))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, r.save(finding{Plan: p})
	}
	if err != nil {
		return nil, err
	}
	var was finding
	if err := json.Unmarshal(raw, &was); err != nil {
		return nil, fmt.Errorf("%s is broken (%w): remove %s and begin again", planFile, err, r.dir)
	}
	if differs := was.Plan.differs(p); differs != "" {
		return nil, fmt.Errorf("%s holds a run with other %s: name another folder, or remove this one to begin again", r.dir, differs)
	}
	return was.Summary, nil
}

// differs says in what two plans differ, or nothing.
func (p plan) differs(q plan) string {
	var in []string
	for name, pair := range map[string][2]any{
		"format": {p.Format, q.Format}, "readers": {p.Readers, q.Readers}, "parts": {p.Part, q.Part}, "inputs": {p.Inputs, q.Inputs},
	} {
		if !reflect.DeepEqual(pair[0], pair[1]) {
			in = append(in, name)
		}
	}
	return strings.Join(in, " and ")
}

// lock keeps a second run out of the folder. It ends with the process, however that ends.
func (r *run) lock() error {
	f, err := os.OpenFile(r.work("lock"), os.O_CREATE|os.O_RDWR, 0o644)
	if err != nil {
		return err
	}
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); err != nil {
		_ = f.Close()
		return fmt.Errorf("another run is at work in %s: wait for it, or name another folder", r.dir)
	}
	r.locked = f
	return nil
}
