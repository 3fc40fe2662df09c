package reply

import (
	"errors"
	"net/textproto"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Error is a reply that refused a command, as an error.
type Error struct {
	Reply
	Command smtpcodes.Command // the command that was answered, 0 if not known
}

// Error returns the reply on one line, after the command if it is known.
func (e *Error) Error() string {
	if e.Command == 0 {
		return e.Reply.String()
	}
	return e.Command.String() + ": " + e.Reply.String()
}

// Unwrap returns the reply as the *[textproto.Error] that net/smtp returns, so
// that code which looks for one finds it.
func (e *Error) Unwrap() error {
	if e == nil {
		return nil
	}
	lines := slices.Clone(e.Lines)
	if len(lines) == 0 {
		lines = []string{""}
	}
	for i, line := range lines {
		lines[i] = string(appendEnhanced(nil, e.Enhanced, line)) + line
	}
	return &textproto.Error{Code: int(e.Code), Msg: strings.Join(lines, "\n")}
}

// Temporary reports whether the same command may succeed later, by
// [smtpcodes.Command.Outcome]: 421 is temporary whatever it answers, and 552 to
// RCPT is, though its first digit says otherwise.
func (e *Error) Temporary() bool {
	if e.Code == 0 {
		return e.Reply.Temporary()
	}
	switch e.Command.Outcome(e.Code) {
	case smtpcodes.TryLater, smtpcodes.Closing:
		return true
	}
	return false
}

// Is reports whether target is what [HasCode] or [HasCondition] made and fits e.
func (e *Error) Is(target error) bool {
	if e == nil {
		return false
	}
	switch t := target.(type) {
	case codeTarget:
		return e.Code == t.code
	case conditionTarget:
		return e.Enhanced.Condition() == t.condition
	}
	return false
}

// HasCode returns a target for [errors.Is] that fits an *[Error] with this code.
func HasCode(c smtpcodes.Code) error { return codeTarget{c} }

// HasCondition returns a target for [errors.Is] that fits an *[Error] whose
// enhanced code has this condition, in any class.
func HasCondition(d enhanced.Condition) error { return conditionTarget{d} }

type codeTarget struct{ code smtpcodes.Code }

func (t codeTarget) Error() string { return "reply with code " + t.code.String() }

type conditionTarget struct{ condition enhanced.Condition }

func (t conditionTarget) Error() string { return "reply with condition " + t.condition.String() }

// Err returns the reply as an error if it refuses the command: an *[Error], or nil
// if the command is done or goes on, by [smtpcodes.Command.Outcome].
func (r Reply) Err(cmd smtpcodes.Command) error {
	switch cmd.Outcome(r.Code) {
	case smtpcodes.Done, smtpcodes.Continue:
		return nil
	}
	return &Error{r, cmd}
}

// FromError returns the reply that an error stands for: an *[Error] or a
// *[textproto.Error], as net/smtp returns it, or an error that wraps one. It reads
// their fields and never the text of Error. For the command too, look for an
// *[Error] with [errors.As].
func FromError(err error) (Reply, bool) {
	if e, ok := errors.AsType[*Error](err); ok && e != nil {
		return e.Reply, true
	}
	if e, ok := errors.AsType[*textproto.Error](err); ok && e != nil {
		code := smtpcodes.Code(e.Code)
		if int(code) != e.Code || code.Class() == 0 {
			return Reply{}, false
		}
		lines := strings.Split(e.Msg, "\n")
		return Reply{code, takeAnyEnhanced(lines), lines}, true
	}
	return Reply{}, false
}
