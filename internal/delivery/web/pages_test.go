package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"variorum/internal/news/intake"
)

// views are the pages that a reader meets, by the names of their pictures.
func views(s *served) map[string]string {
	st := s.largest()
	a, b := accountAt(&st, 0), accountAt(&st, 5)
	number := func(address string) string { return strings.TrimPrefix(address, "/accounts/") }
	p, err := s.store.Page(s.t.Context(), st.Pages[st.Edition.Stories[0].Accounts[0]])
	if err != nil {
		s.t.Fatal(err)
	}
	return map[string]string{
		"stories": "/", "search": "/?q=herring+bank", "nothing-found": "/?q=zebra&has=figures", "story": fmt.Sprintf("/stories/%d", st.ID),
		"account": a, "account-with-doubtful-date": b, "compare": "/compare?a=" + number(a) + "&b=" + number(b), "compare-form": "/compare",
		"add": "/add", "raw": a + "/raw/" + p.Versions[0].Raw, "unread": "/unread", "help": "/help", "missing": "/stories/999", "two-stories": "/compare?a=" + number(a) + "&b=torrin-courant-2022",
		"compare-second": "/compare?a=" + number(a) + "&q=herring", "wire": "/compare?a=" + number(a) + "&wire=" + url.QueryEscape(st.Edition.Stories[0].Wire[0].Node),
		"bad-search": "/?q=%21%21",
	}
}

// overflowing says that something reaches over the right edge of the page; what scrolls in a box of its own may.
const overflowing = `(() => {
	const wide = document.documentElement.clientWidth;
	return document.documentElement.scrollWidth > wide ? ["the page is " + document.documentElement.scrollWidth + " wide, the window " + wide] : [];
})()`

// structure lists what a keyboard or a screen reader would stumble over.
const structure = `(() => {
	const out = [], ids = new Set();
	for (const e of document.querySelectorAll("[id]")) { if (ids.has(e.id)) out.push("id twice: " + e.id); ids.add(e.id); }
	for (const a of document.querySelectorAll("a[href^='#'], use[href^='#']")) { const to = a.getAttribute("href").slice(1); if (to && !ids.has(to)) out.push("leads nowhere: #" + to); }
	for (const e of document.querySelectorAll("[aria-labelledby]")) if (!ids.has(e.getAttribute("aria-labelledby"))) out.push("label missing: " + e.getAttribute("aria-labelledby"));
	let last = 0;
	for (const h of document.querySelectorAll("h1, h2, h3, h4, h5, h6")) { const n = +h.tagName[1]; if (n > last + 1) out.push("heading skips a level: " + h.textContent); last = n; }
	if (document.querySelectorAll("h1").length !== 1) out.push("h1: " + document.querySelectorAll("h1").length);
	if (document.querySelectorAll("main").length !== 1) out.push("no main landmark");
	for (const i of document.querySelectorAll("input:not([type=hidden]), select, textarea")) if (![...i.labels].some(l => l.textContent.trim())) out.push("field without a label: " + i.name);
	for (const a of document.querySelectorAll("a[href]")) if (!a.textContent.trim()) out.push("link without words: " + a.getAttribute("href"));
	for (const t of document.querySelectorAll("table")) for (const th of t.querySelectorAll("th")) if (!th.scope) out.push("heading of nothing: " + th.textContent);
	if (!document.querySelector("a, button, input, summary, [tabindex]").matches(".skip[href='#content']")) out.push("the first stop of the keyboard does not lead past the head");
	for (const e of document.querySelectorAll("*")) for (const a of e.attributes) if (/^on|^style$/.test(a.name)) out.push(e.tagName + " has " + a.name);
	for (const e of document.querySelectorAll("script:not([src]), style")) out.push("inline " + e.tagName);
	return out;
})()`

