package extract

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"variorum/internal/house/cases"
	"variorum/internal/news/intake"
)

// TestHTMLCases sorts the page of each case and compares the parts with what the case wants.
func TestHTMLCases(t *testing.T) {
	cases.Each(t, "testdata/html/*.txtar", 1, func(_ *testing.T, given []txtar.File) string {
		return showPage(Extract(intake.Page{Body: string(given[0].Data)}))
	})
}

// showPage renders parts as cases have them: one line a thing, paragraphs of the body behind a bar.
func showPage(p Parts, err error) string {
	var b strings.Builder
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
		return b.String()
	}
	for _, f := range [...][2]string{
		{"title", p.Title}, {"standfirst", p.Standfirst}, {"byline", p.Byline}, {"outlet", p.Outlet}, {"url", p.URL}, {"language", p.Language},
	} {
		if f[1] != "" {
			fmt.Fprintf(&b, "%s: %s\n", f[0], f[1])
		}
	}
	for _, d := range p.Dates {
		fmt.Fprintf(&b, "date: %s, %s: %s\n", d.Value, d.Where, d.Words)
	}
	for _, s := range p.Body {
		fmt.Fprintf(&b, "| %s\n", s)
	}
	for _, s := range p.Captions {
		fmt.Fprintf(&b, "caption: %s\n", s)
	}
	for _, s := range p.Furniture {
		fmt.Fprintf(&b, "furniture: %s\n", s)
	}
	for _, d := range p.Doubts {
		fmt.Fprintf(&b, "doubt: %s: %s\n", d.Rule, d.What)
	}
	return b.String()
}

// pieces are what the pages of the properties are made of. Each shows words that no other piece has.
var pieces = []string{
	"<p>The harbour at Quern was shut on Tuesday after a crane had fallen into it, the port said in a statement.</p>",
	"<p>“We heard it before we saw it,” a woman said who sells tickets for the <b>ferry</b> to Port Sallow and back.</p>",
	"<div>Divers were sought on <a href=x>Wednesday</a>, without much hope, by the guild that has them in its books.<br><br>None came.</div>",
	"<h2>Cold water</h2>", "<ul><li>first reason</li><li><a href=y>second reason</a></li></ul>", "<nav><a href=z>Home</a></nav>",
	"<figure><img alt=pier><figcaption>Pier, by Oar</figcaption></figure>", "<blockquote>Stay away from the quay, said the sign.</blockquote>",
	"<aside><p>Related: <a href=w>cat keeps job</a></p></aside>", "<table><tr><td>1</td><td>Bugle</td></tr></table>", "<footer>© Holdings</footer>",
	"<form><label>Mail</label><input><button>Send</button></form>", "loose words <i>in</i> between", "<p class=byline>By Ada Quill</p>",
	"<time datetime=2031-03-04>4 March 2031</time>", "<pre>set\nas is</pre>", "<details><summary>More</summary>folded</details>",
}

// words are the letters and digits of a text, as a bag.
func words(texts ...string) map[rune]int {
	bag := map[rune]int{}
	for _, t := range texts {
		for _, r := range plainKey(t) {
			bag[r]++
		}
	}
	return bag
}

func allText(p Parts) []string {
	all := append([]string{p.Title, p.Standfirst, p.Byline}, p.Body...)
	return append(append(all, p.Captions...), p.Furniture...)
}

// What a reader sees is somewhere in the parts, at least as often as on the page.
func TestNothingVisibleIsLost(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		chosen := rapid.SliceOfNDistinct(rapid.SampledFrom(pieces[1:]), 0, len(pieces)-1, rapid.ID[string]).Draw(t, "pieces")
		page := pieces[0] + strings.Join(chosen, "")
		p, err := Extract(intake.Page{Body: page})
		if err != nil {
			t.Fatalf("%v on %s", err, page)
		}
		doc, _, _ := parseTree(page, true)
		got := words(allText(p)...)
		for r, n := range words(innerVisible(doc)) {
			if got[r] < n {
				t.Fatalf("%q stands %d times on the page and %d times in its parts\n%s\n%s", r, n, got[r], page, showPage(p, nil))
			}
		}
	})
}

// A menu put in front of a page and a footer behind it change nothing of the text.
func TestFurnitureAroundChangesNothing(t *testing.T) {
	page := strings.Join(pieces[:3], "")
	want, err := Extract(intake.Page{Body: "<html><body><article>" + page + "</article></body></html>"})
	if err != nil {
		t.Fatal(err)
	}
	got, err := Extract(intake.Page{Body: "<html><body><nav><a href=a>Home</a> <a href=b>Sea</a></nav><article>" + page +
		"</article><footer>© Holdings. All rights reserved.</footer></body></html>"})
	if err != nil {
		t.Fatal(err)
	}
	if a, b := strings.Join(got.Body, "|"), strings.Join(want.Body, "|"); a != b {
		t.Errorf("got %q\nwant %q", a, b)
	}
}

func TestLinesRejects(t *testing.T) {
	for name, table := range map[string]string{
		"out of order": "b\tline\tde\tx\na\tline\tde\tx\n", "twice": "a\tline\tde\tx\na\tline\tde\tx\n", "without source": "a\tline\tde\t\n", "ragged": "a\tline\n",
	} {
		if _, err := parseLines(table); err == nil {
			t.Errorf("a table %s was accepted", name)
		}
	}
}

