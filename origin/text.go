package origin

import "github.com/smtpstatus/smtpstatus/internal/enum"

// AppendText appends what [Kind.String] returns. The zero value appends nothing;
// an unknown kind is a *[ValueError] that wraps [ErrUnknown].
func (k Kind) AppendText(b []byte) ([]byte, error) {
	b, ok := enum.Append(b, k)
	if !ok {
		return b, &ValueError{What: "kind of origin", Value: uint64(k), Err: ErrUnknown}
	}
	return b, nil
}

// MarshalText is [Kind.AppendText] to a new slice.
func (k Kind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads what [Kind.MarshalText] writes; empty text is the zero
// value. The error is a *[ParseError] that wraps [ErrUnknown].
func (k *Kind) UnmarshalText(text []byte) error {
	if !enum.Read(k, text) {
		return &ParseError{What: "kind of origin", Input: string(text), Want: "standard, registry, software, provider or folklore", Err: ErrUnknown}
	}
	return nil
}
