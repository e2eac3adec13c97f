package report

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/delivery/browser"
)

// tab is a page of a browser that shows editions.
type tab struct{ *browser.Tab }

func newTab(t *testing.T) *tab {
	t.Helper()
	return &tab{browser.New(t)}
}

// open shows an edition as a file on a disk.
func (b *tab) open(e *edition.Edition) {
	b.T.Helper()
	name := filepath.Join(b.T.TempDir(), "report.html")
	if err := os.WriteFile(name, []byte(render(b.T, e)), 0o600); err != nil {
		b.T.Fatal(err)
	}
	b.Open("file://" + filepath.ToSlash(name))
}

func TestPageKeepsItsWidth(t *testing.T) {
	b := newTab(t)
	for name, e := range map[string]*edition.Edition{"one story": oneStory(), "several": fixtureEdition(), "sixty accounts": manyAccounts(60), "hostile": hostileEdition()} {
		b.open(e)
		for _, width := range []int64{1440, 1024, 390} {
			b.Size(width)
			b.None(fmt.Sprintf("%s at %d", name, width), b.Ask(browser.Overflowing))
		}
	}
}

func TestPageLoadsAndRunsNothing(t *testing.T) {
	b := newTab(t)
	for name, e := range map[string]*edition.Edition{"fixture": fixtureEdition(), "hostile": hostileEdition()} {
		b.open(e)
		b.None(name+" is alive", b.Ask(`[...document.querySelectorAll("script, iframe, object, embed, img, link, form, base")].map(e => e.outerHTML)`))
		b.None(name+" has a handler", b.Ask(`[...document.querySelectorAll("*")].flatMap(e => [...e.attributes]).filter(a => /^on|^style$/.test(a.name)).map(a => a.name)`))
		b.None(name+" was taken over", b.Ask(`window.owned ? ["owned"] : []`))
		b.None(name+" leads out", b.Ask(`[...document.querySelectorAll("[href]")].map(e => e.getAttribute("href")).filter(h => !h.startsWith("#"))`))
	}
	for _, r := range b.Requests() {
		if !strings.HasPrefix(r, "file://") || !strings.HasSuffix(r, "/report.html") {
			t.Errorf("the page asks for %s", r)
		}
	}
	if len(b.Requests()) == 0 {
		t.Error("no request was seen, not even that for the page")
	}
	b.None("console", b.Messages())
}

func TestPageIsWellBuilt(t *testing.T) {
	b := newTab(t)
	for name, e := range map[string]*edition.Edition{"one story": oneStory(), "several": fixtureEdition(), "sixty accounts": manyAccounts(60), "hostile": hostileEdition(), "nothing": {}} {
		b.open(e)
		b.None(name, b.Ask(browser.Structure))
	}
}

// faint lists text whose contrast with what lies behind it is under 4.5 to 1 (WCAG 2.2, 1.4.3).
const faintText = `(() => {
	const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
	const rgba = c => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = c; canvas.fillRect(0, 0, 1, 1); return canvas.getImageData(0, 0, 1, 1).data; };
	const light = c => { const f = [0, 1, 2].map(i => c[i] / 255).map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4); return .2126 * f[0] + .7152 * f[1] + .0722 * f[2]; };
	const behind = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] > 250) return c; } return rgba("white"); };
	const seen = new Set(), out = [];
	for (const e of document.querySelectorAll("body *")) {
		if (![...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) || e.closest("svg")) continue;
		const a = rgba(getComputedStyle(e).color), b = behind(e), x = light(a), y = light(b);
		const ratio = (Math.max(x, y) + .05) / (Math.min(x, y) + .05), key = a + "/" + b;
		if (ratio < 4.5 && !seen.has(key)) { seen.add(key); out.push(ratio.toFixed(2) + " " + e.tagName + "." + e.className + ": " + e.textContent.slice(0, 30)); }
	}
	return out;
})()`

func TestTextStandsOutInBothSchemes(t *testing.T) {
	b := newTab(t)
	b.open(fixtureEdition())
	paper := map[string]bool{}
	for _, scheme := range []string{"light", "dark"} {
		b.Scheme(scheme)
		b.None(scheme, b.Ask(faintText))
		paper[b.Ask(`[getComputedStyle(document.body).backgroundColor]`)[0]] = true
	}
	if len(paper) != 2 {
		t.Error("light and dark have the same paper")
	}
}

