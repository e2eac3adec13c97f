package intake

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"pgregory.net/rapid"

	"variorum/edition"
	"variorum/internal/house/cases"
)

// TestCases reads the files of each case in a folder of their own and compares pages and unread with what the case wants.
func TestCases(t *testing.T) {
	cases.Each(t, "testdata/*.txtar", 1, func(t *testing.T, given []txtar.File) string {
		inputs := unpack(t, given)
		got := readAll(t, inputs)
		rapid.Check(t, func(rt *rapid.T) {
			if other := readAll(t, rapid.Permutation(inputs).Draw(rt, "inputs")); other != got {
				rt.Errorf("another order of the inputs gives\n%s\nwant\n%s", other, got)
			}
		})
		return got
	})
}

// unpack writes the files of a case into a new folder, goes there, and returns what is to be read.
func unpack(t *testing.T, given []txtar.File) (inputs []string) {
	t.Chdir(t.TempDir())
	for _, f := range given {
		if f.Name == "read" {
			inputs = strings.Fields(string(f.Data))
		} else {
			write(t, f.Name, asFile(t, f.Name, f.Data))
		}
	}
	if inputs == nil {
		t.Fatal("a case needs the part read")
	}
	return inputs
}

// asFile is a part of a case as a file has it: the records of an archive get their lengths, and what ends in .gz is packed, an
// archive record by record.
func asFile(t *testing.T, name string, data []byte) []byte {
	records := [][]byte{data}
	if strings.HasSuffix(strings.TrimSuffix(name, ".gz"), ".warc") {
		records = warcRecords(data)
	}
	if strings.HasSuffix(name, ".gz") {
		for i := range records {
			records[i] = packed(t, records[i])
		}
	}
	return bytes.Join(records, nil)
}

// warcRecords cuts an archive into records and writes the length of each where the case has "Content-Length: ?".
func warcRecords(data []byte) [][]byte {
	var records [][]byte
	for i, r := range bytes.Split(append([]byte("\n"), data...), []byte("\nWARC/")) {
		if i == 0 && len(r) == 0 {
			continue
		}
		head, body, _ := bytes.Cut(append([]byte("WARC/"), r...), []byte("\n\n"))
		head = bytes.Replace(head, []byte("Content-Length: ?"), fmt.Appendf(nil, "Content-Length: %d", len(body)), 1)
		records = append(records, slices.Concat(head, []byte("\n\n"), body, []byte("\r\n\r\n")))
	}
	return records
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}

func readAll(t *testing.T, inputs []string) string {
	t.Helper()
	pages, unread, err := Read(context.Background(), slices.Clone(inputs), strings.NewReader(""), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return show(pages, unread)
}

// show renders pages as cases have them.
func show(pages []Page, unread []edition.Unread) string {
	var b strings.Builder
	for _, p := range pages {
		fmt.Fprintf(&b, "page %s (%s) %s", p.ID, p.Source, map[Kind]string{HTML: "html", Plain: "plain", Article: "article"}[p.Kind])
		for _, f := range [...][2]string{{"url", p.URL}, {"outlet", p.Outlet}, {"date", p.Date}, {"title", p.Title}, {"fetched", p.Fetched}} {
			if f[1] != "" {
				fmt.Fprintf(&b, " %s=%s", f[0], f[1])
			}
		}
		fmt.Fprintf(&b, "\n     %s\n", strings.TrimSpace(p.Body))
		for _, d := range p.Doubts {
			fmt.Fprintf(&b, "   ? %s\n", d)
		}
	}
	for _, u := range unread {
		fmt.Fprintf(&b, "unread %s: %s\n", u.Source, u.Why)
	}
	return b.String()
}