// axeFaults runs axe-core and lists what it calls serious or critical.
const axeFaults = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.filter(v => v.impact === "serious" || v.impact === "critical").map(v => v.id + " (" + v.impact + "): " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + n.failureSummary).join(" | ")))`

// TestPagesInABrowser looks at every page at two widths in both schemes: nothing reaches over the edge, nothing is refused by the content
// policy, the structure is whole. With VARIORUM_SHOTS it keeps pictures, with VARIORUM_AXE (the file axe.min.js of axe-core) it asks that too.
func TestPagesInABrowser(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{Fetch: noFetch})
	axe := axeSource(t)
	b.look(s, "empty", "/", axe)
	s.take(examples(t)...)
	s.take(intake.Page{ID: "blank", Source: "blank.html", Kind: intake.HTML, Body: "<p>"})
	for name, path := range views(s) {
		b.look(s, name, path, axe)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range b.requests {
		if !strings.HasPrefix(r, s.url) && !strings.HasPrefix(r, "data:") { // the browser's own pictures in fields
			t.Errorf("a page asks for %s", r)
		}
	}
	for _, m := range b.messages {
		if !strings.Contains(m, "status of 40") { // the pages that are not there
			t.Errorf("console: %s", m)
		}
	}
}

// look opens a page at each width in each scheme and checks it.
func (b *tab) look(s *served, name, path, axe string) {
	b.t.Helper()
	all := axe != "" || os.Getenv("VARIORUM_SHOTS") != ""
	for _, width := range []int64{1440, 390} {
		b.size(width)
		for _, scheme := range []string{"light", "dark"} {
			if !all && (width == 1440) != (scheme == "light") {
				continue // two of the four show most
			}
			b.scheme(scheme)
			b.open(s.url + path)
			what := fmt.Sprintf("%s-%d-%s", name, width, scheme)
			b.none(what, b.ask(overflowing))
			b.none(what, b.ask(structure))
			b.shot(what)
			if axe != "" {
				b.none(what, b.audit(axe))
			}
		}
	}
}

// audit runs axe-core on the page.
func (b *tab) audit(source string) []string {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Evaluate[bool](source+"\n;true")); err != nil {
		b.t.Fatal(err)
	}
	faults, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]string](axeFaults, chromedp.EvalAwaitPromise))
	if err != nil {
		b.t.Fatal(err)
	}
	return faults
}

func axeSource(t *testing.T) string {
	name := os.Getenv("VARIORUM_AXE")
	if name == "" {
		t.Log("axe-core was not asked: VARIORUM_AXE names no axe.min.js")
		return ""
	}
	source, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// until asks an expression that gives "true" until it does.
func (b *tab) until(what, expression string) {
	b.t.Helper()
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		if b.ask("[String(" + expression + ")]")[0] == "true" {
			return
		}
	}
	b.t.Fatalf("waited in vain: %s\n%s", what, b.ask(`[document.body.innerText.slice(0, 2000)]`)[0])
}

// TestNewPagesAppearWithoutAReload: what another program adds shows on the first page of an empty desk, in the list, and on the page of its story,
// where what the reader has switched off stays off.
func TestNewPagesAppearWithoutAReload(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	b.open(s.url)
	b.ask(`(window.here = true, [])`)
	s.take(fictive("Sound Courier", "Ferry aground off Little Teal", "2025-03-03", ferry...))
	b.until("the first story is in the list", `document.querySelectorAll(".desk-list .title").length === 1 && !!window.here`)
	b.ask(`(window.here = true, [])`)
	s.take(fictive("Gull and Mast", "Council votes on swimming baths", "2025-03-04", "The council of Wick Sound has voted by eleven to four to keep the swimming baths open through the winter.", "Lessons for schools begin again in October, the leisure committee said."))
	b.until("the second story is marked as new", `document.querySelectorAll(".desk-list .title").length === 2 && !!document.querySelector("tr.fresh") && !!window.here`)
	if said := b.ask(`[document.getElementById("news").textContent]`)[0]; !strings.Contains(said, "swimming baths") {
		t.Errorf("the line of news says %q", said)
	}
	b.shot("live-list")

	s.take(fictive("Teal Islander", "Ferry Marrow Light aground", "2025-03-03", ferry[0], ferry[1], "The island’s school opened late."))
	story := s.largest()
	b.open(fmt.Sprintf("%s/stories/%d", s.url, story.ID))
	off := b.ask(`(window.here = true, document.querySelector("input.k1").click(), [document.querySelector("input.k1").value])`)[0]
	s.take(fictive("Harbour Wire", "Marrow Light: passengers taken off", "2025-03-03", ferry[0], strings.Replace(ferry[1], "the hull is sound", "the hull is whole", 1), ferry[3]))
	b.until("the third account has a column", `document.querySelectorAll(".syn thead .s").length === 3 && !!window.here`)
	if b.ask(fmt.Sprintf(`[String(document.querySelector('input[name=with][value="%s"]').checked)]`, off))[0] != "false" {
		t.Error("the column that the reader had switched off is back")
	}
	b.shot("live-story")
}

// TestAddingAPage: a text that is pasted becomes an account, and the page says where it stands.
func TestAddingAPage(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	s.take(fictive("Sound Courier", "Ferry aground off Little Teal", "2025-03-03", ferry...))
	b.open(s.url + "/add")
	pasted := fictive("Teal Islander", "Marrow Light aground", "2025-03-03", ferry[0], ferry[1]).Body
	b.ask(fmt.Sprintf(`(document.getElementById("text").value = %q, document.getElementById("text").form.requestSubmit(), [])`, pasted))
	b.until("the result", `document.querySelector("h1")?.textContent === "1 page added"`)
	b.shot("added")
	b.none("added", b.ask(structure))
	b.ask(`(document.querySelector(".added td a").click(), [])`)
	b.until("its story", `document.querySelectorAll(".accounts tbody tr").length === 2`)
	upload := filepath.Join(t.TempDir(), "harbour-wire.html")
	if err := os.WriteFile(upload, []byte(fictive("Harbour Wire", "Ferry on the sands", "2025-03-04", ferry[0], ferry[3]).Body), 0o600); err != nil {
		t.Fatal(err)
	}
	b.open(s.url + "/add")
	b.do(chromedp.SetUploadFiles(chromedp.ID("file"), []string{upload}))
	b.ask(`(document.getElementById("file").form.requestSubmit(), [])`)
	b.until("the result of the upload", `document.querySelector("h1")?.textContent === "1 page added" && document.body.innerText.includes("beside 2 other accounts")`)
}

// TestChoicesGoIntoTheAddress: what is switched off is in the address, which shows the same again, and in the saved file.
func TestChoicesGoIntoTheAddress(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	s.take(examples(t)...)
	st := s.largest()
	b.open(fmt.Sprintf("%s/stories/%d", s.url, st.ID))
	b.ask(`(document.querySelector("input.k0:checked").click(), document.querySelector("input.m-sub").click(), [])`)
	address := b.ask(`[location.href]`)[0]
	if cited := b.ask(`[document.querySelector(".foot a.path").href]`)[0]; cited != address {
		t.Errorf("the page is at %s and is to be cited as %s", address, cited)
	}
	const seen = `[...document.querySelectorAll(".switches input[type=checkbox]")].map(i => i.className + " " + i.checked)`
	before := b.ask(seen)
	b.open(address)
	if after := b.ask(seen); strings.Join(before, "\n") != strings.Join(after, "\n") {
		t.Errorf("the address shows other switches:\n%s\nwant\n%s", after, before)
	}
	saved := s.get(strings.TrimPrefix(address, s.url) + "&save=1")
	if strings.Contains(saved.body, `class="m-sub" checked`) || !strings.Contains(saved.body, `class="m-add" checked`) {
		t.Error("the saved file does not keep the marks that were chosen")
	}
}

// TestSavedViewsStandAlone: a saved view is one file that asks for nothing and looks like the page.
func TestSavedViewsStandAlone(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	s.take(examples(t)...)
	for name, path := range views(s) {
		if strings.HasSuffix(path, "/") && path != "/" || name == "raw" || name == "add" || name == "help" || strings.Contains(name, "form") || name == "unread" || name == "missing" || name == "compare-second" || name == "bad-search" || name == "nothing-found" {
			continue
		}
		link := path + "?save=1"
		if strings.Contains(path, "?") {
			link = path + "&save=1"
		}
		got := s.get(link)
		if got.StatusCode != 200 || !strings.Contains(got.Header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %s %s", link, got.Status, got.Header)
			continue
		}
		file := filepath.Join(t.TempDir(), "view.html")
		if err := os.WriteFile(file, []byte(got.body), 0o600); err != nil {
			t.Fatal(err)
		}
		b.mu.Lock()
		b.requests, b.messages = nil, nil
		b.mu.Unlock()
		b.open("file://" + file)
		b.none(name+" reaches over the edge", b.ask(overflowing))
		b.none(name+" is alive", b.ask(`[...document.querySelectorAll("script, iframe, img, link, form")].map(e => e.outerHTML)`))
		if b.ask(`[getComputedStyle(document.querySelector("h1")).fontFamily]`)[0] == "" || !strings.Contains(got.body, s.url) {
			t.Errorf("%s has lost its style or the address that it was saved from", name)
		}
		if font := b.ask(`[getComputedStyle(document.querySelector("h1, h2")).fontFamily]`)[0]; !strings.Contains(font, "Iowan") {
			t.Errorf("%s has lost its style: %s", name, font)
		}
		b.shot("saved-" + name)
		b.mu.Lock()
		for _, r := range b.requests {
			if r != "file://"+file && !strings.HasPrefix(r, "data:") {
				t.Errorf("%s asks for %s", name, r)
			}
		}
		b.mu.Unlock()
		b.none(name+" console", b.messages)
	}
}

// TestRawPagesAreConfined: a page that came in runs nothing, loads nothing, leads nowhere and knows nothing of the desk around it.
func TestRawPagesAreConfined(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	var asked atomic.Int64
	tracker := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer tracker.Close()
	p := fictive("Sound Courier", "Ferry aground", "2025-03-03", ferry...)
	hostile := `<script>parent.owned = 1; fetch("/add"); document.title = "owned"</script><img src="https://tracker.example/p.png" onerror="parent.owned = 1"><iframe src="/"></iframe>` +
		`<link rel="stylesheet" href="https://tracker.example/s.css"><meta http-equiv="refresh" content="0; url=https://tracker.example/"><form action="/add" method="post"><input name="text" value="x"></form><svg onload="parent.owned = 1"></svg>`
	p.Raw = []byte(strings.Replace(p.Body, "<article>", strings.ReplaceAll(hostile, "https://tracker.example", tracker.URL)+"<article>", 1))
	added := s.take(p)
	in, err := s.store.Page(t.Context(), added.Pages[0].Page)
	if err != nil {
		t.Fatal(err)
	}
	digest := in.Versions[0].Raw
	for _, path := range []string{fmt.Sprintf("/accounts/%d/raw/%s", in.ID, digest), "/raw/" + digest, "/raw/" + digest + "?as=text"} {
		b.open(s.url + path)
		time.Sleep(300 * time.Millisecond)
		if b.ask(`[String(window.owned)]`)[0] != "undefined" || strings.Contains(b.ask(`[document.title]`)[0], "owned") {
			t.Errorf("%s was taken over", path)
		}
		if at := b.ask(`[location.href]`)[0]; at != s.url+path {
			t.Errorf("%s leads to %s", path, at)
		}
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, r := range b.requests {
		if strings.HasSuffix(r, "/add") {
			t.Errorf("the page that came in asks for %s", r)
		}
	}
	if n := asked.Load(); n > 0 {
		t.Errorf("the page that came in has asked another server %d times", n)
	}
}

// TestHostileWordsStayWords: what a page says of itself is text everywhere.
func TestHostileWordsStayWords(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	const bad = `"><script>window.owned=1</script><img src=x onerror="window.owned=1">{{.}}`
	escaped := strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;").Replace(bad)
	one := fictive("Courier "+escaped, "Ferry aground "+escaped, "2025-03-03", append([]string{escaped + " was written on the hull of the ferry in red paint."}, ferry...)...)
	one.ID, one.Source = "one"+bad, "one"+bad
	two := fictive("Islander "+escaped, "Aground "+escaped, "2025-03-03", append([]string{escaped + " was painted on the hull of the ferry in red."}, ferry...)...)
	two.ID, two.Source = "two"+bad, "two"+bad
	s.take(one, two)
	st := s.largest()
	a, c := accountAt(&st, 0), accountAt(&st, 1)
	for _, path := range []string{"/", "/?q=" + "%22%3E%3Cscript%3Ewindow.owned%3D1%3C%2Fscript%3E", "/?q=ferry&outlet=%3Cscript%3E", fmt.Sprintf("/stories/%d", st.ID), a, "/compare?a=" + strings.TrimPrefix(a, "/accounts/") + "&b=" + strings.TrimPrefix(c, "/accounts/"), "/stories/%3Cscript%3E", "/login?next=javascript:owned"} {
		b.open(s.url + path)
		b.none(path, b.ask(`window.owned ? ["taken over"] : []`))
		b.none(path, b.ask(`[...document.querySelectorAll("script:not([src*='/static/']), img, [onerror]")].map(e => e.outerHTML)`))
		b.none(path, b.ask(overflowing))
	}
}

