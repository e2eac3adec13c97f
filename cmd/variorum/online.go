package main

import (
	"fmt"
	"log/slog"
	"math/rand/v2"
	"slices"
	"time"

	"variorum"
	"variorum/internal/delivery/fetch"
)

// online is how pages are fetched.
type online struct {
	Contact      string        `help:"Your address, for newsrooms that wonder who asks: it goes with each request." env:"VARIORUM_CONTACT" placeholder:"URL-OR-MAIL"`
	Delay        time.Duration `help:"The least time between two requests to one host; what its robots.txt asks for goes before. Default: ${default}." default:"2s" placeholder:"TIME"`
	AllowPrivate bool          `help:"Fetch from the own network and machine too. DANGEROUS: any feed can then make variorum read what only this machine should reach."`
}

// polite says why requests may not follow one another as fast as is asked for.
func (o *online) polite() error {
	if o.Delay < 0 {
		return fmt.Errorf("--delay %s: time does not run backwards; 0 is the usual two seconds", o.Delay)
	}
	return nil
}

func (o *online) fetcher(log *slog.Logger) *fetch.Fetcher {
	return fetch.New(fetch.Options{
		Agent: fetch.Agent(variorum.Version(), o.Contact), AllowPrivate: o.AllowPrivate, Delay: o.Delay, Jitter: rand.Float64, Log: log,
	})
}

// apart parts what is on disk from addresses on the web, each of these once.
func apart(inputs []string) (files, addresses []string) {
	for _, in := range inputs {
		switch {
		case !fetch.IsAddress(in):
			files = append(files, in)
		case !slices.Contains(addresses, in):
			addresses = append(addresses, in)
		}
	}
	return files, addresses
}
