// Package lint checks what the spec says: each rule has an id, and every fault
// names it.
package lint

import (
	"maps"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

// Check applies every rule and returns all faults in the order of their places.
func Check(spec *load.Spec) load.Faults {
	l := &linter{
		Spec:       spec,
		origins:    make(map[string]load.Origin),
		obsoleted:  make(map[string]string),
		replies:    make(map[int]load.Reply),
		commands:   make(map[string]int),
		conditions: make(map[load.Triple]load.Enhanced),
	}
	l.index()
	l.checkOrigins()
	l.checkReplies()
	l.checkCommands()
	l.checkValidity()
	l.checkEnhanced()
	l.checkPairs()
	l.checkPractice()
	l.checkNames()
	l.checkCauses()
	l.checkTexts()
	if l.Own {
		l.checkOwnNames()
	}
	l.faults.Sort()
	return slices.CompactFunc(l.faults, func(a, b load.Fault) bool { return a == b })
}

// linter holds the spec and what other rows refer to.
type linter struct {
	*load.Spec
	faults     load.Faults
	origins    map[string]load.Origin
	obsoleted  map[string]string // by the id of the RFC that replaced it
	replies    map[int]load.Reply
	commands   map[string]int // place in the order of commands.yaml
	conditions map[load.Triple]load.Enhanced
}

func (l *linter) add(v load.Value, rule, format string, args ...any) {
	l.faults.Add(v.Pos, rule, format, args...)
}

// index fills the maps and finds duplicates of what they are keyed by.
func (l *linter) index() {
	for _, o := range l.Origins {
		if first, ok := l.origins[o.ID.Text]; ok {
			l.add(o.ID, "duplicate", "origin %q stands at %v too", o.ID.Text, first.ID.Pos)
			continue
		}
		l.origins[o.ID.Text] = o
		for _, old := range o.Obsoletes {
			l.obsoleted[old.Text] = o.ID.Text
		}
	}
	for _, r := range l.Replies {
		b, ok := r.Code.Basic()
		if !ok || b.Code == 0 {
			continue
		}
		if first, ok := l.replies[b.Code]; ok {
			l.add(r.Code, "duplicate", "code %s stands at %v too", r.Code.Text, first.Code.Pos)
			continue
		}
		l.replies[b.Code] = r
	}
	first := make(map[string]load.Value)
	for i, c := range l.Commands {
		for _, key := range []load.Value{c.ID, c.Text} {
			other, ok := first[strings.ToUpper(key.Text)]
			if ok && other.Pos.Line < c.Pos.Line {
				l.add(key, "duplicate", "command %q stands at %v too", key.Text, other.Pos)
			}
			first[strings.ToUpper(key.Text)] = key
		}
		l.commands[c.ID.Text] = i + 1
	}
	for _, e := range l.Enhanced {
		t, ok := e.Code.Triple()
		if !ok {
			continue
		}
		if first, ok := l.conditions[t]; ok {
			l.add(e.Code, "duplicate", "%s stands at %v too", e.Code.Text, first.Code.Pos)
			continue
		}
		l.conditions[t] = e
	}
}

// oneOf checks a cell that has few values.
func (l *linter) oneOf(v load.Value, what string, allowed ...string) {
	if !slices.Contains(allowed, v.Text) {
		l.add(v, "value", "%s %q, want one of %q", what, v.Text, allowed)
	}
}

func (l *linter) status(v load.Value) {
	l.oneOf(v, "status", "current", "obsolete", "draft", "nonstandard")
}

func (l *linter) outcome(v load.Value) {
	if v.Text != "" {
		l.oneOf(v, "outcome", "done", "continue", "try-later", "refused", "closing")
	}
}

// sources checks the citations of a row with a status.
func (l *linter) sources(v, status load.Value) {
	sources, ok := v.Sources()
	if !ok {
		l.add(v, "source-grammar", "sources %q, want origin ids with sections, such as %q", v.Text, "rfc5321 4.3.2, 3.3; rfc821 4.3")
		return
	}
	for i, s := range sources {
		if _, ok := l.origins[s.Origin]; !ok {
			l.add(v, "unknown-origin", "origin %q is not in origins.yaml", s.Origin)
			continue
		}
		if slices.IndexFunc(sources, func(t load.Source) bool { return t.Origin == s.Origin }) < i {
			l.add(v, "duplicate", "origin %q is cited twice in one cell", s.Origin)
		}
	}
	lead := sources[0]
	if status.Text != "current" {
		return
	}
	switch kind := l.origins[lead.Origin].Kind.Text; {
	case kind == "standard" && lead.Section == "":
		l.add(v, "no-section", "a current row is led by %q without a section", lead.Origin)
	case kind == "software" || kind == "provider" || kind == "folklore":
		l.add(v, "no-standard", "a current row is led by %q, which is %s and no standard or registry", lead.Origin, kind)
	}
	if by, ok := l.obsoleted[lead.Origin]; ok {
		l.add(v, "obsolete-source", "a current row is led by %q, which %q replaced", lead.Origin, by)
	}
}

// command checks ids of commands; "*" counts only where any is true.
func (l *linter) command(v load.Value, any bool) {
	for _, id := range v.List() {
		if _, ok := l.commands[id]; !ok && (!any || id != "*") {
			l.add(v, "unknown-command", "command %q is not in commands.yaml", id)
		}
	}
}

// sorted checks that keys rise from row to row.
func (l *linter) sorted(v load.Value, last *[]int, key ...int) {
	if l.Own {
		key = slices.Concat([]int{model.Number(l.Mine(v.Pos))}, key)
	}
	if slices.Compare(*last, key) > 0 {
		l.add(v, "unsorted", "%q stands after a row that belongs behind it", v.Text)
	}
	*last = key
}

// prose checks a sentence or phrase of ours.
func (l *linter) prose(v load.Value, sentence bool) {
	if v.Text == "" {
		return
	}
	l.clean(v)
	switch end := v.Text[len(v.Text)-1]; {
	case sentence && end != '.':
		l.add(v, "prose", "a sentence without a full stop: %q", v.Text)
	case !sentence && end == '.':
		l.add(v, "prose", "a phrase with a full stop: %q", v.Text)
	}
}

// clean checks that text is printable ASCII with single spaces between words.
func (l *linter) clean(v load.Value) {
	for _, c := range v.Text {
		if c < ' ' || c > '~' {
			l.add(v, "text", "octets outside printable ASCII in %q", v.Text)
			break
		}
	}
	if strings.TrimSpace(v.Text) != v.Text || strings.Contains(v.Text, "  ") {
		l.add(v, "text", "stray spaces in %q", v.Text)
	}
}

// maxText is how long a text may be so that it fits one line of a reply with a
// code, the longest enhanced code and CRLF (RFC 5321, section 4.5.3.1.5).
const maxText = 512 - len("550 5.999.999 \r\n")

// text checks words that stand on the wire.
func (l *linter) text(v load.Value) {
	l.clean(v)
	if len(v.Text) > maxText {
		l.add(v, "text", "text of %d octets does not fit a reply line, which leaves %d", len(v.Text), maxText)
	}
	l.placeholders(v)
}

// placeholders checks how a text marks what is filled in.
func (l *linter) placeholders(v load.Value) {
	if strings.ContainsAny(strings.ReplaceAll(v.Text, "<CRLF>", ""), "<>") {
		l.add(v, "text", "angle brackets in %q: write a placeholder as {name}", v.Text)
	}
	open := false
	name := ""
	for _, c := range v.Text {
		switch {
		case c == '{' && !open:
			open, name = true, ""
		case c == '}' && open && name != "":
			open = false
		case c == '{' || c == '}' || open && c != '-' && (c < 'a' || c > 'z'):
			l.add(v, "text", "placeholders in %q, want {name} of lower-case letters and hyphens", v.Text)
			return
		case open:
			name += string(c)
		}
	}
	if open {
		l.add(v, "text", "placeholders in %q, want {name} of lower-case letters and hyphens", v.Text)
	}
}

// sortedKeys is for messages that list a map.
func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
