package model

import (
	"fmt"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
)

// cite writes a source with the first of its sections as people cite it: "RFC
// 5321, section 4.2.3".
func (b *builder) cite(s load.Source) string {
	title, _, _ := strings.Cut(b.origins[s.Origin].Title.Text, " (")
	if number, ok := strings.CutPrefix(s.Origin, "rfc"); ok {
		title = "RFC " + number
	}
	section, _, _ := strings.Cut(s.Section, ", ")
	switch {
	case section == "":
		return title
	case section[0] >= '0' && section[0] <= '9':
		return title + ", section " + section
	}
	return title + ", " + strings.ReplaceAll(section, "App. ", "appendix ")
}

// head begins the comment of a code: name, number, the standard's text, and
// where it stands.
func (b *builder) head(name, form, text string, sources load.Value, status string) string {
	var s strings.Builder
	fmt.Fprintf(&s, "%s (%s)", name, form)
	cited, _ := sources.Sources()
	var where []string
	if status != "current" {
		where = append(where, status)
	}
	if status == "nonstandard" {
		for _, source := range cited {
			where = append(where, b.cite(source))
		}
	} else {
		where = append(where, b.cite(cited[0]))
	}
	if text == "" {
		fmt.Fprintf(&s, ": %s.", strings.Join(where, "; "))
	} else {
		fmt.Fprintf(&s, ": %q (%s).", shown(text), strings.Join(where, "; "))
	}
	return s.String()
}

// join makes one paragraph of sentences.
func join(parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, " ")
}

// enumerate writes "A, B and C".
func enumerate(words []string, and string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " " + and + " " + words[len(words)-1]
}

func originDoc(o Origin) Doc {
	if o.Year == 0 {
		return Doc{fmt.Sprintf("%s: %s.", o.Name, o.Title)}
	}
	doc := fmt.Sprintf("%s: %s (%d).", o.Name, o.Title, o.Year)
	if len(o.Obsoletes) > 0 {
		doc += " It replaced " + enumerate(o.Obsoletes, "and") + "."
	}
	return Doc{doc}
}

// commandDoc composes the comment of a command or a stage.
func (b *builder) commandDoc(c load.Command) Doc {
	name := c.ID.Text
	if c.Kind.Text == "stage" {
		name += " is a stage, " + c.Text.Text
	}
	where := b.cite(lead(c.Sources))
	if c.Status.Text != "current" {
		where = c.Status.Text + "; " + where
	}
	return Doc{fmt.Sprintf("%s (%s). %s", name, where, c.Meaning.Text)}
}

// aliasDoc composes the comment of a second name.
func (b *builder) aliasDoc(v load.Validity) Doc {
	basic, _ := v.Code.Basic()
	answers := "where any command may be answered so"
	if c, ok := b.commands[v.Command.Text]; ok {
		answers = "as the answer to " + c.Text.Text
		if c.Kind.Text == "stage" {
			answers = "as the answer at " + c.Text.Text
		}
	}
	return Doc{fmt.Sprintf("%s is [%s] (%d) %s: %q (%s).",
		v.Name.Text, b.codeName(basic.Code), basic.Code, answers, shown(v.Text.Text), b.cite(lead(v.Sources)))}
}

// replyDoc composes the comment of a class, a category or a code.
func (b *builder) replyDoc(r load.Reply) Doc {
	doc := Doc{
		b.head(r.Name.Text, r.Code.Text, r.Text.Text, r.Sources, r.Status.Text),
		join(r.Meaning.Text, r.Usage.Text),
	}
	if answers := b.answers(r); answers != "" {
		doc = append(doc, answers)
	}
	return doc
}

// answers says in a sentence where a code may be sent.
func (b *builder) answers(r load.Reply) string {
	var stages, verbs, rest, once []string
	for _, c := range b.model.Commands {
		current, obsolete := false, false
		for _, i := range c.Rules {
			if rule := b.model.Rules[i]; rule.Code == r.Name.Text {
				obsolete = obsolete || rule.Status == "Obsolete"
				current = current || rule.Status != "Obsolete"
			}
		}
		switch {
		case current && c.Stage:
			stages = append(stages, "at "+c.Text)
		case current:
			verbs = append(verbs, c.Text)
		case obsolete:
			once = append(once, c.Text)
		case !c.Stage && c.Status != "Obsolete":
			rest = append(rest, c.Text)
		}
	}
	where := stages
	switch {
	case len(verbs) > 0 && len(rest) == 0:
		where = append(where, "in answer to any command")
	case len(verbs) > len(rest)+len(once):
		where = append(where, "in answer to any command but "+enumerate(rest, "and"))
	case len(verbs) > 0:
		where = append(where, "in answer to "+enumerate(verbs, "and"))
	}
	may := "May be sent "
	if r.Status.Text == "nonstandard" {
		may = "Met "
	}
	var sentences []string
	if len(where) > 0 {
		sentences = append(sentences, may+enumerate(where, "and")+".")
	}
	if len(once) > 0 {
		sentences = append(sentences, "Obsolete in answer to "+enumerate(once, "and")+".")
	}
	return join(sentences...)
}

// enhancedDoc composes the comment of a class, a subject or a condition.
func (b *builder) enhancedDoc(e load.Enhanced) Doc {
	doc := Doc{
		b.head(e.Name.Text, e.Code.Text, e.Text.Text, e.Sources, e.Status.Text),
		join(e.Meaning.Text, e.Usage.Text),
	}
	t, _ := e.Code.Triple()
	if t.Class > 0 || t.Detail < 0 {
		return doc
	}
	use := "For no class anymore"
	if classes := e.Classes.List(); len(classes) == 1 {
		use = "For class " + classes[0]
	} else if len(classes) > 1 {
		use = "For classes " + enumerate(classes, "and")
	}
	if tolerated := e.Tolerated.List(); len(tolerated) > 0 {
		use += "; tolerated with " + enumerate(tolerated, "and")
	}
	use += "."
	for _, r := range b.spec.Enhanced {
		if r.Code.Text == e.Replacement.Text {
			use += " Replaced by [" + r.Name.Text + "]."
		}
	}
	var replies []string
	for _, p := range b.spec.Pairs {
		pair, _ := p.Enhanced.Triple()
		if pair.Subject == t.Subject && pair.Detail == t.Detail && !slices.Contains(replies, p.Code.Text) && p.Status.Text == "current" {
			replies = append(replies, p.Code.Text)
		}
	}
	if len(replies) > 0 {
		use += " Listed beside " + enumerate(replies, "and") + "."
	}
	return append(doc, join(use, e.Basis.Text))
}
