package extract

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"variorum/edition"
)

// parseTree parses a page. A page that nests deeper than the parser allows is read a second time without the tags beyond
// maxDepth: their text stays, their structure goes, and a doubt says so.
//
// With scripts, what stands in <noscript> is not read, as in a browser that runs scripts; without, it is part of the page.
func parseTree(page string, scripts bool) (*html.Node, []edition.Doubt, error) {
	if n := strings.Count(page, "<"); n > maxTags {
		return nil, nil, fmt.Errorf("it has some %d tags, more than the %d up to which a page is read; give the page of one article", n, maxTags)
	}
	mode := html.ParseOptionEnableScripting(scripts)
	doc, err := html.ParseWithOptions(strings.NewReader(page), mode)
	if err == nil {
		return doc, nil, nil
	}
	doc, err = html.ParseWithOptions(strings.NewReader(flatten(page)), mode)
	if err != nil {
		return nil, nil, fmt.Errorf("parse HTML: %w", err)
	}
	return doc, []edition.Doubt{{
		Rule: ruleDeepNesting,
		What: fmt.Sprintf("elements nest too deep to be parsed; tags more than %d deep were cut, their text kept", maxDepth),
	}}, nil
}

// flatten writes a page anew without the start tags that open deeper than maxDepth and without their end tags.
func flatten(page string) string {
	var out strings.Builder
	z := html.NewTokenizer(strings.NewReader(page))
	open := make([]string, 0, maxDepth) // names of the open elements that were written
	cut := 0                            // open elements that were not
	for {
		switch t := z.Next(); t {
		case html.ErrorToken:
			return out.String()
		case html.StartTagToken:
			raw := string(z.Raw()) // TagName lower-cases in place
			name := tagName(z)
			switch {
			case void[atom.Lookup([]byte(name))] || closesItself[name]:
				out.WriteString(raw)
			case len(open) >= maxDepth:
				cut++
				out.WriteByte(' ')
			default:
				open = append(open, name)
				out.WriteString(raw)
			}
		case html.EndTagToken:
			raw := string(z.Raw())
			name := tagName(z)
			switch i := lastIndex(open, name); {
			case closesItself[name]:
				out.WriteString(raw)
			case cut > 0:
				cut--
				out.WriteByte(' ')
			case i >= 0:
				open = open[:i]
				out.WriteString(raw)
			}
		default:
			out.Write(z.Raw())
		}
	}
}

func tagName(z *html.Tokenizer) string {
	name, _ := z.TagName()
	return string(name)
}

func lastIndex(names []string, name string) int {
	for i := len(names) - 1; i >= 0; i-- {
		if names[i] == name {
			return i
		}
	}
	return -1
}

// closesItself are elements that never nest in themselves, so that keeping their tags at any depth adds one level at most.
var closesItself = map[string]bool{"p": true, "h1": true, "h2": true, "h3": true, "h4": true, "h5": true, "h6": true}

// void are the elements that have no end tag and so never nest.
var void = map[atom.Atom]bool{
	atom.Area: true, atom.Base: true, atom.Br: true, atom.Col: true, atom.Embed: true, atom.Hr: true, atom.Img: true,
	atom.Input: true, atom.Link: true, atom.Meta: true, atom.Param: true, atom.Source: true, atom.Track: true, atom.Wbr: true,
}

// attr returns the value of an attribute, or the empty string.
func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key && a.Namespace == "" {
			return a.Val
		}
	}
	return ""
}

// walkTree calls visit for every node in the order of the page. The depth of a tree is bounded by parseTree.
func walkTree(n *html.Node, visit func(*html.Node)) {
	visit(n)
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		walkTree(c, visit)
	}
}
