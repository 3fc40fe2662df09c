// Package catalog has the texts of SMTP status codes in several languages: for
// each code, class, command and condition a short text and a meaning in plain
// sentences, for a program's own user interface and as message catalogs for
// golang.org/x/text.
//
//	texts := catalog.ForString(r.Header.Get("Accept-Language"))
//	fmt.Println(texts.Code(550), texts.CodeMeaning(550))
//
// Nothing is built before it is asked for, and nothing can be changed; all of it
// may be used by many goroutines at once.
package catalog

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"golang.org/x/text/language"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// table is the texts of one language.
type table struct {
	tag     string
	entries [len(keys)]entry
	ones    []one
}

// entry is a text, its placeholders in angle brackets, and a meaning; empty where
// the language has none yet.
type entry struct{ text, meaning string }

// one is a text for the number 1.
type one struct {
	key  uint16
	text string
}

// Texts is the texts in one language. What that language has not is in English.
// The zero value is English.
type Texts struct{ table *table }

func (t Texts) entry(key uint16) (e entry) {
	if t.table != nil {
		e = t.table.entries[key]
	}
	return e.or(tables[0].entries[key])
}

func (t Texts) text(key uint16) string { return t.entry(key).text }

func (t Texts) meaning(key uint16) string { return t.entry(key).meaning }

// Language returns the language of the texts: [language.English] for the zero
// value.
func (t Texts) Language() language.Tag {
	if t.table == nil {
		return language.English
	}
	return language.Make(t.table.tag)
}

// Languages returns the languages that there are texts in, English first.
func Languages() []language.Tag {
	tags := make([]language.Tag, len(tables))
	for i, table := range tables {
		tags[i] = language.Make(table.tag)
	}
	return tags
}

var (
	matcherOnce sync.Once
	matcher     language.Matcher
)

// For returns the texts in the language that fits the reader's preferences best,
// in English if none does. A printer for x/text is best made with the Language of
// the result, for x/text itself knows fewer relations between languages.
func For(prefs ...language.Tag) Texts {
	matcherOnce.Do(func() { matcher = language.NewMatcher(Languages()) })
	// One by one first: among several the matcher takes a later exact match, such as
	// zh, before an earlier close one, such as zh-HK.
	for _, p := range prefs {
		if tag, i, confidence := matcher.Match(p); confidence >= language.High && sameLanguage(p, tag) {
			return Texts{tables[i]}
		}
	}
	_, i, confidence := matcher.Match(prefs...)
	if confidence == language.No {
		i = 0
	}
	return Texts{tables[i]}
}

// sameLanguage reports whether two tags are of one language and not only of two that
// many people both read.
func sameLanguage(a, b language.Tag) bool {
	x, _ := a.Base()
	y, _ := b.Base()
	return x == y
}

// maxPreference bounds how much of a header ForString looks at.
const maxPreference = 1 << 10

// ForString is [For] for preferences as programs meet them: a BCP 47 tag
// ("zh-Hant"), a POSIX locale ("zh_TW.UTF-8"), the value of LANGUAGE
// ("zh_TW:zh:en"), or an Accept-Language header. It leaves out what it cannot read.
func ForString(s string) Texts {
	if len(s) > maxPreference {
		s = s[:strings.LastIndexAny(s[:maxPreference], ",:")+1]
	}
	type preference struct {
		tag    language.Tag
		weight float32
	}
	var prefs []preference
	for item := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ':' }) {
		item = strings.TrimSpace(item)
		if !strings.Contains(item, ";") {
			item, _, _ = strings.Cut(item, ".")
			item, _, _ = strings.Cut(item, "@")
		}
		tags, weights, err := language.ParseAcceptLanguage(item)
		if err != nil {
			continue
		}
		for i, tag := range tags {
			prefs = append(prefs, preference{tag, weights[i]})
		}
	}
	slices.SortStableFunc(prefs, func(a, b preference) int { return -cmp.Compare(a.weight, b.weight) })
	tags := make([]language.Tag, len(prefs))
	for i, p := range prefs {
		tags[i] = p.tag
	}
	return For(tags...)
}

// codeKey returns the place of a code's text, that of its class if the code is
// not registered.
func codeKey(c smtpcodes.Code) uint16 {
	if c < firstCode || c > lastCode {
		return 0
	}
	if key := codeKeys[c-firstCode]; key != 0 {
		return key
	}
	return classKeys[c.Class()]
}

// code returns the text of a code.
func (t Texts) code(c smtpcodes.Code) entry {
	ours := t.entry(codeKey(c))
	if e, ok := find(t, true, func(o own) (entry, bool) { e, ok := o.codes[c]; return e, ok }); ok {
		return e.or(ours)
	}
	return ours
}

// Code returns the text of a code; for one that is not registered that of its
// class, and "" for what is no code.
func (t Texts) Code(c smtpcodes.Code) string { return t.code(c).text }

// CodeMeaning returns what a code means, in one or two sentences; for one that
// is not registered what its class means.
func (t Texts) CodeMeaning(c smtpcodes.Code) string { return t.code(c).meaning }

// answer returns the text of a code as the answer to a command.
func (t Texts) answer(cmd smtpcodes.Command, c smtpcodes.Code) entry {
	for _, a := range answers {
		if a.command == cmd && a.code == c {
			return t.entry(a.key)
		}
	}
	return t.code(c)
}

