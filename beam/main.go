// Command beam reads pages into stories and pairs that share text as an Apache Beam pipeline: the functions of `variorum corpus`
// on as many machines as a runner has. Pages come in as JSON Lines or whatever else variorum reads, many files rather than
// one, since a file is read by one worker. Out come stories, reuse and unread as JSON Lines.
//
//	go run . --input 'pages/*.jsonl' --output tables                                           Prism, in this process
//	go run . --input … --output … --runner universal --endpoint HOST:PORT --environment_type …  any other
//
// ../docs/cluster.md tells how it is submitted and what it costs.
package main

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/local"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/runners"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/prism"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/universal"
)

var (
	input  = flag.String("input", "", "pattern of the files to read")
	output = flag.String("output", "", "folder to write stories, reuse and unread to")
	shards = flag.Int("shards", 1, "files of each table")
	pages  = flag.Int("pages", 1_000_000, "about how many pages there are; among few, each is compared with more")
	rounds = flag.Int("rounds", 6, "rounds of joining connected accounts; one more halves what chains are left, or better")
)

func main() {
	flag.Parse()
	beam.Init()
	if err := run(context.Background()); err != nil {
		fmt.Fprintln(os.Stderr, "beam:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context) error {
	if *input == "" || *output == "" || *shards < 1 || *rounds < 1 {
		return errors.New("--input and --output say what to read and where to write; --shards and --rounds are at least 1")
	}
	files, err := list(ctx, *input)
	if err != nil {
		return err
	}
	p := beam.NewPipeline()
	Build(p.Root(), files, Options{Output: *output, Shards: *shards, Rounds: *rounds, Pages: *pages})
	_, err = beam.Run(ctx, cmp.Or(*runners.Runner, "prism"), p)
	return err
}

// list names the files of a pattern, in order: pages are numbered by it.
func list(ctx context.Context, pattern string) ([]File, error) {
	fs, err := filesystem.New(ctx, pattern)
	if err != nil {
		return nil, err
	}
	defer fs.Close()
	paths, err := fs.List(ctx, pattern)
	if err != nil {
		return nil, fmt.Errorf("list %s: %w", pattern, err)
	}
	if len(paths) == 0 {
		return nil, fmt.Errorf("no file is called %s", pattern)
	}
	slices.Sort(paths)
	files := make([]File, len(paths))
	for i, path := range paths {
		files[i] = File{int64(i), path}
	}
	return files, nil
}
