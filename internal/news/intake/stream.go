package intake

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"
)

// stream reads one file's content, whatever its name says: JSON Lines record by record, anything else as a whole.
func (r *reader) stream(source string, raw io.Reader) error {
	counted := &counter{r: &cancellable{r.ctx, raw}}
	in := bufio.NewReaderSize(counted, sniffed)
	prefix, err := peek(in)
	if err != nil {
		return r.fail(source, "%s", reason(err))
	}
	var again func() error
	if bytes.HasPrefix(prefix, []byte("\x1f\x8b")) {
		z, err := gzip.NewReader(in)
		if err != nil {
			return r.fail(source, "it begins as gzip but is broken (%v); fetch or pack it again", err)
		}
		packed := in
		again = func() error { return nextMember(z, packed) }
		in = bufio.NewReaderSize(&bomb{r: z, packed: counted}, sniffed)
		if prefix, err = peek(in); err != nil {
			return r.fail(source, "%s", unpackReason(err))
		}
	}
	form := sniff(prefix)
	if form == formText && linesEnding(source) {
		form = formLines // its first lines are broken; those after them may not be
	}
	switch form {
	case formEmpty:
		return r.fail(source, "it is empty; save the page again")
	case formLines:
		return r.lines(source, in)
	case formJSON:
		return r.document(source, in)
	case formHTML, formText:
		return r.whole(source, in, form)
	case formWARC:
		return r.warc(source, in, again)
	case formFeed, formOPML, formSitemap:
		return r.listing(source, in)
	default:
		return r.fail(source, "%s", form)
	}
}

// linesEnding reports whether a file's name says that it is JSON Lines.
func linesEnding(source string) bool {
	ext := strings.ToLower(path.Ext(strings.TrimSuffix(source, ".gz")))
	return ext == ".jsonl" || ext == ".ndjson"
}

// peek returns the beginning of a file.
func peek(in *bufio.Reader) ([]byte, error) {
	prefix, err := in.Peek(sniffed)
	if errors.Is(err, io.EOF) || errors.Is(err, bufio.ErrBufferFull) {
		err = nil
	}
	if len(prefix) > 0 {
		err = nil // what is broken further on is found when it is read
	}
	return prefix, err
}

// whole reads a file that is one page.
func (r *reader) whole(source string, in io.Reader, form form) error {
	raw, err := io.ReadAll(io.LimitReader(in, maxPage+1))
	switch {
	case r.ctx.Err() != nil:
		return r.ctx.Err()
	case err != nil:
		return r.fail(source, "%s", unpackReason(err))
	case len(raw) > maxPage:
		return r.fail(source, "%s", tooLarge)
	}
	body, doubts := decode(raw, form == formHTML, "")
	kind := Plain
	if form == formHTML {
		kind = HTML
	}
	if blank(body) {
		return r.fail(source, "it holds nothing but white space; save the page again")
	}
	return r.page(Page{ID: baseID(source), Source: source, Kind: kind, Body: body, Raw: raw, Doubts: doubts})
}

const tooLarge = "it is larger than " + limitText + ", the most that is read as one page; " +
	"cut it into one file a page, or into JSON Lines with one page a line, which may be of any length"

// errBomb is what reading a gzip bomb ends with.
var errBomb = fmt.Errorf("it unpacks to more than %d times its size, as no text does; unpack it yourself if you trust it", maxRatio)

func unpackReason(err error) string {
	if errors.Is(err, errBomb) {
		return err.Error()
	}
	if errors.As(err, new(flate.CorruptInputError)) || errors.Is(err, gzip.ErrHeader) || errors.Is(err, gzip.ErrChecksum) || errors.Is(err, io.ErrUnexpectedEOF) {
		return "it is broken gzip (" + err.Error() + "); fetch or pack it again"
	}
	return reason(err)
}

// nextMember goes on with the next member of a gzip file behind a break. Archives are packed record by record, so that a break
// takes one record with it and not the rest.
func nextMember(z *gzip.Reader, packed *bufio.Reader) error {
	for {
		next, err := packed.Peek(len(gzipMagic))
		switch {
		case err != nil:
			return err
		case string(next) == gzipMagic && z.Reset(packed) == nil:
			return nil
		}
		if _, err := packed.Discard(1); err != nil {
			return err
		}
	}
}

// gzipMagic is how each member of a gzip file begins.
const gzipMagic = "\x1f\x8b\x08"

// counter counts what is read.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// bomb ends with errBomb when it has unpacked too much from too little.
type bomb struct {
	r      io.Reader
	packed *counter
	n      int64
}

func (b *bomb) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.n += int64(n); b.n > maxPage && b.n > maxRatio*b.packed.n {
		return n, errBomb
	}
	return n, err
}

// cancellable stops reading when its context is done, so that Ctrl-C ends a long file or a pipe that brings no end.
type cancellable struct {
	ctx context.Context
	r   io.Reader
}

func (c *cancellable) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.r.Read(p)
}
