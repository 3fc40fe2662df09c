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
	Enhanced              // the enhanced code, or that of a reply quoted in the text
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

// Of returns what a reply tells when the command that it answers is not known, unless the
// text says it as Postfix does where it quotes a reply: "(in reply to RCPT TO command)".
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
	if cmd == 0 {
		cmd = answered(r.Lines)
	}
	var n notes
	own := registrations()
	if rule := compiled.match(&r, cmd, &n); rule != 0 {
		row := compiled.rule(rule)
		f.Rule, f.Cause, f.Origin = Rule(rule), row.Cause, row.Origin
	}
	for i := range own {
		if rule := own[i].tables.match(&r, cmd, nil); rule != 0 {
			row := own[i].tables.rule(rule)
			f.Rule, f.Cause, f.Origin = own[i].first+Rule(rule), row.Cause, row.Origin
			break
		}
	}
	if f.Origin == 0 {
		f.Origin = n.origin
	}
	if f.Cause != Unknown {
		f.Basis = Text
	} else if c := ofEnhanced(n.quoted, f.Origin); c != Unknown {
		f.Cause, f.Basis = c, Enhanced
	} else if c := ofEnhanced(r.Enhanced, f.Origin); c != Unknown {
		f.Cause, f.Basis = c, Enhanced
	} else if c := ofBasic(r, cmd); c != Unknown {
		f.Cause, f.Basis = c, Basic
	}
	f.RetryAfter, f.URL = n.wait, n.url
	switch f.Cause {
	case IPBlocklisted, DomainBlocklisted, URLBlocklisted:
		f.Blocklist = cmp.Or(n.knownList, n.namedList)
	}
	if f.Cause == IPBlocklisted {
		f.Cause = listed(n.knownList)
	}
	return f
}

// answered returns the command that the text of a reply names as the one that it answers:
// "RCPT TO", "end of DATA".
func answered(lines []string) smtpcodes.Command {
	for _, line := range lines {
		_, name := words.InReplyTo(line)
		if name == "end of DATA" {
			return smtpcodes.EndOfData
		}
		if name == "" {
			continue
		}
		verb, _, _ := strings.Cut(name, " ")
		for cmd := range smtpcodes.Commands() {
			if cmd.String() == verb {
				return cmd
			}
		}
	}
	return 0
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

// listed returns the cause that a known list tells by what it lists: addresses, unless its
// name says that it is one of domains or of links.
func listed(list string) Cause {
	if words.Below(list, "surbl.org") || words.Below(list, "uribl.com") {
		return URLBlocklisted
	}
	for label := range strings.SplitSeq(list, ".") {
		switch {
		case isOneOf(label, "uribl", "urired", "uri", "ivmuri"):
			return URLBlocklisted
		case isOneOf(label, "dbl", "rhsbl", "rhs", "dblack", "nomail", "fresh", "fresh10", "fresh15", "fresh30"):
			return DomainBlocklisted
		}
	}
	return IPBlocklisted
}
