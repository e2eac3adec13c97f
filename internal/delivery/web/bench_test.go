package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
)

// crowd is one story told by so many papers.
func crowd(n int) []intake.Page {
	var many []intake.Page
	for i := range n {
		body := append([]string(nil), ferry...)
		body[i%4] = strings.Replace(body[i%4], "the", "its", 1+i%2)
		many = append(many, fictive(fmt.Sprintf("Paper of Town %d", i), fmt.Sprintf("Ferry Marrow Light aground, says office %d", i), fmt.Sprintf("2025-03-%02d", 3+i%5),
			append(body, fmt.Sprintf("A reader of town number %d wrote that the ferry had been late all winter, and that nobody had listened.", i))...))
	}
	return many
}

// BenchmarkPages draws pages anew each time, as for the first reader after a change.
func BenchmarkPages(b *testing.B) {
	for name, pages := range map[string][]intake.Page{"9 accounts": examples(b), "60 accounts": crowd(60), "200 accounts": crowd(200)} {
		s := serve(b, Options{})
		if _, err := s.store.Add(b.Context(), pages, store.AddOptions{}); err != nil {
			b.Fatal(err)
		}
		rows, _, _, err := s.store.Stories(b.Context(), store.Query{Sort: store.MostAccounts})
		if err != nil {
			b.Fatal(err)
		}
		st, err := s.store.Story(b.Context(), rows[0].ID)
		if err != nil {
			b.Fatal(err)
		}
		for what, path := range map[string]string{"list": "/", "story": fmt.Sprintf("/stories/%d", st.ID), "account": accountAt(&st, 3)} {
			b.Run(name+"/"+what, func(b *testing.B) {
				h := s.desk.handler()
				var size int
				for b.Loop() {
					s.desk.cache = newCache(1)
					w := httptest.NewRecorder()
					r := httptest.NewRequest(http.MethodGet, path, nil)
					r.Host = "127.0.0.1"
					h.ServeHTTP(w, r)
					if w.Code != http.StatusOK {
						b.Fatal(w.Code, w.Body.String())
					}
					size = w.Body.Len()
				}
				b.ReportMetric(float64(size), "B/page")
			})
		}
	}
}
