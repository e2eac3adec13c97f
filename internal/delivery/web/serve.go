package web

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"syscall"
	"time"

	"variorum/internal/delivery/store"
)

// Options say what is served and to whom.
type Options struct {
	Store *store.Store
	// Secret is asked of every request, where there is one. Listening beyond loopback needs it.
	Secret string
	// Fetch gets the page at an address; nil offers no adding by address.
	Fetch Fetch
	// API answers what stands under /api/; nil leaves nothing there. The guard stands before it too.
	API http.Handler
	// Proxy says that a proxy stands before the server and nothing else reaches it: what it says of the address that readers use is believed. It lets other
	// machines in, so it needs a secret.
	Proxy bool
	// Log is told what went wrong; nil is told nothing.
	Log *slog.Logger
}

// The limits of the server: a request's head within headTime, all of it within bodyTime, an answer within answerTime, and an idle line is
// kept for idleTime; a head has at most mostHead bytes, and a stop waits stopTime for what is being answered.
const (
	headTime   = 5 * time.Second
	bodyTime   = 30 * time.Second
	answerTime = 60 * time.Second
	idleTime   = 2 * time.Minute
	stopTime   = 8 * time.Second
	mostHead   = 32 << 10
)

// leastSecret is the letters of a secret that nobody guesses at the pace at which wrong ones are taken.
const leastSecret = 12

// Listen opens the address, or says why it may not be.
func Listen(address, secret string) (net.Listener, error) {
	if _, _, err := net.SplitHostPort(address); err != nil {
		return nil, fmt.Errorf("%q is no address to listen on: say it as 127.0.0.1:8410", address)
	}
	if !loopback(address) && secret == "" {
		return nil, fmt.Errorf("listening on %s lets other machines in, and there is no secret: give one with --secret-file FILE or VARIORUM_SECRET, or listen on 127.0.0.1", address)
	}
	if secret != "" && len([]rune(secret)) < leastSecret {
		return nil, fmt.Errorf("the secret has fewer than %d characters: take a longer one, such as 32 random letters", leastSecret)
	}
	l, err := net.Listen("tcp", address)
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		return nil, fmt.Errorf("%s is taken by another program, perhaps another variorum serve: stop that, or take another port with --listen 127.0.0.1:0", address)
	case errors.Is(err, syscall.EACCES):
		return nil, fmt.Errorf("%s may not be listened on: ports below 1024 are for the administrator; take another with --listen", address)
	case err != nil:
		return nil, fmt.Errorf("listen on %s: %w; say it as 127.0.0.1:8410", address, err)
	}
	return l, nil
}

// MayStandBehindProxy says why a server may not stand behind a proxy, nil when it may.
func MayStandBehindProxy(secret string) error {
	if secret == "" {
		return errors.New("a proxy lets other machines in, and there is no secret: give one with --secret-file FILE or VARIORUM_SECRET")
	}
	return nil
}

// loopback reports whether an address can be reached from this machine only.
func loopback(address string) bool {
	host, _, err := net.SplitHostPort(address)
	return err == nil && namesLoopback(host)
}

// ReadSecret takes the secret from a file, or else from the environment. A file that others may read is refused.
func ReadSecret(file, environment string) (string, error) {
	if file == "" {
		return strings.TrimSpace(environment), nil
	}
	f, err := os.Open(file)
	if err != nil {
		return "", fmt.Errorf("read the secret: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", fmt.Errorf("read the secret: %w", err)
	}
	if info.Mode().IsRegular() && info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("read the secret: others may read %s; forbid it first (chmod 600 %[1]s)", file)
	}
	content, err := io.ReadAll(io.LimitReader(f, mostHead))
	if err != nil {
		return "", fmt.Errorf("read the secret: %w", err)
	}
	secret := strings.TrimSpace(string(content))
	if secret == "" {
		return "", fmt.Errorf("read the secret: %s is empty", file)
	}
	return secret, nil
}

// Serve answers on a listener until the context ends, and then finishes what it has begun.
func Serve(ctx context.Context, l net.Listener, o Options) error {
	d := newDesk(o, loopback(l.Addr().String()))
	if err := d.begin(ctx); err != nil {
		return err
	}
	lines, hangUp := context.WithCancel(context.Background())
	defer hangUp()
	following := make(chan struct{})
	go func() {
		defer close(following)
		d.follow(ctx, func(err error) { d.log.Warn("cannot ask the store for news", "err", err) })
	}()
	server := &http.Server{
		Handler: d.handler(), ReadHeaderTimeout: headTime, ReadTimeout: bodyTime, WriteTimeout: answerTime, IdleTimeout: idleTime,
		MaxHeaderBytes: mostHead, ErrorLog: slog.NewLogLogger(d.log.Handler(), slog.LevelDebug),
		BaseContext: func(net.Listener) context.Context { return lines },
	}
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(l) }()
	select {
	case err := <-ended:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	<-following // its lines are hung up, so that no answer goes on for ever
	wait, stop := context.WithTimeout(context.Background(), stopTime)
	defer stop()
	err := server.Shutdown(wait)
	hangUp()
	if err != nil {
		_ = server.Close() // what did not end in time is cut off
	}
	<-ended
	return nil
}
