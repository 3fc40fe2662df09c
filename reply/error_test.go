package reply_test

import (
	"errors"
	"fmt"
	"net/textproto"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func refused() *reply.Error {
	return &reply.Error{
		Reply:   reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, "no such user", "really"),
		Command: smtpcodes.RCPT,
	}
}

func TestErrorText(t *testing.T) {
	e := refused()
	if got := e.Error(); got != "RCPT: 550 5.1.1 no such user really" {
		t.Errorf("Error() = %q", got)
	}
	e.Command = smtpcodes.EndOfData
	if got := e.Error(); got != "end of data: 550 5.1.1 no such user really" {
		t.Errorf("Error() of a stage = %q", got)
	}
	e.Command = 0
	if got := e.Error(); got != "550 5.1.1 no such user really" {
		t.Errorf("Error() without a command = %q", got)
	}
	e = &reply.Error{Reply: reply.Reply{Code: 550, Lines: []string{"a\r\n250 ok"}}, Command: smtpcodes.RCPT}
	if got := e.Error(); got != "RCPT: 550 a 250 ok" {
		t.Errorf("Error() of a hostile reply = %q", got)
	}
}

func TestErrorUnwrap(t *testing.T) {
	for _, tt := range []struct {
		reply reply.Reply
		want  textproto.Error
	}{
		{refused().Reply, textproto.Error{Code: 550, Msg: "5.1.1 no such user\n5.1.1 really"}},
		{reply.Reply{Code: 421, Lines: []string{"busy"}}, textproto.Error{Code: 421, Msg: "busy"}},
		{reply.Reply{Code: 421, Enhanced: 4_000_000}, textproto.Error{Code: 421, Msg: "4.0.0"}},
		{reply.Reply{Code: 421, Enhanced: 4_000_000, Lines: []string{""}}, textproto.Error{Code: 421, Msg: "4.0.0"}},
		{reply.Reply{Code: 450, Enhanced: 5_004_004, Lines: []string{"x"}}, textproto.Error{Code: 450, Msg: "5.4.4 x"}},
		{reply.Reply{Code: 450, Enhanced: 4_002_000, Lines: []string{"x "}}, textproto.Error{Code: 450, Msg: "4.2.0 x "}},
	} {
		var err *textproto.Error
		if !errors.As(error(&reply.Error{Reply: tt.reply}), &err) {
			t.Fatalf("%v wraps no *textproto.Error", tt.reply)
		}
		if diff := cmp.Diff(&tt.want, err); diff != "" {
			t.Errorf("%v unwraps to (-want +got):\n%s", tt.reply, diff)
		}
	}
}

func TestErrorIs(t *testing.T) {
	e := refused()
	noEnhanced := &reply.Error{Reply: reply.Reply{Code: 550}}
	for _, tt := range []struct {
		err    error
		target error
		want   bool
	}{
		{e, reply.HasCode(smtpcodes.MailboxUnavailable), true},
		{e, reply.HasCode(smtpcodes.TransactionFailed), false},
		{e, reply.HasCode(0), false},
		{e, reply.HasCondition(enhanced.BadDestinationMailbox), true},
		{e, reply.HasCondition(enhanced.MailboxFull), false},
		{e, reply.HasCondition(0), false},
		// In any class.
		{&reply.Error{Reply: reply.New(452, enhanced.MailboxFull)}, reply.HasCondition(enhanced.MailboxFull), true},
		{&reply.Error{Reply: reply.New(552, enhanced.MailboxFull)}, reply.HasCondition(enhanced.MailboxFull), true},
		{&reply.Error{Reply: reply.New(554, enhanced.OtherUndefined)}, reply.HasCondition(enhanced.OtherUndefined), true},
		{noEnhanced, reply.HasCondition(enhanced.BadDestinationMailbox), false},
		{noEnhanced, reply.HasCondition(enhanced.OtherUndefined), false},
		{fmt.Errorf("sending: %w", e), reply.HasCode(550), true},
		{errors.Join(errBroken, fmt.Errorf("sending: %w", e)), reply.HasCode(550), true},
		{errors.Join(errBroken, noEnhanced, e), reply.HasCondition(enhanced.BadDestinationMailbox), true},
		{errBroken, reply.HasCode(550), false},
		{e, errBroken, false},
		{e, e, true},
		{e, refused(), false},
		{reply.HasCode(550), reply.HasCode(550), true},
		{reply.HasCode(550), reply.HasCode(551), false},
	} {
		if got := errors.Is(tt.err, tt.target); got != tt.want {
			t.Errorf("errors.Is(%v, %v) = %v", tt.err, tt.target, got)
		}
	}
	if got := reply.HasCode(550).Error(); got != "reply with code 550" {
		t.Errorf("HasCode(550) is %q", got)
	}
	if got := reply.HasCondition(enhanced.MailboxFull).Error(); got != "reply with condition X.2.2" {
		t.Errorf("HasCondition(X.2.2) is %q", got)
	}
}

