package corpus

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
)

// What waits for a later stage gets its name when it is written and reaches the disk in its own time: nobody waits for that. As long as the
// machine runs, such a file is whole, however this program ends. When the machine was started anew in between, or a disk failed, what a
// stage left that was not done is not to be trusted, and is made again. That a stage is done is said behind all its files, when they are on the disk.

// bootFile says in which start of the machine the files beside it were written.
const bootFile = "boot"

// bootID tells one start of the machine from another. It is empty where nothing tells: then files get their names when they are on the disk.
var bootID = sync.OnceValue(func() string {
	raw, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(raw))
})

// leavings are the files that a stage leaves to later ones, by the beginnings of their names.
var leavings = map[string][]string{
	"sheets":   {"sheets-", "marks-", "tellings-", "unread-"},
	"accounts": {"accounts-", "words-", "runs-", "sketches-", "tally-"},
}

// sift removes what is not to be trusted of a run that was stopped.
func (r *run) sift() error {
	was, err := os.ReadFile(r.work(bootFile))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if string(was) == bootID() {
		return nil
	}
	entries, err := os.ReadDir(r.work(""))
	if err != nil {
		return err
	}
	for stage, names := range leavings {
		if exists(r.work(stage + ".done")) {
			continue
		}
		for _, e := range entries {
			if slices.ContainsFunc(names, func(name string) bool { return strings.HasPrefix(e.Name(), name) }) {
				err = errors.Join(err, os.Remove(r.work(e.Name())))
			}
		}
	}
	if err != nil {
		return err
	}
	return os.WriteFile(r.work(bootFile), []byte(bootID()), 0o644) // cut off it is another start's
}

// distrust has the next run take nothing for whole that a stage left before it was done.
func (r *run) distrust() { _ = os.Remove(r.work(bootFile)) } // what cannot be removed either is on a disk that fails
