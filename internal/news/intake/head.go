package intake

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
)

// readHeadLine returns a line of a head without its end. What is longer than the reader's buffer is errLong, with its beginning. The
// bytes are good until the next reading.
func readHeadLine(in *bufio.Reader) ([]byte, error) {
	line, err := in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		return line, errLong
	}
	return bytes.TrimRight(line, "\r\n"), err
}

// readFields reads the fields of a head up to its empty line, as archives and HTTP have them: a line that begins with a space goes on
// with the one before, and a line without a colon is nobody's. A head that is too long is errLong.
func readFields(in *bufio.Reader) (http.Header, error) {
	fields := http.Header{}
	last := ""
	for size := 0; size <= maxHead; {
		line, err := readHeadLine(in)
		size += len(line) + 1
		switch {
		case err != nil:
			return nil, err
		case len(line) == 0:
			return fields, nil
		case (line[0] == ' ' || line[0] == '\t') && last != "":
			values := fields.Values(last)
			values[len(values)-1] += " " + strings.TrimSpace(string(line))
		default:
			if name, value, ok := strings.Cut(string(line), ":"); ok && strings.TrimSpace(name) != "" {
				last = strings.TrimSpace(name)
				fields.Add(last, strings.TrimSpace(value))
			}
		}
	}
	return nil, errLong
}

// readStatus reads the head of an HTTP response. net/http would refuse responses that browsers read, and would believe the
// length that they say, which is often that of another form of the page.
func readStatus(in *bufio.Reader) (int, http.Header, error) {
	line, err := readHeadLine(in)
	if err != nil {
		return 0, nil, torn(err)
	}
	parts := strings.Fields(string(line))
	if len(parts) < 2 || !strings.HasPrefix(parts[0], "HTTP") {
		return 0, nil, fmt.Errorf("its first line is %.40q", line)
	}
	status, err := strconv.Atoi(parts[1])
	if err != nil {
		return 0, nil, fmt.Errorf("its first line is %.40q", line)
	}
	fields, err := readFields(in)
	if errors.Is(err, io.EOF) {
		return 0, nil, io.ErrUnexpectedEOF
	}
	return status, fields, err
}
