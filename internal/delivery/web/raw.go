package web

import (
	"net/http"
	"strconv"
)

// raw answers with the bytes of a page as they came in. Whatever they are, a browser takes them for HTML in a sandbox or for text: they
// run nothing, load nothing and are of no origin.
func (d *desk) raw(w http.ResponseWriter, r *http.Request) {
	digest := r.PathValue("digest")
	page, err := d.store.Raw(r.Context(), digest)
	if err != nil {
		d.fail(w, r, err, "page", digest)
		return
	}
	h := w.Header()
	h.Set("Content-Security-Policy", rawPolicy)
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	if page.Type == "text/html" && r.URL.Query().Get("as") != "text" {
		h.Set("Content-Type", "text/html") // the charset is the page's own to say
	}
	h.Set("Cache-Control", "private, max-age=31536000, immutable")
	h.Set("Content-Length", strconv.Itoa(len(page.Bytes)))
	_, _ = w.Write(page.Bytes) // the reader may have gone
}
