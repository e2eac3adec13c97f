package report

import (
	"html/template"
	"strings"

	"variorum/edition"
)

// What a page has by the thousand, marks on words and letters of accounts, is written here and not by a template: it is most of a page, and a
// template takes four times as long. All that comes from an edition goes through esc, so that it stays text, or through a quoted attribute.

// esc makes words safe as text and inside a quoted attribute.
func esc(s string) string { return template.HTMLEscapeString(s) }

// nodesHTML writes words with their marks.
func nodesHTML(nodes []node) template.HTML {
	var b strings.Builder
	writeNodes(&b, nodes)
	return template.HTML(b.String())
}

func writeNodes(b *strings.Builder, nodes []node) {
	for i := range nodes {
		writeNode(b, &nodes[i])
	}
}

func writeNode(b *strings.Builder, n *node) {
	switch {
	case n.Break:
		b.WriteString(`<span class="par"></span>`)
	case n.Gap():
		missing := esc(n.Missing)
		b.WriteString(`<span class="` + esc(n.Class) + `"`)
		writeID(b, n.ID)
		b.WriteString(` title="Not here: ` + missing + `"><span class="sr"> (left out: ` + missing + `) </span></span>`)
	case n.Marked():
		writeInside(b, n, `<mark class="`+esc(n.Class)+`">`, `</mark>`)
	case n.Gloss():
		writeInside(b, n, `<span class="gloss" title="The outlet’s words, in brackets inside the quotation">`, `</span>`)
	case n.Class != "":
		writeInside(b, n, `<span class="`+esc(n.Class)+`">`, `</span>`)
	case n.ID != "":
		writeInside(b, n, `<span class="at" id="`+esc(n.ID)+`">`, `</span>`)
	default:
		writeInside(b, n, "", "")
	}
}

func writeID(b *strings.Builder, id string) {
	if id != "" {
		b.WriteString(` id="` + esc(id) + `"`)
	}
}

func writeInside(b *strings.Builder, n *node, open, end string) {
	b.WriteString(open)
	b.WriteString(esc(n.Text))
	writeNodes(b, n.Kids)
	b.WriteString(end)
}

// Link is the account's letter, leading to the account.
func (t *telling) Link() template.HTML {
	var b strings.Builder
	writeLink(&b, t.Href(), t)
	return template.HTML(b.String())
}

// Link is the account's letter, leading to the very words.
func (w witness) Link() template.HTML {
	var b strings.Builder
	writeLink(&b, w.Href(), w.telling)
	return template.HTML(b.String())
}

func writeLink(b *strings.Builder, href string, t *telling) {
	b.WriteString(`<a class="s" href="` + esc(href) + `" title="` + esc(t.Name()) + `">` + t.Siglum + `</a>`)
}

// siglaHTML are the letters of accounts beside each other.
func siglaHTML(ts []*telling) template.HTML {
	return together(len(ts), func(b *strings.Builder, i int) { writeLink(b, ts[i].Href(), ts[i]) })
}

// witnessesHTML are the letters of accounts beside each other, each leading to the very words.
func witnessesHTML(ws []witness) template.HTML {
	return together(len(ws), func(b *strings.Builder, i int) { writeLink(b, ws[i].Href(), ws[i].telling) })
}

func together(n int, write func(b *strings.Builder, i int)) template.HTML {
	var b strings.Builder
	b.WriteString(`<span class="sg">`)
	for i := range n {
		if i > 0 {
			b.WriteByte(' ')
		}
		write(&b, i)
	}
	b.WriteString(`</span>`)
	return template.HTML(b.String())
}

// glyphHTML is the sign of a relation, with its word for who does not see it.
func glyphHTML(r edition.Relation) template.HTML {
	word, sign := esc(string(r)), esc(string(r))
	if r == "" {
		word, sign = "left out", "none"
	}
	return template.HTML(`<svg class="g" role="img" aria-label="` + word + `"><use href="#g-` + sign + `"/></svg>`)
}

// Attr is the language of the account's words and the way they run, for the element that has them.
func (t *telling) Attr() template.HTMLAttr {
	if t.attr == "" {
		if lang := t.Lang(); lang != "" {
			t.attr = template.HTMLAttr(` lang="` + esc(lang) + `"`)
		}
		t.attr += template.HTMLAttr(` dir="` + t.Dir() + `"`)
	}
	return t.attr
}
