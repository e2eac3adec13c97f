package story

// model holds the weights of the logistic model. Fitted on labelled pairs of accounts; refit with
//
//	go test ./internal/news/story -run TestFit -fit
var model = weights{
	text: likeness{
		constant: -11.28, cosine: 3.01, lead: 7.11, title: 2.89, figures: 2.00, copied: 1.56, rare: 1.15, size: -1.26,
	},
	dated: 2.85,
	apart: -1.49,
}

// weights turn measures into log-odds: each likeness times its weight; dated is for two accounts that both have a date, apart
// times the logarithm of one more than the days between them.
type weights struct {
	text         likeness
	dated, apart float64
}
