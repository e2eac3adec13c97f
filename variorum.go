// Package variorum reads the news the way a textual critic reads manuscripts: it takes in pages from many outlets, finds the
// accounts of one event, lays them side by side and shows what text they share and every place where they differ, who is
// quoted and how each outlet has the words. It gives no verdicts: it shows the words.
//
// Read is the whole of it: pages in, an edition out.
package variorum

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"slices"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
	"variorum/internal/news/reading"
	"variorum/internal/news/story"
)

// Page is one page as it came in: its content in UTF-8 and what its container said of it.
type Page = intake.Page

// The kinds of pages: HTML, a whole page as text (headline, dates, captions and furniture included), and the text of an
// article alone.
const (
	HTML    = intake.HTML
	Plain   = intake.Plain
	Article = intake.Article
)

// Options are choices of a reading. The zero value is what `variorum read` does.
type Options struct {
	// Together lays all accounts side by side as one story, without asking whether they tell of one event.
	Together bool
	// Unread are inputs that gave no page; they are reported with the pages that gave no account.
	Unread []edition.Unread
	// Progress, if not nil, is told of each finished step: what is done, how many of how many. It is called from one
	// goroutine at a time.
	Progress func(step string, done, total int)
}

// Read reads pages into an edition. A page that cannot be read is named in Unread with the reason; an error means that the
// reading as a whole was given up (the context ended). The same pages give the same edition, in whatever order they come.
func Read(ctx context.Context, pages []Page, o Options) (*edition.Edition, error) {
	pages, parts, unread := reading.SortOut(ctx, pages, o.Progress)
	accounts, failed := reading.Accounts(ctx, pages, extract.Learn(parts), o.Progress)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("read %d pages: %w", len(pages), err)
	}
	groups := story.Group(accounts)
	if o.Together {
		groups = together(accounts)
	}
	told, related := tell(ctx, accounts, groups, o)
	if err := ctx.Err(); err != nil {
		return nil, fmt.Errorf("collate %d accounts: %w", len(accounts), err)
	}
	return reading.Assemble(Version(), told, related, slices.Concat(o.Unread, unread, failed)), nil
}

// tell tells each event, and gives its links beside it.
func tell(ctx context.Context, accounts []*account.Account, events []story.Event, o Options) ([]reading.Told, [][]story.Related) {
	told, related := make([]reading.Told, len(events)), make([][]story.Related, len(events))
	progress := func(done, total int) {
		if o.Progress != nil {
			o.Progress("stories", done, total)
		}
	}
	reading.Parallel(ctx, len(events), progress, func(i int) {
		var members []*account.Account
		for _, m := range events[i].Members {
			members = append(members, accounts[m])
		}
		told[i], related[i] = reading.Tell(members), events[i].Related
	})
	return told, related
}

// Pages reads pages from inputs: paths of files and folders, or "-" for stdin. Inputs that cannot be read are returned with
// the reason.
func Pages(ctx context.Context, inputs []string, stdin io.Reader) ([]Page, []edition.Unread, error) {
	return intake.Read(ctx, inputs, stdin, intake.Options{})
}

// together makes one event of all accounts, or none where there are no accounts.
func together(accounts []*account.Account) []story.Event {
	if len(accounts) == 0 {
		return nil
	}
	var g story.Event
	for i := range accounts {
		g.Members = append(g.Members, i)
	}
	return []story.Event{g}
}

// Version is the version of the module that was built, or "devel".
func Version() string {
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" && info.Main.Version != "(devel)" {
		return info.Main.Version
	}
	return "devel"
}
