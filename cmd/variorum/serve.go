package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"os"
	"runtime/debug"
	"sync"

	"variorum"
	"variorum/internal/delivery/api"
	"variorum/internal/delivery/fetch"
	"variorum/internal/delivery/store"
	"variorum/internal/delivery/web"
	"variorum/internal/news/reading"
)

type serveCommand struct {
	stored      `embed:""`
	Listen      string `help:"The address to listen on. Beyond this machine it needs a secret. Default: ${default}." default:"127.0.0.1:8410" placeholder:"HOST:PORT"`
	SecretFile  string `help:"A file with the secret that is asked of every request. Without it the environment variable VARIORUM_SECRET is." type:"path" placeholder:"FILE"`
	BehindProxy bool   `help:"A proxy stands before the server, and nothing else reaches it: believe its X-Forwarded-Proto and X-Forwarded-Host. It needs a secret."`
}

// Help is shown under `variorum serve --help`.
func (serveCommand) Help() string {
	return `Examples:
  variorum serve                              the user's own store, at http://127.0.0.1:8410
  variorum serve --db desk.db --listen 127.0.0.1:0
  variorum serve --listen 0.0.0.0:8410 --secret-file secret.txt
  variorum serve --behind-proxy --secret-file secret.txt    a proxy that speaks TLS stands before it

It runs until it is stopped (Ctrl-C or SIGTERM), then finishes what it has begun. Pages may be added meanwhile, by its own page for that or
by variorum add: what is open in a browser shows them as they come. Beyond loopback it speaks plain HTTP: put a proxy that speaks TLS
before it.

Exit status: 0, 1 when it cannot serve, 2 wrong usage.`
}

// serveMemory is what the server tries to stay below, in bytes. The store's caches and the program itself come to 150 MB more; all together stood at
// 296 MB under load, with 305 MB at most (docs/store.md).
const serveMemory = 150 << 20

// Run serves.
func (c *serveCommand) Run(ctx context.Context, status *int) error {
	secret, err := web.ReadSecret(c.SecretFile, os.Getenv("VARIORUM_SECRET"))
	if err != nil {
		*status = badUsage
		return err
	}
	if c.BehindProxy {
		if err := web.MayStandBehindProxy(secret); err != nil {
			*status = badUsage
			return err
		}
	}
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(serveMemory)
	}
	l, err := web.Listen(c.Listen, secret)
	if err != nil {
		return err
	}
	defer l.Close()
	s, err := c.open(ctx, store.Options{})
	return using(s, err, func() error { return c.serve(ctx, l, s, secret) })
}

func (c *serveCommand) serve(ctx context.Context, l net.Listener, s *store.Store, secret string) error {
	progress := (&output{}).progress()
	if _, err := s.Place(ctx, progress.step); err != nil {
		return err
	}
	progress.clear()
	f := fetch.New(fetch.Options{Agent: fetch.Agent(variorum.Version(), "")})
	defer f.Close()
	fmt.Printf("variorum: %s is at http://%s (Ctrl-C stops it)\n", s.Path(), c.shown(l.Addr()))
	log := slog.New(slog.NewTextHandler(os.Stderr, nil))
	go reading.Warm()
	defer attend(ctx, s, log)()
	programs := api.Handler(s, api.Options{Secret: secret, Fetch: f.Page, Log: log})
	err := web.Serve(ctx, l, web.Options{Store: s, Secret: secret, Fetch: f.Page, API: programs, Proxy: c.BehindProxy, Log: log})
	if errors.Is(err, context.Canceled) {
		return nil
	}
	return err
}

// attend tells the stories that additions leave to be told, beside what else is done, until the function that it returns is called.
func attend(ctx context.Context, s *store.Store, log *slog.Logger) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	var ended sync.WaitGroup
	ended.Go(func() {
		s.Attend(ctx, func(err error) { log.Error("cannot tell a story", "err", err) })
	})
	return func() {
		cancel()
		ended.Wait()
	}
}

// shown is the address that a browser takes: one that listens everywhere is reached on this machine as localhost.
func (c *serveCommand) shown(a net.Addr) string {
	host, port, err := net.SplitHostPort(a.String())
	if ip := net.ParseIP(host); err == nil && ip != nil && ip.IsUnspecified() {
		return net.JoinHostPort("localhost", port)
	}
	return a.String()
}