// Answer returns the text of a code as the answer to a command. It differs from
// that of [Texts.Code] where a document gives the code another meaning there: 454
// to AUTH, 250 to ETRN.
func (t Texts) Answer(cmd smtpcodes.Command, c smtpcodes.Code) string { return t.answer(cmd, c).text }

// AnswerMeaning returns what a code means as the answer to a command.
func (t Texts) AnswerMeaning(cmd smtpcodes.Command, c smtpcodes.Code) string {
	return t.answer(cmd, c).meaning
}

// enhancedKey returns the place of an enhanced code's text: that of its
// condition, of its subject if the condition is not registered, and of its class
// if the subject is not.
func enhancedKey(c enhanced.Code) uint16 {
	class, subject, detail := c.Class(), int(c.Subject()), c.Detail()
	switch {
	case class == 0:
		return 0
	case subject >= len(conditionKeys):
		return severityKeys[class]
	case detail < len(conditionKeys[subject]) && conditionKeys[subject][detail] != 0:
		return conditionKeys[subject][detail]
	}
	return subjectKeys[subject]
}

// enhanced returns the text of an enhanced code.
func (t Texts) enhanced(c enhanced.Code) entry {
	ours := t.entry(enhancedKey(c))
	if e, ok := find(t, true, func(o own) (entry, bool) { e, ok := o.conditions[c.Condition()]; return e, ok }); ok {
		return e.or(ours)
	}
	return ours
}

// Enhanced returns the text of an enhanced code: that of its condition, or of
// its subject or class if the condition is not registered; "" for what is no
// code.
func (t Texts) Enhanced(c enhanced.Code) string { return t.enhanced(c).text }

// EnhancedMeaning returns what an enhanced code means, in one or two sentences.
func (t Texts) EnhancedMeaning(c enhanced.Code) string { return t.enhanced(c).meaning }

// Class returns the text of a class of basic codes.
func (t Texts) Class(c smtpcodes.Class) string { return t.text(at(classKeys[:], c)) }

// ClassMeaning returns what a class of basic codes means.
func (t Texts) ClassMeaning(c smtpcodes.Class) string { return t.meaning(at(classKeys[:], c)) }

// Category returns the text of a category of basic codes.
func (t Texts) Category(c smtpcodes.Category) string { return t.text(at(categoryKeys[:], c)) }

// CategoryMeaning returns what a category of basic codes means.
func (t Texts) CategoryMeaning(c smtpcodes.Category) string {
	return t.meaning(at(categoryKeys[:], c))
}

// Command returns the name of a command or stage.
func (t Texts) Command(cmd smtpcodes.Command) string { return t.text(at(commandKeys[:], cmd)) }

// CommandMeaning returns what a command asks for, or what happens at a stage.
func (t Texts) CommandMeaning(cmd smtpcodes.Command) string {
	return t.meaning(at(commandKeys[:], cmd))
}

// EnhancedClass returns the text of a class of enhanced codes.
func (t Texts) EnhancedClass(c enhanced.Class) string { return t.text(at(severityKeys[:], c)) }

// EnhancedClassMeaning returns what a class of enhanced codes means.
func (t Texts) EnhancedClassMeaning(c enhanced.Class) string {
	return t.meaning(at(severityKeys[:], c))
}

// Subject returns the text of a subject of enhanced codes.
func (t Texts) Subject(s enhanced.Subject) string { return t.text(at(subjectKeys[:], s)) }

// SubjectMeaning returns what a subject of enhanced codes means.
func (t Texts) SubjectMeaning(s enhanced.Subject) string { return t.meaning(at(subjectKeys[:], s)) }

// cause returns the text of a cause.
func (t Texts) cause(c cause.Cause) entry {
	ours := t.entry(at(causeKeys[:], c))
	if e, ok := find(t, false, func(o own) (entry, bool) { e, ok := o.causes[c]; return e, ok }); ok {
		return e.or(ours)
	}
	return ours
}

// Cause returns the title of a cause.
func (t Texts) Cause(c cause.Cause) string { return t.cause(c).text }

// CauseMeaning returns what a cause means for the sender of a message.
func (t Texts) CauseMeaning(c cause.Cause) string { return t.cause(c).meaning }

// action returns the text of an action.
func (t Texts) action(a cause.Action) entry {
	ours := t.entry(at(actionKeys[:], a))
	if e, ok := find(t, false, func(o own) (entry, bool) { e, ok := o.actions[a]; return e, ok }); ok {
		return e.or(ours)
	}
	return ours
}

// Action returns what a sender does, in a few words.
func (t Texts) Action(a cause.Action) string { return t.action(a).text }

// ActionMeaning returns what a sender does, in a sentence.
func (t Texts) ActionMeaning(a cause.Action) string { return t.action(a).meaning }

// Fault returns who can do something about a cause.
func (t Texts) Fault(f cause.Fault) string { return t.text(at(faultKeys[:], f)) }

// Origin returns the name of an origin in the language, its title if it has no
// other name there.
func (t Texts) Origin(o origin.Origin) string {
	if key := at(originKeys[:], o); key != 0 {
		return t.text(key)
	}
	return o.Title()
}

// at returns the place of a value in keys, 0 for one that is not known.
func at[T ~uint8 | ~uint16](places []uint16, value T) uint16 {
	if int(value) >= len(places) {
		return 0
	}
	return places[value]
}