// TestLongAndForeignStories: two hundred accounts, and accounts that run from right to left.
func TestLongAndForeignStories(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	var many []intake.Page
	for i := range 200 {
		body := append([]string(nil), ferry...)
		body[i%4] = strings.Replace(body[i%4], "the", "its", 1+i%2)
		many = append(many, fictive(fmt.Sprintf("Paper of Town %d", i), fmt.Sprintf("Ferry Marrow Light aground, says office %d", i), fmt.Sprintf("2025-03-%02d", 3+i%5), append(body, fmt.Sprintf("A reader of town number %d wrote that the ferry had been late all winter, and that nobody had listened.", i))...))
	}
	s.take(many...)
	hebrew := []string{"המעבורת עלתה על שרטון לפני עלות השחר ביום שני, ומאה וארבעים נוסעים הורדו ממנה בסירות הצלה, כך מסר משרד הנמל.", "“איש לא נפגע, והגוף שלם, אך היא תישאר שם עד הגאות,” אמרה מנהלת הנמל לעיתונאים על הרציף.", "המעבורת נבנתה לפני שנים רבות ונוסעים בה מדי יום תושבי האי."}
	right := func(outlet, title string) intake.Page {
		p := fictive(outlet, title, "2025-03-03", hebrew...)
		p.Body = strings.Replace(p.Body, `lang="en"`, `lang="he" dir="rtl"`, 1)
		return p
	}
	s.take(right("קול הים", "מעבורת על שרטון"), right("יומן האי", "המעבורת עלתה על שרטון"))
	st := s.largest()
	if st.Accounts < 150 {
		t.Fatalf("the long story has %d accounts", st.Accounts)
	}
	rows, _, _, err := s.store.Search(t.Context(), storeQuery("המעבורת"))
	if err != nil || len(rows) == 0 {
		t.Fatal("the foreign story is not found", err)
	}
	for name, path := range map[string]string{"long-story": fmt.Sprintf("/stories/%d", st.ID), "long-account": accountAt(&st, 60), "right-to-left-story": fmt.Sprintf("/stories/%d", rows[0].Story), "right-to-left-account": fmt.Sprintf("/accounts/%d", rows[0].Page)} {
		for _, width := range []int64{1440, 390} {
			b.size(width)
			b.open(s.url + path)
			b.none(name, b.ask(overflowing))
			b.none(name, b.ask(structure))
			b.shot(fmt.Sprintf("%s-%d", name, width))
		}
	}
	b.open(s.url + fmt.Sprintf("/accounts/%d", rows[0].Page))
	if dir := b.ask(`[getComputedStyle(document.querySelector("article p.t")).direction]`)[0]; dir != "rtl" {
		t.Errorf("a Hebrew account runs %s", dir)
	}
}
