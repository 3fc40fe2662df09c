package lint

import (
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
)

func (l *linter) checkOrigins() {
	for _, o := range l.Origins {
		if !isID(o.ID.Text) {
			l.add(o.ID, "source-grammar", "origin %q, want lower-case letters, digits and hyphens", o.ID.Text)
		}
		l.oneOf(o.Kind, "kind", "standard", "registry", "software", "provider", "folklore")
		l.clean(o.Title)
		for _, old := range o.Obsoletes {
			if _, ok := l.origins[old.Text]; !ok {
				l.add(old, "unknown-origin", "origin %q is not in origins.yaml", old.Text)
			}
		}
		for _, mark := range o.Signatures {
			if word := strings.Trim(mark.Text, "abcdefghijklmnopqrstuvwxyz0123456789") == ""; mark.Text == "" || !word && !isKnownHost(mark.Text) {
				l.add(mark, "signature", "%q, want a word or a domain of six letters or more, in lower case", mark.Text)
			}
		}
		if year := o.Year.Text; year != "" && (len(year) != 4 || strings.Trim(year, "0123456789") != "") {
			l.add(o.Year, "value", "year %q, want four digits", year)
		}
	}
}

func isID(s string) bool {
	return s != "" && strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789-") == ""
}

func (l *linter) checkReplies() {
	var last []int
	for _, r := range l.Replies {
		l.status(r.Status)
		l.sources(r.Sources, r.Status)
		l.outcome(r.Outcome)
		l.text(r.Text)
		l.prose(r.Meaning, true)
		l.prose(r.Usage, true)
		b, ok := r.Code.Basic()
		if !ok {
			l.add(r.Code, "code-grammar", "code %q, want three digits of which the first is 2 to 5, or a class or category such as 5yz and x5z", r.Code.Text)
			continue
		}
		group := 2
		switch {
		case b.Class != 0:
			group = 0
		case b.Category >= 0:
			group = 1
		case b.Code/10%10 > 5 && r.Status.Text != "nonstandard":
			l.add(r.Code, "code-grammar", "second digit of %s is over 5 and its status is %q; only a nonstandard code may be outside the grammar of RFC 5321, section 4.2", r.Code.Text, r.Status.Text)
		}
		l.sorted(r.Code, &last, group, b.Class, b.Category, b.Code)
	}
}

func (l *linter) checkCommands() {
	for _, c := range l.Commands {
		l.oneOf(c.Kind, "kind", "command", "stage")
		l.status(c.Status)
		l.sources(c.Sources, c.Status)
		l.prose(c.Meaning, true)
		if c.Enhanced.Text != "" {
			l.oneOf(c.Enhanced, "enhanced", "false")
		}
		switch space := strings.Contains(c.Text.Text, " "); {
		case c.Kind.Text == "stage" && !space:
			l.add(c.Text, "value", "stage %q could be taken for a verb: want two words", c.Text.Text)
		case c.Kind.Text == "command" && (space || strings.ToUpper(c.Text.Text) != c.Text.Text):
			l.add(c.Text, "value", "verb %q, want one word in capitals", c.Text.Text)
		}
	}
}

// place returns where a command stands in tables; "*" comes last, and an unknown
// command, which is a fault of its own, has no place.
func (l *linter) place(id string) (int, bool) {
	if id == "*" {
		return len(l.Commands) + 1, true
	}
	i, ok := l.commands[id]
	return i, ok
}

// basic checks a code or class that a row refers to.
func (l *linter) basic(v load.Value) (load.Basic, bool) {
	b, ok := v.Basic()
	if !ok || b.Category >= 0 {
		l.add(v, "code-grammar", "code %q, want three digits of which the first is 2 to 5, or a class such as 5yz", v.Text)
		return b, false
	}
	if _, ok := l.replies[b.Code]; b.Code != 0 && !ok {
		l.add(v, "unknown-code", "code %s is not in replies.csv", v.Text)
	}
	if b.Class != 0 && !slices.ContainsFunc(l.Replies, func(r load.Reply) bool { return r.Code.Text == v.Text }) {
		l.add(v, "unknown-code", "class %s is not in replies.csv", v.Text)
	}
	return b, true
}

// ruleKey is what makes a row of validity.csv the same as another.
type ruleKey struct{ command, code, origin string }

