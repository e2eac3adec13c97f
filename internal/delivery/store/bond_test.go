package store

import (
	"context"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"variorum/internal/news/story"
)

// TestBonds: links that come and go stand at both ends, however many an account has.
func TestBonds(t *testing.T) {
	ctx := context.Background()
	s := open(t)
	rapid.Check(t, func(t *rapid.T) {
		err := s.writing(ctx, "test", func(x *tx) {
			x.do("DELETE FROM bond")
			want := map[int64]map[int64]bond{}
			has := func(page int64) map[int64]bond {
				if want[page] == nil {
					want[page] = map[int64]bond{}
				}
				return want[page]
			}
			for page := int64(1); page <= int64(rapid.IntRange(1, 20).Draw(t, "pages")); page++ {
				many := rapid.SampledFrom([]int64{1, 3, 2*bondsInRow + 1}).Draw(t, "many")
				var bonds []bond
				for other := int64(1000); other < 1000+many; other++ {
					b := bond{other, story.Odds(rapid.Int32Range(-1<<29, 1<<29).Draw(t, "odds")), rapid.Bool().Draw(t, "related")}
					bonds = append(bonds, b)
					has(page)[other], has(other)[page] = b, bond{page, b.odds, b.related}
				}
				x.bind(page, bonds)
			}
			if rapid.Bool().Draw(t, "some go") {
				for other := range has(1) {
					delete(has(other), 1)
				}
				want[1] = nil
				x.unbind(1)
			}
			for page, bonds := range want {
				got := x.bonds(page)
				for _, b := range got {
					if bonds[b.to] != b {
						t.Fatalf("page %d has %+v, want %+v", page, b, bonds[b.to])
					}
				}
				if len(got) != len(bonds) {
					t.Fatalf("page %d has %d links, want %d", page, len(got), len(bonds))
				}
				if rows := x.numbers("SELECT length(ties) FROM bond WHERE row BETWEEN ? AND ?", page*bondRows, page*bondRows+bondRows-1); len(rows) > 0 && slices.Max(rows) > bondsInRow*bondBytes {
					t.Fatalf("rows of %v bytes", rows)
				}
			}
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
