package text

import (
	"testing"

	"pgregory.net/rapid"
)

// TestFormTable: what a map has, and nothing else.
func TestFormTable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		of := rapid.MapOf(rapid.Uint64Range(0, 40), rapid.Int32Range(0, 9)).Draw(t, "entries")
		table := NewFormTable(of)
		for form := range uint64(60) {
			want, is := of[form]
			if got, ok := table.Of(form); ok != is || ok && got != want {
				t.Fatalf("%d: %d, %v, want %d, %v", form, got, ok, want, is)
			}
		}
	})
}
