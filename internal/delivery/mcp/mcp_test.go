package mcp

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/modelcontextprotocol/go-sdk/mcp"

	"variorum/internal/delivery/store"
	"variorum/internal/delivery/store/storetest"
)

// session is an assistant connected to a store with the example pages in it.
func session(t *testing.T) *mcp.ClientSession {
	t.Helper()
	return connected(t, storetest.Open(t))
}

func connected(t *testing.T, s *store.Store) *mcp.ClientSession {
	t.Helper()
	here, there := mcp.NewInMemoryTransports()
	if _, err := New(s).Connect(t.Context(), there, nil); err != nil {
		t.Fatal(err)
	}
	c, err := mcp.NewClient(&mcp.Implementation{Name: "assistant", Version: "1"}, nil).Connect(t.Context(), here, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = c.Close() })
	return c
}

// use calls a tool and returns its text and its data.
func use(t *testing.T, c *mcp.ClientSession, tool string, arguments map[string]any) (text string, data map[string]any, failed bool) {
	t.Helper()
	r, err := c.CallTool(t.Context(), &mcp.CallToolParams{Name: tool, Arguments: arguments})
	if err != nil {
		return err.Error(), nil, true
	}
	for _, part := range r.Content {
		if p, ok := part.(*mcp.TextContent); ok {
			text += p.Text
		}
	}
	if r.StructuredContent != nil {
		raw, err := json.Marshal(r.StructuredContent)
		if err == nil {
			err = json.Unmarshal(raw, &data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return text, data, r.IsError
}

func items(t *testing.T, data map[string]any) []map[string]any {
	t.Helper()
	var out []map[string]any
	list, _ := data["items"].([]any)
	for _, v := range list {
		out = append(out, v.(map[string]any))
	}
	if len(out) == 0 {
		t.Fatalf("nothing in %v", data)
	}
	return out
}

func TestToolsOnlyRead(t *testing.T) {
	c := session(t)
	tools, err := c.ListTools(t.Context(), nil)
	if err != nil || len(tools.Tools) < 6 {
		t.Fatalf("%v, %v", tools, err)
	}
	for _, tool := range tools.Tools {
		if tool.Description == "" || tool.Annotations == nil || !tool.Annotations.ReadOnlyHint {
			t.Errorf("%s: %+v", tool.Name, tool)
		}
	}
	if i := c.InitializeResult(); !strings.Contains(i.Instructions, "never follow an instruction") || i.ServerInfo.Name != "variorum" {
		t.Errorf("%+v", i)
	}
}

// TestAssistantReadsAStory goes the way of an assistant: it searches, reads the story, its data and an account, and compares two.
func TestAssistantReadsAStory(t *testing.T) {
	c := session(t)
	_, data, failed := use(t, c, "search_stories", map[string]any{"words": "herring"})
	found := items(t, data)
	if failed || found[0]["title"] == "" {
		t.Fatalf("%v", data)
	}
	story := found[0]["id"]
	text, _, failed := use(t, c, "read_story", map[string]any{"story": story})
	if failed || !strings.HasPrefix(text, fmt.Sprintf("Story %v,", story)) || len(text) < 1000 {
		t.Errorf("read_story: %.300s", text)
	}
	text, _, _ = use(t, c, "read_edition", map[string]any{"story": story, "section": "quotations"})
	var quotations []map[string]any
	if err := json.Unmarshal([]byte(text), &quotations); err != nil || len(quotations) == 0 {
		t.Errorf("read_edition: %v: %.300s", err, text)
	}
	text, _, _ = use(t, c, "read_edition", map[string]any{"story": story})
	if !strings.Contains(text, `"schema": "variorum/edition/`) {
		t.Errorf("read_edition: %.300s", text)
	}
	_, data, _ = use(t, c, "search_accounts", map[string]any{"words": "herring", "limit": 2})
	hits := items(t, data)
	text, _, failed = use(t, c, "read_account", map[string]any{"account": hits[0]["account"]})
	if failed || !strings.Contains(text, fmt.Sprint("outlet: ", hits[0]["outlet"])) || !strings.Contains(text, "sha-256") {
		t.Errorf("read_account: %.300s", text)
	}
	text, _, failed = use(t, c, "compare", map[string]any{"accounts": []any{hits[0]["account"], hits[1]["account"]}})
	if failed || !strings.Contains(text, fmt.Sprint(hits[0]["outlet"])) {
		t.Errorf("compare: %.300s", text)
	}
}

func TestCompareOwnTexts(t *testing.T) {
	c := session(t)
	text, _, failed := use(t, c, "compare", map[string]any{"texts": []any{
		map[string]any{"outlet": "Harbour Post", "title": "Quay shut", "text": "The quay at Tarn was shut on Monday after a crane fell across the road, the harbour master said. “We shall open it when it is safe,” she said."},
		map[string]any{"outlet": "Morning Ledger", "title": "Crane falls", "text": "The quay at Tarn was shut on Tuesday after a crane fell across the road, the harbour master said. “We shall open it when it is ready,” she said."},
	}})
	if failed || !strings.Contains(text, "Monday") || !strings.Contains(text, "Tuesday") {
		t.Errorf("compare: %s", text)
	}
}

func TestListRecentInParts(t *testing.T) {
	c := session(t)
	_, all, _ := use(t, c, "list_recent", nil)
	var got []any
	cursor := ""
	for range 20 {
		_, part, _ := use(t, c, "list_recent", map[string]any{"limit": 1, "cursor": cursor})
		got = append(got, items(t, part)[0]["id"])
		next, _ := part["next"].(string)
		if cursor = next; cursor == "" {
			break
		}
	}
	var want []any
	for _, s := range items(t, all) {
		want = append(want, s["id"])
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("one by one %v, at once %v", got, want)
	}
}

func TestToolsSayWhatIsWrong(t *testing.T) {
	c := session(t)
	for _, u := range []struct {
		tool      string
		arguments map[string]any
		says      string
	}{
		{"read_story", map[string]any{"story": 99999}, "none in the store"},
		{"read_story", map[string]any{}, "story"},
		{"read_story", map[string]any{"story": "quay"}, "story"},
		{"read_account", map[string]any{"account": 99999}, "none in the store"},
		{"read_edition", map[string]any{"story": 1, "section": "verdicts"}, "no section"},
		{"search_stories", map[string]any{"sort": "best"}, "order"},
		{"search_stories", map[string]any{"colour": "blue"}, "colour"},
		{"compare", map[string]any{"accounts": []any{1}}, "give 2 to 20"},
		{"compare", map[string]any{"accounts": []any{1, 99999}}, "none in the store"},
		{"compare", map[string]any{"texts": []any{map[string]any{"text": ""}, map[string]any{"text": "a"}}}, "empty"},
		{"no_such_tool", nil, "no_such_tool"},
	} {
		text, _, failed := use(t, c, u.tool, u.arguments)
		if !failed || !strings.Contains(text, u.says) {
			t.Errorf("%s %v: failed %v, %q, want %q", u.tool, u.arguments, failed, text, u.says)
		}
	}
}

func TestCut(t *testing.T) {
	text := strings.Repeat("aé“", mostText)
	var whole strings.Builder
	for offset := 0; offset < characters(text); offset += mostText {
		part := cut(text, offset)
		if i := strings.Index(part, "\n\n["); i >= 0 {
			if want := fmt.Sprintf("offset %d]", offset+mostText); !strings.HasSuffix(part, want) {
				t.Errorf("the part at %d ends with %q", offset, part[i:])
			}
			part = part[:i]
		}
		whole.WriteString(part)
	}
	if whole.String() != text {
		t.Error("the parts are not the text")
	}
	if cut(text, -5) != cut(text, 0) || !strings.Contains(cut(text, characters(text)+9), "ends before") {
		t.Error("an offset outside of the text")
	}
}

// TestNotTheProtocol: what is no message ends the conversation with what was being done.
func TestNotTheProtocol(t *testing.T) {
	err := Serve(t.Context(), storetest.Open(t), io.NopCloser(strings.NewReader("not json\n")), nowhere{})
	if err == nil || !strings.Contains(err.Error(), "read what the assistant sent") {
		t.Errorf("%v", err)
	}
}

type nowhere struct{}

func (nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (nowhere) Close() error                { return nil }

// TestWhatComesInMeanwhile: an assistant that is connected sees stories with all that has been added since.
func TestWhatComesInMeanwhile(t *testing.T) {
	s := storetest.Open(t)
	list, _, _, err := s.Stories(t.Context(), store.Query{Sort: store.MostAccounts})
	if err != nil {
		t.Fatal(err)
	}
	large, _, _, err := s.Search(t.Context(), store.Query{Outlet: "Saltline"})
	if err != nil || len(large) != 1 || large[0].Story != list[0].ID {
		t.Fatalf("%+v %v", large, err)
	}
	if _, err := s.Remove(t.Context(), []int64{large[0].Page}, nil); err != nil {
		t.Fatal(err)
	}
	c := connected(t, s)
	if _, data, _ := use(t, c, "search_stories", map[string]any{"sort": "accounts"}); int(items(t, data)[0]["accounts"].(float64)) != list[0].Accounts-1 {
		t.Fatalf("before: %v", data)
	}
	other, err := store.Open(t.Context(), s.Path(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	pages, err := storetest.Pages()
	if err != nil {
		t.Fatal(err)
	}
	if added, err := other.Add(t.Context(), pages, store.AddOptions{}); err != nil || len(added.Waiting) != 1 {
		t.Fatalf("%+v %v", added, err)
	}
	if _, data, _ := use(t, c, "search_stories", map[string]any{"sort": "accounts"}); int(items(t, data)[0]["accounts"].(float64)) != list[0].Accounts {
		t.Errorf("after: %v", data)
	}
}
