package stemma

// costs is what each thing that happens to a text costs: minus the logarithm of how often an outlet does it when it takes over a
// text. What matters is their order: what outlets do every day and independently of each other (house style, cuts) is
// cheap; what two of them hardly ever do alike by chance (a slip, an invented clause) is dear; and what cannot be done at all
// without another source (to restore words that the model lacks) is dearest.
//
// They were fitted by conditional logit: of 100 simulated traditions (not those that the tests measure), for each account the choice
// of its model given all other accounts' models, 727 choices in all; then choice (to what its meaning asks), second and visible were set by hand. Chosen
// this way, a cost that no choice asks for stays at the guess it began with. What time, marks and reports cost was chosen on 400 further
// traditions of other seeds, of which none is measured either. docs/decisions says what that is worth.
var costs = tally{
	style: 1.15, word: 1.45, further: 0.05, verb: 2.21, slip: 3.01, round: 0.67, exact: 8.83, cut: 0.88, add: 0.3, added: 0.05, lacuna: 0.8, filled: 4,
	drop: 1.32, dropped: 0.46, tail: 0.59, regain: 5.47, regained: 5.47, lesser: 4, foreign: 9.23, borrow: 1.88, move: 1.37, anchored: 3,
	retyped: 0.23, uneven: 0.6, after: 0.28, since: 0.26, visible: 0.5, choice: 1, earlier: 3.43, undated: 1.2, credit: -2.64, stranger: 1.14, second: 4, report: 2.5,
}

const (
	// repeated is the share of the cost that a change still has at the second and any later place: a house style is chosen once.
	repeated = 0.25
	// costOther is for a second lost source.
	costOther = 1
)
