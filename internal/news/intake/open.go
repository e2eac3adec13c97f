package intake

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"variorum/edition"
)

// input reads what one argument names.
func (r *reader) input(in string) error {
	if err := r.ctx.Err(); err != nil {
		return err
	}
	switch {
	case in == "":
		return r.fail(in, "an empty name; name a file, a folder, or - for standard input")
	case in == "-":
		return r.stream("-", r.stdin)
	case isAddress(in) && !onWeb(in):
		return r.fail(in, "an address of neither a file nor the web (http, https): save what stands there and name its file")
	case isAddress(in):
		return r.fail(in, "an address on the web, and this reads from disk: `variorum add` fetches it, or save the page and name its file")
	}
	info, err := os.Stat(in)
	switch {
	case err != nil:
		return r.fail(slashed(in), "%s", reason(err))
	case info.IsDir():
		return r.folder(in)
	}
	return r.file(in)
}

// onWeb reports whether an address is one that fetching takes.
func onWeb(address string) bool {
	scheme, _, _ := strings.Cut(strings.ToLower(address), "://")
	return scheme == "http" || scheme == "https"
}

// isAddress reports whether an argument names a page somewhere else rather than a file.
func isAddress(in string) bool {
	scheme, _, ok := strings.Cut(in, "://")
	return ok && scheme != "" && !strings.ContainsAny(scheme, `/\. `)
}

func cleanPath(in string) string { return filepath.Clean(in) }

// slashed is a path as sources have it, the same on all systems.
func slashed(path string) string { return filepath.ToSlash(path) }

// reason says why a file cannot be opened, and what to do.
func reason(err error) string {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return "there is no such file or folder; check the spelling and the folder you are in"
	case errors.Is(err, fs.ErrPermission):
		return "reading it is forbidden; give yourself the right to read it (chmod u+r) or run as its owner"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		err = path.Err
	}
	return "it cannot be opened: " + err.Error() + "; check the file and the disk it is on"
}

func (r *reader) file(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return r.fail(slashed(path), "%s", reason(err))
	}
	defer f.Close()
	if isParquet(f) {
		return r.parquet(slashed(path), f)
	}
	return r.stream(slashed(path), f)
}

// folder reads the files in a folder and in the folders below it, in the order of their names. Hidden files and folders are
// passed over, as are the files that tell about a folder (README, LICENSE, NOTICE) and the folder that a browser saves
// beside a page for its parts (page_files beside page.html).
func (r *reader) folder(root string) error {
	pages, failures := 0, 0
	inside := *r
	inside.page = func(p Page) error { pages++; return r.page(p) }
	before := inside.unread
	inside.unread = func(u edition.Unread) { failures++; before(u) }
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if r.ctx.Err() != nil {
			return r.ctx.Err()
		}
		if err != nil {
			failed := inside.fail(slashed(path), "%s", reason(err))
			if entry != nil && entry.IsDir() && failed == nil {
				return fs.SkipDir
			}
			return failed
		}
		if path == root {
			return nil
		}
		return inside.entry(path, entry)
	})
	if err != nil {
		return err
	}
	switch {
	case pages == 0 && failures == 0:
		return r.fail(slashed(root), "there is nothing to read in this folder; put pages into it (.html, .txt, .jsonl, also .gz) or name another one")
	case pages == 0:
		return r.fail(slashed(root), "nothing in this folder could be read; see the reasons for its files")
	}
	return nil
}

// entry reads one entry of a folder.
func (r *reader) entry(path string, entry fs.DirEntry) error {
	hidden := strings.HasPrefix(entry.Name(), ".")
	switch {
	case entry.IsDir() && (hidden || isPartsFolder(path)):
		return fs.SkipDir
	case entry.IsDir() || hidden || aboutFolder(entry.Name()):
		return nil
	}
	info, err := os.Stat(path) // follows a link to a file
	switch {
	case err != nil:
		return r.fail(slashed(path), "%s", reason(err))
	case info.IsDir():
		return r.fail(slashed(path), "a link to a folder; links are not followed, so name the folder itself")
	case !info.Mode().IsRegular():
		return r.fail(slashed(path), "no regular file; name it by itself to read from it")
	case !pageFile(entry.Name()):
		return r.other(path)
	}
	return r.file(path)
}

// isPartsFolder reports whether a folder holds the parts of a page that a browser saved beside it.
func isPartsFolder(path string) bool {
	page, ok := strings.CutSuffix(path, "_files")
	if !ok {
		return false
	}
	for _, ending := range [...]string{".html", ".htm", ".xhtml"} {
		if _, err := os.Stat(page + ending); err == nil {
			return true
		}
	}
	return false
}

func aboutFolder(name string) bool {
	stem := strings.ToUpper(strings.TrimSuffix(name, filepath.Ext(name)))
	return stem == "README" || stem == "LICENSE" || stem == "NOTICE" || stem == "COPYING"
}

// pageFile reports whether a file's ending is one that pages have. A name without an ending may be a page.
func pageFile(name string) bool {
	ext := strings.ToLower(filepath.Ext(strings.TrimSuffix(name, ".gz")))
	return ext == "" || pageEndings[ext] || strings.Trim(ext, ".0123456789") == ""
}

// other reads a file of a folder whose ending is none of a page's: it is one all the same if its content says so by markup or
// fields. Text without either is not taken for a page here, because it may be anything.
func (r *reader) other(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return r.fail(slashed(path), "%s", reason(err))
	}
	defer f.Close()
	prefix := make([]byte, sniffed)
	n, err := io.ReadFull(f, prefix)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, io.ErrUnexpectedEOF) {
		return r.fail(slashed(path), "%s", reason(err))
	}
	if form := sniff(prefix[:n]); form == formText {
		return r.fail(slashed(path), "text in a file whose ending (%s) is none of a page's; name the file by itself to read it as a page's text", filepath.Ext(path))
	}
	if _, err := f.Seek(0, io.SeekStart); err != nil {
		return r.fail(slashed(path), "%s", reason(err))
	}
	return r.stream(slashed(path), f)
}
