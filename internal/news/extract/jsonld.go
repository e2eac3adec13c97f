package extract

import (
	"encoding/json"
	"strings"
)

// addLinked reads JSON-LD: the first node of an article type, and the publishers and dates of the page around it.
func (h *head) addLinked(scripts []string) {
	var nodes []map[string]any
	for _, s := range scripts {
		nodes = collectNodes(nodes, parseLinked(s), 0)
	}
	for _, n := range nodes {
		if isArticle(n) {
			h.addArticle(n)
			break
		}
	}
	for _, n := range nodes {
		switch {
		case hasType(n, "WebSite"), hasType(n, "NewsMediaOrganization"):
			h.outlets = append(h.outlets, nameOf(n))
		case hasType(n, "WebPage"):
			h.addDate("json-ld WebPage datePublished", text(n["datePublished"]))
		}
	}
}

func (h *head) addArticle(n map[string]any) {
	h.isArticle = true
	h.titles = append(h.titles, text(n["headline"]), text(n["name"]))
	h.description = append(h.description, text(n["alternativeHeadline"]), text(n["description"]))
	h.outlets = append(h.outlets, nameOf(n["publisher"]))
	h.authors = append(h.authors, nameOf(n["author"]), nameOf(n["creator"]))
	h.articleBody = text(n["articleBody"])
	h.url = firstOf(h.url, text(n["url"]))
	h.language = firstOf(h.language, nameOf(n["inLanguage"]))
	for _, key := range [...]string{"datePublished", "dateCreated", "dateModified"} {
		h.addDate("json-ld "+key, text(n[key]))
	}
}

// parseLinked parses a script's content. Two mistakes are common enough to be forgiven: comment marks around the JSON and
// line breaks inside strings. Anything else makes nothing of the script.
func parseLinked(s string) any {
	s = strings.TrimSpace(s)
	for _, wrap := range [...][2]string{{"<!--", "-->"}, {"//<![CDATA[", "//]]>"}, {"/*<![CDATA[*/", "/*]]>*/"}, {"<![CDATA[", "]]>"}} {
		s = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(s, wrap[0]), wrap[1]))
	}
	s = strings.TrimSuffix(s, ";")
	var v any
	if json.Unmarshal([]byte(s), &v) == nil {
		return v
	}
	s = strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
	if json.Unmarshal([]byte(s), &v) == nil {
		return v
	}
	return nil
}

// collectNodes appends the objects of v that have a type, outer ones first.
func collectNodes(nodes []map[string]any, v any, depth int) []map[string]any {
	if depth > maxLinkedDepth {
		return nodes
	}
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			nodes = collectNodes(nodes, e, depth+1)
		}
	case map[string]any:
		if v["@type"] != nil {
			nodes = append(nodes, v)
		}
		for _, key := range [...]string{"@graph", "mainEntity", "mainEntityOfPage"} {
			nodes = collectNodes(nodes, v[key], depth+1)
		}
	}
	return nodes
}

func isArticle(n map[string]any) bool {
	for _, t := range types(n) {
		if strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "BlogPosting") || t == "Report" || t == "ClaimReview" {
			return true
		}
	}
	return false
}

func hasType(n map[string]any, want string) bool {
	for _, t := range types(n) {
		if t == want {
			return true
		}
	}
	return false
}

func types(n map[string]any) []string {
	var out []string
	for _, v := range list(n["@type"]) {
		if s, ok := v.(string); ok {
			out = append(out, s[strings.LastIndexByte(s, '/')+1:])
		}
	}
	return out
}

func list(v any) []any {
	if l, ok := v.([]any); ok {
		return l
	}
	return []any{v}
}

// text is a string value, or the first of a list of them.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return v
	case []any:
		if len(v) > 0 {
			if s, ok := v[0].(string); ok {
				return s
			}
		}
	case map[string]any:
		if s, ok := v["@value"].(string); ok {
			return s
		}
	}
	return ""
}

// nameOf is the name of a person or organisation, or the names of several with commas between them.
func nameOf(v any) string {
	var names []string
	for _, e := range list(v) {
		name := text(e)
		if m, ok := e.(map[string]any); ok {
			name = firstOf(text(m["name"]), name)
		}
		if name != "" {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}
