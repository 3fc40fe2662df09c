package smtpcodes

import "github.com/smtpstatus/smtpstatus/internal/enum"

// AppendText appends what [Class.String] returns. The zero value appends
// nothing; a number that is no class is a *[ValueError] that wraps [ErrRange].
func (c Class) AppendText(b []byte) ([]byte, error) {
	b, ok := enum.Append(b, c)
	if !ok {
		return b, &ValueError{What: "reply code class", Value: uint64(c), Err: ErrRange}
	}
	return b, nil
}

// MarshalText is [Class.AppendText] to a new slice.
func (c Class) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what [Class.MarshalText] writes; empty text is the zero
// value. The error is a *[ParseError] that wraps [ErrUnknown].
func (c *Class) UnmarshalText(text []byte) error {
	if !enum.Read(c, text) {
		return &ParseError{What: "reply code class", Input: string(text), Want: "2yz, 3yz, 4yz or 5yz", Err: ErrUnknown}
	}
	return nil
}

// AppendText appends what [Category.String] returns. The zero value appends
// nothing; a number that is no category is a *[ValueError] that wraps
// [ErrRange].
func (c Category) AppendText(b []byte) ([]byte, error) {
	b, ok := enum.Append(b, c)
	if !ok {
		return b, &ValueError{What: "reply code category", Value: uint64(c), Err: ErrRange}
	}
	return b, nil
}

// MarshalText is [Category.AppendText] to a new slice.
func (c Category) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what [Category.MarshalText] writes; empty text is the zero
// value. The error is a *[ParseError] that wraps [ErrUnknown].
func (c *Category) UnmarshalText(text []byte) error {
	if !enum.Read(c, text) {
		return &ParseError{What: "reply code category", Input: string(text), Want: "x0z to x5z", Err: ErrUnknown}
	}
	return nil
}

// AppendText appends what [Status.String] returns, "unregistered" for the zero
// value. An unknown status is a *[ValueError] that wraps [ErrUnknown].
func (s Status) AppendText(b []byte) ([]byte, error) {
	b, ok := enum.Append(b, s)
	if !ok {
		return b, &ValueError{What: "status", Value: uint64(s), Err: ErrUnknown}
	}
	return b, nil
}

// MarshalText is [Status.AppendText] to a new slice.
func (s Status) MarshalText() ([]byte, error) { return s.AppendText(nil) }

// UnmarshalText reads what [Status.MarshalText] writes. The error, for empty
// text too, is a *[ParseError] that wraps [ErrUnknown].
func (s *Status) UnmarshalText(text []byte) error {
	if !enum.Read(s, text) {
		return &ParseError{What: "status", Input: string(text), Want: "unregistered, current, obsolete, draft or nonstandard", Err: ErrUnknown}
	}
	return nil
}

// AppendText appends what [Kind.String] returns. The zero value appends nothing;
// an unknown kind is a *[ValueError] that wraps [ErrUnknown].
func (k Kind) AppendText(b []byte) ([]byte, error) {
	b, ok := enum.Append(b, k)
	if !ok {
		return b, &ValueError{What: "kind of reply", Value: uint64(k), Err: ErrUnknown}
	}
	return b, nil
}

// MarshalText is [Kind.AppendText] to a new slice.
func (k Kind) MarshalText() ([]byte, error) { return k.AppendText(nil) }

// UnmarshalText reads what [Kind.MarshalText] writes; empty text is the zero
// value. The error is a *[ParseError] that wraps [ErrUnknown].
func (k *Kind) UnmarshalText(text []byte) error {
	if !enum.Read(k, text) {
		return &ParseError{What: "kind of reply", Input: string(text), Want: "success, intermediate or error", Err: ErrUnknown}
	}
	return nil
}

// AppendText appends what [Outcome.String] returns. The zero value appends
// nothing; an unknown outcome is a *[ValueError] that wraps [ErrUnknown].
func (o Outcome) AppendText(b []byte) ([]byte, error) {
	b, ok := enum.Append(b, o)
	if !ok {
		return b, &ValueError{What: "outcome", Value: uint64(o), Err: ErrUnknown}
	}
	return b, nil
}

// MarshalText is [Outcome.AppendText] to a new slice.
func (o Outcome) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText reads what [Outcome.MarshalText] writes; empty text is the zero
// value. The error is a *[ParseError] that wraps [ErrUnknown].
func (o *Outcome) UnmarshalText(text []byte) error {
	if !enum.Read(o, text) {
		return &ParseError{What: "outcome", Input: string(text), Want: "done, continue, try-later, refused or closing", Err: ErrUnknown}
	}
	return nil
}
