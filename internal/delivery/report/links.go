package report

import "net/url"

// Links says where stories and accounts stand when each has a page of its own on a server. A nil *Links is the report: one
// file in which everything stands, and every link leads to a place of it.
type Links struct {
	// Root stands before each address: empty on a served page, the server's own address in a file saved from it.
	Root string
	// Titles are what readers know related stories by; one that is not named is called by its id.
	Titles map[string]string
	// Accounts are what accounts are called in addresses, by their ids; one that is not named is called by its id.
	Accounts map[string]string
	// Places are the addresses of what stands beside accounts and is none, by its id.
	Places map[string]string
}

// Story is the address of a story's page.
func (l *Links) Story(id string) string { return l.Root + "/stories/" + url.PathEscape(id) }

// Account is the address of an account's page.
func (l *Links) Account(id string) string {
	if at, is := l.Places[id]; is {
		return l.Root + at
	}
	return l.Root + "/accounts/" + url.PathEscape(l.ref(id))
}

// Compare is the address of the page that has two accounts side by side.
func (l *Links) Compare(a, b string) string {
	return l.Root + "/compare?a=" + url.QueryEscape(l.ref(a)) + "&b=" + url.QueryEscape(l.ref(b))
}

// Wire is the address of the page that has the restored text of a source beside an account.
func (l *Links) Wire(account, source string) string {
	return l.Root + "/compare?a=" + url.QueryEscape(l.ref(account)) + "&wire=" + url.QueryEscape(source)
}

// ref is what an account is called in addresses.
func (l *Links) ref(id string) string {
	if r := l.Accounts[id]; r != "" {
		return r
	}
	return id
}

func (l *Links) title(story string) string {
	if t := l.Titles[story]; t != "" {
		return t
	}
	return story
}
