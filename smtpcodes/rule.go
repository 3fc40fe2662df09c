package smtpcodes

import (
	"iter"

	"github.com/smtpstatus/smtpstatus/origin"
)

// Rule is one row of the validity table: a document says that a code may answer
// a command.
type Rule struct {
	Command Command       // 0 on a row for any command
	Code    Code          // 0 on a row for a whole class
	Class   Class         // 0 but on a row for a whole class, such as 4yz to BDAT
	Kind    Kind          // success, intermediate or error
	Status  Status        // whether the row is in force
	Origin  origin.Origin // the document that is followed
	Section string        // its sections: "4.3.2, 3.3"
	When    string        // when the reply is sent, in a phrase
	Text    string        // the standard's text of the code as an answer to this command
}

// Kind is what a reply does to a command: S, I and E of RFC 5321, section
// 4.3.2.
type Kind uint8

// The kinds of reply.
const (
	KindSuccess      Kind = iota + 1 // the command is done
	KindIntermediate                 // the server waits for more
	KindError                        // the command failed
)

// String returns "success", "intermediate" or "error"; "" for other values.
func (k Kind) String() string {
	switch k {
	case KindSuccess:
		return "success"
	case KindIntermediate:
		return "intermediate"
	case KindError:
		return "error"
	}
	return ""
}

// Rules returns every row for cmd in the order of the codes: its own, those for
// any command that do not except it, obsolete ones, and those for a whole class
// after the codes of that class.
func (cmd Command) Rules() iter.Seq[Rule] {
	return func(yield func(Rule) bool) {
		for _, i := range cmd.info().rules {
			if !yield(rule(i)) {
				return
			}
		}
	}
}

// Rule returns the row for c as an answer to cmd. If there are several, one in
// force comes before others and a row of cmd's own before one for any command;
// a row for a whole class is the last resort.
func (cmd Command) Rule(c Code) (Rule, bool) {
	best, rank := uint16(0), 0
	for _, i := range cmd.info().rules {
		if r := rules[i].rank(cmd, c); r > rank {
			best, rank = i, r
		}
	}
	if rank == 0 {
		return Rule{}, false
	}
	return rule(best), true
}

// rank says how well r fits c as an answer to cmd, 0 not at all.
func (r *Rule) rank(cmd Command, c Code) int {
	rank := 1
	switch {
	case c == 0:
		return 0
	case r.Code == c:
		rank += 4
	case r.Class == 0 || r.Class != c.Class():
		return 0
	}
	if r.Status == Current || r.Status == cmd.Status() && r.Status == Nonstandard {
		rank += 2
	}
	if r.Command != 0 {
		rank++
	}
	return rank
}

// rule returns row i with the text of its code.
func rule(i uint16) Rule {
	r := rules[i]
	if r.Text == "" {
		r.Text = r.Code.Text()
	}
	return r
}

// Allows reports whether a server that keeps today's standards may answer cmd
// with c in some state of the session: a [Rule] in force names c, for cmd or for
// any command (421, 500, 501 and others). For a private command such as XCLIENT
// the rules of its makers are in force. Rows for a whole class do not count, for
// they would allow everything.
func (cmd Command) Allows(c Code) bool {
	if int(cmd) >= len(allowed) {
		return false
	}
	i := c.place()
	return allowed[cmd][i/64]>>(i%64)&1 != 0
}

// Practice returns the software that is known to answer cmd with c in a case that
// no standard has, even if [Command.Allows] lets c answer cmd in others. For the
// zero Command it is how servers answer a command that they do not know.
func (cmd Command) Practice(c Code) iter.Seq[origin.Origin] {
	return func(yield func(origin.Origin) bool) {
		for _, p := range practices {
			if p.command == cmd && p.code == c && !yield(p.origin) {
				return
			}
		}
	}
}
