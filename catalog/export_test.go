package catalog

import (
	"slices"
	"sync"

	"golang.org/x/text/language"
	"golang.org/x/text/message/catalog"
)

// Words are the text and the meaning of a key, and its text for the number 1.
type Words struct{ Text, Meaning, One string }

// Partial returns the texts of a language that has few; the package has none
// such, but a new one begins as one.
func Partial(tag string, entries map[string]Words) Texts {
	t := &table{tag: tag}
	for name, e := range entries {
		key := slices.Index(keys[:], name)
		t.entries[key] = entry{e.Text, e.Meaning}
		if e.One != "" {
			t.ones = append(t.ones, one{uint16(key), e.One})
		}
	}
	return Texts{t}
}

// Dictionary returns what a printer looks up messages in.
func (t Texts) Dictionary() catalog.Dictionary {
	if t.table == nil {
		t.table = tables[0]
	}
	return &dictionary{Texts: t}
}

// Own returns what the language itself has under each key.
func (t Texts) Own() map[string]Words {
	own := make(map[string]Words)
	for i, key := range keys[1:] {
		e := t.table.entries[i+1]
		own[key] = Words{Text: e.text, Meaning: e.meaning}
	}
	for _, one := range t.table.ones {
		e := own[keys[one.key]]
		e.One = one.text
		own[keys[one.key]] = e
	}
	return own
}

// Forget makes the next use of the package the first.
func Forget() {
	matcherOnce, catalogOnce = sync.Once{}, sync.Once{}
	matcher, catalogAll = language.Matcher(nil), catalog.Catalog(nil)
}

// Unregister forgets what was registered.
func Unregister() { registered.Store(nil) }
