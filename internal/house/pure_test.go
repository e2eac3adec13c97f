package house

import (
	"go/ast"
	"slices"
	"strings"
	"testing"
)

// touching are the rooms that may touch files, the network or the clock. All others are functions of their arguments:
// that is what lets one machine, many goroutines and a cluster print the same bytes.
var touching = []string{"internal/house/cases", "internal/house/nobody", "internal/house/yardstick", "internal/news/intake", "internal/delivery/...", "cmd/..."}

// worldly are packages that reach the world outside. net/url and io/fs only describe it.
var worldly = []string{
	"io/ioutil", "log", "log/slog", "net", "net/http", "net/rpc", "net/smtp", "os", "os/exec", "os/signal", "os/user", "plugin", "syscall",
}

// clock are the functions of package time that ask what time it is or wait.
var clock = []string{"After", "AfterFunc", "Local", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"}

func mayTouch(folder string) bool {
	return slices.ContainsFunc(touching, func(room string) bool { return inRoom(folder, room) })
}

func TestOnlyTheEdgesTouchTheWorld(t *testing.T) {
	for _, s := range sources(t) {
		if mayTouch(s.folder) {
			continue
		}
		for _, path := range s.imports() {
			if slices.Contains(worldly, path) {
				t.Errorf("%s imports %s: only intake, delivery and cmd touch files, network or the clock", s.path, path)
			}
		}
		if name := importName(s.file, "time"); name != "" {
			for _, n := range selections(s.file, name, clock) {
				t.Errorf("%s asks the clock: %s.%s", s.line(n), name, n.Sel.Name)
			}
		}
	}
}

// importName is the name under which a file knows a package, or empty when it does not import it.
func importName(file *ast.File, path string) string {
	for _, i := range file.Imports {
		if strings.Trim(i.Path.Value, `"`) != path {
			continue
		}
		if i.Name != nil {
			return i.Name.Name
		}
		return path[strings.LastIndex(path, "/")+1:]
	}
	return ""
}

// selections are the places where a file says name.one, for one of a list.
func selections(file *ast.File, name string, ones []string) []*ast.SelectorExpr {
	var out []*ast.SelectorExpr
	ast.Inspect(file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); ok && x.Name == name && slices.Contains(ones, sel.Sel.Name) {
			out = append(out, sel)
		}
		return true
	})
	return out
}

// A package that registers itself when it is imported hides the order of the flow.
func TestNothingRunsOnImport(t *testing.T) {
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" {
				t.Errorf("%s: func init: say it where it is used", s.line(f))
			}
		}
	}
}

func TestTheClockIsSeen(t *testing.T) {
	code := parsed(t, "package p\nimport clk \"time\"\nvar a, b = clk.Now(), clk.UTC\n")
	name := importName(code.file, "time")
	if got := selections(code.file, name, clock); name != "clk" || len(got) != 1 || got[0].Sel.Name != "Now" {
		t.Errorf("seen of the clock under the name %q: %d places, want clk.Now alone", name, len(got))
	}
}
