package main

import "context"

type storyCommand struct {
	stored `embed:""`
	output `embed:""`
	ID     int64 `arg:"" name:"story" help:"The number of the story, as the command stories has it."`
}

// Help is shown under variorum story --help.
func (storyCommand) Help() string {
	return `Examples:
  variorum story 12
  variorum story 12 -o quay.html

A story keeps its number as it grows. When two stories turn out to be one, both numbers lead to it. In what this command writes a
story's id is its number, and those of related stories are theirs.

Exit status: 0, 1 when there is no such story, 2 wrong usage.`
}

// Run shows the story.
func (c *storyCommand) Run(ctx context.Context, status *int) error {
	write, err := c.prepare(status)
	if err != nil {
		return err
	}
	s, err := c.look(ctx, c.progress())
	return using(s, err, func() error {
		found, err := s.Story(ctx, c.ID)
		if err != nil {
			return err
		}
		return c.deliver(found.Edition, write, status)
	})
}
