package catalog

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"golang.org/x/text/language"
	"golang.org/x/text/message/catalog"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Key returns the message key of a thing that has a text: an [smtpcodes.Code],
// [smtpcodes.Class], [smtpcodes.Category] or [smtpcodes.Command], an
// [enhanced.Code], [enhanced.Condition], [enhanced.Class] or [enhanced.Subject], a
// [cause.Cause], [cause.Action] or [cause.Fault], an [origin.Origin]. It is "" for other types and for what has no text of its
// own, such as a code that is not registered.
//
// The key of the meaning is the key of the text with ".meaning" behind it.
func Key(v any) string {
	if key := keys[place(v)]; key != "" {
		return key
	}
	switch v := v.(type) {
	case smtpcodes.Code:
		return ownKey("code." + v.String())
	case enhanced.Code:
		return Key(v.Condition())
	case enhanced.Condition:
		return ownKey("condition." + v.String())
	}
	return ""
}

// ownKey returns a key if a text was registered for it, else "".
func ownKey(key string) string {
	if _, ok := find(Texts{}, true, func(o own) (entry, bool) { e, ok := o.keys[key]; return e, ok }); ok {
		return key
	}
	return ""
}

func place(v any) uint16 {
	switch v := v.(type) {
	case smtpcodes.Code:
		if v >= firstCode && v <= lastCode {
			return codeKeys[v-firstCode]
		}
	case smtpcodes.Class:
		return at(classKeys[:], v)
	case smtpcodes.Category:
		return at(categoryKeys[:], v)
	case smtpcodes.Command:
		return at(commandKeys[:], v)
	case enhanced.Code:
		return place(v.Condition())
	case enhanced.Condition:
		if v.Name() != "" {
			return conditionKeys[v.Subject()][v.Detail()]
		}
	case enhanced.Class:
		return at(severityKeys[:], v)
	case enhanced.Subject:
		return at(subjectKeys[:], v)
	case cause.Cause:
		return at(causeKeys[:], v)
	case cause.Action:
		return at(actionKeys[:], v)
	case cause.Fault:
		return at(faultKeys[:], v)
	case origin.Origin:
		return at(originKeys[:], v)
	}
	return 0
}

// AnswerKey returns the message key of the text that a code has as the answer to
// a command; it is that of [Key] where the command gives it no other meaning.
func AnswerKey(cmd smtpcodes.Command, c smtpcodes.Code) string {
	for _, a := range answers {
		if a.command == cmd && a.code == c {
			return keys[a.key]
		}
	}
	return Key(c)
}

const meaningSuffix = ".meaning"

var (
	catalogOnce sync.Once
	catalogAll  catalog.Catalog
	places      map[string]uint16 // of keys
)

// Catalog returns the texts as message catalogs, for
//
//	p := message.NewPrinter(tag, message.Catalog(catalog.Catalog()))
//	p.Sprintf(catalog.Key(smtpcodes.ServiceReady), "mx.example.org")
//
// The placeholders of a text are the arguments, in the order in which they stand
// in the English text. <n>, which stands in that of 253, is an integer and chooses
// the plural form; other arguments are strings. An unknown language gets English.
func Catalog() catalog.Catalog {
	catalogOnce.Do(func() {
		places = make(map[string]uint16, len(keys))
		for i, key := range keys {
			places[key] = uint16(i)
		}
		// Fallback alone does not make a printer fall back, so English is also
		// what every language has as its last parent, und.
		dictionaries := make(map[string]catalog.Dictionary)
		for _, t := range tables {
			dictionaries[t.tag] = &dictionary{Texts: Texts{t}}
		}
		dictionaries[language.Und.String()] = dictionaries[tables[0].tag]
		c, err := catalog.NewFromMap(dictionaries, catalog.Fallback(language.English))
		if err != nil {
			panic(err) // the tags are checked when they are generated
		}
		catalogAll = c
	})
	return catalogAll
}

