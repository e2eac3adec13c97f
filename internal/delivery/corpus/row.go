package corpus

// The rows of the tables. Offsets count code points of the account's text, half open.

// accountRow is one account.
type accountRow struct {
	ID        string `parquet:"id" json:"id"`
	Story     string `parquet:"story,dict" json:"story,omitempty"`
	Source    string `parquet:"source" json:"source"`
	URL       string `parquet:"url" json:"url,omitempty"`
	Outlet    string `parquet:"series,dict" json:"series,omitempty"` // passim's name for it
	Title     string `parquet:"title" json:"title,omitempty"`
	Byline    string `parquet:"byline" json:"byline,omitempty"`
	Language  string `parquet:"language,dict" json:"language,omitempty"`
	Published string `parquet:"date,dict" json:"date,omitempty"` // empty where it is only bounded
	Earliest  string `parquet:"earliest,dict" json:"earliest,omitempty"`
	Latest    string `parquet:"latest,dict" json:"latest,omitempty"`
	Basis     string `parquet:"basis,dict" json:"basis,omitempty"`
	Text      string `parquet:"text" json:"text"`
}

// storyRow is one story. Its accounts have its id in their table.
type storyRow struct {
	ID       string   `parquet:"id" json:"id"`
	Title    string   `parquet:"title" json:"title"`
	Size     int      `parquet:"size" json:"size"` // accounts
	Outlets  int      `parquet:"outlets" json:"outlets"`
	Earliest string   `parquet:"earliest,dict" json:"earliest,omitempty"`
	Latest   string   `parquet:"latest,dict" json:"latest,omitempty"`
	Accounts []string `parquet:"accounts,list" json:"accounts"`
}

// reuseRow is a run of text that two accounts share: an account and one of those before it that share most with it. The words of the
// first stand there, those of the second between its offsets.
type reuseRow struct {
	ID1     string  `parquet:"id1" json:"id1"`
	Series1 string  `parquet:"series1,dict" json:"series1,omitempty"`
	Date1   string  `parquet:"date1,dict" json:"date1,omitempty"`
	Begin1  int     `parquet:"begin1" json:"begin1"`
	End1    int     `parquet:"end1" json:"end1"`
	Text1   string  `parquet:"text1" json:"text1"`
	ID2     string  `parquet:"id2" json:"id2"`
	Series2 string  `parquet:"series2,dict" json:"series2,omitempty"`
	Date2   string  `parquet:"date2,dict" json:"date2,omitempty"`
	Begin2  int     `parquet:"begin2" json:"begin2"`
	End2    int     `parquet:"end2" json:"end2"`
	Matched int     `parquet:"matched" json:"matched"` // words that both have, in the run
	Share   float64 `parquet:"share" json:"share"`     // of the shorter account's words: what stands in the other, over all runs
}

// passageRow is what one account has at a passage, in passim's names: the passage is a cluster.
type passageRow struct {
	Cluster  string `parquet:"cluster" json:"cluster"`
	Size     int    `parquet:"size" json:"size"` // accounts that have the passage
	ID       string `parquet:"id" json:"id"`
	Series   string `parquet:"series,dict" json:"series,omitempty"`
	Date     string `parquet:"date,dict" json:"date,omitempty"`
	Begin    int    `parquet:"begin" json:"begin"`
	End      int    `parquet:"end" json:"end"`
	Relation string `parquet:"relation,dict" json:"relation"`
	Text     string `parquet:"text" json:"text"`
}

// quotationRow is something said, in one account.
type quotationRow struct {
	Account string `parquet:"account" json:"account"`
	ID      string `parquet:"id" json:"id"`
	Form    string `parquet:"form,dict" json:"form"`
	Speaker string `parquet:"speaker" json:"speaker,omitempty"`
	Verb    string `parquet:"verb,dict" json:"verb,omitempty"`
	To      string `parquet:"to" json:"to,omitempty"`
	Begin   int    `parquet:"begin" json:"begin"`
	End     int    `parquet:"end" json:"end"`
	Text    string `parquet:"text" json:"text"`
	Rule    string `parquet:"rule,dict" json:"rule"`
}

// figureRow is a figure in one account.
type figureRow struct {
	Account string  `parquet:"account" json:"account"`
	ID      string  `parquet:"id" json:"id"`
	Low     float64 `parquet:"low" json:"low"`
	High    float64 `parquet:"high" json:"high"`
	Approx  string  `parquet:"approx,dict" json:"approx"`
	Unit    string  `parquet:"unit,dict" json:"unit,omitempty"`
	Of      string  `parquet:"of" json:"of,omitempty"`
	Kind    string  `parquet:"kind,dict" json:"kind"`
	Place   string  `parquet:"place" json:"place,omitempty"`
	AsOf    string  `parquet:"as_of" json:"as_of,omitempty"`
	Begin   int     `parquet:"begin" json:"begin"`
	End     int     `parquet:"end" json:"end"`
	Text    string  `parquet:"text" json:"text"`
	Rule    string  `parquet:"rule,dict" json:"rule"`
}
