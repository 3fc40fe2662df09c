package reply

import (
	"fmt"
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Problem is something wrong or unusual about a reply.
type Problem struct {
	Rule     Rule
	Severity Severity
	Section  string // the document that says so: "RFC 2034, section 4"
	Detail   string // what is wrong, in a phrase that quotes it
}

// String returns the problem on one line.
func (p Problem) String() string {
	return fmt.Sprintf("%v: %s: %s (%s)", p.Severity, p.Rule, p.Detail, p.Section)
}

// Severity is how much a [Problem] weighs. The zero value is none.
type Severity uint8

// The severities.
const (
	// Remark: allowed, and worth knowing.
	Remark Severity = iota + 1
	// Unusual: not what the documents list, but a client can cope by the first
	// digit (RFC 5321, section 4.3.2).
	Unusual
	// Breach: a document in force says MUST, or its grammar has no such thing.
	Breach
)

// String returns "remark", "unusual" or "breach"; "" for other values.
func (s Severity) String() string {
	switch s {
	case Remark:
		return "remark"
	case Unusual:
		return "unusual"
	case Breach:
		return "breach"
	}
	return ""
}

// Rule is the id of what [Reply.Check] looks for.
type Rule string

// The rules.
const (
	CodeGrammar     Rule = "code-grammar"     // no code, or one outside the grammar
	CodeStatus      Rule = "code-status"      // an obsolete, nonstandard or unregistered code
	CommandCode     Rule = "command-code"     // a code that no document lets answer the command
	ClassMismatch   Rule = "class-mismatch"   // basic and enhanced code of two classes
	EnhancedPlace   Rule = "enhanced-place"   // an enhanced code where none may stand
	EnhancedMissing Rule = "enhanced-missing" // none where the server must send one
	EnhancedStatus  Rule = "enhanced-status"  // an obsolete or unregistered condition
	EnhancedClass   Rule = "enhanced-class"   // a condition in a class that it is not for
	LinesDiffer     Rule = "lines-differ"     // lines with different codes
	LineLength      Rule = "line-length"      // a line over 512 octets
	TextOctets      Rule = "text-octets"      // octets that may not stand in a reply
)

// Session is what [Session.Check] needs to know beside the reply. The zero value
// knows nothing.
type Session struct {
	Enhanced bool // the server offered ENHANCEDSTATUSCODES
	UTF8     bool // the command had the parameter SMTPUTF8
}

// Check returns what is wrong or unusual about r as the answer to a command,
// grave or not, in the order of the rules. It judges the fields: AppendWire writes
// some of them better than they are. For the zero Command it leaves out
// what depends on the command.
func (r Reply) Check(cmd smtpcodes.Command) []Problem { return Session{}.Check(r, cmd) }

// Check is [Reply.Check] with what is known of the session.
func (s Session) Check(r Reply, cmd smtpcodes.Command) []Problem {
	c := checker{Reply: r, session: s, command: cmd}
	c.code()
	c.answer()
	c.enhanced()
	c.lines()
	return c.problems
}

type checker struct {
	Reply
	session  Session
	command  smtpcodes.Command
	problems []Problem
}

func (c *checker) add(rule Rule, severity Severity, section, format string, args ...any) {
	c.problems = append(c.problems, Problem{rule, severity, section, fmt.Sprintf(format, args...)})
}

// code checks the code by itself.
func (c *checker) code() {
	if c.Code.Class() == 0 {
		c.add(CodeGrammar, Breach, "RFC 5321, section 4.2", "the reply has no code")
		return
	}
	if c.Code.Category() == 0 {
		c.add(CodeGrammar, Breach, "RFC 5321, section 4.2", "%v has a second digit over 5", c.Code)
	}
	switch c.Code.Status() {
	case smtpcodes.Obsolete:
		c.add(CodeStatus, Remark, "RFC 5321, section 4.2", "%v is obsolete", c.Code)
	case smtpcodes.Unregistered:
		c.add(CodeStatus, Unusual, "RFC 5321, section 4.2", "no document has %v", c.Code)
	case smtpcodes.Nonstandard, smtpcodes.Draft:
		c.add(CodeStatus, Unusual, "RFC 5321, section 4.2", "%v is no standard code", c.Code)
	}
}

// answer checks the code as the answer to the command.
func (c *checker) answer() {
	if c.command.String() == "" || c.Code.Class() == 0 || c.command.Allows(c.Code) {
		return
	}
	rule, ok := c.command.Rule(c.Code)
	switch {
	case ok && rule.Class != 0 && rule.Command != 0 && c.Code.Category() == smtpcodes.MailSystem:
		c.add(CommandCode, Remark, cite(rule), "%v answers %v as a code of the class %v, which the document leaves open: %s%s",
			c.Code, c.command, rule.Class, rule.When, c.practice())
		return
	case ok && rule.Code == c.Code:
		c.add(CommandCode, Unusual, cite(rule), "%v as the answer to %v is %v", c.Code, c.command, rule.Status)
		return
	}
	c.add(CommandCode, Unusual, "RFC 5321, section 4.3.2", "no document lets %v answer %v%s", c.Code, c.command, c.practice())
}

// practice says who is known to answer the command so.
func (c *checker) practice() string {
	var who []string
	for o := range c.command.Practice(c.Code) {
		title, _, _ := strings.Cut(o.Title(), " (")
		who = append(who, title)
	}
	if len(who) == 0 {
		return ""
	}
	return ", though it is the practice of " + strings.Join(who, ", ")
}

// cite names a rule's document.
func cite(rule smtpcodes.Rule) string {
	title := rule.Origin.Title()
	if number, ok := strings.CutPrefix(rule.Origin.String(), "rfc"); ok {
		title = "RFC " + number
	}
	section, _, _ := strings.Cut(rule.Section, ",")
	if section == "" {
		return title
	}
	return title + ", section " + section
}

// enhanced checks the enhanced code.
func (c *checker) enhanced() {
	const rfc2034 = "RFC 2034, section 4"
	known := c.command.String() != ""
	if c.Enhanced == 0 {
		// A 220 is a greeting, after XCLIENT too, but for the one to STARTTLS.
		greeting := c.Code == smtpcodes.ServiceReady && c.command != smtpcodes.STARTTLS
		if c.session.Enhanced && !greeting && c.Code.Class() != smtpcodes.PositiveIntermediate && known && c.command.Enhanced() && !c.disagree() {
			c.add(EnhancedMissing, Breach, rfc2034, "the server offered ENHANCEDSTATUSCODES and sent none")
		}
		return
	}
	switch {
	case c.Code.Class() == smtpcodes.PositiveIntermediate:
		c.add(EnhancedPlace, Breach, rfc2034, "%v stands beside %v, and 3yz replies have none", c.Enhanced, c.Code)
	case c.Code.Class() != 0 && !c.pairs():
		c.add(ClassMismatch, Breach, rfc2034, "%v and %v are of two classes", c.Code, c.Enhanced)
	}
	switch {
	case c.command == smtpcodes.LHLO:
		c.add(EnhancedPlace, Unusual, "RFC 2033, section 4.1", "%v stands in the answer to LHLO, which is to be like that to EHLO and so has none", c.Enhanced)
	case known && !c.command.Enhanced():
		c.add(EnhancedPlace, Breach, rfc2034, "%v stands in the answer to %v, which has none", c.Enhanced, c.command)
	}
	d := c.Enhanced.Condition()
	switch d.Status() {
	case smtpcodes.Unregistered:
		c.add(EnhancedStatus, Unusual, "RFC 5248, section 2", "condition %v is not registered", d)
		return
	case smtpcodes.Obsolete:
		c.add(EnhancedStatus, Remark, "RFC 5248, section 2", "condition %v is obsolete", d)
		return
	}
	for class := range d.Classes() {
		if class == c.Enhanced.Class() {
			return
		}
	}
	for class := range d.Tolerated() {
		if class == c.Enhanced.Class() {
			return
		}
	}
	c.add(EnhancedClass, Unusual, "RFC 3463, section 3", "condition %v, %q, is not for class %d", d, d.Text(), c.Enhanced.Class())
}

// mayHaveEnhanced reports whether an enhanced code may stand in the answer to the
// command, as far as it is known.
func (c *checker) mayHaveEnhanced() bool {
	return c.command.String() == "" || c.command.Enhanced()
}

// disagree reports whether a line begins with an enhanced code that is not the
// reply's.
func (c *checker) disagree() bool {
	for _, line := range c.Lines {
		if e, _ := leadingEnhanced(line); e != 0 && smtpcodes.Class(e.Class()) == c.Code.Class() {
			return true
		}
	}
	return false
}

// lines checks the text.
func (c *checker) lines() {
	all := c.allBegin()
	prefix := len("250 ")
	if c.pairs() {
		prefix += len(c.Enhanced.String()) + 1
	}
	for i, line := range c.Lines {
		if code, text, ok := otherCode(line); ok && code != c.Code {
			c.add(LinesDiffer, Remark, "RFC 5321, section 4.2.1", "line %d begins like a reply with code %v: %.40q", i+1, code, text)
		}
		switch e, _ := leadingEnhanced(line); {
		case e == 0 || all || !c.mayHaveEnhanced():
		case e == c.Enhanced || e.Class() == enhanced.Class(c.Code.Class()):
			c.add(LinesDiffer, Breach, "RFC 2034, section 4", "line %d begins with %v, and not all lines do", i+1, e)
		case c.Enhanced == 0 && c.Code.Class() != smtpcodes.PositiveIntermediate:
			c.add(ClassMismatch, Breach, "RFC 2034, section 4", "line %d begins with %v, which is of another class than %v", i+1, e, c.Code)
		}
		if n := prefix + len(line) + len("\r\n"); n > MaxLine && c.Code != smtpcodes.ServerChallenge {
			c.add(LineLength, Breach, "RFC 5321, section 4.5.3.1.5", "line %d has %d octets with its codes and CRLF, and %d are allowed", i+1, n, MaxLine)
		}
		c.octets(i, line)
	}
}

// allBegin reports whether every line begins with the reply's enhanced code, which
// AppendWire then does not write again.
func (c *checker) allBegin() bool {
	for _, line := range c.Lines {
		if e, _ := leadingEnhanced(line); e == 0 || e != c.Enhanced {
			return false
		}
	}
	return true
}

// otherCode reads a code that a line begins with although it should not.
func otherCode(line string) (smtpcodes.Code, string, bool) {
	if len(line) < 4 || line[3] != ' ' && line[3] != '-' {
		return 0, "", false
	}
	code, err := smtpcodes.Parse(line[:3])
	return code, line, err == nil && code.Status() != smtpcodes.Unregistered
}

// octets checks the octets of a line.
func (c *checker) octets(i int, line string) {
	if clean(line) == len(line) {
		return
	}
	written := string(appendText(nil, line, c.session.UTF8))
	if written == line {
		return
	}
	section := "RFC 5321, section 4.2"
	what := "octets outside HT and printable ASCII"
	if c.session.UTF8 {
		section, what = "RFC 6531, section 3.7.4", "control characters or octets that are no UTF-8"
	}
	c.add(TextOctets, Breach, section, "line %d holds %s: %.40q", i+1, what, line)
}
