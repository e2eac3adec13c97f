package api

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
)

// mostTagged is how many bytes of an answer are held back to be tagged. Larger ones, which are exports, go out as they are made.
const mostTagged = 4 << 20

// tagged gives each answer to a reading a tag of its bytes (ETag), and sends none of them to who has them.
func tagged(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-cache")
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Cache-Control", "no-store")
			next.ServeHTTP(w, r)
			return
		}
		held := &holder{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(held, r)
		held.release(r)
	})
}

// holder holds an answer back until it is whole, or too large.
type holder struct {
	http.ResponseWriter
	status  int
	body    bytes.Buffer
	through bool // it was too large: the rest goes through
}

func (h *holder) WriteHeader(status int) { h.status = status }

// Unwrap lets deadlines be set.
func (h *holder) Unwrap() http.ResponseWriter { return h.ResponseWriter }

func (h *holder) Write(p []byte) (int, error) {
	if h.through {
		return h.ResponseWriter.Write(p)
	}
	if h.body.Len()+len(p) <= mostTagged {
		return h.body.Write(p)
	}
	h.through = true
	h.ResponseWriter.WriteHeader(h.status)
	if _, err := h.ResponseWriter.Write(h.body.Bytes()); err != nil {
		return 0, err
	}
	return h.ResponseWriter.Write(p)
}

// release sends what was held back, or that the caller has it.
func (h *holder) release(r *http.Request) {
	if h.through {
		return
	}
	if h.status == http.StatusOK {
		tag := h.Header().Get("ETag")
		if tag == "" {
			sum := sha256.Sum256(h.body.Bytes())
			tag = `"` + hex.EncodeToString(sum[:12]) + `"`
			h.Header().Set("ETag", tag)
		}
		if matches(r.Header.Get("If-None-Match"), tag) {
			h.Header().Del("Content-Type")
			h.ResponseWriter.WriteHeader(http.StatusNotModified)
			return
		}
	}
	h.ResponseWriter.WriteHeader(h.status)
	_, _ = h.ResponseWriter.Write(h.body.Bytes()) // the caller may have gone
}

// matches reports whether a tag is among those that a caller has (RFC 9110, 13.1.2: weak and strong are the same here).
func matches(list, tag string) bool {
	for t := range strings.SplitSeq(list, ",") {
		if t = strings.TrimPrefix(strings.TrimSpace(t), "W/"); t == "*" || t == tag {
			return true
		}
	}
	return false
}
