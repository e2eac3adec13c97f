package language

import "embed"

// Weights that tell incidents, trained by cmd/train; NOTICE names what they were learnt from.
//
//go:embed */incidents.bi[n]
var incidentWeights embed.FS

// Incidents returns the weights that tell incidents in the language, packed, or nil when it has none.
func (p *Pack) Incidents() []byte {
	if p == nil {
		return nil
	}
	data, err := incidentWeights.ReadFile(p.code + "/incidents.bin")
	if err != nil {
		return nil
	}
	return data
}
