// Package origin names those who define SMTP status codes or are known to send
// them: RFCs and other standards, registries, server software, providers, and
// the lists that repeat codes without a source.
//
// Every row of the other packages says where it comes from as an [Origin], so
// that a reader can check it and a program can tell a standard from a habit.
package origin

import "iter"

// Origin is who defines a code, or whose practice or words it is. Its
// constants are named as people name them: [RFC5321], [IANA], [Postfix],
// [Gmail].
//
// The zero value means no origin. The numbers may change between releases;
// store the text that [Origin.String] gives.
type Origin uint16

// Kind is what sort of origin an [Origin] is. The zero value is the kind of no
// origin.
type Kind uint8

// The kinds of origin.
const (
	// Standard is an RFC, or an Internet-Draft that never became one.
	Standard Kind = iota + 1
	// Registry is a registry of assigned codes, such as IANA's.
	Registry
	// Software is a program that receives, sends or examines mail.
	Software
	// Provider is a service that runs mail for others.
	Provider
	// Folklore is a list that repeats codes and names no source.
	Folklore
)

// String returns the kind as the spec writes it, such as "standard"; "" for
// the zero value and unknown kinds.
func (k Kind) String() string {
	switch k {
	case Standard:
		return "standard"
	case Registry:
		return "registry"
	case Software:
		return "software"
	case Provider:
		return "provider"
	case Folklore:
		return "folklore"
	}
	return ""
}

// info returns o's row of the table, the empty one if o is unknown.
func (o Origin) info() *info {
	if int(o) >= len(origins) {
		o = 0
	}
	return &origins[o]
}

// String returns the id of o as the spec writes it, such as "rfc5321" or
// "postfix"; "" for the zero value and unknown origins.
func (o Origin) String() string { return o.info().id }

// Name returns the name of o's Go constant, such as "RFC5321".
func (o Origin) Name() string { return o.info().name }

// Title returns the title of a document, or the name by which people know a
// program or a provider.
func (o Origin) Title() string { return o.info().title }

// Kind returns what sort of origin o is.
func (o Origin) Kind() Kind { return o.info().kind }

// Year returns the year in which an RFC appeared, 0 if o is none.
func (o Origin) Year() int { return int(o.info().year) }

// Obsoletes returns the documents that o replaces.
func (o Origin) Obsoletes() iter.Seq[Origin] {
	return func(yield func(Origin) bool) {
		for _, old := range o.info().obsoletes {
			if !yield(old) {
				return
			}
		}
	}
}

// All returns every origin: standards by number, then registries, software,
// providers and folklore.
func All() iter.Seq[Origin] {
	return func(yield func(Origin) bool) {
		for o := Origin(1); int(o) < len(origins); o++ {
			if !yield(o) {
				return
			}
		}
	}
}

// Parse reads an id as [Origin.String] writes it, in lower case. The error is
// a *[ParseError] that wraps [ErrUnknown].
func Parse(id string) (Origin, error) {
	for o := range All() {
		if o.String() == id {
			return o, nil
		}
	}
	return 0, &ParseError{What: "origin", Input: id, Want: "an id such as rfc5321 or postfix", Err: ErrUnknown}
}

// AppendText appends the id of o. The zero value appends nothing; an unknown
// origin is an error that wraps [ErrUnknown].
func (o Origin) AppendText(b []byte) ([]byte, error) {
	if o != 0 && o.String() == "" {
		return b, &ValueError{What: "origin", Value: uint64(o), Err: ErrUnknown}
	}
	return append(b, o.String()...), nil
}

// MarshalText is [Origin.AppendText] to a new slice.
func (o Origin) MarshalText() ([]byte, error) { return o.AppendText(nil) }

// UnmarshalText reads what [Origin.MarshalText] writes; empty text is the zero
// value.
func (o *Origin) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*o = 0
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*o = parsed
	return nil
}
