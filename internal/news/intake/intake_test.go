package intake

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"variorum/edition"
	"variorum/internal/house/nobody"
)

func readOne(t *testing.T, data []byte) ([]Page, []edition.Unread) {
	t.Helper()
	pages, unread, err := Read(context.Background(), []string{"-"}, bytes.NewReader(data), Options{})
	if err != nil {
		t.Fatal(err)
	}
	return pages, unread
}

const meta = `<html><head><meta charset="%s"></head><body><p>`

func labelled(label string) string { return strings.Replace(meta, "%s", label, 1) }

// Sentences long enough for a guess at their encoding.
const (
	french  = "Le préfet a déclaré que la crue était « maîtrisée ». L’été dernier, les élus avaient dénoncé l’état des digues. "
	polish  = "Burmistrz ogłosił w poniedziałek, że most zostanie zamknięty do końca miesiąca. „Źródło hałasu – żuraw”, mówi gazeta. "
	russian = "Мэр города сообщил в понедельник, что мост закрыт на ремонт до конца месяца. Водителей просят выбирать другие пути. "
	chinese = "市长星期一宣布，这座桥因为维修而关闭到月底。当地报纸报道说，司机们应当选择其他路线。"
	arabic  = "قال المتحدث باسم الحكومة إن الجسر سيفتح أمام المرور يوم الأحد المقبل بعد أعمال صيانة استمرت ثلاثة أشهر. "
)

func encoded(t *testing.T, enc *charmap.Charmap, s string) []byte {
	t.Helper()
	out, err := enc.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestCharsets(t *testing.T) {
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(labelled("utf-16") + french))
	if err != nil {
		t.Fatal(err)
	}
	bare, err := unicode.UTF16(unicode.LittleEndian, unicode.IgnoreBOM).NewEncoder().Bytes([]byte("<html><body><p>" + russian))
	if err != nil {
		t.Fatal(err)
	}
	hanzi, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("<html><body><p>" + chinese + chinese))
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		raw   []byte
		holds string // what the text must hold
		doubt string // what the only doubt must hold; empty for none
	}{
		"utf-8, declared":               {[]byte(labelled("utf-8") + french), french, ""},
		"utf-8, undeclared":             {[]byte("<html><body><p>" + french), french, ""},
		"utf-8 with a mark":             {[]byte("\uFEFF" + labelled("iso-8859-1") + french), french, ""},
		"utf-16 with a mark":            {wide, french, ""},
		"windows-1252, declared":        {encoded(t, charmap.Windows1252, labelled("windows-1252")+french), french, ""},
		"windows-1252 as ISO-8859-1":    {encoded(t, charmap.Windows1252, labelled("ISO-8859-1")+french), french, "windows-1252"},
		"ISO-8859-1, declared":          {encoded(t, charmap.ISO8859_1, labelled("ISO-8859-1")+"déclaré"), "déclaré", ""},
		"utf-8 as ISO-8859-1":           {[]byte(labelled("ISO-8859-1") + french), french, "its bytes are UTF-8"},
		"windows-1252 as utf-8":         {encoded(t, charmap.Windows1252, labelled("utf-8")+french), french, "declares UTF-8, but"},
		"windows-1252, undeclared":      {encoded(t, charmap.Windows1252, "<html><body><p>"+french+french), french, "declares no charset"},
		"windows-1256, declared":        {encoded(t, charmap.Windows1256, labelled("windows-1256")+arabic), arabic, ""},
		"windows-1256, undeclared":      {encoded(t, charmap.Windows1256, "<html><body><p>"+arabic+arabic), arabic, "declares no charset"},
		"windows-1250, undeclared":      {encoded(t, charmap.Windows1250, "<html><body><p>"+polish+polish), polish, "declares no charset"},
		"koi8-r, undeclared":            {encoded(t, charmap.KOI8R, "<html><body><p>"+russian+russian), russian, "declares no charset"},
		"gb18030, undeclared":           {hanzi, chinese, "declares no charset"},
		"utf-16 without a mark":         {bare, russian, ""},
		"XML declaration":               {append([]byte(`<?xml version="1.0" encoding="windows-1252"?>`), encoded(t, charmap.Windows1252, "<html><body><p>"+french)...), french, ""},
		"a charset that does not exist": {[]byte(labelled("utf-9") + french), french, "which is not known"},
		"utf-8 with a break":            {[]byte(labelled("utf-8") + french + "caf\xe9 " + french), "caf\uFFFD", "1 places are no valid UTF-8"},
		"NUL characters":                {[]byte(labelled("utf-8") + french + "a\x00b" + french), "ab", "1 NUL characters"},
	} {
		t.Run(name, func(t *testing.T) {
			pages, unread := readOne(t, c.raw)
			if len(pages) != 1 {
				t.Fatalf("pages %d, unread %v", len(pages), unread)
			}
			p := pages[0]
			if p.Kind != HTML || !strings.Contains(p.Body, c.holds) {
				t.Errorf("kind %d, body %q, want it to hold %q", p.Kind, p.Body, c.holds)
			}
			doubts := strings.Join(p.Doubts, "; ")
			if (c.doubt == "") != (doubts == "") || !strings.Contains(doubts, c.doubt) {
				t.Errorf("doubts %q, want %q", doubts, c.doubt)
			}
		})
	}
}

