// Package cause tells from a reply why mail was refused, whose side can do
// something about it, and what a sender does next.
//
//	f := cause.Of(r)
//	if f.Cause == cause.MailboxFull { ... }
//
// The words of the reply decide first, then the enhanced code, that of a reply quoted in
// the text before the reply's own, then the basic code. Where none of them says why, the
// cause is [Unknown]: a wrong cause is worse than none.
package cause

import (
	"iter"

	"github.com/smtpstatus/smtpstatus/origin"
)

// Cause is why a reply was sent. The zero value is [Unknown].
//
// The numbers may change between releases; store the text that [Cause.String]
// gives.
type Cause uint8

// Action is what a sender does about a reply. The zero value is none.
type Action uint8

// Fault is whose side can do something about a cause. The zero value is nobody's.
type Fault uint8

// The sides.
const (
	Recipient Fault = iota + 1 // who owns the mailbox
	Sender                     // who sends, or runs the sending system
	Content                    // who wrote the message
	Receiver                   // who runs the receiving system
	Network                    // who runs what is between the systems
	Policy                     // who made a rule of the receiving system
)

// String returns the side in lower case, such as "recipient"; "" for other values.
func (f Fault) String() string {
	switch f {
	case Recipient:
		return "recipient"
	case Sender:
		return "sender"
	case Content:
		return "content"
	case Receiver:
		return "receiver"
	case Network:
		return "network"
	case Policy:
		return "policy"
	}
	return ""
}

func (c Cause) info() *causeInfo {
	if int(c) >= len(causes) {
		c = 0
	}
	return &causes[c]
}

type causeInfo struct {
	id, name string
	fault    Fault
	actions  []Action
}

// String returns the id of the cause, such as "mailbox-full".
func (c Cause) String() string { return c.info().id }

// Name returns the name of c's Go constant, such as "MailboxFull".
func (c Cause) Name() string { return c.info().name }

// Fault returns whose side can do something about c.
func (c Cause) Fault() Fault { return c.info().fault }

// Actions returns what a sender does about c, the first first.
func (c Cause) Actions() iter.Seq[Action] {
	return func(yield func(Action) bool) {
		for _, a := range c.info().actions {
			if !yield(a) {
				return
			}
		}
	}
}

// String returns the id of the action, such as "retry-later"; "" for the zero value
// and unknown actions.
func (a Action) String() string {
	if int(a) >= len(actions) {
		return ""
	}
	return actions[a].id
}

// Name returns the name of a's Go constant, such as "RetryLater".
func (a Action) Name() string {
	if int(a) >= len(actions) {
		return ""
	}
	return actions[a].name
}

// All returns the causes, [Unknown] first.
func All() iter.Seq[Cause] {
	return func(yield func(Cause) bool) {
		for c := range Cause(len(causes)) {
			if !yield(c) {
				return
			}
		}
	}
}

// Actions returns every action.
func Actions() iter.Seq[Action] {
	return func(yield func(Action) bool) {
		for a := Action(1); int(a) < len(actions); a++ {
			if !yield(a) {
				return
			}
		}
	}
}

// ParseError is the error of [Parse]; see package origin.
type ParseError = origin.ParseError

// Parse reads an id as [Cause.String] writes it. The error is a *[ParseError].
func Parse(id string) (Cause, error) {
	for c := range All() {
		if c.String() == id {
			return c, nil
		}
	}
	return 0, &ParseError{What: "cause", Input: id, Want: "an id such as mailbox-full", Err: origin.ErrUnknown}
}

// MarshalText returns the id of the cause.
func (c Cause) MarshalText() ([]byte, error) { return []byte(c.String()), nil }

// UnmarshalText reads what [Cause.MarshalText] writes.
func (c *Cause) UnmarshalText(text []byte) error {
	parsed, err := Parse(string(text))
	if err == nil {
		*c = parsed
	}
	return err
}