func (l *linter) checkValidity() {
	var last []int
	seen := make(map[ruleKey]load.Value)
	for _, v := range l.Validity {
		l.status(v.Status)
		l.oneOf(v.Kind, "kind", "success", "intermediate", "error")
		l.outcome(v.Outcome)
		l.sources(v.Sources, v.Status)
		l.command(v.Command, true)
		l.command(v.Except, false)
		l.text(v.Text)
		l.prose(v.When, false)
		if v.Except.Text != "" && v.Command.Text != "*" {
			l.add(v.Except, "value", "only a row for any command, *, may except some")
		}
		if v.Name.Text != "" && v.Text.Text == "" {
			l.add(v.Name, "value", "the second name %s needs a text of its own", v.Name.Text)
		}
		if sources, ok := v.Sources.Sources(); ok {
			key := ruleKey{v.Command.Text, v.Code.Text, sources[0].Origin}
			if first, ok := seen[key]; ok {
				l.add(v.Command, "duplicate", "%s %s of %s stands at %v too", key.command, key.code, key.origin, first.Pos)
			}
			seen[key] = v.Command
		}
		b, ok := l.basic(v.Code)
		if !ok {
			continue
		}
		if b.Class != 0 && (v.Name.Text != "" || v.Outcome.Text != "") {
			l.add(v.Code, "value", "a row for the class %s may have neither a second name nor an outcome", v.Code.Text)
		}
		if want := map[int]string{2: "success", 3: "intermediate", 4: "error", 5: "error"}[b.FirstDigit()]; want != v.Kind.Text {
			l.add(v.Kind, "kind", "%s is of kind %q by its first digit, not %q", v.Code.Text, want, v.Kind.Text)
		}
		if place, ok := l.place(v.Command.Text); ok {
			l.sorted(v.Code, &last, place, b.Order())
		}
	}
}

// digits reads a cell of classes such as "4 5".
func (l *linter) digits(v load.Value) []int {
	var digits []int
	for _, word := range v.List() {
		switch word {
		case "2", "4", "5":
			if d := int(word[0] - '0'); len(digits) > 0 && d <= digits[len(digits)-1] {
				l.add(v, "unsorted", "classes %q", v.Text)
			} else {
				digits = append(digits, d)
			}
		default:
			l.add(v, "value", "class %q, want one of 2, 4 and 5", word)
		}
	}
	return digits
}

func (l *linter) checkEnhanced() {
	var last []int
	missing := make(map[int]bool) // classes, each reported once
	for _, e := range l.Enhanced {
		l.status(e.Status)
		l.sources(e.Sources, e.Status)
		l.text(e.Text)
		l.prose(e.Meaning, true)
		l.prose(e.Usage, true)
		l.prose(e.Basis, true)
		for _, exception := range e.Exceptions.List() {
			if !slices.Contains(load.Exceptions, exception) {
				l.add(e.Exceptions, "value", "exception %q, want one of %q", exception, load.Exceptions)
			}
		}
		for _, class := range l.digits(e.Classes) {
			for _, tolerated := range l.digits(e.Tolerated) {
				if class == tolerated {
					l.add(e.Tolerated, "duplicate", "class %d is among the classes of %s already", class, e.Code.Text)
				}
			}
		}
		for _, class := range slices.Concat(l.digits(e.Classes), l.digits(e.Tolerated)) {
			if _, ok := l.conditions[load.Triple{Class: class, Subject: -1, Detail: -1}]; !ok && !missing[class] {
				missing[class] = true
				l.add(e.Classes, "unknown-class", "class %d has no row", class)
			}
		}
		t, ok := e.Code.Triple()
		group := 0
		switch {
		case !ok || t.Exact() || t.Class >= 0 && t.Subject >= 0 || t == load.Triple{Class: -1, Subject: -1, Detail: -1}:
			l.add(e.Code, "code-grammar", "code %q, want a class, a subject or a condition such as 5.XXX.YYY, X.2.YYY and X.2.2", e.Code.Text)
			continue
		case t.Class >= 0:
		case t.Detail < 0:
			group = 1
		default:
			group = 2
			if _, ok := l.conditions[load.Triple{Class: -1, Subject: t.Subject, Detail: -1}]; !ok {
				l.add(e.Code, "unknown-subject", "the subject of %s has no row", e.Code.Text)
			}
		}
		l.sorted(e.Code, &last, group, t.Order())
		if e.Status.Text == "obsolete" {
			if e.Replacement.Text == "" {
				l.add(e.Replacement, "no-replacement", "%s is obsolete and names no replacement", e.Code.Text)
			}
		}
		if e.Replacement.Text != "" {
			l.condition(e.Replacement)
			if r, ok := e.Replacement.Triple(); ok && l.conditions[r].Status.Text == "obsolete" {
				l.add(e.Replacement, "no-replacement", "the replacement of %s is obsolete itself", e.Code.Text)
			}
		}
	}
}

// condition checks a condition that a row refers to.
func (l *linter) condition(v load.Value) {
	t, ok := v.Triple()
	if !ok || t.Class >= 0 || t.Detail < 0 {
		l.add(v, "code-grammar", "condition %q, want X.subject.detail", v.Text)
		return
	}
	if _, ok := l.conditions[t]; !ok {
		l.add(v, "unknown-condition", "condition %s is not in enhanced.csv", v.Text)
	}
}

