package web

import (
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
)

// messagePage says one thing: what is not there or did not work, and what to do about it.
type messagePage struct {
	frame
	Heading, What, Remedy string
	Links                 []link
}

// complain answers that something did not work: as a page to a browser, as a problem (RFC 9457) to a program.
func complain(w http.ResponseWriter, r *http.Request, status int, heading, what, remedy string, links ...link) {
	w.Header().Set("Cache-Control", "no-store")
	if !wantsHTML(r) {
		w.Header().Set("Content-Type", "application/problem+json")
		w.WriteHeader(status)
		json.NewEncoder(w).Encode(map[string]any{"type": "about:blank", "title": heading, "status": status, "detail": strings.TrimSpace(what + " " + remedy)})
		return
	}
	page := messagePage{newFrame(r, heading, ""), heading, what, remedy, links}
	body, err := draw("message-page", page)
	if err != nil {
		http.Error(w, heading+": "+what, status)
		return
	}
	sendHTML(w, status, body)
}

func sendHTML(w http.ResponseWriter, status int, body []byte) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	w.Write(body)
}

// wantsHTML reports whether the caller is a browser, which says so.
func wantsHTML(r *http.Request) bool { return strings.Contains(r.Header.Get("Accept"), "text/html") }

// loginPage asks for the secret.
type loginPage struct {
	frame
	Next, Why string
}

func loginForm(w http.ResponseWriter, r *http.Request, status int, next, why string) {
	w.Header().Set("Cache-Control", "no-store")
	f := newFrame(r, "Sign in", "")
	f.Nav = nil
	body, err := draw("login-page", loginPage{f, safeNext(next), why})
	if err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	sendHTML(w, status, body)
}
