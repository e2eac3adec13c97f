package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// reachable says before the work whether its result can be kept: a folder misspelt is no reason to read for minutes in vain.
func (o *output) reachable() error {
	if o.toStdout() {
		return nil
	}
	if info, err := os.Stat(o.Output); err == nil && info.IsDir() {
		return fmt.Errorf("%s is a folder: give -o a file in it, such as %s", o.Output, filepath.Join(o.Output, "report.html"))
	}
	folder := filepath.Dir(o.Output)
	switch info, err := os.Stat(folder); {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("cannot write %s: there is no folder %s; make it first", o.Output, folder)
	case err != nil:
		return fmt.Errorf("cannot write %s: %w", o.Output, bare(err))
	case !info.IsDir():
		return fmt.Errorf("cannot write %s: %s is no folder", o.Output, folder)
	}
	return nil
}

func (o *output) toStdout() bool { return o.Output == "" || o.Output == "-" }

// save writes to standard output, to the device or pipe that is named, or to a file.
func (o *output) save(write func(io.Writer) error) error {
	if o.toStdout() {
		err := write(os.Stdout)
		if errors.Is(err, os.ErrClosed) || isBrokenPipe(err) {
			return nil // the reader has seen enough
		}
		return err
	}
	put := replace
	if info, err := os.Stat(o.Output); err == nil && !info.Mode().IsRegular() {
		put = into
	}
	if err := put(o.Output, write); err != nil {
		return fmt.Errorf("write %s: %w", o.Output, bare(err))
	}
	return nil
}

// into writes to what is there, such as /dev/null or a named pipe, which must not be replaced by a file.
func into(name string, write func(io.Writer) error) error {
	f, err := os.OpenFile(name, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// replace writes a file by way of one beside it, so that a stop leaves no half file. A link is followed: the file that it
// names is replaced, and not the link.
func replace(name string, write func(io.Writer) error) error {
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	f, err := os.CreateTemp(filepath.Dir(name), ".variorum-*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	err = write(f)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}

// bare is the reason alone, without the name of the file beside the one that the user gave.
func bare(err error) error {
	if path := (*fs.PathError)(nil); errors.As(err, &path) {
		return path.Err
	}
	if link := (*os.LinkError)(nil); errors.As(err, &link) {
		return link.Err
	}
	return err
}

func isBrokenPipe(err error) bool { return errors.Is(err, syscall.EPIPE) }
