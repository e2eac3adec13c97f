package intake

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// A web archive (WARC, ISO 28500) is a row of records, each with a head of its own and a block of as many bytes as the head
// says. Pages are the blocks of responses, which are HTTP messages, and of resources and conversions, which are bare. What a
// crawl says of itself (warcinfo, request, metadata) is no page and is passed over; other answers that are no page are
// counted by what they are. A record that is broken is named by its number, and the next one looked for.

// archive is the reading of one archive.
type archive struct {
	*reader
	source  string
	in      *bufio.Reader
	again   func() error // goes on behind a break of the packing; nil where the archive is not packed
	n       int          // the number of the record
	failed  int          // how many records could not be read
	pages   int
	held    *Page // the page of this record, until its packing is known to be whole
	strayed bool  // bytes behind this record that belong to none are named already, or explained
	other   tally // what was no page, by kind
}

// warc reads a web archive record by record.
func (r *reader) warc(source string, in *bufio.Reader, again func() error) error {
	a := &archive{reader: r, source: source, in: in, again: again}
	for {
		err := a.next()
		switch {
		case r.ctx.Err() != nil:
			return r.ctx.Err()
		case errors.As(err, new(ended)):
			return err
		case errors.Is(err, io.EOF):
			return a.end()
		case err != nil:
			if err := a.refuse("%s", a.breakReason(err)); err != nil {
				return err
			}
			if errors.Is(err, errBomb) || a.again == nil || a.again() != nil {
				return a.end()
			}
		}
	}
}

// ended wraps an error of whoever takes the pages, which ends the run.
type ended struct{ error }

func (e ended) Unwrap() error { return e.error }

// place names a record.
func (a *archive) place() string { return a.source + ":" + strconv.Itoa(a.n) }

func (a *archive) breakReason(err error) string {
	if a.again == nil && errors.Is(err, io.ErrUnexpectedEOF) {
		return "the archive ends in the middle of this record; fetch it again"
	}
	if a.again != nil {
		return unpackReason(err) + "; it was passed over up to the next record that unpacks"
	}
	return unpackReason(err)
}

// refuse names a record that could not be read.
func (a *archive) refuse(format string, args ...any) error {
	if a.failed++; a.failed > maxUnreadLines {
		return a.ctx.Err()
	}
	return a.fail(a.place(), format, args...)
}

// end says of the archive as a whole what no record says for itself.
func (a *archive) end() error {
	if a.failed > maxUnreadLines {
		if err := a.fail(a.source, "%d more of its records could not be read, most likely for the same reasons", a.failed-maxUnreadLines); err != nil {
			return err
		}
	}
	switch {
	case len(a.other) > 0:
		return a.fail(a.source, "%d of its records hold no page: %s", a.other.sum(), a.other)
	case a.pages+a.failed == 0:
		return a.fail(a.source, "the web archive holds no response; give one of the files with the pages themselves")
	}
	return nil
}

// next reads one record. The error is io.EOF at the archive's end, and otherwise that of the file or the packing.
func (a *archive) next() error {
	fields, err := a.head()
	if err != nil || fields == nil {
		return err
	}
	length, err := strconv.ParseInt(fields.Get("Content-Length"), 10, 64)
	if err != nil || length < 0 {
		a.strayed = true
		return a.refuse("the record does not say how long it is (Content-Length %q); write the archive again", fields.Get("Content-Length"))
	}
	b := &block{in: a.in, left: length}
	a.held = nil
	if err := a.block(fields, b); err != nil {
		return err
	}
	_, _ = io.Copy(io.Discard, b) // what broke is kept in the block
	if b.torn != nil {
		return b.torn
	}
	return a.release()
}

// release gives the page of a record whose packing is whole. The sum of a packed record stands behind it, and is held to its bytes
// where the next record is looked for.
func (a *archive) release() error {
	for {
		next, err := a.in.Peek(1)
		if errors.Is(err, gzip.ErrChecksum) {
			return err
		}
		if err != nil || next[0] != '\r' && next[0] != '\n' {
			break
		}
		_, _ = a.in.Discard(1) // it was seen
	}
	if a.held == nil {
		return nil
	}
	a.pages++
	if err := a.page(*a.held); err != nil {
		return ended{err}
	}
	return nil
}

