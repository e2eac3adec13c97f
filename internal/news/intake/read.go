package intake

import (
	"context"
	"fmt"
	"io"

	"variorum/edition"
)

// Options are choices of an intake. The zero value is what `variorum read` does.
type Options struct {
	Raw bool // keep the bytes of each page in its field Raw, at the price of their memory
}

// Read returns the pages of all inputs, each with a name of its own, and what could not be read. Both are in an order that
// does not depend on the order of the inputs. The error is that of ctx; nothing else stops a run.
func Read(ctx context.Context, inputs []string, stdin io.Reader, o Options) ([]Page, []edition.Unread, error) {
	var found []Page
	var unread []edition.Unread
	err := Each(ctx, inputs, stdin, func(p Page) error {
		if !o.Raw {
			p.Raw = nil
		}
		found = append(found, p)
		return nil
	}, func(u edition.Unread) { unread = append(unread, u) })
	if err != nil {
		return nil, nil, err
	}
	pages, twice := nameAll(found)
	unread = append(unread, twice...)
	sortUnread(unread)
	return pages, unread, nil
}

// Each calls page for every page of the inputs, one at a time, as soon as it is read, and unread for each input or record that
// gave none. Names are as the pages have them, not yet unique: whoever takes millions of pages decides what to keep of
// them. An error from page or of ctx ends the run and is returned.
func Each(ctx context.Context, inputs []string, stdin io.Reader, page func(Page) error, unread func(edition.Unread)) error {
	r := &reader{ctx: ctx, stdin: stdin, page: page, unread: unread}
	for _, in := range once(inputs) {
		if err := r.input(in); err != nil {
			return fmt.Errorf("read %s: %w", in, err)
		}
	}
	return nil
}

// reader is one run over the inputs. Its methods return an error only when the run is to end.
type reader struct {
	ctx    context.Context
	stdin  io.Reader
	page   func(Page) error
	unread func(edition.Unread)
}

// fail names an input that could not be read.
func (r *reader) fail(source, format string, args ...any) error {
	r.unread(edition.Unread{Source: source, Why: fmt.Sprintf(format, args...)})
	return r.ctx.Err()
}
