package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"

	"variorum/internal/news/intake"
)

// ask sends one request and reads what comes, within the limits. It does not follow redirects: to is where one leads.
func (f *Fetcher) ask(ctx context.Context, address string, r Request, most int64) (a *Answer, status int, header http.Header, err error) {
	ctx, cancel := context.WithTimeoutCause(ctx, f.options.Timeout, errSlow)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, 0, nil, refuse("the address cannot be asked for: %v", err)
	}
	request.Header = http.Header{
		"User-Agent": {f.options.Agent}, "Accept-Encoding": {"gzip"},
		"Accept": {"text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/plain;q=0.8, */*;q=0.1"},
	}
	if r.ETag != "" {
		request.Header.Set("If-None-Match", r.ETag)
	}
	if r.Modified != "" {
		request.Header.Set("If-Modified-Since", r.Modified)
	}
	response, err := f.client.Do(request)
	if err != nil {
		return nil, 0, nil, plainly(ctx, err)
	}
	defer response.Body.Close()
	a = &Answer{
		URL: address, ContentType: response.Header.Get("Content-Type"), ETag: response.Header.Get("ETag"), Modified: response.Header.Get("Last-Modified"),
		Fetched: f.options.Now(), NotModified: response.StatusCode == http.StatusNotModified,
	}
	if response.StatusCode == http.StatusOK || response.StatusCode == http.StatusNonAuthoritativeInfo {
		if a.Body, err = readBody(response, most, r.cut); err != nil {
			return nil, 0, nil, plainly(ctx, err)
		}
	}
	return a, response.StatusCode, response.Header, nil
}

var errSlow = errors.New("the server takes too long")

// plainly is the reason of an error of net/http, without its wrapping.
func plainly(ctx context.Context, err error) error {
	var refusal *Refusal
	switch cause := context.Cause(ctx); {
	case errors.As(err, &refusal):
		return refusal
	case errors.Is(cause, errSlow):
		return errSlow
	case cause != nil:
		return cause
	}
	if wrapped := (*url.Error)(nil); errors.As(err, &wrapped) {
		return wrapped.Err // the method and the address stand before it
	}
	return err
}

// readBody reads a body and unpacks it. Neither form may be larger than most: a bomb ends where a large page does.
func readBody(response *http.Response, most int64, cut bool) ([]byte, error) {
	packed := &io.LimitedReader{R: response.Body, N: most + 1}
	body, err := intake.Response{Encoding: response.Header.Get("Content-Encoding"), Body: packed}.Decoded()
	if err != nil {
		return nil, err
	}
	raw, err := io.ReadAll(io.LimitReader(body, most+1))
	switch {
	case cut:
		return raw[:min(int64(len(raw)), most)], nil
	case packed.N == 0 || int64(len(raw)) > most:
		return nil, refuse("it is larger than %d MB, the most that is fetched", most>>20)
	case err != nil:
		return nil, fmt.Errorf("the answer broke off: %w", err)
	}
	return raw, nil
}