// head finds the next record and reads the fields of its head; they are nil for a head that is none. Bytes between records that
// are no line ends are named once.
func (a *archive) head() (http.Header, error) {
	for {
		line, err := readHeadLine(a.in)
		switch {
		case bytes.HasPrefix(line, []byte("WARC/")):
			a.n++
			a.strayed = false
			fields, err := readFields(a.in)
			if errors.Is(err, errLong) {
				a.strayed = true
				return nil, a.refuse("the head of the record has more than %d bytes; write the archive again", maxHead)
			}
			return fields, torn(err)
		case len(bytes.TrimSpace(line)) > 0 && !a.strayed:
			a.strayed = true
			if err := a.fail(a.place(), "behind this record stand bytes that belong to none, as where its length is wrong; they were passed over"); err != nil {
				return nil, err
			}
		}
		switch {
		case errors.Is(err, errLong), err == nil:
		case errors.Is(err, io.EOF):
			return nil, err
		default:
			a.n++ // the record that would begin here
			return nil, err
		}
	}
}

// torn turns an end in the middle into one that is not taken for the archive's.
func torn(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// block is the bytes of one record. It keeps the error of the archive, so that a break of the archive and one of what a server
// sent are told apart.
type block struct {
	in   io.Reader
	left int64
	torn error
}

func (b *block) Read(p []byte) (int, error) {
	switch {
	case b.torn != nil:
		return 0, b.torn
	case b.left == 0:
		return 0, io.EOF
	}
	n, err := b.in.Read(p[:min(int64(len(p)), b.left)])
	if b.left -= int64(n); err != nil && b.left > 0 {
		b.torn = torn(err)
		return n, b.torn
	}
	return n, nil
}

// block reads what a record holds as its kind wants it.
func (a *archive) block(fields http.Header, b *block) error {
	switch strings.ToLower(fields.Get("WARC-Type")) {
	case "response":
		if !strings.HasPrefix(strings.ToLower(targetURI(fields)), "http") {
			a.other.add("answer to other than HTTP", 1)
			return nil
		}
		return a.message(fields, b)
	case "resource", "conversion":
		return a.take(fields, b, Response{ContentType: fields.Get("Content-Type"), Body: b})
	case "revisit":
		a.other.add("revisit of a page that had not changed", 1)
	case "continuation":
		a.other.add("continuation of a record in another file", 1)
	}
	return nil
}

// targetURI is the address of a record. Old writers put it between angle brackets.
func targetURI(fields http.Header) string {
	return strings.Trim(fields.Get("WARC-Target-URI"), "<> ")
}

// message reads a record that is an HTTP response with its own head.
func (a *archive) message(fields http.Header, b *block) error {
	in := bufio.NewReaderSize(b, 4<<10)
	status, header, err := readStatus(in)
	switch {
	case b.torn != nil:
		return nil
	case err != nil:
		return a.refuse("the response in it has no head that can be read (%v); write the archive again", err)
	case status != http.StatusOK && status != http.StatusNonAuthoritativeInfo:
		a.other.add("status "+strconv.Itoa(status), 1)
		return nil
	}
	return a.take(fields, b, Response{
		ContentType: header.Get("Content-Type"), Encoding: header.Get("Content-Encoding"),
		Chunked: strings.Contains(strings.ToLower(header.Get("Transfer-Encoding")), "chunked"), Body: in,
	})
}

// take makes a page of a response and holds it, or counts it among what is none.
func (a *archive) take(fields http.Header, b *block, r Response) error {
	r.URL, r.Fetched = targetURI(fields), fields.Get("WARC-Date")
	if r.ContentType == "" {
		r.ContentType = fields.Get("WARC-Identified-Payload-Type")
	}
	page, err := r.Page(a.place(), baseID(a.source)+":"+strconv.Itoa(a.n))
	var none NotPage
	switch {
	case b.torn != nil:
		return nil
	case errors.As(err, &none):
		a.other.add(string(none), 1)
		return nil
	case err != nil:
		return a.refuse("%s", unpackReason(err))
	}
	if cut := fields.Get("WARC-Truncated"); cut != "" {
		page.Doubts = append(page.Doubts, fmt.Sprintf("the crawler cut the page off (%s)", cut))
	}
	a.held = &page
	return nil
}
