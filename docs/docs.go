// Package docs holds those of the documents that the program itself gives out.
package docs

import _ "embed"

// EditionSchema is the JSON Schema of an edition.
//
//go:embed edition.schema.json
var EditionSchema []byte
