package web

import (
	"container/list"
	"sync"
)

// cacheBytes bounds what pages that were drawn are kept: some hundreds of stories that are looked at again and again, a tenth of
// the memory that the server may have.
const cacheBytes = 24 << 20

// cache keeps the pages that were drawn last.
type cache struct {
	mu    sync.Mutex
	most  int
	bytes int
	order *list.List // of cached, the latest in front
	at    map[string]*list.Element
}

type cached struct {
	key  string
	tag  string
	body []byte
}

func newCache(most int) *cache {
	return &cache{most: most, order: list.New(), at: map[string]*list.Element{}}
}

// get finds a page that was drawn of what the tag names.
func (c *cache) get(key, tag string) ([]byte, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	e, ok := c.at[key]
	if !ok || e.Value.(*cached).tag != tag {
		return nil, false
	}
	c.order.MoveToFront(e)
	return e.Value.(*cached).body, true
}

// put keeps a page, and lets the oldest go. One that would take more than an eighth of the room is not kept.
func (c *cache) put(key, tag string, body []byte) {
	if len(body) > c.most/8 {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if e, ok := c.at[key]; ok {
		c.drop(e)
	}
	c.at[key] = c.order.PushFront(&cached{key, tag, body})
	c.bytes += len(body)
	for c.bytes > c.most {
		c.drop(c.order.Back())
	}
}

func (c *cache) drop(e *list.Element) {
	v := e.Value.(*cached)
	c.order.Remove(e)
	delete(c.at, v.key)
	c.bytes -= len(v.body)
}
