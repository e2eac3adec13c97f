package text

// Spaceless reports whether r belongs to a script written without spaces between words. Tokenize gives one token a character
// there, so whoever counts words must put neighbours together.
func Spaceless(r rune) bool { return isSpaceless(r) }
