package language

import "sync"

// Once returns a function that makes something of a pack when it is first asked for, and then keeps it: a pack never changes, and there are few. The
// nil pack is a pack like others. Who asks for it while it is made waits.
func Once[T any](make func(*Pack) T) func(*Pack) T {
	var kept sync.Map // *Pack to func() T
	return func(p *Pack) T {
		of, ok := kept.Load(p)
		if !ok {
			of, _ = kept.LoadOrStore(p, sync.OnceValue(func() T { return make(p) }))
		}
		return of.(func() T)()
	}
}
