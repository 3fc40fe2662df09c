package catalog

import (
	"fmt"
	"maps"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/language"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Entry is a text of an organisation's own, for [Register]. Of is what it is the text
// of: an [smtpcodes.Code], an [enhanced.Condition], a [cause.Cause] or a
// [cause.Action].
type Entry struct {
	Of            any
	Text, Meaning string
}

// own is the texts that were registered for a language.
type own struct {
	codes      map[smtpcodes.Code]entry
	conditions map[enhanced.Condition]entry
	causes     map[cause.Cause]entry
	actions    map[cause.Action]entry
	keys       map[string]entry
}

var (
	registered  atomic.Pointer[map[string]own] // by tag; nothing in it is changed
	registering sync.Mutex
)

// Register adds an organisation's own texts in one of the [Languages]: of codes and
// conditions that this package does not know, and of causes and actions, where they
// stand instead of ours. What an entry leaves empty, or a language has not, is for a
// code or condition in the organisation's English, and for a cause or action ours. The
// packages that gen -base writes call it at their init, which must be before the first
// call of [Catalog]. It panics if there is no such language, or if an entry is of
// something else or of nothing.
func Register(tag language.Tag, entries []Entry) {
	registering.Lock()
	defer registering.Unlock()
	if !known(tag) {
		panic(fmt.Sprintf("catalog: no texts in the language %q to register more beside", tag))
	}
	all := make(map[string]own)
	if old := registered.Load(); old != nil {
		all = maps.Clone(*old)
	}
	o := all[tag.String()]
	o = own{
		codes: add(o.codes), conditions: add(o.conditions), causes: add(o.causes), actions: add(o.actions), keys: add(o.keys),
	}
	for _, e := range entries {
		key, text := "", entry{e.Text, e.Meaning}
		switch of := e.Of.(type) {
		case smtpcodes.Code:
			key, o.codes[of] = "code."+of.String(), text
		case enhanced.Condition:
			key, o.conditions[of] = "condition."+of.String(), text
		case cause.Cause:
			key, o.causes[of] = Key(of), text
		case cause.Action:
			key, o.actions[of] = Key(of), text
		default:
			panic(fmt.Sprintf("catalog: a text of %T to register", e.Of))
		}
		if strings.HasSuffix(key, ".") || key == "" {
			panic(fmt.Sprintf("catalog: a text of %#v to register, which is none", e.Of))
		}
		o.keys[key] = text
	}
	all[tag.String()] = o
	registered.Store(&all)
}

// add returns a copy of a map to which more is added.
func add[K comparable](m map[K]entry) map[K]entry {
	if m == nil {
		return make(map[K]entry)
	}
	return maps.Clone(m)
}

func known(tag language.Tag) bool {
	for _, t := range tables {
		if t.tag == tag.String() {
			return true
		}
	}
	return false
}

// find looks for a text that was registered: in the language, and with english, what it
// lacks there in English.
func find(t Texts, english bool, lookup func(own) (entry, bool)) (entry, bool) {
	all := registered.Load()
	if all == nil {
		return entry{}, false
	}
	tag := tables[0].tag
	if t.table != nil {
		tag = t.table.tag
	}
	e, ok := lookup((*all)[tag])
	if !english {
		return e, ok
	}
	base, okBase := lookup((*all)[tables[0].tag])
	return e.or(base), ok || okBase
}

// or returns e with what it lacks from another.
func (e entry) or(other entry) entry {
	if e.text == "" {
		e.text = other.text
	}
	if e.meaning == "" {
		e.meaning = other.meaning
	}
	return e
}
