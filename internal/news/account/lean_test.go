package account

import (
	"reflect"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/engine/text"
	"variorum/internal/news/extract"
	"variorum/internal/news/intake"
)

// TestReaderSaysTheSame reads pages one after the other with what a reader keeps, and each alone.
func TestReaderSaysTheSame(t *testing.T) {
	var r Reader
	for _, body := range []string{
		"QUAY CITY, March 3 (Xinhua) -- The ferry Albatross was stopped on March 5, 2031. Gen. Ola Brandt said: “It will sail on April 15, 2031.”\n\nThe council meets on May 2, 2031, she said. In 2029 the line was closed for a year.",
		"Die Fähre wurde am 5. März 2031 angehalten, weil das Wasser zu hoch stand und der Wind aus Osten kam, wie der Rat der Stadt sagte.",
		"Short.",
		"The pier, the sheds and the nets were washed away in the night of Sunday. “We will build on June 1, 2031, what we had,” said Jon Esk, who was there.",
	} {
		for _, declared := range []string{"", "en", "fr"} {
			parts := extract.Parts{Title: "The ferry of Quay City was stopped", Body: []string{body}, Language: declared}
			page := intake.Page{ID: "p", Source: "p", URL: "https://post.example/2031/03/05/ferry"}
			if whole, lean := Read(page, parts).Account, r.Read(page, parts).Account; !reflect.DeepEqual(whole, lean) {
				t.Errorf("%s\n%+v\n%+v", body, whole, lean)
			}
		}
	}
}

// TestLongTextIsCutOnce: a text of many dates is cut up once for all of them, each paragraph into sentences and the whole into what is
// quoted, and not once for each.
func TestLongTextIsCutOnce(t *testing.T) {
	const paragraphs = 40
	paragraph := strings.Repeat("The ferry was stopped on March 5, 2031, and will sail on April 15, 2031. “It will sail on May 2, 2031,” said Jon Esk. ", 20)
	ea := edition.Account{Text: strings.TrimSpace(strings.Repeat(paragraph+"\n\n", paragraphs)), Language: "en"}
	whole := New(ea)
	lean := &teller{Account: &Account{Account: ea, Pack: whole.Pack, Paragraphs: text.Paragraphs(ea.Text), Tokens: whole.Tokens, lean: true}}
	got, want := lean.told(), whole.told()
	if !reflect.DeepEqual(got, want) {
		t.Error("a lean account tells otherwise than a whole one")
	}
	if len(got.past) < 20*paragraphs || len(got.future) < 20*paragraphs {
		t.Fatalf("%d days told as past and %d announced: the text is to have %d of each", len(got.past), len(got.future), 20*paragraphs)
	}
	if lean.made != paragraphs+1 {
		t.Errorf("cut up %d times, want %d", lean.made, paragraphs+1)
	}
}