// dictionary gives a printer the messages of a language in x/text's compiled
// form. A test compares each with what catalog.Builder makes of it. It keeps those
// that were asked for, so that a message is compiled once.
type dictionary struct {
	Texts
	compiled atomic.Pointer[messages]
}

// messages are the text of each key, and behind these the meaning of each.
type messages [2 * len(keys)]atomic.Pointer[string]

// The compiled form: a raw message is its text behind opRaw; one that chooses by
// plural form has opPlural, the number of the argument, how it is printed, and
// for each form its number, the length of its message, and the message.
const (
	opRaw     = "\x02"
	opPlural  = "\x14" // x/text's number for feature/plural, which package message links
	asInteger = "\x81\x01\x00"
	formOne   = "=\x01" // the number 1 itself: plural forms are those of the reader's language, not the text's
	formOther = "\x00"
)

// Lookup implements [catalog.Dictionary].
func (d *dictionary) Lookup(key string) (data string, ok bool) {
	name, isMeaning := strings.CutSuffix(key, meaningSuffix)
	i := places[name]
	ours := strings.HasPrefix(name, "cause.") || strings.HasPrefix(name, "action.")
	if own, ok := find(d.Texts, !ours, func(o own) (entry, bool) { e, ok := o.keys[name]; return e, ok }); ok {
		e := own.or(d.entry(i))
		if isMeaning {
			return opRaw + escape(e.meaning), e.meaning != ""
		}
		return opRaw + escape(e.text), true
	}
	if i == 0 {
		return "", false
	}
	all := d.compiled.Load()
	if all == nil {
		d.compiled.CompareAndSwap(nil, new(messages))
		all = d.compiled.Load()
	}
	kept := &all[i]
	if isMeaning {
		kept = &all[len(keys)+int(i)]
	}
	if message := kept.Load(); message != nil {
		return *message, true
	}
	if isMeaning && d.meaning(i) == "" {
		return "", false
	}
	message := d.compile(i, isMeaning)
	kept.Store(&message)
	return message, true
}

// compile makes the message of a text or of a meaning.
func (d *dictionary) compile(key uint16, isMeaning bool) string {
	e := d.entry(key)
	if isMeaning {
		return opRaw + escape(e.meaning)
	}
	params := parameters(key)
	if params == nil {
		return opRaw + escape(e.text)
	}
	t := d.table
	if t.entries[key].text == "" {
		t = tables[0]
	}
	for _, one := range t.ones {
		if one.key == key {
			return plural(params, one.text, e.text)
		}
	}
	return opRaw + format(e.text, params)
}

// parameters returns the names of the placeholders of a text in the order of a
// printer's arguments.
func parameters(key uint16) []string {
	for _, p := range placeholders {
		if p.key == key {
			return p.names
		}
	}
	return nil
}

// countParameter is the placeholder that stands for a number.
const countParameter = "n"

func escape(text string) string { return strings.ReplaceAll(text, "%", "%%") }

// format makes a format string of a text.
func format(text string, params []string) string {
	text = escape(text)
	for i, name := range params {
		verb := "s"
		if name == countParameter {
			verb = "d"
		}
		text = strings.ReplaceAll(text, "<"+name+">", fmt.Sprintf("%%[%d]%s", i+1, verb))
	}
	return text
}

// plural makes the message that has one text for the number 1 and another for the
// rest.
func plural(params []string, oneText, otherText string) string {
	b := []byte(opPlural)
	b = binary.AppendUvarint(b, uint64(slices.Index(params, countParameter)+1))
	b = append(b, asInteger...)
	for _, form := range [][2]string{{formOne, oneText}, {formOther, otherText}} {
		message := opRaw + format(form[1], params)
		b = append(b, form[0]...)
		b = binary.AppendUvarint(b, uint64(len(message)))
		b = append(b, message...)
	}
	return string(b)
}