func TestSwitches(t *testing.T) {
	b := newTab(t)
	b.open(oneStory())
	shown := func(selector string) string {
		return b.Ask(fmt.Sprintf(`[String([...document.querySelectorAll(%q)].filter(e => e.getClientRects().length).length)]`, selector))[0]
	}
	click := func(selector string) { b.Ask(fmt.Sprintf(`(document.querySelector(%q).click(), [])`, selector)) }
	if shown(".syn td.c1") == "0" {
		t.Fatal("column B is not shown to begin with")
	}
	click("input.k1")
	if n := shown(".syn td.c1"); n != "0" {
		t.Errorf("column B switched off, and %s cells are still shown", n)
	}
	if shown(".syn td.c0") == "0" {
		t.Error("switching B off took A away")
	}
	for box, mark := range map[string]string{".m-sub": ".syn mark.sub", ".m-add": ".syn mark.add", ".m-mov": ".syn mark.mov", ".m-inq": ".syn mark.inq"} {
		line := fmt.Sprintf(`[getComputedStyle(document.querySelector(%q)).textDecorationLine]`, mark)
		if got := b.Ask(line)[0]; got != "underline" {
			t.Errorf("%s has text-decoration %s before the switch", mark, got)
		}
		click("input" + box)
		if got := b.Ask(line)[0]; got != "none" {
			t.Errorf("%s has text-decoration %s after the switch", mark, got)
		}
	}
	const figure = `[getComputedStyle(document.querySelector(".syn mark.fig"), "::after").content]`
	if got := b.Ask(figure)[0]; !strings.Contains(got, "≠") {
		t.Errorf("a figure that conflicts has the sign %s", got)
	}
	click("input.m-fig")
	if got := b.Ask(figure)[0]; strings.Contains(got, "≠") {
		t.Errorf("a figure that conflicts has the sign %s after the switch", got)
	}
	if shown(".syn .gap:not(.inq)") == "0" {
		t.Error("no gap is shown to begin with")
	}
	click("input.m-gap")
	if n := shown(".syn .gap:not(.inq)"); n != "0" {
		t.Errorf("%s gaps are shown after the switch", n)
	}
}

// TestNarrowPageSaysWhoAgrees: on a narrow page a reading like an earlier one is not set again, unless the earlier is hidden.
func TestNarrowPageSaysWhoAgrees(t *testing.T) {
	b := newTab(t)
	b.Size(390)
	b.open(oneStory())
	display := func(selector string) string {
		return b.Ask(fmt.Sprintf(`[getComputedStyle(document.querySelector(%q)).display]`, selector))[0]
	}
	const cell = "#s1-p5 td.c1"
	if display(cell+" .tx") != "none" || display(cell+" .as") == "none" {
		t.Error("B has the words of A, and they are set twice")
	}
	b.Ask(`(document.querySelector("input.k0").click(), [])`)
	if display(cell+" .tx") == "none" || display(cell+" .as") != "none" {
		t.Error("A is hidden, and B still points to it")
	}
}

// TestManyColumnsScrollInTheirBox: nine columns and more do not fit abreast; their box scrolls, the page does not.
func TestManyColumnsScrollInTheirBox(t *testing.T) {
	b := newTab(t)
	b.open(manyAccounts(60))
	const scrolls = `[String((e => e.scrollWidth > e.clientWidth)(document.querySelector(".syn-box")))]`
	if b.Ask(scrolls)[0] != "false" {
		t.Error("five columns do not fit")
	}
	b.Ask(`(document.querySelectorAll(".cols input").forEach((e, i) => e.checked = i < 20), [])`)
	if b.Ask(scrolls)[0] != "true" {
		t.Error("twenty columns are squeezed into the width of the page")
	}
	b.None("with twenty columns", b.Ask(browser.Overflowing))
}

