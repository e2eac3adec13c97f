package language

import "sync"

// Once returns a function that makes something of a pack when it is first asked for, and then keeps it: a pack never changes, and there are few. The
// nil pack is a pack like others. Two goroutines may make it at the same time; both get the same one.
func Once[T any](make func(*Pack) T) func(*Pack) T {
	var kept sync.Map // *Pack to T
	return func(p *Pack) T {
		if t, ok := kept.Load(p); ok {
			return t.(T)
		}
		t, _ := kept.LoadOrStore(p, make(p))
		return t.(T)
	}
}
