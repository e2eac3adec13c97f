package quotation

import (
	"fmt"
	"strings"
	"testing"

	"variorum/internal/news/account"
)

func TestVerbsTellHowEachAccountReportsASpeaker(t *testing.T) {
	var accounts []*account.Account
	for id, page := range []string{
		"Mayor Ines Calloway said the pier was safe. “Nobody needs to worry about the pier,” Calloway said. ¶ “It will stand for years to come,” Calloway insisted.",
		"Mayor Ines Calloway claimed the pier was safe.",
	} {
		a := read(fmt.Sprint("a", id), strings.ReplaceAll(page, " ¶ ", "\n\n"), "en")
		a.Quotations = Find(a)
		accounts = append(accounts, a)
	}
	var got []string
	for _, v := range Verbs(accounts, Match(accounts, nil, account.Weigh(accounts))) {
		for _, x := range v.Verbs {
			got = append(got, fmt.Sprint(v.Account, " ", v.Speaker, " ", x.Verb, " ", x.Stance, " ", x.Count))
		}
	}
	want := "a0 Ines Calloway say neutral 2; a0 Ines Calloway insist loaded 1; a1 Ines Calloway claim doubting 1"
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}