func packed(t *testing.T, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGzip(t *testing.T) {
	record := `{"id":"a","text":"One."}` + "\n"
	pages, unread := readOne(t, packed(t, []byte(record)))
	if len(pages) != 1 || pages[0].ID != "a" || len(unread) != 0 {
		t.Errorf("packed JSON Lines: pages %v, unread %v", pages, unread)
	}
	for name, c := range map[string]struct {
		raw []byte
		why string
	}{
		"bomb of text":    {packed(t, append([]byte("text "), run('x', maxPage+64<<20)...)), "larger than"},
		"bomb of lines":   {packed(t, append([]byte(record), run(' ', 96<<20)...)), "unpacks to more than"},
		"gzip in gzip":    {packed(t, packed(t, []byte(record))), "gzip inside gzip"},
		"broken in front": {[]byte("\x1f\x8b\x00\x00"), "broken"},
		"broken off":      {packed(t, bytes.Repeat([]byte(strings.Repeat("word ", 40)), 4000))[:200], "broken gzip"},
	} {
		_, unread := readOne(t, c.raw)
		if len(unread) != 1 || !strings.Contains(unread[0].Why, c.why) {
			t.Errorf("%s: unread %v, want one with %q", name, unread, c.why)
		}
	}
}

// run is n times the same byte.
func run(c byte, n int) []byte { return bytes.Repeat([]byte{c}, n) }

func TestLargeFiles(t *testing.T) {
	_, unread := readOne(t, bytes.Repeat([]byte("Word by word. "), maxPage/10))
	if len(unread) != 1 || !strings.Contains(unread[0].Why, limitText) || !strings.Contains(unread[0].Why, "JSON Lines") {
		t.Errorf("a text of more than the limit: %v", unread)
	}
	line := []byte(`{"text":"` + strings.Repeat("word ", 200_000) + "\"}\n")
	var b bytes.Buffer
	for b.Len() < 2*maxPage {
		b.Write(line)
	}
	n := 0
	err := Each(context.Background(), []string{"-"}, &b, func(Page) error { n++; return nil }, func(u edition.Unread) { t.Errorf("unread %v", u) })
	if err != nil || n < 20 {
		t.Errorf("JSON Lines of more than a page's limit: %d pages, %v", n, err)
	}
	long := append(append([]byte(`{"id":"a","text":"One."}`+"\n"+`{"text":"`), run('x', maxRecord)...), []byte("\"}\n"+`{"id":"c","text":"Three."}`)...)
	pages, unread := readOne(t, long)
	if len(pages) != 2 || len(unread) != 1 || unread[0].Source != "-:2" {
		t.Errorf("a line that is too long among good ones: %d pages, unread %v", len(pages), unread)
	}
}

func TestBinary(t *testing.T) {
	noise := make([]byte, 4096)
	for i := range noise {
		noise[i] = byte(i * 7 % 251)
	}
	_, unread := readOne(t, noise)
	if len(unread) != 1 || !strings.Contains(unread[0].Why, "binary") {
		t.Errorf("unread %v", unread)
	}
}

func TestForbidden(t *testing.T) {
	if nobody.Again(t) {
		return
	}
	t.Chdir(t.TempDir())
	write(t, "shut/page.txt", []byte("Text."))
	write(t, "locked.txt", []byte("Text."))
	for _, name := range []string{"shut", "locked.txt"} {
		if err := os.Chmod(name, 0); err != nil {
			t.Fatal(err)
		}
	}
	t.Cleanup(func() { _ = os.Chmod("shut", 0o755) }) // so that the folder can be removed
	_, unread, err := Read(context.Background(), []string{"shut", "locked.txt"}, nil, Options{})
	if err != nil || len(unread) < 2 || !strings.Contains(unread[0].Why, "forbidden") {
		t.Errorf("unread %v, %v", unread, err)
	}
}

// endless is a pipe that brings records for ever.
type endless struct{ stop func() }

func (e endless) Read(p []byte) (int, error) {
	e.stop()
	return copy(p, `{"text":"More."}`+"\n"), nil
}

func TestStops(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	pages, _, err := Read(ctx, []string{"-"}, endless{stop}, Options{})
	if !errors.Is(err, context.Canceled) || pages != nil {
		t.Errorf("a stopped run gives %v, %v", pages, err)
	}
}

// FuzzUnquote holds that strings are read as encoding/json reads them.
func FuzzUnquote(f *testing.F) {
	for _, s := range []string{`"a"`, `"\u00e9\n\/\"\\"`, `"\ud83d\ude00 \ud83d x \ude00"`, `"\ud83d\u0041"`, `"“é”"`, `""`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		var want string
		if len(raw) == 0 || raw[0] != '"' || !utf8.Valid(raw) || json.Unmarshal(raw, &want) != nil {
			t.Skip("no string in JSON: parseRecord is given none")
		}
		raw = bytes.TrimSpace(raw)
		if got := unquote(raw); got != want {
			t.Errorf("%s is read as %q, want %q", raw, got, want)
		}
	})
}

// FuzzRead holds that nothing that comes in is lost without a word, and that what comes out is text.
func FuzzRead(f *testing.F) {
	for _, seed := range []string{
		`{"text":"a"}` + "\n" + `{"text":1}` + "\n{", `[{"html":"<p>x"}]`, labelled("utf-8") + "caf\xe9", labelled("gbk") + "\x81\x30\xff",
		"\xff\xfea\x00b", "\xfe\xff\x00", "\x1f\x8b\x08\x00", "plain \x00 text", labelled("iso-2022-jp") + "\x1b$B", "{\"\n", "\uFEFF", "[]",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		checkRead(t, data)
	})
}
