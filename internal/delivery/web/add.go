package web

import (
	"cmp"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"path"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"variorum/edition"
	"variorum/internal/delivery/report"
	"variorum/internal/delivery/store"
	"variorum/internal/news/intake"
)

// Fetch gets the page at an address.
type Fetch func(ctx context.Context, address string) (intake.Page, error)

// mostUpload is how many bytes of pages one form may send: a folder of saved pages, and no archive; those are for `variorum add`.
const mostUpload = 32 << 20

// uploadTime is how long adding may take: a slow line, and a page that a slow server sends.
const uploadTime = 2 * time.Minute

// addPage asks for pages.
type addPage struct {
	frame
	Token, Why        string
	URL, Text, Source string
	CanFetch          bool
	MostMB            int
}

// addedPage says what became of them.
type addedPage struct {
	frame
	Heading string
	Rows    []addedRow
}

type addedRow struct {
	Source, What         string
	Bad                  bool
	Account, AccountHref string
	Story, StoryHref     string
	Title                string
}

func (d *desk) addForm(w http.ResponseWriter, r *http.Request) {
	d.askForPages(w, r, http.StatusOK, "", addPage{})
}

func (d *desk) askForPages(w http.ResponseWriter, r *http.Request, status int, why string, p addPage) {
	p.frame, p.Token, p.Why, p.CanFetch, p.MostMB = newFrame(r, "Add pages", "/add"), d.guard.token(), why, d.fetch != nil, mostUpload>>20
	w.Header().Set("Cache-Control", unpackable)
	body, err := draw("add-page", p)
	if err != nil {
		d.fail(w, r, err, "page", r.URL.Path)
		return
	}
	sendHTML(w, status, body)
}

// add takes pages in from one of the three forms.
func (d *desk) add(w http.ResponseWriter, r *http.Request) {
	control := http.NewResponseController(w)
	_ = control.SetReadDeadline(time.Now().Add(uploadTime)) // a recorder in a test has none
	_ = control.SetWriteDeadline(time.Now().Add(uploadTime + answerTime))
	r.Body = http.MaxBytesReader(w, r.Body, mostUpload)
	if err := parseForm(r); err != nil {
		if large := (*http.MaxBytesError)(nil); errors.As(err, &large) {
			d.askForPages(w, r, http.StatusRequestEntityTooLarge, fmt.Sprintf("That is more than %d MB. Add it from a terminal: variorum add FILE", mostUpload>>20), addPage{})
			return
		}
		d.askForPages(w, r, http.StatusBadRequest, "The form did not arrive whole: "+err.Error(), addPage{})
		return
	}
	defer r.MultipartForm.RemoveAll()
	given := addPage{URL: r.FormValue("url"), Text: r.FormValue("text"), Source: r.FormValue("source")}
	if !d.guard.validToken(r.FormValue("token")) {
		d.askForPages(w, r, http.StatusForbidden, "This form is older than the server, or was not made by it. Here is a new one with what you had written.", given)
		return
	}
	ctx, stop := context.WithTimeout(r.Context(), uploadTime)
	defer stop()
	pages, unread, err := d.gather(ctx, r, given)
	if err == nil && len(pages) == 0 && len(unread) == 0 {
		err = errors.New("there is nothing to add: give an address, a file or a text")
	}
	if err != nil {
		d.askForPages(w, r, http.StatusUnprocessableEntity, sentence(err), given)
		return
	}
	d.keep(ctx, w, r, pages, unread)
}

// parseForm reads a form of either kind; a small one is made to look like a large one, so that both are cleared alike.
func parseForm(r *http.Request) error {
	err := r.ParseForm() // first: what is wrong with a small form is not said by the other
	if err == nil {
		if err = r.ParseMultipartForm(mostInMemory); errors.Is(err, http.ErrNotMultipart) {
			err = nil
		}
	}
	if r.MultipartForm == nil {
		r.MultipartForm = &multipart.Form{}
	}
	return err
}

// mostInMemory is how much of an upload is held in memory; the rest waits in a file.
const mostInMemory = 4 << 20

// gather reads pages from whichever form was sent. An input that gave none is named in unread.
func (d *desk) gather(ctx context.Context, r *http.Request, given addPage) ([]intake.Page, []edition.Unread, error) {
	switch {
	case given.URL != "":
		return d.fetchPage(ctx, given.URL)
	case strings.TrimSpace(given.Text) != "":
		pages, unread, err := readPages(ctx, "pasted text", strings.NewReader(given.Text))
		for i := range pages {
			nameAfter(&pages[i], given.Source)
			if strings.HasPrefix(pages[i].ID, unnamed) {
				pages[i].ID = pastedID(&pages[i])
			}
		}
		return pages, unread, err
	}
	var pages []intake.Page
	var unread []edition.Unread
	for _, h := range r.MultipartForm.File["file"] {
		p, u, err := readUpload(ctx, h)
		if err != nil {
			return nil, nil, err
		}
		pages, unread = append(pages, p...), append(unread, u...)
	}
	return pages, unread, nil
}

func (d *desk) fetchPage(ctx context.Context, address string) ([]intake.Page, []edition.Unread, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil, nil, fmt.Errorf("“%s” is no address of a page: it begins with https:// or http://", clip(address, mostQuery))
	}
	if d.fetch == nil {
		return nil, nil, errors.New("this desk fetches no pages by address: save the page and upload it")
	}
	page, err := d.fetch(ctx, u.String())
	if err != nil {
		return nil, nil, fmt.Errorf("the page could not be fetched: %w; save it in a browser and upload the file", err)
	}
	return []intake.Page{page}, nil, nil
}

