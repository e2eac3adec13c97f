package learn

// Standard is how the networks of this project are trained. The numbers were chosen on a development treebank; what was tried
// is in docs/decisions.
var Standard = Plan{
	Size: Size{Word: 96, Affix: 64, Gram: 48, Shape: 16, Width: 160, Soft: 32, Arc: 64, Label: 64},
	Seed: 1, Epochs: 14, Words: 500,
	Rate: 2e-3, Clip: 5, Keep: 0.998, Unknown: 0.25,
	Drop:  Dropout{Group: 0.15, Layer: 0.33, Output: 0.33},
	Share: Share{Arc: 1, Relation: 1, Tag: 1, EarlyTag: 0.5},
}
