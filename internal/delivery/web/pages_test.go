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

	"variorum/internal/delivery/browser"
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

// tab is a page of a browser with what the tests of the desk ask of it.
type tab struct{ *browser.Tab }

func newTab(t *testing.T) *tab {
	t.Helper()
	return &tab{browser.New(t)}
}

// inline lists styles and scripts that stand in a page of a server, where its policy forbids them.
const inline = `[...document.querySelectorAll("script:not([src]), style")].map(e => "inline " + e.tagName)`

// axeFaults runs axe-core and lists what it calls serious or critical.
const axeFaults = `axe.run(document, {resultTypes: ["violations"]}).then(r => r.violations.filter(v => v.impact === "serious" || v.impact === "critical").map(v => v.id + " (" + v.impact + "): " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + n.failureSummary).join(" | ")))`

// TestPagesInABrowser looks at every page at two widths in both schemes: nothing reaches over the edge, nothing is refused by the content
// policy, the structure is whole. With VARIORUM_SHOTS it keeps pictures, with VARIORUM_AXE (the file axe.min.js of axe-core) it asks that too.
func TestPagesInABrowser(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{Fetch: noFetch})
	axe := axeSource(t)
	b.look(serve(t, Options{Secret: secret}), "sign-in", "/stories/1", axe)
	b.Forget()
	b.look(s, "empty", "/", axe)
	s.take(examples(t)...)
	s.take(intake.Page{ID: "blank", Source: "blank.html", Kind: intake.HTML, Body: "<p>"})
	said := map[string]bool{} // what a browser says of the pages that are not there
	for name, path := range views(s) {
		b.look(s, name, path, axe)
		if status := map[string]int{"missing": http.StatusNotFound, "bad-search": http.StatusBadRequest}[name]; status != 0 {
			said[fmt.Sprintf("Failed to load resource: the server responded with a status of %d (%s) %s%s", status, http.StatusText(status), s.url, path)] = true
		}
	}
	for name, path := range strangers(s) {
		b.look(s, name, path, axe)
	}
	for _, r := range b.Requests() {
		if !strings.HasPrefix(r, s.url) && !strings.HasPrefix(r, "data:") { // the browser's own pictures in fields
			t.Errorf("a page asks for %s", r)
		}
	}
	for _, m := range b.Messages() {
		if !said[m] {
			t.Errorf("console: %s", m)
		}
	}
}

// strangers are pages of stories whose names are longer than a line, or run from right to left.
func strangers(s *served) map[string]string {
	const rose = "شب حريق كبير في الرصيف الشمالي يوم الاثنين، وقالت رئيسة الميناء إن أحدا لم يصب بأذى.\n\nوقال رجال الإطفاء إنهم سيطروا على النار بعد ساعات."
	long := s.take(fictive(strings.Repeat("Harbourandquaygazette", 6), strings.Repeat("Ferryagroundoffmarrowlight", 9), "2025-03-03", ferry...), fictive("", "", "", ferry[0]))
	right := s.take(intake.Page{ID: "rose", Source: "rose.txt", Kind: intake.Plain, Outlet: "صوت الرصيف", Date: "2025-03-04", Title: "حريق كبير في الرصيف الشمالي", Body: rose})
	return map[string]string{
		"long-names": fmt.Sprintf("/stories/%d", long.Stories[0]), "long-name": fmt.Sprintf("/accounts/%d", long.Pages[0].Page), "no-name": fmt.Sprintf("/accounts/%d", long.Pages[1].Page),
		"right-to-left": fmt.Sprintf("/stories/%d", right.Stories[0]), "account-right-to-left": fmt.Sprintf("/accounts/%d", right.Pages[0].Page), "all": "/",
	}
}

// look opens a page at each width in each scheme and checks it.
func (b *tab) look(s *served, name, path, axe string) {
	b.T.Helper()
	all := axe != "" || os.Getenv("VARIORUM_SHOTS") != ""
	for _, width := range []int64{1440, 390} {
		b.Size(width)
		for _, scheme := range []string{"light", "dark"} {
			if !all && (width == 1440) != (scheme == "light") {
				continue // two of the four show most
			}
			b.Scheme(scheme)
			b.Open(s.url + path)
			what := fmt.Sprintf("%s-%d-%s", name, width, scheme)
			b.None(what, b.Ask(browser.Overflowing))
			b.None(what, b.Ask(browser.Structure))
			b.None(what, b.Ask(inline))
			b.Shot(what)
			if axe != "" {
				b.None(what, b.audit(axe))
			}
		}
	}
}

