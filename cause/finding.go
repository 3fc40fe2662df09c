package cause

import (
	"cmp"
	"strings"
	"time"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/internal/words"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Finding is what a reply tells.
type Finding struct {
	Cause      Cause
	Basis      Basis         // what decided
	Origin     origin.Origin // whose words these are, 0 if not told
	Rule       Rule          // the rule that decided, 0 if none did
	RetryAfter time.Duration // what the text asks to wait, 0 if nothing
	URL        string        // the first URL in the text
	Blocklist  string        // the domain of the list that is named
}

// Basis is what decided about a cause. The zero value is [None].
type Basis uint8

// What may decide.
const (
	None     Basis = iota // nothing: the cause is Unknown
	Text                  // the words of the reply
	Enhanced              // the enhanced code
	Basic                 // the basic code, with the command
)

// String returns "none", "text", "enhanced" or "basic"; "" for other values.
func (b Basis) String() string {
	switch b {
	case None:
		return "none"
	case Text:
		return "text"
	case Enhanced:
		return "enhanced"
	case Basic:
		return "basic"
	}
	return ""
}

// Of returns what a reply tells when the command that it answers is not known.
func Of(r reply.Reply) Finding { return OfCommand(r, 0) }

// OfCommand returns what a reply tells as the answer to a command. It allocates
// nothing, and its time grows with the text of the reply and not with the number
// of rules.
func OfCommand(r reply.Reply, cmd smtpcodes.Command) Finding {
	var f Finding
	if class := r.Code.Class(); class == smtpcodes.PositiveCompletion || class == smtpcodes.PositiveIntermediate {
		f.Cause, f.Basis = Accepted, Basic
		return f
	}
	m := matcher{reply: r, command: cmd}
	m.scan()
	f.Rule, f.RetryAfter, f.URL = m.best, m.wait, m.url
	if f.Rule != 0 {
		f.Cause, f.Origin = rules[f.Rule].cause, rules[f.Rule].origin
	}
	if f.Origin == 0 {
		f.Origin = signature(r)
	}
	if f.Cause != Unknown {
		f.Basis = Text
	} else if c := ofEnhanced(r.Enhanced, f.Origin); c != Unknown {
		f.Cause, f.Basis = c, Enhanced
	} else if c := ofBasic(r, cmd); c != Unknown {
		f.Cause, f.Basis = c, Basic
	}
	switch f.Cause {
	case IPBlocklisted, DomainBlocklisted, URLBlocklisted:
		f.Blocklist = cmp.Or(m.knownList, m.namedList)
	}
	if f.Cause == IPBlocklisted {
		f.Cause = listed(f.Blocklist)
	}
	return f
}

// ofEnhanced returns the cause that an enhanced code alone tells, in the sense of
// an origin if it has one of its own.
func ofEnhanced(c enhanced.Code, o origin.Origin) Cause {
	if c.Class() <= enhanced.Success {
		return Unknown
	}
	found := Unknown
	for i := range byEnhanced {
		e := &byEnhanced[i]
		if e.code != c && (e.condition == 0 || e.condition != c.Condition()) {
			continue
		}
		if e.origin == o && o != 0 {
			return e.cause
		}
		if e.origin == 0 && (found == Unknown || e.code != 0) {
			found = e.cause
		}
	}
	return found
}

// ofBasic returns the cause that a basic code alone tells, as the answer to the command
// or to any.
func ofBasic(r reply.Reply, cmd smtpcodes.Command) Cause {
	for i := range byBasic {
		if b := &byBasic[i]; b.code == r.Code && (b.command == 0 || b.command == cmd) {
			return b.cause
		}
	}
	return Unknown
}

// listed returns the cause that a list tells by what it lists: addresses, unless it is
// one of the lists of domains and of links.
func listed(list string) Cause {
	switch {
	case words.Below(list, "dbl.spamhaus.org"):
		return DomainBlocklisted
	case words.Below(list, "surbl.org"), words.Below(list, "uribl.com"):
		return URLBlocklisted
	}
	return IPBlocklisted
}

// knownList reports whether a host belongs to a list that is known.
func knownList(host string) bool {
	if host == "" {
		return false
	}
	for _, domain := range blocklists {
		if words.Below(host, domain) {
			return true
		}
	}
	return false
}

// phrase keeps the last words of a text, for phrases such as "try again in 5
// minutes" and "listed by bl.example.org".
type phrase struct {
	earlier, before, number, last string
}

// next adds a word, or "" for what is none.
func (p *phrase) next(word string) {
	p.earlier, p.before, p.number, p.last = p.before, p.number, p.last, word
}

// wait returns the time that the last words name: "again", "in", "5", "minutes".
func (p *phrase) wait() time.Duration {
	unit := time.Duration(0)
	switch {
	case p.last == "" || p.number == "" || p.number[0] < '0' || p.number[0] > '9':
		return 0
	case isOneOf(p.last, "s", "sec", "secs", "second", "seconds"):
		unit = time.Second
	case isOneOf(p.last, "m", "min", "mins", "minute", "minutes"):
		unit = time.Minute
	case isOneOf(p.last, "h", "hr", "hrs", "hour", "hours"):
		unit = time.Hour
	case isOneOf(p.last, "d", "day", "days"):
		unit = 24 * time.Hour
	default:
		return 0
	}
	switch {
	case isOneOf(p.before, "wait", "least", "another", "again", "later", "retry"):
	case !isOneOf(p.before, "in", "after", "for", "about"):
		return 0
	case !isOneOf(p.earlier, "again", "later", "retry", "back", "wait", "try", "resend", "greylisted", "graylisted", "greylisting", "graylisting", "deferred", "delayed"):
		return 0
	}
	n := 0
	for i := range len(p.number) {
		c := p.number[i]
		if c < '0' || c > '9' || n > 100_000 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return time.Duration(n) * unit
}

// afterList reports whether the last word is one behind which the name of a list
// stands.
func (p *phrase) afterList() bool {
	return isOneOf(p.last, "using", "by", "in", "at", "on", "from", "rbl", "dnsbl", "list", "blacklist", "blocklist", "see")
}

func isOneOf(word string, list ...string) bool {
	for _, w := range list {
		if strings.EqualFold(word, w) {
			return true
		}
	}
	return false
}

// signature returns whose words these are by a mark that they leave on all their
// replies, 0 if there is none.
func signature(r reply.Reply) origin.Origin {
	for _, line := range r.Lines {
		for i := range signatures {
			if strings.Contains(line, signatures[i].text) {
				return signatures[i].origin
			}
		}
	}
	return 0
}
