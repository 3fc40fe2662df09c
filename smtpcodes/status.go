package smtpcodes

// Status is the standing of a code, a rule or a pair. The zero value is
// [Unregistered].
type Status uint8

// The standings.
const (
	// Unregistered: no document, software or list that the spec knows has it.
	Unregistered Status = iota
	// Current: a document in force defines it.
	Current
	// Obsolete: a document defined it, and a later one dropped, replaced or
	// reversed it.
	Obsolete
	// Draft: only an Internet-Draft that expired defines it.
	Draft
	// Nonstandard: only software, providers or lists have it. Read it, but do
	// not send it.
	Nonstandard
)

// String returns the standing in lower case, such as "current"; "" for unknown
// values.
func (s Status) String() string {
	switch s {
	case Unregistered:
		return "unregistered"
	case Current:
		return "current"
	case Obsolete:
		return "obsolete"
	case Draft:
		return "draft"
	case Nonstandard:
		return "nonstandard"
	}
	return ""
}
