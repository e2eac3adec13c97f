package grammar

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

// story is text of our own, for speed alone. Numbers make some of its words new in each copy.
const story = `The mayor of Port Ellery said on Tuesday that the old harbour would stay closed until engineers had checked the sea wall .
" We are not going to put anyone at risk , " Ines Calloway told reporters outside the town hall , adding that repairs could cost $ 5.3 million .
Ferry operators , who have lost %d passengers since the storm , accused the port authority of acting too late and called for an inquiry .
According to a report published last week by the coastal survey , three of the nine piers were damaged beyond repair .
The union , which represents some %d dock workers , welcomed the decision but warned that its members needed help before the winter .`

// BenchmarkParse measures both ways of multiplying, on words that the model has met and on words an eighth of which are new.
func BenchmarkParse(b *testing.B) {
	data, err := os.ReadFile("../../news/language/en/grammar.bin")
	if err != nil {
		b.Skipf("no weights: %v", err)
	}
	for _, wide := range []bool{true, false} {
		if wide && !vectors {
			continue
		}
		for _, known := range []bool{true, false} {
			b.Run(fmt.Sprintf("vectors=%v/known=%v", wide, known), func(b *testing.B) {
				m, err := load(data, wide)
				if err != nil {
					b.Fatal(err)
				}
				sentences := strings.Split(fmt.Sprintf(story, 4000, 900), "\n")
				var split [][]string
				for _, s := range sentences {
					split = append(split, strings.Fields(s))
				}
				words := 0
				var tokens []Token
				for i := 0; b.Loop(); i++ {
					s := split[i%len(split)]
					if !known && i%len(split) == 0 { // one word of eight is new, as in a first page
						for k := range m.known {
							if k%8 == (i/len(split))%8 {
								m.known[k].Store(nil)
							}
						}
					}
					tokens = m.ParseInto(tokens, s)
					words += len(s)
				}
				b.ReportMetric(float64(words)/b.Elapsed().Seconds(), "words/s")
			})
		}
	}
}

func BenchmarkLoad(b *testing.B) {
	data, err := os.ReadFile("../../news/language/en/grammar.bin")
	if err != nil {
		b.Skipf("no weights: %v", err)
	}
	for b.Loop() {
		if _, err := Load(data); err != nil {
			b.Fatal(err)
		}
	}
}