// TestFiguresAreDrawnInTheirPlace: dots, rings and arrows lie on the drawing, beside the words, at any width.
func TestFiguresAreDrawnInTheirPlace(t *testing.T) {
	b := newTab(t)
	b.open(oneStory())
	for _, width := range []int64{1440, 1024, 390} {
		b.Size(width)
		b.None(fmt.Sprint("at ", width), b.Ask(`(() => {
			const out = [], rows = document.querySelectorAll(".figure li");
			if (rows.length !== 4) out.push(rows.length + " rows");
			for (const li of rows) {
				const place = li.querySelector(".iv").getBoundingClientRect(), said = li.querySelector(".fw").getBoundingClientRect();
				if (place.width < 60) out.push("the drawing is " + place.width + " wide");
				if (said.left < place.right - 1) out.push("words lie on the drawing");
				const shapes = li.querySelectorAll(".iv circle, .iv line, .iv path");
				if (!shapes.length) out.push("nothing is drawn for " + li.textContent);
				for (const s of shapes) {
					const r = s.getBoundingClientRect();
					if (r.left < place.left - 1 || r.right > place.right + 1) out.push("a shape reaches out of the drawing of " + li.textContent.trim());
				}
			}
			return out;
		})()`))
	}
}

// strayLinks lists the links of the apparatus and of the ledgers that do not lead to the very words beside them. A reading that
// is shortened by an ellipsis is compared by its two ends.
const strayLinks = `(() => {
	const words = e => { e = e.cloneNode(true); e.querySelectorAll(".gap").forEach(g => g.remove()); return e.textContent.replace(/\s+/g, " ").replace(/[†“”]/g, "").trim(); }, out = [];
	const check = (said, a) => {
		const there = words(document.getElementById(a.hash.slice(1))), [head, tail = ""] = said.split(" … ");
		const bare = there.replace(/^[,;:–—\s]+/, "");
		if (!bare.startsWith(head) || !bare.endsWith(tail)) out.push(said + " leads to " + there);
	};
	let n = 0;
	for (const i of document.querySelectorAll(".app i")) {
		const sigla = i.nextElementSibling;
		if (!sigla?.classList.contains("sg")) continue;
		for (const a of sigla.querySelectorAll("a")) { check(words(i), a); n++; }
	}
	for (const row of document.querySelectorAll(".ledger tbody tr")) for (const a of row.querySelectorAll(".c-s a")) {
		check(words(row.querySelector(".c-t")), a);
		n++;
	}
	for (const reading of document.querySelectorAll(".figs li")) {
		const said = [...reading.querySelectorAll(".fw .t")].map(words);
		for (const a of reading.querySelectorAll(".sg a")) {
			const there = words(document.getElementById(a.hash.slice(1)));
			if (!said.includes(there.replace(/\s+/g, " "))) out.push(said + " leads to " + there);
			n++;
		}
	}
	if (n < 10) out.push("only " + n + " links were seen");
	return out;
})()`

func TestFindingsLeadToTheirWords(t *testing.T) {
	b := newTab(t)
	b.open(oneStory())
	b.None("link", b.Ask(strayLinks))
	b.Ask(`(document.querySelector(".app .sg a").click(), [])`)
	got := b.Ask(`(() => { const e = document.querySelector(":target"), r = e.getBoundingClientRect(); return [e.textContent, String(r.top > 40 && r.bottom < innerHeight)] })()`)
	if got[0] != "Queen Ada" || got[1] != "true" {
		t.Errorf("the first link of the apparatus leads to %q, in view: %s", got[0], got[1])
	}
}

// TestPaper: on paper nothing asks for a pointer, and what is folded on a screen is opened, but for pages of menus set aside.
func TestPaper(t *testing.T) {
	b := newTab(t)
	b.open(fixtureEdition())
	const seen = `(s => [...document.querySelectorAll(s)].some(e => e.getClientRects().length && e.getBoundingClientRect().height > 2))`
	on := func(selector string) bool { return b.Ask(fmt.Sprintf("[String(%s(%q))]", seen, selector))[0] == "true" }
	if !on(".switches") || !on(".local") {
		t.Fatal("the switches and the line of sections are not on the screen")
	}
	b.Paper()
	for _, gone := range []string{".switches", ".local", ".skip", ".syn thead", ".accounts .raw li"} {
		if on(gone) {
			t.Errorf("%s is printed", gone)
		}
	}
	for _, kept := range []string{".syn td", ".ledger thead", ".accounts summary", ".fulltext p"} {
		if !on(kept) {
			t.Errorf("%s is not printed", kept)
		}
	}
}
