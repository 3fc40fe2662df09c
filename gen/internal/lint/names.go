package lint

import (
	"go/token"
	"regexp"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

// Reserved lists the exported names of each package's hand-written files, which
// no constant may take.
var Reserved = map[string][]string{
	"origin": {
		"All", "ErrRange", "ErrSyntax", "ErrUnknown", "Folklore", "Kind", "Origin", "Parse", "ParseError", "Provider", "Registry",
		"Software", "Source", "Standard", "ValueError",
	},
	"smtpcodes": {
		"All", "Category", "Class", "Closing", "Code", "Command", "Commands", "Continue", "Current", "Done", "Draft", "ErrRange",
		"ErrSyntax", "ErrUnknown", "Kind", "KindError", "KindIntermediate", "KindSuccess", "Nonstandard", "Obsolete", "Outcome",
		"Parse", "ParseCommand", "ParseError", "Refused", "Rule", "Status", "TryLater", "Unregistered", "ValueError",
	},
	"cause": {
		"Action", "Actions", "All", "Basic", "Basis", "Cause", "Conditions", "Content", "Enhanced",
		"Fault", "Finding", "Network", "None", "Of", "OfCommand", "Parse", "ParseError", "Place", "Policy", "Receiver",
		"Recipient", "Register", "Rule", "RuleRow", "Sender", "Tables", "Text",
	},
	"enhanced": {
		"Class", "Code", "Condition", "Conditions", "ErrRange", "ErrSyntax", "ForReply", "FromTriplet", "New", "Pair", "Parse",
		"ParseCondition", "ParseError", "Subject", "ValueError",
	},
}

// namespace is the constants of one package.
type namespace struct {
	pkg  string
	seen map[string]named
}

// checkOwnNames finds two constants of one name among those of an own spec, which all
// stand in one package.
func (l *linter) checkOwnNames() {
	space := &namespace{"", make(map[string]named)}
	for _, r := range l.Replies {
		if l.Mine(r.Pos) {
			l.declare(space, r.Name.Text, r.Name, r.Code.Text)
		}
	}
	for _, e := range l.Enhanced {
		if !l.Mine(e.Pos) {
			continue
		}
		l.declare(space, e.Name.Text, e.Name, e.Code.Text)
		for _, digit := range model.Named(l.Spec, e) {
			for _, class := range l.Enhanced {
				if class.Code.Text == digit+".XXX.YYY" {
					l.declare(space, class.Name.Text+e.Name.Text, e.Name, digit+e.Code.Text[1:])
				}
			}
		}
	}
}

// named is a constant's name, and what it stands for.
type named struct {
	value string // two constants may share a name if they share this
	at    load.Value
}

// checkNames checks the names of all constants.
func (l *linter) checkNames() {
	spaces := make(map[string]*namespace)
	for pkg := range Reserved {
		spaces[pkg] = &namespace{pkg, make(map[string]named)}
	}
	for _, o := range l.Origins {
		l.name(spaces["origin"], o.Name, o.ID.Text)
	}
	for _, r := range l.Replies {
		l.name(spaces["smtpcodes"], r.Name, r.Code.Text)
	}
	for _, c := range l.Commands {
		l.name(spaces["smtpcodes"], c.ID, c.ID.Text)
	}
	for _, v := range l.Validity {
		if v.Name.Text != "" {
			l.name(spaces["smtpcodes"], v.Name, v.Code.Text)
		}
	}
	classes := make(map[string]string)
	for _, e := range l.Enhanced {
		l.name(spaces["enhanced"], e.Name, e.Code.Text)
		if t, ok := e.Code.Triple(); ok && t.Class > 0 {
			classes[e.Code.Text[:1]] = e.Name.Text
		}
	}
	for _, e := range l.Enhanced {
		for _, digit := range model.Named(l.Spec, e) {
			t, ok := e.Code.Triple()
			if class := classes[digit]; class != "" && ok && t.Class < 0 && t.Detail >= 0 {
				l.declare(spaces["enhanced"], class+e.Name.Text, e.Name, digit+e.Code.Text[1:])
			}
		}
	}
	for _, c := range l.Causes {
		l.name(spaces["cause"], c.Name, c.Kind.Text+" "+c.ID.Text)
	}
	for _, name := range l.Released {
		pkg, ident, ok := strings.Cut(name.Text, ".")
		space := spaces[pkg]
		if !ok || space == nil {
			l.add(name, "released", "%q, want a package and a name of it: one of %q", name.Text, sortedKeys(spaces))
			continue
		}
		if _, ok := space.seen[ident]; !ok {
			l.add(name, "released", "the last release has %s, and no row makes it anymore", name.Text)
		}
	}
}

var (
	identifier = regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`)
	word       = regexp.MustCompile(`[A-Z][a-z]+`)
	codeNumber = regexp.MustCompile(`[0-9]{2}`)
)

// initialisms are words that Go writes in capitals.
var initialisms = []string{
	"ARC", "ASCII", "DKIM", "DMARC", "DNS", "DSN", "ID", "IP", "MTA", "MX", "OK", "PTR", "RFC", "RRVS", "SASL", "SMTP", "SPF", "TLS",
	"URL", "UTF", "VRFY",
}

// forbidden are words that say nothing in the name of a code.
var forbidden = []string{"Code", "Codes", "Const", "Constant", "Enhanced", "Enum", "Value"}

// name checks one name and declares it.
func (l *linter) name(space *namespace, v load.Value, value string) {
	if !identifier.MatchString(v.Text) || token.IsKeyword(v.Text) {
		l.add(v, "name-grammar", "name %q, want an exported Go identifier of ASCII letters", v.Text)
		return
	}
	if space.pkg != "origin" && codeNumber.MatchString(v.Text) {
		l.add(v, "name-grammar", "name %q holds a number: it changes where the meaning does not", v.Text)
	}
	for _, w := range word.FindAllString(v.Text, -1) {
		if upper := strings.ToUpper(w); slices.Contains(initialisms, upper) {
			l.add(v, "name-grammar", "name %q, want %s for %s", v.Text, upper, w)
		}
		if slices.Contains(forbidden, w) {
			l.add(v, "name-grammar", "name %q, drop the word %s", v.Text, w)
		}
	}
	l.declare(space, v.Text, v, value)
}

// declare finds two constants of one name.
func (l *linter) declare(space *namespace, name string, at load.Value, value string) {
	if slices.Contains(Reserved[space.pkg], name) {
		l.add(at, "name-collision", "name %s is taken by the package itself", name)
	}
	first, ok := space.seen[name]
	if ok && (first.value != value || first.at.Pos.File != at.Pos.File || !strings.HasSuffix(at.Pos.File, "validity.csv")) {
		l.add(at, "name-collision", "name %s is taken by %s at %v", name, first.value, first.at.Pos)
		return
	}
	if !ok {
		space.seen[name] = named{value, at}
	}
}
