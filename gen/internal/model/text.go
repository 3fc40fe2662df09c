package model

import (
	"cmp"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
)

// Base is the language that holds every text, and to which others fall back.
const Base = "en"

// Key is a thing that has a text and perhaps a meaning.
type Key struct {
	Name     string   // "code.550"
	Meaning  bool     // whether it has a meaning beside its text
	Optional bool     // whether ours does where an own spec has none
	Of       Of       // in an own spec
	Params   []string // the placeholders in the order of the base language
}

// Of is what a text of an own spec is of: one of its constants, or a constant of
// package cause.
type Of struct {
	Name  string
	Cause bool
}

// Answer is a code that has a text of its own as the answer to a command.
type Answer struct {
	Command string // the Go constants
	Code    string
	Key     int
}

// Language is the texts of one language, in the order of Model.Keys.
type Language struct {
	Tag      string // BCP 47: "zh-Hant"
	Texts    []string
	One      []string // for {n} = 1, where the language tells it apart
	Meanings []string
	Page     []string // in the order of PageLabels
	Of       []Of     // in an own spec
}

// Labels are the keys of what an explanation says beside codes: whose side can
// act, and what a sender does next.
var Labels = []string{
	"label.said", "label.means", "label.side", "label.advice",
	"side.sender", "side.recipient", "side.receiver", "side.network", "side.both", "side.unknown",
	"advice.done", "advice.continue", "advice.try-later", "advice.refused", "advice.closing",
}

// Faults are the sides on which a cause may lie.
var Faults = []string{"recipient", "sender", "content", "receiver", "network", "policy"}

// Keys returns the key of everything in the spec that has a text, in the order
// of the spec: the keys that every language has. The texts of origins are
// optional, so only those that the base language has are among them. The labels of
// the reference page are last.
func Keys(spec *load.Spec) []Key {
	if spec.Own {
		return ownKeys(spec)
	}
	keys := catalogKeys(spec)
	for _, label := range PageLabels {
		keys = append(keys, Key{Name: label})
	}
	return keys
}

// catalogKeys returns the keys that package catalog has.
func catalogKeys(spec *load.Spec) []Key {
	var keys []Key
	add := func(name string, meaning bool) { keys = append(keys, Key{Name: name, Meaning: meaning}) }
	for _, r := range spec.Replies {
		switch b, _ := r.Code.Basic(); {
		case b.Class != 0:
			add("class."+r.Code.Text, true)
		case b.Category >= 0:
			add("category."+r.Code.Text, true)
		default:
			add("code."+r.Code.Text, true)
		}
	}
	for _, v := range spec.Validity {
		if key := answerKey(spec, v); key != "" && !slices.ContainsFunc(keys, func(k Key) bool { return k.Name == key }) {
			add(key, true)
		}
	}
	for _, c := range spec.Commands {
		add("command."+c.ID.Text, true)
	}
	for _, e := range spec.Enhanced {
		switch t, _ := e.Code.Triple(); {
		case t.Class > 0:
			add("enhanced."+e.Code.Text[:1], true)
		case t.Detail < 0:
			add("subject."+strings.TrimSuffix(e.Code.Text, ".YYY"), true)
		default:
			add("condition."+e.Code.Text, true)
		}
	}
	for _, o := range spec.Origins {
		key := "origin." + o.ID.Text
		if slices.ContainsFunc(baseTexts(spec), func(t load.Text) bool { return t.Key.Text == key }) {
			add(key, false)
		}
	}
	for _, kind := range []string{"cause", "action"} {
		for _, c := range spec.Causes {
			if c.Kind.Text == kind {
				add(kind+"."+c.ID.Text, true)
			}
		}
	}
	for _, fault := range Faults {
		add("fault."+fault, false)
	}
	for _, label := range Labels {
		add(label, strings.HasPrefix(label, "advice."))
	}
	for i, k := range keys {
		for _, t := range baseTexts(spec) {
			if t.Key.Text == k.Name {
				keys[i].Params = Params(t.Text.Text)
			}
		}
	}
	return keys
}

// answerKey returns the key of a code's own text as the answer to a command, ""
// if it has none. Rows with the same text share the key of the first, or of the
// row for any command.
func answerKey(spec *load.Spec, row load.Validity) string {
	if row.Text.Text == "" {
		return ""
	}
	command := ""
	for _, v := range spec.Validity {
		if v.Code.Text != row.Code.Text || v.Text.Text != row.Text.Text {
			continue
		}
		if v.Command.Text == "*" {
			command = "any"
		} else if command == "" {
			command = v.Command.Text
		}
	}
	return "code." + row.Code.Text + "." + command
}

func baseTexts(spec *load.Spec) []load.Text {
	for _, l := range spec.Texts {
		if l.Tag.Text == Base {
			return l.Texts
		}
	}
	return nil
}

// Params returns the names of the placeholders of a text in their order.
func Params(text string) []string {
	var params []string
	for {
		_, rest, ok := strings.Cut(text, "{")
		if !ok {
			return params
		}
		name, after, _ := strings.Cut(rest, "}")
		params = append(params, name)
		text = after
	}
}

func (b *builder) buildTexts() {
	m := b.model
	m.Keys = catalogKeys(b.spec)
	place := make(map[string]int)
	for i, k := range m.Keys {
		place[k.Name] = i
	}
	onPage := make(map[string]int)
	for i, label := range PageLabels {
		onPage[label] = i
	}
	for _, c := range m.Commands {
		seen := make(map[string]bool) // a row of the command's own stands before one for any
		for _, i := range c.Rules {
			v := b.spec.Validity[i]
			if key := answerKey(b.spec, v); key != "" && !seen[v.Code.Text] {
				basic, _ := v.Code.Basic()
				m.Answers = append(m.Answers, Answer{Command: c.Name, Code: b.codeName(basic.Code), Key: place[key]})
			}
			seen[v.Code.Text] = true
		}
	}
	for _, l := range b.spec.Texts {
		n := len(m.Keys)
		language := Language{Tag: l.Tag.Text, Texts: make([]string, n), One: make([]string, n), Meanings: make([]string, n), Page: make([]string, len(PageLabels))}
		for _, t := range l.Texts {
			if i, ok := onPage[t.Key.Text]; ok {
				language.Page[i] = t.Text.Text
				continue
			}
			i := place[t.Key.Text]
			language.Texts[i], language.One[i], language.Meanings[i] = shown(t.Text.Text), shown(t.One.Text), t.Meaning.Text
		}
		if offered(language) {
			m.Languages = append(m.Languages, language)
		}
	}
	// The base language leads: the others fall back to it.
	slices.SortStableFunc(m.Languages, func(a, b Language) int {
		return cmp.Or(cmp.Compare(Number(a.Tag != Base), Number(b.Tag != Base)), cmp.Compare(a.Tag, b.Tag))
	})
}

// offered reports whether readers are offered a language: at least three quarters of
// its titles are there. Fewer would be an English page under another name.
func offered(l Language) bool {
	titles := slices.Concat(l.Texts, l.Page)
	done := 0
	for _, text := range titles {
		if text != "" {
			done++
		}
	}
	return 4*done >= 3*len(titles)
}

// Number is 1 for true and 0 for false, to sort by.
func Number(b bool) int {
	if b {
		return 1
	}
	return 0
}
