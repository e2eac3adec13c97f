package main

import (
	"reflect"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/register"
)

// Workers look the functions of the pipeline up by name.
func init() {
	beam.RegisterType(reflect.TypeFor[File]())
	for _, f := range []any{
		readFile, firstPage, ownID, makeAccount, outline, askFor, answer, decide, firstCopy, post, copied, send, link,
		byText, label, tell, counted, share, bothWays, downwards, largeStar, smallStar, labels,
	} {
		beam.RegisterFunction(f)
	}
	register.DoFn3x0[uint64, func(*posting) bool, func(string, int)](&meetRun{})
	register.DoFn3x0[uint64, func(*posting) bool, func(uint64, meeting)](&meetTerm{})
	register.DoFn3x0[uint64, func(*meeting) bool, func(uint64, uint64)](&nearest{})
	register.DoFn2x0[string, func(int, string)](&shard{})
	beam.RegisterType(reflect.TypeFor[*writer]())
}
