package model

import (
	"slices"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
)

// BuildOwn makes the model of an own spec: of the rows that are its own.
func BuildOwn(spec *load.Spec) *Model {
	b := newBuilder(spec)
	b.buildReplies()
	b.buildEnhanced()
	all := b.model
	m := &Model{Severities: all.Severities, Local: make(map[string]bool)}
	for _, r := range spec.Replies {
		i := slices.IndexFunc(all.Codes, func(c Code) bool { return c.Name == r.Name.Text })
		if i >= 0 && spec.Mine(r.Pos) {
			m.Codes = append(m.Codes, all.Codes[i])
			m.Local[r.Name.Text] = true
		}
	}
	for _, e := range spec.Enhanced {
		i := slices.IndexFunc(all.Conditions, func(c Condition) bool { return c.Forms[0] == e.Code.Text })
		if i >= 0 && spec.Mine(e.Pos) {
			m.Conditions = append(m.Conditions, all.Conditions[i])
		}
	}
	b.model = m
	b.buildObserved()
	b.buildOwnTexts()
	return m
}

// ownKeys returns the keys of an own spec: of its codes and conditions, which need a
// text, and of our causes and actions, which may have another.
func ownKeys(spec *load.Spec) []Key {
	var keys []Key
	for _, r := range spec.Replies {
		if basic, _ := r.Code.Basic(); basic.Code != 0 && spec.Mine(r.Pos) {
			keys = append(keys, Key{Name: "code." + r.Code.Text, Meaning: true, Of: Of{Name: r.Name.Text}})
		}
	}
	for _, e := range spec.Enhanced {
		if t, _ := e.Code.Triple(); t.Class < 0 && t.Detail >= 0 && spec.Mine(e.Pos) {
			keys = append(keys, Key{Name: "condition." + e.Code.Text, Meaning: true, Of: Of{Name: e.Name.Text}})
		}
	}
	for _, c := range spec.Causes {
		keys = append(keys, Key{Name: c.Kind.Text + "." + c.ID.Text, Meaning: true, Optional: true, Of: Of{c.Name.Text, true}})
	}
	return keys
}

func (b *builder) buildOwnTexts() {
	m := b.model
	keys := ownKeys(b.spec)
	for _, l := range b.spec.Texts {
		language := Language{Tag: l.Tag.Text}
		for _, t := range l.Texts {
			i := slices.IndexFunc(keys, func(k Key) bool { return k.Name == t.Key.Text })
			language.Of = append(language.Of, keys[i].Of)
			language.Texts = append(language.Texts, shown(t.Text.Text))
			language.Meanings = append(language.Meanings, t.Meaning.Text)
		}
		m.Languages = append(m.Languages, language)
	}
}
