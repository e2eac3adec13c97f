//go:build cloud

package main

// Google's cloud has clients that are most of the build, so only who needs them builds them: go run -tags cloud .
import (
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/gcs"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/runners/dataflow"
)
