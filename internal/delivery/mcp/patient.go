package mcp

import (
	"bytes"
	"encoding/json"
	"io"
	"sync"
	"time"
)

// patient lets the end of the input wait until what was asked before it is answered: a program that writes its requests and closes the pipe,
// as a shell does, gets its answers all the same.
type patient struct {
	mu      sync.Mutex
	open    int           // requests that are not answered
	changed chan struct{} // holds one when open has become less
}

// answerTime is how long the end waits: longer than a comparison of the largest texts takes.
const answerTime = 2 * time.Minute

// asks counts the requests that go through a reader.
type asks struct {
	io.ReadCloser
	p    *patient
	line []byte
}

func (a *asks) Read(p []byte) (int, error) {
	n, err := a.ReadCloser.Read(p)
	for part := range bytes.Lines(p[:n]) {
		if a.line = append(a.line, part...); part[len(part)-1] == '\n' {
			a.p.count(a.line, 1)
			a.line = a.line[:0]
		}
	}
	if n == 0 && err != nil {
		a.p.count(a.line, 1)
		a.line = nil
		a.p.wait()
	}
	return n, err
}

// answers counts the answers that go through a writer.
type answers struct {
	io.WriteCloser
	p    *patient
	line []byte
}

func (a *answers) Write(p []byte) (int, error) {
	n, err := a.WriteCloser.Write(p)
	for part := range bytes.Lines(p[:n]) {
		if a.line = append(a.line, part...); part[len(part)-1] == '\n' {
			a.p.count(a.line, -1)
			a.line = a.line[:0]
		}
	}
	return n, err
}

// count notes a message: a request has an id and a method, an answer an id and none.
func (p *patient) count(line []byte, by int) {
	var m struct {
		ID     json.RawMessage `json:"id"`
		Method string          `json:"method"`
	}
	if json.Unmarshal(line, &m) != nil || len(m.ID) == 0 || (m.Method != "") != (by > 0) {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.open += by
	select {
	case p.changed <- struct{}{}:
	default:
	}
}

// wait waits until all is answered, or too long.
func (p *patient) wait() {
	late := time.After(answerTime)
	for {
		p.mu.Lock()
		open := p.open
		p.mu.Unlock()
		if open <= 0 {
			return
		}
		select {
		case <-p.changed:
		case <-late:
			return
		}
	}
}