func TestErrorTemporary(t *testing.T) {
	for _, tt := range []struct {
		code     smtpcodes.Code
		enhanced enhanced.Code
		command  smtpcodes.Command
		want     bool
	}{
		{450, 0, smtpcodes.RCPT, true},
		{550, 0, smtpcodes.RCPT, false},
		// RFC 5321, section 4.5.3.1.10: once the code for too many recipients.
		{552, 0, smtpcodes.RCPT, true},
		{552, 5_002_002, smtpcodes.RCPT, true},
		{552, 0, smtpcodes.MAIL, false},
		{552, 0, smtpcodes.EndOfData, false},
		{552, 0, 0, false},
		// RFC 5321, section 3.8.
		{421, 0, 0, true},
		{421, 0, smtpcodes.Connect, true},
		{421, 0, smtpcodes.QUIT, true},
		{499, 0, smtpcodes.DATA, true}, // the first digit decides
		{599, 4_002_002, smtpcodes.DATA, false},
		{450, 5_004_004, smtpcodes.RCPT, true},
		{250, 0, smtpcodes.RCPT, false},
		{354, 0, smtpcodes.DATA, false},
		{0, 4_002_002, smtpcodes.RCPT, true},
		{0, 5_002_002, smtpcodes.RCPT, false},
		{0, 0, smtpcodes.RCPT, false},
		{450, 0, 255, true},
	} {
		e := &reply.Error{Reply: reply.Reply{Code: tt.code, Enhanced: tt.enhanced}, Command: tt.command}
		if got := e.Temporary(); got != tt.want {
			t.Errorf("(%v).Temporary() = %v", e, got)
		}
		var temporary interface{ Temporary() bool }
		if !errors.As(fmt.Errorf("sending: %w", e), &temporary) || temporary.Temporary() != tt.want {
			t.Errorf("%v, wrapped, is another", e)
		}
	}
}

func TestFromError(t *testing.T) {
	type r = reply.Reply
	plain := &textproto.Error{Code: 550, Msg: "5.1.1 no such user"}
	for _, tt := range []struct {
		err  error
		want reply.Reply
		ok   bool
	}{
		{refused(), refused().Reply, true},
		{fmt.Errorf("sending: %w", refused()), refused().Reply, true},
		{errors.Join(errBroken, refused()), refused().Reply, true},
		{plain, r{550, 5_001_001, []string{"no such user"}}, true},
		{fmt.Errorf("a: %w", fmt.Errorf("b: %w", plain)), r{550, 5_001_001, []string{"no such user"}}, true},
		{errors.Join(errBroken, plain), r{550, 5_001_001, []string{"no such user"}}, true},
		{&textproto.Error{Code: 550, Msg: "5.1.1 a\n5.1.1 b"}, r{550, 5_001_001, []string{"a", "b"}}, true},
		{&textproto.Error{Code: 550, Msg: "a\nb"}, r{550, 0, []string{"a", "b"}}, true},
		{&textproto.Error{Code: 450, Msg: "5.4.4 x"}, r{450, 5_004_004, []string{"x"}}, true},
		{&textproto.Error{Code: 421}, r{421, 0, []string{""}}, true},
		{&textproto.Error{Code: 599, Msg: "x"}, r{599, 0, []string{"x"}}, true},
		{(&reply.Error{Reply: refused().Reply}).Unwrap(), refused().Reply, true},
		// Numbers that are no code, also after they are cut to 16 bits.
		{&textproto.Error{Code: 0, Msg: "x"}, r{}, false},
		{&textproto.Error{Code: 150, Msg: "x"}, r{}, false},
		{&textproto.Error{Code: 600, Msg: "x"}, r{}, false},
		{&textproto.Error{Code: -550, Msg: "x"}, r{}, false},
		{&textproto.Error{Code: 1<<16 + 550, Msg: "x"}, r{}, false},
		{&textproto.Error{Code: 1<<(strconv.IntSize/2) + 550, Msg: "x"}, r{}, false},
		// Never from the text.
		{errors.New("550 5.1.1 no such user"), r{}, false},
		{textproto.ProtocolError("550 5.1.1 no such user"), r{}, false},
		{nil, r{}, false},
	} {
		got, ok := reply.FromError(tt.err)
		if diff := cmp.Diff(tt.want, got); diff != "" || ok != tt.ok {
			t.Errorf("FromError(%v) is %v; (-want +got):\n%s", tt.err, ok, diff)
		}
	}
}
