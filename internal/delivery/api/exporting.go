package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// An export holds one of the connections that read the store from its begin to its end, and the store's log of changes cannot be cleared
// behind it meanwhile. So exports are few at a time, whoever takes one slowly loses it, and none goes on for ever: everybody else is to be served.
const (
	// mostExports is how many exports are written at a time: half of the connections that read.
	mostExports = 2
	// exportPause is how long an export may take until its first bytes are sent, and from some bytes to the next.
	exportPause = 5 * time.Minute
	// exportTime is how long an export may take in all. One of 60,000 accounts takes some minutes.
	exportTime = 20 * time.Minute
	// exportAgain is the time after which who was refused one is to ask again.
	exportAgain = 30 * time.Second
)

// exports lets some exports be written at a time.
type exports chan struct{}

// wrap gives an export its turn and its time, and refuses one that is one too many.
func (e exports) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != Base+"/export" {
			next.ServeHTTP(w, r)
			return
		}
		select {
		case e <- struct{}{}:
		default:
			w.Header().Set("Retry-After", strconv.Itoa(int(exportAgain.Seconds())))
			w.Header().Set("Cache-Control", "no-store")
			problem(w, http.StatusServiceUnavailable, fmt.Sprintf("%d exports are being written already; ask again in half a minute", mostExports))
			return
		}
		defer func() { <-e }()
		ctx, stop := context.WithTimeout(r.Context(), exportTime)
		defer stop()
		t := &timely{ResponseWriter: w, end: time.Now().Add(exportTime)}
		t.extend()
		next.ServeHTTP(t, r.WithContext(ctx))
	})
}

// timely is an answer that is given more time as it comes, up to an end.
type timely struct {
	http.ResponseWriter
	end      time.Time
	extended time.Time
}

// Unwrap lets deadlines be set.
func (t *timely) Unwrap() http.ResponseWriter { return t.ResponseWriter }

func (t *timely) Write(p []byte) (int, error) {
	if time.Since(t.extended) > time.Second {
		t.extend()
	}
	return t.ResponseWriter.Write(p)
}

func (t *timely) extend() {
	t.extended = time.Now()
	until := t.extended.Add(exportPause)
	if until.After(t.end) {
		until = t.end
	}
	_ = http.NewResponseController(t.ResponseWriter).SetWriteDeadline(until) // a recorder in a test has none
}
