package web

import (
	"context"
	"net/http"
	"net/url"
	"strings"
)

// A proxy that speaks TLS to readers and plain HTTP to this server says in headers what readers asked it for. Anybody can send such headers, so
// they are believed only when whoever runs the server has said that a proxy stands before it, and that nothing else reaches it.

// askedKey is where a request keeps the scheme that its reader sees.
type askedKey struct{}

// scheme is the scheme of a page's address as its reader sees it.
func scheme(r *http.Request) string {
	if s, ok := r.Context().Value(askedKey{}).(string); ok {
		return s
	}
	if r.TLS != nil {
		return "https"
	}
	return "http"
}

// origin is the server's address as the reader has it.
func origin(r *http.Request) string { return scheme(r) + "://" + r.Host }

// asked is a request as the reader made it to the proxy: false when the headers make no address.
func asked(r *http.Request) (*http.Request, bool) {
	proto, host := nearest(r.Header.Values("X-Forwarded-Proto")), nearest(r.Header.Values("X-Forwarded-Host"))
	if proto != "" && proto != "http" && proto != "https" {
		return r, false
	}
	if host != "" {
		u, err := url.Parse("http://" + host)
		if err != nil || u.Host != host || u.Hostname() == "" || u.User != nil {
			return r, false
		}
	}
	if proto != "" {
		r = r.WithContext(context.WithValue(r.Context(), askedKey{}, proto))
	}
	if host != "" {
		r = r.Clone(r.Context())
		r.Host = host
	}
	return r, true
}

// nearest is what the proxy next to us has said, where several have: the last entry of the last line. A proxy may add a line of its own and leave
// those that came to it, a reader's too.
func nearest(lines []string) string {
	list := strings.Join(lines, ",")
	return strings.ToLower(strings.TrimSpace(list[strings.LastIndexByte(list, ',')+1:]))
}

// ownOrigin reports whether a request that changes something comes from a page of the very address that the reader sees, scheme and
// port too, as far as the browser says where it comes from.
func ownOrigin(r *http.Request) bool {
	from := r.Header.Get("Origin")
	return r.Method == http.MethodGet || r.Method == http.MethodHead || r.Method == http.MethodOptions || from == "" || strings.EqualFold(from, origin(r))
}
