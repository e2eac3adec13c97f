package report

import "variorum/edition"

// LanguageName is the English name of a language tag, or the tag itself when it has none.
func LanguageName(tag string) string { return languageName(tag) }

// SpanWords writes the days from one to another and says each month and year once: "6 to 12 May 2025"; empty when both are.
func SpanWords(from, to edition.Day) string { return spanWords(from, to) }
