package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
	"strings"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
)

// write writes a table of lines: files of sorted lines, the same bytes however many workers there were.
func write(s beam.Scope, o Options, table string, lines beam.PCollection) {
	s = s.Scope("write " + table)
	sharded := beam.GroupByKey(s, beam.ParDo(s, &shard{o.Shards}, lines))
	beam.ParDo0(s, &writer{strings.TrimSuffix(o.Output, "/") + "/" + table}, sharded)
}

type shard struct{ Shards int }

// ProcessElement gives a line its file.
func (f *shard) ProcessElement(line string, emit func(int, string)) {
	h := fnv.New64a()
	_, _ = io.WriteString(h, line) // which never fails
	emit(int(h.Sum64()%uint64(f.Shards)), line)
}

type writer struct{ Folder string }

// ProcessElement writes a file.
func (f *writer) ProcessElement(ctx context.Context, shard int, values func(*string) bool) error {
	var lines []string
	for l := ""; values(&l); {
		lines = append(lines, l)
	}
	slices.Sort(lines)
	path := fmt.Sprintf("%s/part-%05d.jsonl", f.Folder, shard)
	fs, err := filesystem.New(ctx, path)
	if err != nil {
		return err
	}
	defer fs.Close()
	out, err := fs.OpenWrite(ctx, path)
	if err != nil {
		return fmt.Errorf("write %s: %w", path, err)
	}
	b := bufio.NewWriter(out)
	for _, l := range lines {
		if _, err := io.WriteString(b, l+"\n"); err != nil {
			break // which Flush tells
		}
	}
	return errors.Join(b.Flush(), out.Close())
}
