package fetch

import (
	"errors"
	"fmt"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"syscall"
)

// An address on the web comes from a feed, a redirect or a user's clipboard, so it may point at what stands beside this machine
// and believes whoever is inside. What is asked for is held to be on the open internet twice: the address as it is written, and
// each address of the network that its name leads to, when the connection is made. The second is the one that counts: it also sees
// redirects, names that lead home, and names that lead elsewhere at the second look (DNS rebinding).

// Refusal is the error of what is not fetched on principle, such as an address inside the own network.
type Refusal struct{ Why string }

func (r *Refusal) Error() string { return r.Why }

func refuse(format string, args ...any) error { return &Refusal{fmt.Sprintf(format, args...)} }

// check reads an address as it is written. What passes has a scheme, a host and no credentials.
func check(address string) (*url.URL, error) {
	if len(address) > maxAddress {
		return nil, refuse("the address is longer than %d bytes", maxAddress)
	}
	u, err := url.Parse(strings.TrimSpace(address))
	switch {
	case err != nil:
		return nil, refuse("the address cannot be read: %v", errors.Unwrap(err))
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, refuse("only http and https are fetched, not %q", u.Scheme)
	case u.Hostname() == "":
		return nil, refuse("the address names no host")
	case u.User != nil:
		return nil, refuse("the address carries a name or password; give it without")
	}
	u.Fragment, u.RawFragment = "", ""
	return u, nil
}

// control is called with each address of the network before it is connected to.
func (f *Fetcher) control(_, address string, _ syscall.RawConn) error {
	if f.options.AllowPrivate {
		return nil
	}
	where, err := netip.ParseAddrPort(address)
	if err != nil {
		return refuse("the host leads to %s, which is no address of the internet", address)
	}
	if !public(where.Addr()) && !slices.Contains(f.options.trusted, where) {
		return refuse("the host leads to %s, which is not on the open internet; pages of the own network or machine are not fetched", where.Addr())
	}
	return nil
}

// public reports whether an address is one of the open internet.
func public(a netip.Addr) bool {
	a = a.Unmap() // IPv4 inside IPv6 is IPv4
	if a.Zone() != "" || !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	if a.Is4() {
		return !within(a, special4)
	}
	if nat64.Contains(a) { // a network without IPv4 reaches it so; what it reaches is in the last four bytes
		b := a.As16()
		return public(netip.AddrFrom4([4]byte(b[12:])))
	}
	return unicast6.Contains(a) && !within(a, special6)
}

func within(a netip.Addr, blocks []netip.Prefix) bool {
	for _, b := range blocks {
		if b.Contains(a) {
			return true
		}
	}
	return false
}

// The blocks that are not of the open internet, beside those that netip knows (private, loopback, link-local, multicast,
// unspecified), from IANA's registries of special-purpose addresses (RFC 6890, as of 2025).
var (
	special4 = prefixes(
		"0.0.0.0/8",       // this network
		"100.64.0.0/10",   // behind a carrier's translation
		"192.0.0.0/24",    // protocol assignments
		"192.0.2.0/24",    // documentation
		"192.31.196.0/24", // AS112
		"192.52.193.0/24", // AMT
		"192.88.99.0/24",  // 6to4 relays
		"192.175.48.0/24", // AS112
		"198.18.0.0/15",   // benchmarks of networks
		"198.51.100.0/24", // documentation
		"203.0.113.0/24",  // documentation
		"240.0.0.0/4",     // reserved, and broadcast
	)
	special6 = prefixes(
		"2001::/23",     // protocol assignments, Teredo among them
		"2001:db8::/32", // documentation
		"2002::/16",     // 6to4, which has any IPv4 inside
		"2620:4f:8000::/48",
		"3fff::/20", // documentation
	)
	// unicast6 is all of IPv6 that is given out.
	unicast6 = netip.MustParsePrefix("2000::/3")
	nat64    = netip.MustParsePrefix("64:ff9b::/96")
)

func prefixes(list ...string) []netip.Prefix {
	out := make([]netip.Prefix, len(list))
	for i, p := range list {
		out[i] = netip.MustParsePrefix(p)
	}
	return out
}
