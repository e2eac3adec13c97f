package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// Backup writes the store as it is at one moment into a new file, while others may go on writing. The copy is complete or not there.
func (s *Store) Backup(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("back up the store %s: %s is there already; name a new file, or move that one away", s.path, path)
	}
	half := filepath.Join(filepath.Dir(path), fmt.Sprintf(".variorum-%d-%s", os.Getpid(), filepath.Base(path)))
	defer os.Remove(half)
	if _, err := s.read.ExecContext(ctx, "VACUUM INTO ?", half); err != nil {
		return s.failed("back up to "+path, err)
	}
	if err := flush(half); err != nil {
		return s.failed("back up to "+path, err)
	}
	return s.failed("back up", os.Rename(half, path))
}

// flush brings a file to the disk.
func flush(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}
