package intake

import (
	"encoding/json"
	"testing"
	"unicode/utf8"
)

// TestFlatRecord: the usual forms of records are read in one pass.
func TestFlatRecord(t *testing.T) {
	for _, s := range []string{
		`{"id":"a","url":"u","outlet":"o","date":"2031-01-02","title":"t","text":"one\n\ntwo \"three\" \u00e9\ud83d\ude00"}`,
		` { "id" : 17 , "words": -3.5, "kept": true, "text": "é", "html": null } `, `{}`, `{"text":"a","text":"b"}`,
	} {
		if _, ok := flatRecord([]byte(s)); !ok {
			t.Errorf("%s is not read", s)
		}
		compareRecords(t, []byte(s))
	}
	for _, s := range []string{``, `{`, `{"text":"a}`, `{"text":"a"`, `{"text":"a"} x`, `{"Text":"a"}`, `{"text":["a"]}`, `{"text":"\q"}`, `{"text":"\u12g4"}`, `{"id":01}`, `{"text":"a",}`, "{\"text\":\"a\nb\"}"} {
		if _, ok := flatRecord([]byte(s)); ok {
			t.Errorf("%s is read", s)
		}
	}
}

// FuzzFlatRecord: what is read in one pass is what encoding/json reads.
func FuzzFlatRecord(f *testing.F) {
	f.Add([]byte(`{"id":"a","n":1.5,"text":"one\n\u00e9 “two”","html":null,"series":false}`))
	f.Fuzz(func(t *testing.T, raw []byte) { compareRecords(t, raw) })
}

func compareRecords(t *testing.T, raw []byte) {
	got, ok := flatRecord(raw)
	if !ok || !utf8.Valid(raw) {
		return
	}
	var want record
	if err := json.Unmarshal(raw, &want); err != nil || got != want {
		t.Fatalf("%q\n%+v, want %+v (%v)", raw, got, want, err)
	}
}
