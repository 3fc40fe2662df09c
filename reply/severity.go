package reply

import (
	"github.com/smtpstatus/smtpstatus/internal/enum"
	"github.com/smtpstatus/smtpstatus/origin"
)

// AppendText appends what [Severity.String] returns. The zero value appends
// nothing; an unknown severity is a *[ValueError] that wraps
// [origin.ErrUnknown].
func (s Severity) AppendText(b []byte) ([]byte, error) {
	b, ok := enum.Append(b, s)
	if !ok {
		return b, &ValueError{What: "severity", Value: uint64(s), Err: origin.ErrUnknown}
	}
	return b, nil
}

// MarshalText is [Severity.AppendText] to a new slice.
func (s Severity) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText reads what [Severity.MarshalText] writes; empty text is the zero
// value. The error is a *[ParseError] that wraps [origin.ErrUnknown].
func (s *Severity) UnmarshalText(text []byte) error {
	if !enum.Read(s, text) {
		return &ParseError{What: "severity", Input: string(text), Want: "remark, unusual or breach", Err: origin.ErrUnknown}
	}
	return nil
}