// enhancedCode checks an enhanced code beside a basic one.
func (l *linter) enhancedCode(v load.Value, b load.Basic, openForms bool) (load.Triple, bool) {
	t, ok := v.Triple()
	if !ok || t.Class < 0 || !openForms && !t.Exact() {
		l.add(v, "code-grammar", "enhanced code %q, want class.subject.detail such as 5.2.2", v.Text)
		return t, false
	}
	if b.FirstDigit() == 3 {
		l.add(v, "no-enhanced", "%s stands beside a 3yz code, which never has one (RFC 2034, section 4)", v.Text)
	}
	return t, true
}

// noEnhanced finds commands whose replies never carry an enhanced code.
func (l *linter) noEnhanced(commands, v load.Value) {
	for _, id := range commands.List() {
		if i, ok := l.commands[id]; ok && l.Commands[i-1].Enhanced.Text == "false" {
			l.add(v, "no-enhanced", "%s answers %s, which never has an enhanced code (RFC 2034, section 4)", v.Text, id)
		}
	}
}

func (l *linter) checkPairs() {
	var last []int
	type key struct{ code, enhanced, commands, lead string }
	seen := make(map[key]load.Value)
	for _, p := range l.Pairs {
		l.status(p.Status)
		l.sources(p.Sources, p.Status)
		l.command(p.Commands, true)
		l.prose(p.When, false)
		l.oneOf(p.Strength, "strength", "MUST", "SHOULD", "MAY", "stated", "registration", "association", "example")
		l.noEnhanced(p.Commands, p.Enhanced)
		lead, _, _ := strings.Cut(p.Sources.Text, ";")
		k := key{p.Code.Text, p.Enhanced.Text, p.Commands.Text, lead}
		if first, ok := seen[k]; ok {
			l.add(p.Code, "duplicate", "%s %s of %s stands at %v too", k.code, k.enhanced, lead, first.Pos)
		}
		seen[k] = p.Code
		b, ok := l.basic(p.Code)
		if !ok {
			continue
		}
		t, ok := l.enhancedCode(p.Enhanced, b, true)
		if !ok {
			continue
		}
		l.sorted(p.Code, &last, b.Order(), t.Order())
		if t.Class != b.FirstDigit() {
			l.add(p.Enhanced, "pair-class", "%s and %s are of two classes (RFC 2034, section 4)", p.Code.Text, p.Enhanced.Text)
			continue
		}
		if !t.Exact() {
			if _, ok := l.conditions[load.Triple{Class: -1, Subject: t.Subject, Detail: -1}]; t.Subject >= 0 && !ok {
				l.add(p.Enhanced, "unknown-subject", "the subject of %s has no row", p.Enhanced.Text)
			}
			continue
		}
		e, ok := l.conditions[load.Triple{Class: -1, Subject: t.Subject, Detail: t.Detail}]
		if !ok {
			l.add(p.Enhanced, "unknown-condition", "the condition of %s is not in enhanced.csv", p.Enhanced.Text)
			continue
		}
		if !strings.Contains(e.Classes.Text+e.Tolerated.Text, p.Enhanced.Text[:1]) {
			l.add(p.Enhanced, "class-excluded", "%s is neither for class %s nor tolerated with it by %v", e.Code.Text, p.Enhanced.Text[:1], e.Pos)
		}
	}
}

func (l *linter) checkPractice() {
	var last []int
	seen := make(map[load.Practice]load.Value)
	for _, p := range l.Practice {
		l.command(p.Command, true)
		l.prose(p.When, false)
		o, ok := l.origins[p.Origin.Text]
		switch {
		case !ok:
			l.add(p.Origin, "unknown-origin", "origin %q is not in origins.yaml", p.Origin.Text)
		case o.Kind.Text != "software" && o.Kind.Text != "provider":
			l.add(p.Origin, "value", "origin %q is of kind %q, want software or a provider", p.Origin.Text, o.Kind.Text)
		}
		b, ok := l.basic(p.Code)
		if !ok {
			continue
		}
		if b.Class != 0 {
			l.add(p.Code, "code-grammar", "code %q, want one code: software does not answer with a class", p.Code.Text)
		}
		order := 0
		if p.Enhanced.Text != "" {
			t, _ := l.enhancedCode(p.Enhanced, b, false)
			order = t.Order()
		}
		key := load.Practice{
			Command: load.Value{Text: p.Command.Text}, Code: load.Value{Text: p.Code.Text},
			Enhanced: load.Value{Text: p.Enhanced.Text}, Origin: load.Value{Text: p.Origin.Text},
		}
		if first, ok := seen[key]; ok {
			l.add(p.Command, "duplicate", "%s %s %s of %s stands at %v too", p.Command.Text, p.Code.Text, p.Enhanced.Text, p.Origin.Text, first.Pos)
		}
		seen[key] = p.Command
		if place, ok := l.place(p.Command.Text); ok {
			l.sorted(p.Code, &last, place, b.Order(), order)
		}
	}
}
