package language

import "embed"

// Weights that find names, trained by cmd/train; NOTICE names what they were learnt from.
//
//go:embed */names.bi[n]
var nameWeights embed.FS

// Names returns the weights that find names in the language, packed, or nil when it has none.
func (p *Pack) Names() []byte {
	if p == nil {
		return nil
	}
	data, err := nameWeights.ReadFile(p.code + "/names.bin")
	if err != nil {
		return nil
	}
	return data
}
