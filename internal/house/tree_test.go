package house

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// root is the module's root, seen from this package.
const root = "../.."

// source is one Go file of ours that is no test.
type source struct {
	path   string // from the root, with slashes
	folder string // its package's folder from the root, "." for the root
	set    *token.FileSet
	file   *ast.File
}

// imports are the import paths of the file.
func (s source) imports() []string {
	var out []string
	for _, i := range s.file.Imports {
		out = append(out, strings.Trim(i.Path.Value, `"`))
	}
	return out
}

// line names the place of a node for a message.
func (s source) line(n ast.Node) string {
	return fmt.Sprintf("%s:%d", s.path, s.set.Position(n.Pos()).Line)
}

// parsed is a source of that text, without a place in the tree.
func parsed(t *testing.T, code string) source {
	t.Helper()
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, "", code, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return source{set: set, file: file}
}

// sources parses each Go file of the module that is no test. Nested modules, testdata and folders that the go command
// passes over are left out.
func sources(t *testing.T) []source {
	t.Helper()
	var out []source
	for _, path := range files(t) {
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "testdata/") {
			continue
		}
		s := parsed(t, read(t, path))
		s.path, s.folder = path, filepath.ToSlash(filepath.Dir(path))
		out = append(out, s)
	}
	if len(out) == 0 {
		t.Fatal("no Go files under the module's root: the tests of the house look in the wrong place")
	}
	return out
}

// files names each file of the module's tree from the root, with slashes.
func files(t *testing.T) []string {
	t.Helper()
	var out []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		switch {
		case entry.IsDir() && path != root && leftOut(path, entry.Name()):
			return filepath.SkipDir
		case !entry.IsDir():
			rel, err := filepath.Rel(root, path)
			out = append(out, filepath.ToSlash(rel))
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// leftOut reports whether a folder is none of the module's: hidden (but for .ci), set aside, or a module of its own.
func leftOut(path, name string) bool {
	if name == ".ci" {
		return false
	}
	if strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	_, err := os.Stat(filepath.Join(path, "go.mod"))
	return err == nil
}

// read returns the content of a file of the tree.
func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}
