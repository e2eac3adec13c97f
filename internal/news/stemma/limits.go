package stemma

// costs is what each thing that happens to a text costs: minus the logarithm of how often an outlet does it when it takes over a
// text. What matters is their order: what outlets do every day and independently of each other (house style, cuts) is
// cheap; what two of them hardly ever do alike by chance (a slip, an invented clause) is dear; and what cannot be done at all
// without another source (to restore words that the model lacks) is dearest.
var costs = tally{
	style: 1.27, word: 1.45, further: 0.05, verb: 2.24, slip: 3.1, round: 0.58, exact: 8.85, cut: 0.67, add: 0.3, added: 0.05, lacuna: 2.88, filled: 3.27,
	drop: 1.24, dropped: 0.4, tail: 0.6, regain: 4.87, foreign: 9.39, borrow: 1.91, move: 1.03,
	visible: 1.25, choice: 1.06, earlier: 3.37, undated: 0.6, credit: -2.6, stranger: 1.1, second: 4, report: 2.5,
}

const (
	// repeated is the share of the cost that a change still has at the second and any later place: a house style is chosen once.
	repeated = 0.25
	// costOther is for a second lost source.
	costOther = 2
)
