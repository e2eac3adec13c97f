package main

import (
	"context"
	"os"

	"variorum/internal/delivery/mcp"
	"variorum/internal/delivery/store"
)

type mcpCommand struct {
	stored `embed:""`
}

// Help is shown under variorum mcp --help.
func (mcpCommand) Help() string {
	return `It speaks the Model Context Protocol on standard input and output until its input ends, so that an assistant can search the stories of the
store, read stories, editions and accounts, and lay texts side by side. It adds and removes nothing. An assistant's settings name it like this:

  {"mcpServers": {"variorum": {"command": "variorum", "args": ["mcp", "--db", "news.db"]}}}

Exit status: 0, 1 when the store cannot be opened, 2 wrong usage.`
}

// Run serves until the input ends.
func (c *mcpCommand) Run(ctx context.Context, status *int) error {
	*status = noneRead
	s, err := c.open(ctx, store.Options{Existing: true}) // stories that grow are told when they are asked for
	if err != nil {
		s, err = c.look(ctx, (&quiet{Quiet: true}).progress())
	}
	return using(s, err, func() error {
		err := mcp.Serve(ctx, s, os.Stdin, os.Stdout)
		if err == nil {
			*status = allRead
		}
		return err
	})
}
