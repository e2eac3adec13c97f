package web

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	cdplog "github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// tab is a page of a real browser that remembers what the page did.
type tab struct {
	t   *testing.T
	ctx context.Context

	mu       sync.Mutex
	requests []string
	messages []string
}

// browserNames are the programs that can show pages, in the order in which they are asked for.
var browserNames = []string{"chromium", "chromium-browser", "google-chrome", "headless-shell", "chrome"}

// patience is how long a browser may take for all that one test asks of it before the test gives up.
const patience = 4 * time.Minute

func newTab(t *testing.T) *tab {
	t.Helper()
	path := ""
	for _, name := range browserNames {
		if p, err := exec.LookPath(name); err == nil && path == "" {
			path = p
		}
	}
	if path == "" {
		t.Skipf("no browser: install one of %s to run the tests of the pages", strings.Join(browserNames, ", "))
	}
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.Flag("disable-gpu", true), chromedp.Flag("disable-quic", true), chromedp.UserDataDir(t.TempDir()))
	if os.Geteuid() == 0 { // the browser's own sandbox refuses the administrator
		options = append(options, chromedp.Flag("no-sandbox", true))
	}
	deadline, stopClock := context.WithTimeout(context.Background(), patience)
	allocator, stopBrowser := chromedp.NewExecAllocator(deadline, options...)
	ctx, closeTab := chromedp.NewContext(allocator)
	t.Cleanup(func() { closeTab(); stopBrowser(); stopClock() })
	b := &tab{t: t, ctx: ctx}
	b.size(1440)
	if err := chromedp.Listen(ctx, b.hear); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *tab) hear(event any) {
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

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) open(address string) {
	b.t.Helper()
	b.do(chromedp.Navigate(address))
}

func (b *tab) size(width int64) {
	b.t.Helper()
	b.do(chromedp.EmulateViewport(width, 1000))
}

// ask evaluates an expression that gives a list of words, such as a list of faults.
func (b *tab) ask(expression string) []string {
	b.t.Helper()
	answer, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](expression))
	if err != nil {
		b.t.Fatal(err)
	}
	return answer
}

// scheme makes the reader one who prefers light or dark pages.
func (b *tab) scheme(name string) {
	b.t.Helper()
	p := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: name}}}
	if _, err := cdp.Call(b.ctx, chromedp.FromContext(b.ctx).Target, emulation.SetEmulatedMedia, p); err != nil {
		b.t.Fatal(err)
	}
}

func (b *tab) none(what string, faults []string) {
	b.t.Helper()
	for _, f := range faults {
		b.t.Errorf("%s: %s", what, f)
	}
}

// mostShot is the height of a screenshot in pixels: of a long page the beginning says how it looks.
const mostShot = 6000

// shot keeps a picture of the page in the folder that VARIORUM_SHOTS names, to be looked at.
func (b *tab) shot(name string) {
	b.t.Helper()
	folder := os.Getenv("VARIORUM_SHOTS")
	if folder == "" {
		return
	}
	size := b.ask(`[String(document.documentElement.clientWidth), String(Math.min(document.documentElement.scrollHeight, 6000))]`)
	var width, height float64
	fmt.Sscan(size[0], &width)
	fmt.Sscan(size[1], &height)
	p := page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: new(true), Clip: &page.Viewport{Width: width, Height: min(height, mostShot), Scale: 1}}
	got, err := cdp.Call(b.ctx, chromedp.FromContext(b.ctx).Target, page.CaptureScreenshot, p)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), got.Data, 0o644); err != nil {
		b.t.Fatal(err)
	}
}
