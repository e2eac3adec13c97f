package fetch

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync/atomic"
	"testing"

	"golang.org/x/net/dns/dnsmessage"
	"pgregory.net/rapid"
)

func TestPublic(t *testing.T) {
	for address, want := range map[string]bool{
		"8.8.8.8": true, "93.184.216.34": true, "2a00:1450:4001:81b::200e": true, "2606:4700::1111": true, "::ffff:8.8.8.8": true, "64:ff9b::808:808": true,
		"0.0.0.0": false, "0.1.2.3": false, "10.1.2.3": false, "127.0.0.1": false, "127.255.0.9": false, "100.64.0.1": false, "100.127.255.255": false, "169.254.169.254": false,
		"172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false, "192.0.0.1": false, "192.0.2.9": false, "192.88.99.1": false, "198.18.0.1": false, "198.51.100.7": false,
		"203.0.113.5": false, "224.0.0.1": false, "239.255.255.250": false, "240.0.0.1": false, "255.255.255.255": false,
		"::": false, "::1": false, "::127.0.0.1": false, "::ffff:127.0.0.1": false, "::ffff:10.0.0.1": false, "::ffff:169.254.169.254": false, "64:ff9b::7f00:1": false, "64:ff9b::a00:1": false,
		"64:ff9b:1::1": false, "100::1": false, "2001::1": false, "2001:db8::1": false, "2002:7f00:1::": false, "3fff::1": false, "5f00::1": false, "fc00::1": false, "fd00:ec2::254": false,
		"fe80::1": false, "fe80::1%eth0": false, "fec0::1": false, "ff02::1": false, "2a00:1450::1%eth0": false,
	} {
		if got := public(netip.MustParseAddr(address)); got != want {
			t.Errorf("%s is on the open internet: %v, want %v", address, got, want)
		}
	}
}

// TestPublicInAnyClothes holds that an IPv4 address is judged alike in each form in which IPv6 carries it.
func TestPublicInAnyClothes(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		b := [4]byte(rapid.SliceOfN(rapid.Byte(), 4, 4).Draw(rt, "bytes"))
		plain := netip.AddrFrom4(b)
		nat := nat64.Addr().As16()
		copy(nat[12:], b[:])
		for _, dressed := range []netip.Addr{netip.AddrFrom16(plain.As16()), netip.AddrFrom16(nat)} {
			if public(dressed) != public(plain) {
				rt.Errorf("%s: %v, %s: %v", plain, public(plain), dressed, public(dressed))
			}
		}
		if compatible := netip.AddrFrom16([16]byte{12: b[0], b[1], b[2], b[3]}); public(compatible) {
			rt.Errorf("%s passes", compatible)
		}
	})
}

func TestCheck(t *testing.T) {
	for address, why := range map[string]string{
		"https://harbour.example/a?b=1": "", " http://harbour.example:8080/#top ": "",
		"file:///etc/passwd": "only http", "ftp://harbour.example/a": "only http", "gopher://harbour.example": "only http", "javascript:alert(1)": "only http", "//harbour.example/a": "only http",
		"": "only http", "https:///a": "no host", "http://user:secret@harbour.example/": "name or password", "http://user@harbour.example/": "name or password",
		"http://harbour.example/%zz": "cannot be read", "http://[::1": "cannot be read", "https://harbour.example/" + strings.Repeat("a", maxAddress): "longer than",
	} {
		u, err := check(address)
		var refusal *Refusal
		switch {
		case why == "" && (err != nil || u.Fragment != ""):
			t.Errorf("%q: %v, %v", address, u, err)
		case why != "" && (!errors.As(err, &refusal) || !strings.Contains(err.Error(), why)):
			t.Errorf("%.60q: %v, want %q", address, err, why)
		}
	}
}

// site is a server for tests that counts who comes.
func site(t *testing.T, handle http.HandlerFunc) (*httptest.Server, *atomic.Int64) {
	t.Helper()
	n := new(atomic.Int64)
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { n.Add(1); handle(w, r) }))
	t.Cleanup(s.Close)
	return s, n
}

func addrPort(t *testing.T, s *httptest.Server) netip.AddrPort {
	t.Helper()
	return netip.MustParseAddrPort(s.Listener.Addr().String())
}

func refused(t *testing.T, what string, err error) {
	t.Helper()
	if refusal := (*Refusal)(nil); !errors.As(err, &refusal) {
		t.Errorf("%s: %v, want a refusal", what, err)
	}
}

