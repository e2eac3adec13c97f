package browser

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// mostShot is the height of a screenshot in pixels: of a long page the beginning says how it looks.
const mostShot = 6000

// Shot keeps a picture of the page in the folder that VARIORUM_SHOTS names, to be looked at.
func (b *Tab) Shot(name string) {
	b.T.Helper()
	folder := os.Getenv("VARIORUM_SHOTS")
	if folder == "" {
		return
	}
	size := b.Ask(`[String(document.documentElement.clientWidth), String(document.documentElement.scrollHeight)]`)
	var width, high float64
	fmt.Sscan(size[0], &width)
	fmt.Sscan(size[1], &high)
	p := page.CaptureScreenshotParams{Format: page.CaptureScreenshotFormatPng, CaptureBeyondViewport: new(true), Clip: &page.Viewport{Width: width, Height: min(high, mostShot), Scale: 1}}
	got, err := cdp.Call(b.Ctx, chromedp.FromContext(b.Ctx).Target, page.CaptureScreenshot, p)
	if err != nil {
		b.T.Fatal(err)
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		b.T.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, name+".png"), got.Data, 0o644); err != nil {
		b.T.Fatal(err)
	}
}
