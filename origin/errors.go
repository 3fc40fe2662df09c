package origin

import "strconv"

type sentinel string

func (s sentinel) Error() string { return string(s) }

// Errors that the packages of this module wrap, to be asked for with errors.Is.
const (
	// ErrSyntax: the input is not written as the standard demands.
	ErrSyntax = sentinel("syntax error")
	// ErrUnknown: the input is well written and names nothing that is known.
	ErrUnknown = sentinel("unknown")
	// ErrRange: the number is no value of its type.
	ErrRange = sentinel("out of range")
)

// ParseError says which input could not be read, and what was wanted. The parsers
// of this module return it.
type ParseError struct {
	What  string // what was to be read, such as "reply code"
	Input string // the input, whole
	Want  string // what would have been right
	Err   error  // ErrSyntax, ErrUnknown or ErrRange
}

// Error quotes the first octets of the input, so that a hostile one cannot fill
// a log.
func (e *ParseError) Error() string {
	const most = 64
	input := e.Input
	more := ""
	if len(input) > most {
		input, more = input[:most], "..."
	}
	return e.What + " " + strconv.Quote(input) + more + ": " + e.Err.Error() + ": want " + e.Want
}

// Unwrap returns Err.
func (e *ParseError) Unwrap() error { return e.Err }

// ValueError says which value has no text form: a number that is no code, no
// command, no origin.
type ValueError struct {
	What  string // the type of the value, such as "reply code"
	Value uint64 // the number
	Err   error  // ErrRange or ErrUnknown
}

// Error says what the value is and that it cannot be written.
func (e *ValueError) Error() string {
	return e.What + " " + strconv.FormatUint(e.Value, 10) + ": " + e.Err.Error()
}

// Unwrap returns Err.
func (e *ValueError) Unwrap() error { return e.Err }
