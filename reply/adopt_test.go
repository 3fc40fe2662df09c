package reply_test

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// TestNewParentheses: without an enhanced code of its own, a reply gets none from its
// text, and the caller's lines stay as they are.
func TestNewParentheses(t *testing.T) {
	lines := []string{"ok", "2.1.5 ok", "5.188.206.1"}
	r := reply.New(smtpcodes.MailboxUnavailable, 0, lines...)
	if diff := cmp.Diff([]string{"ok", "(2.1.5) ok", "5.188.206.1"}, r.Lines); diff != "" {
		t.Errorf("Lines (-want +got):\n%s", diff)
	}
	if lines[1] != "2.1.5 ok" {
		t.Errorf("the caller's line is %q now", lines[1])
	}
	r = reply.New(smtpcodes.StartMailInput, enhanced.OtherUndefined, "5.0.0 go")
	if got, want := string(r.AppendWire(nil)), "354 (5.0.0) go\r\n"; got != want {
		t.Errorf("wrote %q, want %q", got, want)
	}
	r = reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, "5.7.1 text")
	if got, want := string(r.AppendWire(nil)), "550 5.1.1 5.7.1 text\r\n"; got != want {
		t.Errorf("wrote %q, want %q", got, want)
	}
}

// TestErr: an error is made of what a client may take for a refusal.
func TestErr(t *testing.T) {
	for _, tt := range []struct {
		code smtpcodes.Code
		cmd  smtpcodes.Command
		temp bool
		ok   bool
	}{
		{250, smtpcodes.MAIL, false, true},
		{354, smtpcodes.DATA, false, true},
		{221, smtpcodes.QUIT, false, true},
		{221, smtpcodes.MAIL, true, false}, // the server closes the connection
		{552, smtpcodes.RCPT, true, false},
		{552, smtpcodes.MAIL, false, false},
		{421, smtpcodes.NOOP, true, false},
		{0, smtpcodes.NOOP, false, false},
	} {
		err := reply.Reply{Code: tt.code}.Err(tt.cmd)
		if (err == nil) != tt.ok {
			t.Errorf("%v to %v: error %v", tt.code, tt.cmd, err)
		}
		if e, ok := errors.AsType[*reply.Error](err); ok && e.Temporary() != tt.temp {
			t.Errorf("%v to %v: Temporary() is %v", tt.code, tt.cmd, !tt.temp)
		}
	}
}

// TestNilError: an error interface that holds a nil pointer is nobody's reply.
func TestNilError(t *testing.T) {
	var e *reply.Error
	if r, ok := reply.FromError(e); ok {
		t.Errorf("FromError made %v of nil", r)
	}
	if errors.Is(e, reply.HasCode(550)) {
		t.Error("a nil *Error has code 550")
	}
}
