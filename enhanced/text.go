package enhanced

import (
	"strconv"
	"strings"

	"github.com/smtpstatus/smtpstatus/internal/enum"
	"github.com/smtpstatus/smtpstatus/origin"
)

// AppendText appends what [Class.String] returns. The zero value appends nothing;
// a number that is no class is a *[ValueError] that wraps [ErrRange].
func (c Class) AppendText(b []byte) ([]byte, error) {
	b, ok := enum.Append(b, c)
	if !ok {
		return b, &ValueError{What: "enhanced status class", Value: uint64(c), Err: ErrRange}
	}
	return b, nil
}

// MarshalText is [Class.AppendText] to a new slice.
func (c Class) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what [Class.MarshalText] writes; empty text is the zero
// value. The error is a *[ParseError] that wraps [origin.ErrUnknown].
func (c *Class) UnmarshalText(text []byte) error {
	if !enum.Read(c, text) {
		return &ParseError{What: "enhanced status class", Input: string(text), Want: "2.XXX.YYY, 4.XXX.YYY or 5.XXX.YYY", Err: origin.ErrUnknown}
	}
	return nil
}

// AppendText appends what [Subject.String] returns, "X.0.YYY" for the zero value.
// A number over 999 is a *[ValueError] that wraps [ErrRange].
func (s Subject) AppendText(b []byte) ([]byte, error) {
	if s > 999 {
		return b, &ValueError{What: "enhanced status subject", Value: uint64(s), Err: ErrRange}
	}
	return append(b, s.String()...), nil
}

// MarshalText is [Subject.AppendText] to a new slice.
func (s Subject) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText reads what [Subject.MarshalText] writes, registered or not: the
// number is 0 to 999 without leading zeros. The error is a *[ParseError] that
// wraps [ErrSyntax].
func (s *Subject) UnmarshalText(text []byte) error {
	number := strings.TrimSuffix(strings.TrimPrefix(string(text), "X."), ".YYY")
	n, err := strconv.ParseUint(number, 10, 16)
	if err != nil || Subject(n).String() != string(text) {
		return &ParseError{What: "enhanced status subject", Input: string(text), Want: "X.subject.YYY, such as X.2.YYY", Err: ErrSyntax}
	}
	*s = Subject(n)
	return nil
}
