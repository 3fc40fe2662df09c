package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
)

// Packing of enhanced codes, as package enhanced documents it.
const (
	subjectUnit = 1_000
	classUnit   = 1_000_000
)

// slots maps the classes of enhanced codes to their places in arrays of four.
var slots = map[string]int{"2": 1, "4": 2, "5": 3}

func (b *builder) buildEnhanced() {
	classNames := make(map[string]string)
	for _, e := range b.spec.Enhanced {
		t, _ := e.Code.Triple()
		enum := Enum{Name: e.Name.Text, Form: e.Code.Text, Text: e.Text.Text}
		switch {
		case t.Class > 0:
			enum.Number = t.Class
			enum.Doc = b.enhancedDoc(e)
			classNames[e.Code.Text[:1]] = e.Name.Text
			b.model.Severities = append(b.model.Severities, enum)
			continue
		case t.Detail < 0:
			enum.Number = t.Subject
			enum.Doc = b.enhancedDoc(e)
			b.model.Subjects = append(b.model.Subjects, enum)
			continue
		}
		c := Condition{
			Number:  t.Subject*subjectUnit + t.Detail,
			Subject: t.Subject,
			Detail:  t.Detail,
			Status:  exported(e.Status.Text),
			Text:    e.Text.Text,
			Doc:     b.enhancedDoc(e),
			Sources: b.sources(e.Sources),
		}
		if c.Number == 0 {
			c.Number = classUnit
		}
		c.Names[0], c.Forms[0] = e.Name.Text, e.Code.Text
		for digit, slot := range slots {
			c.Forms[slot] = digit + e.Code.Text[1:]
		}
		for _, digit := range e.Classes.List() {
			c.Classes = append(c.Classes, classNames[digit])
		}
		for _, digit := range Named(b.spec, e) {
			slot := slots[digit]
			c.Names[slot] = classNames[digit] + e.Name.Text
			c.CodeDocs[slot] = Doc{
				fmt.Sprintf("%s (%s): %q. %s See [%s].", c.Names[slot], c.Forms[slot], e.Text.Text, e.Meaning.Text, c.Names[0]),
			}
		}
		for _, digit := range e.Tolerated.List() {
			c.Tolerated = append(c.Tolerated, classNames[digit])
		}
		b.model.Conditions = append(b.model.Conditions, c)
	}
}

func (b *builder) buildPairs() {
	for _, p := range b.spec.Pairs {
		t, _ := p.Enhanced.Triple()
		if !t.Exact() {
			continue // no code to print: the row says only which codes are possible
		}
		basic, _ := p.Code.Basic()
		source := lead(p.Sources)
		pair := Pair{
			Enhanced: t.Class*classUnit + t.Subject*subjectUnit + t.Detail,
			Form:     p.Enhanced.Text,
			Status:   exported(p.Status.Text),
			Origin:   b.origins[source.Origin].Name.Text,
			Section:  source.Section,
			Strength: p.Strength.Text,
			When:     p.When.Text,
		}
		list := &b.model.ClassPairs
		if basic.Code != 0 {
			list = &b.model.Pairs
			pair.Reply = b.codeName(basic.Code)
		}
		commands := p.Commands.List()
		if len(commands) == 0 {
			*list = append(*list, pair)
		}
		for _, id := range commands {
			pair.Command = strings.TrimPrefix(id, "*")
			*list = append(*list, pair)
		}
	}
}

// Named returns the classes of a condition whose codes have a constant: those that
// it is meant for, and those in which a current pair has it.
func Named(spec *load.Spec, e load.Enhanced) []string {
	named := e.Classes.List()
	for _, digit := range e.Tolerated.List() {
		code := digit + e.Code.Text[1:]
		if slices.ContainsFunc(spec.Pairs, func(p load.Pair) bool { return p.Enhanced.Text == code && p.Status.Text == "current" }) {
			named = append(named, digit)
		}
	}
	return named
}
