package smtpcodes

// Outcome is what a client may conclude from a reply code. The zero value is
// the outcome of what is no code.
type Outcome uint8

// The outcomes.
const (
	Done     Outcome = iota + 1 // the command succeeded
	Continue                    // the server waits for what comes next: data, a SASL response
	TryLater                    // the command failed for now; the same may succeed later
	Refused                     // the command failed; do not send the same again
	Closing                     // the server closes the connection; what was not accepted may be tried later
)

// String returns the outcome as the spec writes it, such as "try-later"; "" for
// other values.
func (o Outcome) String() string {
	switch o {
	case Done:
		return "done"
	case Continue:
		return "continue"
	case TryLater:
		return "try-later"
	case Refused:
		return "refused"
	case Closing:
		return "closing"
	}
	return ""
}

// Outcome returns what a client may conclude when c answers cmd. The first
// digit decides, for codes that it does not know too (RFC 5321, section 4.3.2),
// but for a few that the spec names: 421 closes the connection whatever it
// answers (section 3.8), and 552 to RCPT, once the code for too many
// recipients, is to be read as temporary (section 4.5.3.1.10).
func (cmd Command) Outcome(c Code) Outcome {
	for _, o := range outcomes {
		if o.code == c && (o.command == cmd || o.command == 0) {
			return o.outcome
		}
	}
	switch c.Class() {
	case PositiveCompletion:
		return Done
	case PositiveIntermediate:
		return Continue
	case TransientNegative:
		return TryLater
	case PermanentNegative:
		return Refused
	}
	return 0
}
