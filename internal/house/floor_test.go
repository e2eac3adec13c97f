package house

import (
	"slices"
	"strings"
	"testing"
)

// module is the path of the module, and so the beginning of each import of ours.
const module = "variorum"

// floors are the packages of the house from the cellar up, by their folder; "folder/..." is a folder with all below it. A
// package imports from floors below its own, never from its own. A new package gets its floor here, in the commit that
// brings it.
var floors = [][]string{
	{"docs", "edition", "internal/engine/text", "internal/house", "internal/house/cases", "internal/house/nobody", "internal/house/yardstick", "internal/delivery/browser"},
	{"internal/engine/align", "internal/engine/arbor", "internal/engine/chain", "internal/engine/grammar", "internal/engine/grove", "internal/engine/shingle"},
	{"internal/engine/grammar/learn"},
	{"internal/news/language"},
	{"internal/news/chronology", "internal/news/intake"},
	{"internal/news/extract"},
	{"internal/news/account"},
	{"internal/news/name"},
	{"internal/news/figure", "internal/news/incident", "internal/news/quotation", "internal/news/timeline"},
	{"internal/news/collation", "internal/news/stemma", "internal/news/story"},
	{"internal/news/reading"},
	{"internal/delivery/report", "internal/delivery/export"},
	{"."},
	{"internal/delivery/store", "internal/delivery/corpus"},
	{"internal/delivery/store/storetest"},
	{"internal/delivery/fetch", "internal/delivery/web", "internal/delivery/api"},
	{"internal/delivery/mcp"},
	{"cmd/..."},
}

// floor is the number of a folder's floor, or -1.
func floor(folder string) int {
	return slices.IndexFunc(floors, func(rooms []string) bool {
		return slices.ContainsFunc(rooms, func(room string) bool { return inRoom(folder, room) })
	})
}

func inRoom(folder, room string) bool {
	above, all := strings.CutSuffix(room, "/...")
	return folder == room || all && strings.HasPrefix(folder, above+"/")
}

// ours turns an import path into a folder of the tree.
func ours(path string) (folder string, ok bool) {
	if path == module {
		return ".", true
	}
	return strings.CutPrefix(path, module+"/")
}

func TestImportsComeFromFloorsBelow(t *testing.T) {
	for _, s := range sources(t) {
		own := floor(s.folder)
		if own < 0 {
			t.Errorf("%s: package %s has no floor: give it one in the table", s.path, s.folder)
			continue
		}
		for _, path := range s.imports() {
			folder, is := ours(path)
			if !is {
				continue
			}
			switch from := floor(folder); {
			case from < 0:
				t.Errorf("%s imports %s, which has no floor", s.path, path)
			case from >= own:
				t.Errorf("%s (floor %d) imports %s (floor %d): a package imports only from floors below its own", s.path, own, path, from)
			}
		}
	}
}

func TestEngineImportsOnlyTheStandardLibrary(t *testing.T) {
	for _, s := range sources(t) {
		if !strings.HasPrefix(s.folder, "internal/engine/") {
			continue
		}
		for _, path := range s.imports() {
			_, own := ours(path)
			if !own && !standard(path) && !strings.HasPrefix(path, "golang.org/x/") {
				t.Errorf("%s imports %s: the engine imports the standard library and golang.org/x", s.path, path)
			}
		}
	}
}

func TestEditionImportsOnlyTheStandardLibrary(t *testing.T) {
	for _, s := range sources(t) {
		for _, path := range s.imports() {
			if s.folder == "edition" && !standard(path) {
				t.Errorf("%s imports %s: the edition is plain data for everybody", s.path, path)
			}
		}
	}
}

// standard reports whether an import path is of the standard library: its first element has no dot, and it is not ours.
func standard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	_, own := ours(path)
	return !own && !strings.Contains(first, ".")
}

func TestFloorsAreToldApart(t *testing.T) {
	rising := []string{"edition", "internal/engine/align", "internal/news/language", "internal/news/story", "internal/delivery/report", ".", "cmd/variorum"}
	for i, folder := range rising[1:] {
		if below := rising[i]; floor(below) < 0 || floor(folder) <= floor(below) {
			t.Errorf("%s is on floor %d, %s on floor %d", below, floor(below), folder, floor(folder))
		}
	}
	if got := floor("internal/deliveryelsewhere"); got >= 0 {
		t.Errorf("a package that nobody placed is on floor %d", got)
	}
	if standard("variorum/edition") || standard("golang.org/x/net/html") || !standard("net/http") {
		t.Error("the standard library is not told from ours and from others")
	}
}
