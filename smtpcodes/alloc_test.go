package smtpcodes_test

import (
	"testing"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// TestAllocs keeps what stands in the path of every reply free of allocations.
func TestAllocs(t *testing.T) {
	var (
		text string
		ok   bool
		buf  [3]byte
	)
	for name, f := range map[string]func(c smtpcodes.Code){
		"String":   func(c smtpcodes.Code) { text = c.String() },
		"Name":     func(c smtpcodes.Code) { text = c.Name() },
		"Text":     func(c smtpcodes.Code) { text = c.Text() },
		"Class":    func(c smtpcodes.Code) { text = c.Class().String() },
		"Category": func(c smtpcodes.Code) { text = c.Category().String() },
		"Status":   func(c smtpcodes.Code) { text = c.Status().String() },
		"Allows":   func(c smtpcodes.Code) { ok = smtpcodes.RCPT.Allows(c) },
		"Rule":     func(c smtpcodes.Code) { _, ok = smtpcodes.RCPT.Rule(c) },
		"Outcome":  func(c smtpcodes.Code) { ok = smtpcodes.RCPT.Outcome(c) == smtpcodes.Done },
		"Rules": func(smtpcodes.Code) {
			for rule := range smtpcodes.RCPT.Rules() {
				text = rule.When
			}
		},
		"Commands": func(c smtpcodes.Code) {
			for cmd := range c.Commands() {
				text = cmd.String()
			}
		},
		"Parse": func(c smtpcodes.Code) {
			got, err := smtpcodes.Parse(c.String())
			ok = got == c && err == nil
		},
		"AppendText": func(c smtpcodes.Code) {
			b, err := c.AppendText(buf[:0])
			ok = len(b) == 3 && err == nil
		},
		"ParseCommand": func(smtpcodes.Code) {
			cmd, err := smtpcodes.ParseCommand("starttls")
			ok = cmd == smtpcodes.STARTTLS && err == nil
		},
	} {
		if n := testing.AllocsPerRun(100, func() { f(smtpcodes.MailboxUnavailable) }); n != 0 {
			t.Errorf("%s allocates %v times for a registered code", name, n)
		}
		if n := testing.AllocsPerRun(100, func() { f(599) }); n != 0 {
			t.Errorf("%s allocates %v times for a code that is not registered", name, n)
		}
	}
	_, _ = text, ok
}
