package cause

import (
	"slices"
	"sync"
	"sync/atomic"
)

// registration is rules that a program brings, and the number before their first.
type registration struct {
	tables *Tables
	texts  []string
	first  Rule
}

var (
	registered  atomic.Pointer[[]registration]
	registering sync.Mutex
)

// registrations returns the rules that were registered, in their order.
func registrations() []registration {
	if list := registered.Load(); list != nil {
		return *list
	}
	return nil
}

// Register adds an organisation's own rules, which are tried before those of this
// package from then on, and those that were registered earlier before later ones. The
// packages that gen -base writes call it at their init; texts are the ids and the words
// of the rules in t, with a space between, after an empty one.
// It panics if the tables are not such as it writes.
func Register(t *Tables, texts []string) {
	if len(t.Rules) != len(texts) || !t.fit() {
		panic("cause: Register wants tables as package gen writes them")
	}
	registering.Lock()
	defer registering.Unlock()
	list := slices.Clone(registrations())
	first := Rule(len(compiled.Rules))
	if len(list) > 0 {
		last := list[len(list)-1]
		first = last.first + Rule(len(last.texts))
	}
	list = append(list, registration{t, texts, first})
	registered.Store(&list)
}

// fit reports whether what the tables hold are places in them.
func (t *Tables) fit() bool {
	words, groups := len(t.Hashes), len(t.Shifts)
	if words == 0 || groups == 0 || groups&(groups-1) != 0 || len(t.Rules) == 0 || len(t.Nodes) <= root {
		return false
	}
	for _, node := range t.Nodes {
		if int(node[nodeParent]) >= len(t.Nodes) || int(node[nodeBase])+words >= len(t.Nodes) || int(node[nodeRule]) >= len(t.Rules) {
			return false
		}
	}
	for _, pair := range t.Next {
		if pair[0] >= pair[1] || int(pair[1]) >= len(t.Rules) {
			return false
		}
	}
	for _, row := range t.Rules {
		if int(row) >= len(t.Rows) {
			return false
		}
	}
	for _, row := range t.Rows {
		if int(row.When) >= len(t.Conditions) {
			return false
		}
	}
	return true
}
