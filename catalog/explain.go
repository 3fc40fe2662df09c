package catalog

import (
	"iter"
	"slices"
	"strings"

	"golang.org/x/text/language"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Explanation says to a person what a reply means. Its fields are for a page, its
// String for a terminal. A field for which there is nothing to say is empty.
type Explanation struct {
	Said    string // the reply on one line, as the server sent it
	Title   string // what the standard calls it; of the basic code, if the server means something else by the other
	Cause   string // why, in a few words, if the reply tells
	Meaning string // what happened
	Side    string // who can do something about it
	Action  string // what a sender does next, in a few words
	Advice  string // and in a sentence

	texts Texts
}

// Explain explains a reply: by the cause that its words tell, or its codes where the words
// do not; and by the enhanced code if it says more than that something is undefined,
// else by the basic one.
func (t Texts) Explain(r reply.Reply) Explanation { return t.ExplainAnswer(0, r) }

// ExplainAnswer is [Texts.Explain] for a reply of which it is known what command it
// answers: 454 means one thing to AUTH and another to STARTTLS, and 552 to RCPT is
// temporary.
func (t Texts) ExplainAnswer(cmd smtpcodes.Command, r reply.Reply) Explanation {
	f := cause.OfCommand(r, cmd)
	other := meansOther(f, r, cmd)
	basic, side := t.answer(cmd, r.Code), keySideUnknown
	said := basic
	if e := r.Enhanced; basic.text == "" || agree(r) && !other {
		if d := t.enhanced(e); basic.text == "" || e.Detail() != 0 && t.knows(e) {
			said = d
		}
		side = sideKey(e)
	}
	e := Explanation{Said: r.String(), Title: title(said.text), Meaning: said.meaning, texts: t}
	if r.Enhanced.Class() > enhanced.Success && r.Code == 0 || r.Code.Class() > smtpcodes.PositiveIntermediate {
		e.Side = t.text(uint16(side))
	}
	if key := adviceKey(cmd, r); key != 0 {
		e.Action, e.Advice = t.text(key), t.meaning(key)
	}
	if f.Basis == cause.Text || other {
		e.Meaning = t.CauseMeaning(f.Cause)
	}
	if f.Cause != cause.Unknown && f.Cause != cause.Accepted {
		e.Cause, e.Side = t.Cause(f.Cause), t.Fault(f.Cause.Fault())
		for a := range f.Cause.Actions() {
			e.Action, e.Advice = t.Action(a), t.ActionMeaning(a)
			break
		}
	}
	return e
}

// meansOther reports whether a reply means something else by its enhanced code than the
// standard: its words tell another cause, or it is a provider's own use of the code.
func meansOther(f cause.Finding, r reply.Reply, cmd smtpcodes.Command) bool {
	code := cause.OfCommand(reply.Reply{Code: r.Code, Enhanced: r.Enhanced}, cmd)
	return (f.Basis == cause.Enhanced || f.Basis == cause.Text && code.Basis == cause.Enhanced) && code.Cause != f.Cause
}

// knows reports whether an enhanced code has a text of its own, and not only its subject
// or class.
func (t Texts) knows(c enhanced.Code) bool {
	_, own := find(t, true, func(o own) (entry, bool) { e, ok := o.conditions[c.Condition()]; return e, ok })
	return own || c.Condition().Name() != ""
}

// agree reports whether both codes of a reply say that it failed, or both that it
// succeeded.
func agree(r reply.Reply) bool {
	switch r.Enhanced.Class() {
	case enhanced.Success:
		return r.Code.Class() == smtpcodes.PositiveCompletion
	case enhanced.Transient, enhanced.Permanent:
		return r.Code.Class() == smtpcodes.TransientNegative || r.Code.Class() == smtpcodes.PermanentNegative
	}
	return false
}

// title is a text without the name of the server that stands first in some.
func title(text string) string { return strings.TrimPrefix(text, "<domain> ") }

// sideKey returns whose side a subject lies on (RFC 3463, section 2): a mailbox is
// taken to be under its owner's control, a system under its administrator's, the
// content under that of both ends.
func sideKey(c enhanced.Code) int {
	if c == 0 {
		return keySideUnknown
	}
	switch c.Subject() {
	case enhanced.AddressingStatus:
		return keySideSender
	case enhanced.ContentStatus:
		return keySideBoth
	case enhanced.MailboxStatus:
		return keySideRecipient
	case enhanced.MailSystemStatus:
		return keySideReceiver
	case enhanced.NetworkStatus:
		return keySideNetwork
	}
	return keySideUnknown
}

// adviceKey returns what a sender does about a reply, by its outcome or by the class
// of the enhanced code alone.
func adviceKey(cmd smtpcodes.Command, r reply.Reply) uint16 {
	code := r.Code
	if code == 0 {
		code = smtpcodes.Code(r.Enhanced.Class()) * 100
	}
	switch outcome := cmd.Outcome(code); {
	case outcome == smtpcodes.Closing && cmd == 0 && code.Class() == smtpcodes.PositiveCompletion:
		return keyAdviceDone // 221, most likely to QUIT
	case outcome == smtpcodes.Done:
		return keyAdviceDone
	case outcome == smtpcodes.Continue:
		return keyAdviceContinue
	case outcome == smtpcodes.TryLater:
		return keyAdviceTryLater
	case outcome == smtpcodes.Refused:
		return keyAdviceRefused
	case outcome == smtpcodes.Closing:
		return keyAdviceClosing
	}
	return 0
}

// Language returns the language of the explanation.
func (e Explanation) Language() language.Tag { return e.texts.Language() }

// Section is a part of an explanation: a heading in its language, and the lines
// that belong to it.
type Section struct {
	Heading string
	Lines   []string
}

// Sections returns the explanation as a reader sees it, without what is empty and
// without a line that repeats the one before.
func (e Explanation) Sections() iter.Seq[Section] {
	return func(yield func(Section) bool) {
		for _, s := range []struct {
			heading uint16
			lines   []string
		}{
			{keyLabelSaid, []string{e.Said}},
			{keyLabelMeans, []string{e.Title, e.Cause, e.Meaning}},
			{keyLabelSide, []string{e.Side}},
			{keyLabelAdvice, []string{e.Action, e.Advice}},
		} {
			lines := slices.DeleteFunc(s.lines, func(line string) bool { return line == "" })
			if lines = slices.Compact(lines); len(lines) > 0 && !yield(Section{e.texts.text(s.heading), lines}) {
				return
			}
		}
	}
}

// String returns the explanation in lines: a heading in the language, and what
// belongs to it indented below.
func (e Explanation) String() string {
	var b strings.Builder
	for s := range e.Sections() {
		b.WriteString(s.Heading + "\n")
		for _, line := range s.Lines {
			b.WriteString("  " + line + "\n")
		}
	}
	return b.String()
}
