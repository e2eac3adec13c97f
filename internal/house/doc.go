// Package house holds no code that runs: its tests keep the plan of the tree in docs/architecture.md true. They read the
// source, not the programs, so that a wrong import, a clock in a reader or a rule that nobody described fails by name.
package house
