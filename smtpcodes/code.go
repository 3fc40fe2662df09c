package smtpcodes

import (
	"iter"

	"github.com/smtpstatus/smtpstatus/origin"
)

// Code is a basic SMTP reply code, the three digits that begin every line of a
// reply (RFC 5321, section 4.2). It is its number: 550 is Code(550).
//
// Any number from 200 to 599 is a code that can be read, printed and stored,
// registered or not; its first digit says what to do about it (RFC 5321,
// section 4.3.2). The zero value means no code.
type Code uint16

// Errors that this package's errors wrap; they are those of package origin.
const (
	ErrSyntax  = origin.ErrSyntax
	ErrUnknown = origin.ErrUnknown
	ErrRange   = origin.ErrRange
)

// ParseError is the error of every parser in this package.
type ParseError = origin.ParseError

// ValueError is the error of marshaling a number that is no code or command.
type ValueError = origin.ValueError

// Parse reads exactly three digits of which the first is 2 to 5 (RFC 5321,
// section 4.2). It takes any second digit: the grammar has 0 to 5, but servers
// send 571 too. The error is a *[ParseError] that wraps [ErrSyntax].
func Parse(s string) (Code, error) {
	if len(s) == 3 {
		d0, d1, d2 := s[0]-'0', s[1]-'0', s[2]-'0'
		if d0-2 <= 3 && d1 <= 9 && d2 <= 9 {
			return Code(d0)*100 + Code(d1)*10 + Code(d2), nil
		}
	}
	return 0, syntaxError(s)
}

// syntaxError is apart from Parse so that Parse can be inlined.
func syntaxError(s string) error {
	return &ParseError{What: "reply code", Input: s, Want: "three digits, the first from 2 to 5", Err: ErrSyntax}
}

// All returns the registered codes in numerical order, those of every
// [Status].
func All() iter.Seq[Code] {
	return func(yield func(Code) bool) {
		for i := 1; i < len(codes); i++ {
			if !yield(codes[i].code) {
				return
			}
		}
	}
}

// Commands returns the commands and stages that c may answer by a [Rule] of
// any status, in the order of [Commands]. See [Command.Allows] for those
// of today's standards.
func (c Code) Commands() iter.Seq[Command] {
	return func(yield func(Command) bool) {
		for cmd := range Commands() {
			if rule, ok := cmd.Rule(c); ok && rule.Class == 0 && !yield(cmd) {
				return
			}
		}
	}
}

// AppendText appends the three digits of c. The zero value appends nothing; a
// number outside 200 to 599 is a *[ValueError] that wraps [ErrRange].
func (c Code) AppendText(b []byte) ([]byte, error) {
	if c != 0 && c.Class() == 0 {
		return b, &ValueError{What: "reply code", Value: uint64(c), Err: ErrRange}
	}
	return append(b, c.String()...), nil
}

// MarshalText is [Code.AppendText] to a new slice.
func (c Code) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what [Code.MarshalText] writes, as [Parse] does; empty
// text is the zero value.
func (c *Code) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = 0
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
