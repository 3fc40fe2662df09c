package smtpcodes

import "iter"

// Command is an SMTP command, or a stage of the session that the server answers
// though no command was given: [Connect], [EndOfData], [AuthResponse]. The zero
// value means no command, or one that is not known.
//
// The numbers may change between releases; store the text that
// [Command.String] gives.
type Command uint8

func (cmd Command) info() *commandInfo {
	if int(cmd) >= len(commands) {
		cmd = 0
	}
	return &commands[cmd]
}

// String returns the verb as it stands on the wire, such as "RCPT", or the name
// of a stage: "connection opening", "end of data", "AUTH response". It is ""
// for the zero value and unknown commands.
func (cmd Command) String() string { return cmd.info().text }

// Name returns the name of cmd's Go constant, such as "RCPT" or "EndOfData"; "" for
// the zero value and unknown commands.
func (cmd Command) Name() string { return cmd.info().name }

// Stage reports whether cmd is a stage and not a verb.
func (cmd Command) Stage() bool { return cmd.info().stage }

// Extension returns the EHLO keyword by which a server offers cmd, "" if cmd
// needs none.
func (cmd Command) Extension() string { return cmd.info().extension }

// Status returns the standing of cmd itself.
func (cmd Command) Status() Status { return cmd.info().status }

// Enhanced reports whether replies to cmd may carry enhanced status codes. The
// greeting and replies to EHLO, HELO and LHLO never do (RFC 2034, section 4).
func (cmd Command) Enhanced() bool { return cmd.info().enhanced }

// Commands returns every command and stage, in the order of a session: those of
// RFC 5321 first, then those of extensions, obsolete and private ones.
func Commands() iter.Seq[Command] {
	return func(yield func(Command) bool) {
		for cmd := Command(1); int(cmd) < len(commands); cmd++ {
			if !yield(cmd) {
				return
			}
		}
	}
}

// ParseCommand reads what [Command.String] writes, in upper or lower case ASCII
// letters. The names of stages hold a space, so no verb that a client sends is
// read as one. The error is a *[ParseError] that wraps [ErrUnknown].
func ParseCommand(s string) (Command, error) {
	for cmd := Command(1); int(cmd) < len(commands); cmd++ {
		if equalFold(commands[cmd].text, s) {
			return cmd, nil
		}
	}
	return 0, &ParseError{What: "SMTP command", Input: s, Want: "a verb such as RCPT, without arguments", Err: ErrUnknown}
}

// equalFold is strings.EqualFold for ASCII alone: no other letter folds into a
// verb.
func equalFold(a, b string) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

// AppendText appends what [Command.String] returns. The zero value appends
// nothing; an unknown command is a *[ValueError] that wraps [ErrUnknown].
func (cmd Command) AppendText(b []byte) ([]byte, error) {
	if cmd != 0 && cmd.String() == "" {
		return b, &ValueError{What: "SMTP command", Value: uint64(cmd), Err: ErrUnknown}
	}
	return append(b, cmd.String()...), nil
}

// MarshalText is [Command.AppendText] to a new slice.
func (cmd Command) MarshalText() ([]byte, error) { return cmd.AppendText(nil) }

// UnmarshalText reads what [Command.MarshalText] writes, as [ParseCommand]
// does; empty text is the zero value.
func (cmd *Command) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*cmd = 0
		return nil
	}
	parsed, err := ParseCommand(string(text))
	if err != nil {
		return err
	}
	*cmd = parsed
	return nil
}
