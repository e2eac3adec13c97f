package corpus

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"variorum/internal/news/story"
)

// stories groups the accounts and tells each story.
func (r *run) stories(ctx context.Context) error {
	s, err := r.openShelves()
	defer s.close()
	if err != nil {
		return err
	}
	groups, err := r.group(ctx)
	if err != nil {
		return err
	}
	of := make([]int32, r.bounds.pages())
	for i, pages := range groups {
		for _, p := range pages {
			of[p] = int32(i)
		}
	}
	dated, err := r.tell(ctx, s, groups)
	if err != nil {
		return err
	}
	r.keepLater(r.work("belonging"), true, belonging{of, dated})
	return r.files.err()
}

// group gives the pages of each story, in the order of their first pages. All sketches are in memory together, some three
// kilobytes a page.
func (r *run) group(ctx context.Context) ([][]int, error) {
	pages := make([][]int, r.bounds.parts())
	sketches := make([][]*story.Sketch, r.bounds.parts())
	err := r.parallel(ctx, "sketches", r.bounds.parts(), func(n int) error {
		u, err := openFlat(r.segment("sketches", n))
		if err != nil {
			return err
		}
		for range u.count(2) {
			pages[n] = append(pages[n], r.bounds[n]+u.num())
			sketch, _, err := story.ReadSketch([]byte(u.str()))
			if err != nil || u.err != nil {
				return fmt.Errorf("read %s: %w; remove the folder and begin again", r.segment("sketches", n), errors.Join(err, u.err))
			}
			sketches[n] = append(sketches[n], sketch)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := slices.Concat(pages...)
	r.progress("grouping", 0, len(all))
	var groups [][]int
	for _, e := range story.GroupSketches(slices.Concat(sketches...)) {
		group := make([]int, len(e.Members))
		for i, m := range e.Members {
			group[i] = all[m]
		}
		groups = append(groups, group)
	}
	return groups, ctx.Err()
}
