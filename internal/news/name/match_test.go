package name

import (
	"fmt"
	"strings"
	"testing"

	"variorum/edition"
	"variorum/internal/news/account"
	"variorum/internal/news/collation"
)

// read makes an account with its names.
func read(id, page string) *account.Account {
	a := account.New(edition.Account{ID: id, Language: "en", Text: page})
	a.Mentions = Find(a)
	return a
}

func names(texts map[string]string) string {
	var accounts []*account.Account
	for _, id := range []string{"a", "b", "c"} {
		if texts[id] != "" {
			accounts = append(accounts, read(id, texts[id]))
		}
	}
	var b strings.Builder
	for _, n := range Match(accounts, collation.Collate(accounts, account.Weigh(accounts)).Passages) {
		for i, al := range n.Aliases {
			if i > 0 {
				b.WriteString(" = ")
			}
			fmt.Fprintf(&b, "%s (%s %s)", al.Text, al.How, strings.Join(al.Accounts, ""))
		}
		b.WriteString("\n")
	}
	return b.String()
}

func TestMatch(t *testing.T) {
	twice := "Fighters of the %s took the mill at Tarn on Monday. By night the %s held both banks of the river below the town."
	once := "A delegation from %s reached the lake on Monday, two days later than the mediators had hoped."
	for name, c := range map[string]struct {
		texts map[string]string
		want  string
	}{
		"the same place twice makes an alias": {
			map[string]string{"a": fmt.Sprintf(twice, "Red Sash", "Red Sash"), "b": fmt.Sprintf(twice, "Unity Front", "Unity Front")},
			"Tarn (same ab)\nUnity Front (same b) = Red Sash (collated a)\n",
		},
		"the same place once may be a conflict": {
			map[string]string{"a": fmt.Sprintf(once, "Korsund"), "b": fmt.Sprintf(once, "Tarnby")},
			"",
		},
		"two names in one sentence are two": {
			map[string]string{
				"a": fmt.Sprintf(twice, "Red Sash", "Red Sash"),
				"b": fmt.Sprintf(twice, "Unity Front", "Unity Front") + " The Red Sash and the Unity Front have fought since spring.",
			},
			"Red Sash (same ab)\nTarn (same ab)\n",
		},
		"the table knows, and IS is not IS-K": {
			map[string]string{"a": "A court tried two men of Daesh in April.", "b": "A court tried two men of ISIS, not of IS-K, in April."},
			"Daesh (same a) = ISIS (known b)\n",
		},
		"an abbreviation in brackets": {
			map[string]string{"a": "The Harbour Safety Board (HSB) has sent divers. The HSB expects a report soon."},
			"Harbour Safety Board (same a) = HSB (same a)\n",
		},
		"a gloss inside brackets": {
			map[string]string{
				"a": "They said Marn [Unity Dam] was safe on Monday. They said Marn would hold for years.",
				"b": "They said Wyvern was safe on Monday. They said Wyvern would hold for years.",
			},
			"Unity Dam (same a) = Wyvern (collated b) = Marn (collated a)\n",
		},
	} {
		if got := names(c.texts); got != c.want {
			t.Errorf("%s:\n got %swant %s", name, got, c.want)
		}
	}
}

func TestMatchPersons(t *testing.T) {
	for name, c := range map[string]struct {
		texts map[string]string
		want  string
	}{
		"a surname alone, another spelling": {
			map[string]string{
				"a": "Prime Minister Mohammed Said al-Varni met reporters in Oslo on Monday. Al-Varni left early.",
				"b": "Prime Minister Muhammad al-Varni met reporters in Oslo. Mr. Varni left early.",
			},
			"Mohammed Said al-Varni (same a) = Muhammad al-Varni (same b) = Al-Varni (same a) = Varni (same b)\nOslo (same ab)\n",
		},
		"two of one surname stay two": {
			map[string]string{
				"a": "George Orr met reporters in Oslo on Monday.",
				"b": "Laura Orr met reporters in Oslo on Monday. Mrs. Orr left early.",
				"c": "Mr. Orr met reporters in Oslo on Monday.",
			},
			"Oslo (same abc)\nGeorge Orr (same a) = Orr (same c)\nLaura Orr (same b) = Orr (same b)\n",
		},
		"a surname that may be either's is neither's": {
			map[string]string{
				"a": "George Orr met Walter Orr in Oslo on Monday.",
				"b": "George Orr met Walter Orr in Oslo on Monday.",
				"c": "Mr. Orr met reporters in Oslo on Monday.",
			},
			"Oslo (same abc)\nGeorge Orr (same ab)\nWalter Orr (same ab)\n",
		},
	} {
		if got := names(c.texts); got != c.want {
			t.Errorf("%s:\n got %swant %s", name, got, c.want)
		}
	}
}
