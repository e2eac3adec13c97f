// Package browser opens pages in a real browser for the tests of what is shown in one. It is imported by tests only.
//
// A test asks for a Tab, opens addresses in it and evaluates expressions that list faults, so that a failure says what is wrong and where.
package browser

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Tab is a page of a real browser that remembers what the page did.
type Tab struct {
	T   *testing.T
	Ctx context.Context // of the tab, for steps of chromedp that are not here

	mu       sync.Mutex
	requests []string
	messages []string
}

// names are the programs that can show pages, in the order in which they are asked for.
var names = []string{"chromium", "chromium-browser", "google-chrome", "headless-shell", "chrome"}

// patience is how long a browser may take for all that one test asks of it before the test gives up.
const patience = 4 * time.Minute

// height is that of the window in pixels; how wide it is a test says.
const height = 1000

// New opens a tab of 1440 pixels, or skips the test where there is no browser. It is closed with the test.
func New(t *testing.T) *Tab {
	t.Helper()
	path := program()
	if path == "" {
		t.Skipf("no browser: install one of %s to run the tests of the pages", strings.Join(names, ", "))
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()))
	if os.Geteuid() == 0 { // the browser's own sandbox refuses the administrator
		options = append(options, chromedp.Flag("no-sandbox", true))
	}
	deadline, stopClock := context.WithTimeout(context.Background(), patience)
	allocator, stopBrowser := chromedp.NewExecAllocator(deadline, options...)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(func() { closeTab(); stopBrowser(); stopClock() })
	b := &Tab{T: t, Ctx: ctx}
	b.Size(1440)
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	return b
}

func program() string {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	return ""
}

func (b *Tab) hear(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.requests = append(b.requests, e.Request.URL)
	case *runtime.EventConsoleAPICalled:
		b.messages = append(b.messages, fmt.Sprint(e.Type))
	case *runtime.EventExceptionThrown:
		b.messages = append(b.messages, e.ExceptionDetails.Text)
	case *cdplog.EventEntryAdded:
		b.messages = append(b.messages, e.Entry.Text+" "+e.Entry.URL)
	}
}

// Requests are the addresses that pages have asked for.
func (b *Tab) Requests() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.requests)
}

// Messages are what pages wrote to the console, and what was refused to them.
func (b *Tab) Messages() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return slices.Clone(b.messages)
}

// Forget forgets what pages did.
func (b *Tab) Forget() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.requests, b.messages = nil, nil
}

// Do takes steps.
func (b *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	b.T.Helper()
	if err := chromedp.Do(b.Ctx, steps...); err != nil {
		b.T.Fatal(err)
	}
}

// Open shows an address.
func (b *Tab) Open(address string) {
	b.T.Helper()
	b.Do(chromedp.Navigate(address))
}

// Size makes the window so many pixels wide.
func (b *Tab) Size(width int64) {
	b.T.Helper()
	b.Do(chromedp.EmulateViewport(width, height))
}

// Ask evaluates an expression that gives a list of words, such as a list of faults.
func (b *Tab) Ask(expression string) []string {
	b.T.Helper()
	answer, err := b.Try(expression)
	if err != nil {
		b.T.Fatal(err)
	}
	return answer
}

// Try is Ask where a page may be going: one that goes while it is asked gives an error.
func (b *Tab) Try(expression string) ([]string, error) {
	return chromedp.Run(b.Ctx, chromedp.Evaluate[[]string](expression))
}

// Wait is Ask of an expression that gives the list later: a promise.
func (b *Tab) Wait(expression string) []string {
	b.T.Helper()
	answer, err := chromedp.Run(b.Ctx, chromedp.Evaluate[[]string](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		b.T.Fatal(err)
	}
	return answer
}

// Scheme makes the reader one who prefers light or dark pages.
func (b *Tab) Scheme(name string) {
	b.T.Helper()
	b.media(emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}})
}

// Paper shows the page as it is printed.
func (b *Tab) Paper() {
	b.T.Helper()
	b.media(emulation.SetEmulatedMediaParams{Media: "print"})
}

func (b *Tab) media(p emulation.SetEmulatedMediaParams) {
	b.T.Helper()
	if _, err := cdp.Call(b.Ctx, chromedp.FromContext(b.Ctx).Target, emulation.SetEmulatedMedia, p); err != nil {
		b.T.Fatal(err)
	}
}

// None reports each fault of a list.
func (b *Tab) None(what string, faults []string) {
	b.T.Helper()
	for _, f := range faults {
		b.T.Errorf("%s: %s", what, f)
	}
}