func TestOwnMachineIsRefused(t *testing.T) {
	s, n := site(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") })
	_, port, _ := net.SplitHostPort(s.Listener.Addr().String())
	f := New(Options{})
	for _, host := range []string{"127.0.0.1", "localhost", "127.1", "0x7f000001", "2130706433", "0", "[::1]", "[::ffff:127.0.0.1]", "[::]"} {
		_, err := f.Get(t.Context(), Request{URL: "http://" + host + ":" + port + "/"})
		if err == nil {
			t.Errorf("%s was fetched", host)
		}
	}
	_, err := f.Get(t.Context(), Request{URL: s.URL})
	refused(t, s.URL, err)
	if n.Load() != 0 {
		t.Errorf("the server was reached %d times", n.Load())
	}
}

func TestRedirectsIntoTheOwnMachineAreRefused(t *testing.T) {
	inner, n := site(t, func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, "secret") })
	var to string
	outer, _ := site(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			http.NotFound(w, r)
			return
		}
		http.Redirect(w, r, to, http.StatusFound)
	})
	f := New(Options{trusted: []netip.AddrPort{addrPort(t, outer)}, Delay: 1})
	for _, to = range []string{inner.URL, "http://localhost:1/", "file:///etc/passwd", "http://u:p@harbour.example/", "http://169.254.169.254/latest/meta-data/", "gopher://127.0.0.1/x"} {
		_, err := f.Get(t.Context(), Request{URL: outer.URL + "/a"})
		refused(t, to, err)
	}
	to = "/again"
	_, err := f.Get(t.Context(), Request{URL: outer.URL + "/a"})
	refused(t, "a loop", err)
	if n.Load() != 0 {
		t.Errorf("the inner server was reached %d times", n.Load())
	}
	robots, _ := site(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, inner.URL+"/robots.txt", http.StatusFound)
	})
	f = New(Options{trusted: []netip.AddrPort{addrPort(t, robots)}})
	_, err = f.Get(t.Context(), Request{URL: robots.URL + "/a"})
	refused(t, "a robots.txt that leads inside", err)
	if n.Load() != 0 {
		t.Errorf("the inner server was reached %d times by way of robots.txt", n.Load())
	}
}

// TestNamesThatLeadHomeLater holds that the address is judged at each connection: a name that led to the open internet when it was
// first asked for, and leads to the own machine now (DNS rebinding), is refused.
func TestNamesThatLeadHomeLater(t *testing.T) {
	outside, err := net.Listen("tcp", "127.0.0.2:0")
	if err != nil {
		t.Skip("this machine has no second loopback address: ", err)
	}
	port := outside.Addr().(*net.TCPAddr).Port
	inside, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
	if err != nil {
		t.Skip("the port is taken on the first loopback address: ", err)
	}
	var reached atomic.Int64
	serve := func(l net.Listener, count *atomic.Int64) {
		s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if count != nil {
				count.Add(1)
			}
			w.Header().Set("Connection", "close")
			fmt.Fprint(w, "<html><body><p>A page.</p></body></html>")
		})}
		go func() { _ = s.Serve(l) }()
		t.Cleanup(func() { _ = s.Close() })
	}
	serve(outside, nil)
	serve(inside, &reached)
	var leads atomic.Pointer[[4]byte]
	leads.Store(&[4]byte{127, 0, 0, 2})
	f := New(Options{Delay: 1, trusted: []netip.AddrPort{netip.MustParseAddrPort(outside.Addr().String())}, resolver: nameServer(t, &leads)})
	address := fmt.Sprintf("http://news.test:%d/", port)
	if _, err := f.Get(t.Context(), Request{URL: address}); err != nil {
		t.Fatal(err)
	}
	leads.Store(&[4]byte{127, 0, 0, 1})
	_, err = f.Get(t.Context(), Request{URL: address})
	refused(t, "the name at the second look", err)
	if reached.Load() != 0 {
		t.Errorf("the own machine was reached %d times", reached.Load())
	}
}

// nameServer answers each question for an address with the one that it is told at the time.
func nameServer(t *testing.T, leads *atomic.Pointer[[4]byte]) *net.Resolver {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			m.Response, m.RecursionAvailable, m.Additionals = true, true, nil
			if q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Class: q.Class}, Body: &dnsmessage.AResource{A: *leads.Load()}}}
			}
			if out, err := m.Pack(); err == nil {
				_, _ = conn.WriteTo(out, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "udp", conn.LocalAddr().String())
	}}
}