func TestLabelled(t *testing.T) {
	pack := (&head{language: "en"}).pack()
	for line, want := range map[string]string{
		"Read more: the quay": "label", "[Related: the quay]": "label", "RELATED": "label", "Related matters were heard on Monday.": "", "Leggi anche: il molo": "label",
		"Sign up for our letter": "opens", "Advertisement": "line", "Advertisement rates fell by half.": "", "Lin Sault contributed to this report.": "ends",
		"More than twenty boats were lost.": "", "Copyright law is old.": "tail", "相关阅读": "line", "Follow the money.": "", "Watch: the crane falls": "label",
	} {
		if got := labelled(&block{text: line, chars: len(line)}, pack); got != want {
			t.Errorf("%q is %q, want %q", line, got, want)
		}
	}
}

func TestDeepNesting(t *testing.T) {
	const deep = 100_000
	for name, page := range map[string]string{
		"div":        strings.Repeat("<div>", deep) + strings.Join(pieces[:2], "") + strings.Repeat("</div>", deep),
		"span":       strings.Repeat("<span>", deep) + pieces[0] + pieces[1],
		"blockquote": pieces[0] + pieces[1] + strings.Repeat("<blockquote>so ", deep),
	} {
		p, err := Extract(intake.Page{Body: page})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if body := strings.Join(p.Body, "\n"); !strings.Contains(body, "shut on Tuesday") || len(p.Doubts) == 0 || p.Doubts[0].Rule != ruleDeepNesting {
			t.Errorf("%s: body %.200q, doubts %v", name, body, p.Doubts)
		}
	}
}

func TestManyPieces(t *testing.T) {
	p, err := Extract(intake.Page{Body: strings.Repeat(pieces[0], maxLeaves+1)})
	if err != nil || len(p.Body) != maxLeaves+1 || len(p.Doubts) != 1 || p.Doubts[0].Rule != ruleManyPieces {
		t.Errorf("%d paragraphs, doubts %v, %v", len(p.Body), p.Doubts, err)
	}
}

func TestManyTags(t *testing.T) {
	_, err := Extract(intake.Page{Body: pieces[0] + strings.Repeat("<b>", maxTags)})
	if err == nil || !strings.Contains(err.Error(), "tags") {
		t.Errorf("a page of more tags than are read: %v", err)
	}
}

func TestNoArticle(t *testing.T) {
	for _, page := range []string{"", "<html></html>", "<a href=x>Home</a>", "<script>var text = 1</script>"} {
		if _, err := Extract(intake.Page{Body: page}); !errors.Is(err, ErrNoArticle) {
			t.Errorf("%q: %v, want %v", page, err, ErrNoArticle)
		}
	}
}

func TestParseDay(t *testing.T) {
	for words, want := range map[string]string{
		"2031-03-04": "2031-03-04", "2031-03-04T23:59:00-08:00": "2031-03-04", "2031-03-04 10:00": "2031-03-04", "20310304": "2031-03-04",
		"20310304T101500": "", "Tue, 4 Mar 2031 10:00:00 GMT": "2031-03-04", "March 4, 2031, 07:47 PM EST": "2031-03-04", "4 March 2031": "2031-03-04",
		"1930298400": "2031-03-03", "2031-02-30": "", "yesterday": "", "": "", "0001-01-01": "",
	} {
		if got, _ := parseDay(words); string(got) != want {
			t.Errorf("parseDay(%q) = %q, want %q", words, got, want)
		}
	}
}

func TestURLDate(t *testing.T) {
	for address, want := range map[string]string{
		"https://a.example/2031/03/04/crane": "2031-03-04", "https://a.example/2031/mar/4/crane": "2031-03-04", "https://a.example/crane-20310304": "2031-03-04",
		"https://a.example/crane-20290304.html": "2029-03-04", "https://a.example/article/1203945": "", "https://a.example/2031/13/04/x": "",
	} {
		d, _ := urlDate(address)
		if string(d.Value) != want {
			t.Errorf("urlDate(%q) = %q, want %q", address, d.Value, want)
		}
	}
}

// FuzzHTML holds that no page brings the reading down and that what comes out is tidy.
func FuzzHTML(f *testing.F) {
	for _, p := range pieces {
		f.Add(p)
	}
	f.Add(strings.Join(pieces, ""))
	f.Add("<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":[1],\"author\":{\"name\":[[]]}}</script>")
	f.Add("<title>a | b | </title><h1>a</h1>\U000F0001\u00ad")
	f.Fuzz(func(t *testing.T, page string) {
		p, err := Extract(intake.Page{Body: page, URL: "https://a.example/b"})
		if err != nil {
			return
		}
		for _, s := range allText(p) {
			if s != tidy(s) {
				t.Errorf("%q is not tidy", s)
			}
		}
		if len(p.Body) == 0 {
			t.Error("no body and no error")
		}
	})
}

// innerVisible is the text of a tree that a browser shows.
func innerVisible(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data + " "
	}
	out := ""
	if !invisible[n.DataAtom] {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			out += innerVisible(c)
		}
	}
	return out
}
