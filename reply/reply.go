package reply

import (
	"slices"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Reply is one reply of a server to a command.
type Reply struct {
	Code     smtpcodes.Code // 0 only from ParseObserved: no code was found
	Enhanced enhanced.Code  // 0: none
	Lines    []string       // the text of each line, without codes and line ends
}

// ParseError is the error of what cannot be read; see package origin.
type ParseError = origin.ParseError

// ValueError is the error of a reply that cannot be written; see package origin.
type ValueError = origin.ValueError

// ErrSyntax and ErrRange are what errors of this package wrap; they are those of
// package origin.
const (
	ErrSyntax = origin.ErrSyntax
	ErrRange  = origin.ErrRange
)

// New makes a reply of a code, a condition and the text of its lines. The class
// of the enhanced code comes from the basic code, so the two cannot disagree. A
// 3yz reply has no enhanced code, and neither has one whose condition is 0 (RFC
// 2034, section 4); what looks like one at the start of its text is put in
// parentheses, so that no client takes it for one.
func New(c smtpcodes.Code, d enhanced.Condition, lines ...string) Reply {
	r := Reply{Code: c, Enhanced: d.With(enhanced.Class(c.Class())), Lines: lines}
	if r.Enhanced != 0 {
		return r
	}
	for i, line := range lines {
		if _, n := leadingEnhanced(line); n > 0 {
			if &r.Lines[0] == &lines[0] {
				r.Lines = slices.Clone(lines)
			}
			r.Lines[i] = "(" + line[:n] + ")" + line[n:]
		}
	}
	return r
}

// Basic returns r without its enhanced code: for the greeting, for replies to
// EHLO and HELO, and for clients to which ENHANCEDSTATUSCODES was not offered.
func (r Reply) Basic() Reply {
	r.Enhanced = 0
	return r
}

// Temporary reports whether the same command may succeed later: the code is of
// class 4, 421 among them, or there is none and the enhanced code is. It does
// not know the command; [Error.Temporary] does.
func (r Reply) Temporary() bool {
	if r.Code == 0 {
		return r.Enhanced.Class() == enhanced.Transient
	}
	return r.Code.Class() == smtpcodes.TransientNegative
}

// pairs reports whether the enhanced code of r may stand beside its code: it has
// the same class, which is not 3.
func (r Reply) pairs() bool {
	return r.Enhanced != 0 && smtpcodes.Class(r.Enhanced.Class()) == r.Code.Class()
}

// String returns the reply on one line for logs: the codes and the text of all
// lines with a space between them, control characters as spaces. It is not for
// the wire.
func (r Reply) String() string {
	b := make([]byte, 0, 80)
	b, _ = r.Code.AppendText(b)
	if r.Enhanced != 0 {
		b = appendWord(b, r.Enhanced.String())
	}
	for _, line := range r.Lines {
		b = appendWord(b, "")
		b = appendText(b, line, true)
	}
	return string(b)
}

// appendWord appends a space, unless b is empty, and a word.
func appendWord(b []byte, word string) []byte {
	if len(b) > 0 {
		b = append(b, ' ')
	}
	return append(b, word...)
}