// audit runs axe-core on the page.
func (b *tab) audit(source string) []string {
	b.T.Helper()
	if _, err := chromedp.Run(b.Ctx, chromedp.Evaluate[bool](source+"\n;true")); err != nil {
		b.T.Fatal(err)
	}
	faults, err := chromedp.Run(b.Ctx, chromedp.Evaluate[[]string](axeFaults, chromedp.EvalAwaitPromise))
	if err != nil {
		b.T.Fatal(err)
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

// until asks an expression that gives "true" until it does. The page may go to another meanwhile.
func (b *tab) until(what, expression string) {
	b.T.Helper()
	var err error
	for end := time.Now().Add(20 * time.Second); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		var said []string
		if said, err = b.Try("[String(" + expression + ")]"); err == nil && said[0] == "true" {
			return
		}
	}
	b.T.Fatalf("waited in vain: %s (%v)\n%s", what, err, b.Ask(`[document.body.innerText.slice(0, 2000)]`)[0])
}

// TestNewPagesAppearWithoutAReload: what another program adds shows on the first page of an empty desk, in the list, and on the page of its story,
// where what the reader has switched off stays off.
func TestNewPagesAppearWithoutAReload(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	b.Open(s.url)
	b.Ask(`(window.here = true, [])`)
	s.take(fictive("Sound Courier", "Ferry aground off Little Teal", "2025-03-03", ferry...))
	b.until("the first story is in the list", `document.querySelectorAll(".desk-list .title").length === 1 && !!window.here`)
	b.Ask(`(window.here = true, [])`)
	s.take(fictive("Gull and Mast", "Council votes on swimming baths", "2025-03-04", "The council of Wick Sound has voted by eleven to four to keep the swimming baths open through the winter.", "Lessons for schools begin again in October, the leisure committee said."))
	b.until("the second story is marked as new", `document.querySelectorAll(".desk-list .title").length === 2 && !!document.querySelector("tr.fresh") && !!window.here`)
	if said := b.Ask(`[document.getElementById("news").textContent]`)[0]; !strings.Contains(said, "swimming baths") {
		t.Errorf("the line of news says %q", said)
	}
	b.Shot("live-list")

	s.take(fictive("Teal Islander", "Ferry Marrow Light aground", "2025-03-03", ferry[0], ferry[1], "The island’s school opened late."))
	story := s.largest()
	b.Open(fmt.Sprintf("%s/stories/%d", s.url, story.ID))
	off := b.Ask(`(window.here = true, document.querySelector("input.k1").click(), [document.querySelector("input.k1").value])`)[0]
	s.take(fictive("Harbour Wire", "Marrow Light: passengers taken off", "2025-03-03", ferry[0], strings.Replace(ferry[1], "the hull is sound", "the hull is whole", 1), ferry[3]))
	b.until("the third account has a column", `document.querySelectorAll(".syn thead .s").length === 3 && !!window.here`)
	if b.Ask(fmt.Sprintf(`[String(document.querySelector('input[name=with][value="%s"]').checked)]`, off))[0] != "false" {
		t.Error("the column that the reader had switched off is back")
	}
	b.Shot("live-story")
}

// TestAddingAPage: a text that is pasted becomes an account, and the page says where it stands.
func TestAddingAPage(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	s.take(fictive("Sound Courier", "Ferry aground off Little Teal", "2025-03-03", ferry...))
	b.Open(s.url + "/add")
	pasted := fictive("Teal Islander", "Marrow Light aground", "2025-03-03", ferry[0], ferry[1]).Body
	b.Ask(fmt.Sprintf(`(document.getElementById("text").value = %q, document.getElementById("text").form.requestSubmit(), [])`, pasted))
	b.until("the result", `document.querySelector("h1")?.textContent === "1 page added"`)
	b.Shot("added")
	b.None("added", b.Ask(browser.Structure))
	b.Ask(`(document.querySelector(".added td a").click(), [])`)
	b.until("its story", `document.querySelectorAll(".accounts tbody tr").length === 2`)
	upload := filepath.Join(t.TempDir(), "harbour-wire.html")
	if err := os.WriteFile(upload, []byte(fictive("Harbour Wire", "Ferry on the sands", "2025-03-04", ferry[0], ferry[3]).Body), 0o600); err != nil {
		t.Fatal(err)
	}
	b.Open(s.url + "/add")
	b.Do(chromedp.SetUploadFiles(chromedp.ID("file"), []string{upload}))
	b.Ask(`(document.getElementById("file").form.requestSubmit(), [])`)
	b.until("the result of the upload", `document.querySelector("h1")?.textContent === "1 page added" && document.body.innerText.includes("beside 2 other accounts")`)
}

// TestChoicesGoIntoTheAddress: what is switched off is in the address, which shows the same again, and in the saved file.
func TestChoicesGoIntoTheAddress(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	s.take(examples(t)...)
	st := s.largest()
	b.Open(fmt.Sprintf("%s/stories/%d", s.url, st.ID))
	b.Ask(`(document.querySelector("input.k0:checked").click(), document.querySelector("input.m-sub").click(), [])`)
	address := b.Ask(`[location.href]`)[0]
	if cited := b.Ask(`[document.querySelector(".foot a.path").href]`)[0]; cited != address {
		t.Errorf("the page is at %s and is to be cited as %s", address, cited)
	}
	const seen = `[...document.querySelectorAll(".switches input[type=checkbox]")].map(i => i.className + " " + i.checked)`
	before := b.Ask(seen)
	b.Open(address)
	if after := b.Ask(seen); strings.Join(before, "\n") != strings.Join(after, "\n") {
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
		b.Forget()
		b.Open("file://" + file)
		b.None(name+" reaches over the edge", b.Ask(browser.Overflowing))
		b.None(name+" is alive", b.Ask(`[...document.querySelectorAll("script, iframe, img, link, form")].map(e => e.outerHTML)`))
		if b.Ask(`[getComputedStyle(document.querySelector("h1")).fontFamily]`)[0] == "" || !strings.Contains(got.body, s.url) {
			t.Errorf("%s has lost its style or the address that it was saved from", name)
		}
		if font := b.Ask(`[getComputedStyle(document.querySelector("h1, h2")).fontFamily]`)[0]; !strings.Contains(font, "Iowan") {
			t.Errorf("%s has lost its style: %s", name, font)
		}
		b.Shot("saved-" + name)
		for _, r := range b.Requests() {
			if r != "file://"+file && !strings.HasPrefix(r, "data:") {
				t.Errorf("%s asks for %s", name, r)
			}
		}
		b.None(name+" console", b.Messages())
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
		b.Open(s.url + path)
		time.Sleep(300 * time.Millisecond)
		if b.Ask(`[String(window.owned)]`)[0] != "undefined" || strings.Contains(b.Ask(`[document.title]`)[0], "owned") {
			t.Errorf("%s was taken over", path)
		}
		if at := b.Ask(`[location.href]`)[0]; at != s.url+path {
			t.Errorf("%s leads to %s", path, at)
		}
	}
	for _, r := range b.Requests() {
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
		b.Open(s.url + path)
		b.None(path, b.Ask(`window.owned ? ["taken over"] : []`))
		b.None(path, b.Ask(`[...document.querySelectorAll("script:not([src*='/static/']), img, [onerror]")].map(e => e.outerHTML)`))
		b.None(path, b.Ask(browser.Overflowing))
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
			b.Size(width)
			b.Open(s.url + path)
			b.None(name, b.Ask(browser.Overflowing))
			b.None(name, b.Ask(browser.Structure))
			b.Shot(fmt.Sprintf("%s-%d", name, width))
		}
	}
	b.Open(s.url + fmt.Sprintf("/accounts/%d", rows[0].Page))
	if dir := b.Ask(`[getComputedStyle(document.querySelector("article p.t")).direction]`)[0]; dir != "rtl" {
		t.Errorf("a Hebrew account runs %s", dir)
	}
}

// TestTheSectionIsNamed: on a narrow screen the line of sections shows the one that is being read.
func TestTheSectionIsNamed(t *testing.T) {
	b := newTab(t)
	s := serve(t, Options{})
	s.take(examples(t)...)
	st := s.largest()
	b.Size(390)
	b.Open(fmt.Sprintf("%s/stories/%d", s.url, st.ID))
	if b.Ask(`[String(CSS.supports("selector(:target-current)"))]`)[0] != "true" {
		t.Skip("this browser does not know which section is read")
	}
	said := b.Wait(`new Promise(done => {
		let frames = 0;
		const look = () => {
			const here = document.querySelector(".local a:target-current"), at = here && here.getBoundingClientRect();
			const seen = [here ? here.textContent.trim() : "", String(at && at.left >= 0 && at.right <= innerWidth)];
			if (seen[0].startsWith("Figures") && seen[1] === "true" || ++frames === 300) done(seen); else requestAnimationFrame(look);
		};
		document.getElementById("figures").scrollIntoView({ behavior: "instant" });
		look();
	})`)
	if !strings.HasPrefix(said[0], "Figures") || said[1] != "true" {
		t.Errorf("the section that is read, and whether its name is seen: %q", said)
	}
}