func readUpload(ctx context.Context, h *multipart.FileHeader) ([]intake.Page, []edition.Unread, error) {
	f, err := h.Open()
	if err != nil {
		return nil, nil, fmt.Errorf("open the uploaded %s: %w", h.Filename, err)
	}
	defer f.Close()
	name := path.Base(strings.ReplaceAll(h.Filename, `\`, "/"))
	pages, unread, err := readPages(ctx, name, f)
	if len(pages) == 1 && pages[0].URL == "" {
		pages[0].ID = strings.TrimSuffix(name, path.Ext(name))
	}
	return pages, unread, err
}

// readPages reads what was sent as it would be read from standard input; name stands in messages.
func readPages(ctx context.Context, name string, in io.Reader) (pages []intake.Page, unread []edition.Unread, err error) {
	err = intake.Each(ctx, []string{"-"}, in, func(p intake.Page) error {
		pages = append(pages, p)
		return nil
	}, func(u edition.Unread) {
		unread = append(unread, edition.Unread{Source: name + strings.TrimPrefix(u.Source, "-"), Why: u.Why})
	})
	return pages, unread, err
}

// nameAfter takes what a person says of where a pasted page is from: its address, or a name.
func nameAfter(p *intake.Page, source string) {
	source = strings.TrimSpace(source)
	if u, err := url.Parse(source); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		if p.URL == "" {
			p.URL, p.ID = source, source
		}
		return
	}
	if source != "" && p.Outlet == "" {
		p.Outlet = clip(source, mostFileName)
	}
}

// pastedID is the id of a page that was pasted: the first words of a text, or a part of its digest, so that not all pasted pages have one.
func pastedID(p *intake.Page) string {
	line, _, _ := strings.Cut(strings.TrimSpace(p.Body), "\n")
	words := strings.FieldsFunc(strings.ToLower(clip(line, pastedRunes)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) })
	if p.Kind != intake.Plain || len(words) == 0 {
		digest := p.Digest()
		return "pasted-" + hex.EncodeToString(digest[:4])
	}
	return strings.Join(words, "-")
}

// pastedRunes is the length of the beginning of a text that its id is made of: that of a headline.
const pastedRunes = 40

// sentence writes an error as a page has it.
func sentence(err error) string {
	s := strings.TrimRight(err.Error(), ". ")
	first, n := utf8.DecodeRuneInString(s)
	return string(unicode.ToUpper(first)) + s[n:] + "."
}

// keep puts pages into the store and says what became of each.
func (d *desk) keep(ctx context.Context, w http.ResponseWriter, r *http.Request, pages []intake.Page, unread []edition.Unread) {
	added, err := d.store.Add(ctx, pages, store.AddOptions{})
	if err != nil {
		d.fail(w, r, err, "page", r.URL.Path)
		return
	}
	if err := d.news.ask(ctx, d.store); err != nil { // open pages need not wait for the next round
		d.log.Warn("cannot ask the store for news", "err", err)
	}
	p := addedPage{frame: newFrame(r, "Added", "/add")}
	for i, taken := range added.Pages {
		row, err := d.becameOf(ctx, taken, &pages[i])
		if err != nil {
			d.fail(w, r, err, "page", r.URL.Path)
			return
		}
		p.Rows = append(p.Rows, row)
	}
	for _, u := range unread {
		p.Rows = append(p.Rows, addedRow{Source: u.Source, What: u.Why, Bad: true})
	}
	p.Heading = addedHeading(p.Rows, added.New+added.Changed)
	d.send(w, r, "added-page", p)
}

func addedHeading(rows []addedRow, changed int) string {
	bad := 0
	for _, r := range rows {
		if r.Bad {
			bad++
		}
	}
	switch n := min(changed, len(rows)-bad); {
	case len(rows) == bad:
		return "Nothing could be read"
	case n == 0:
		return "Nothing changed: the store has it already"
	case bad > 0:
		return fmt.Sprintf("%s added, %d not read", countWords(n, "page", "pages"), bad)
	default:
		return countWords(n, "page", "pages") + " added"
	}
}

// unnamed is what intake calls a page that came without a name.
const unnamed = "stdin"

// becameOf says what became of a page: its account and its story, or why it gave none.
func (d *desk) becameOf(ctx context.Context, t store.Taken, in *intake.Page) (addedRow, error) {
	page, err := d.store.Page(ctx, t.Page)
	if err != nil {
		return addedRow{}, err
	}
	row := addedRow{Source: page.Name, What: map[store.State]string{store.New: "new", store.Changed: "a new version", store.Same: "known already"}[t.State]}
	if row.Source == "" || strings.HasPrefix(row.Source, unnamed) {
		row.Source = cmp.Or(in.Title, in.Outlet, "the page that was sent")
	}
	if page.Why != "" {
		row.What, row.Bad = page.Why, true
		return row, nil
	}
	l := &report.Links{}
	row.Account, row.AccountHref = page.Name, l.Account(number(page.ID))
	if page.Account != nil && page.Account.Title != "" {
		row.Source = page.Account.Title
	}
	if page.Story != 0 {
		s, err := d.store.Story(ctx, page.Story)
		if err != nil {
			return row, err
		}
		row.Story, row.StoryHref, row.Title = number(s.ID), l.Story(number(s.ID)), s.Title
		if s.Accounts > 1 {
			row.What += ", beside " + countWords(s.Accounts-1, "other account", "other accounts")
		}
	}
	return row, nil
}
