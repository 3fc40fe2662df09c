package reply_test

import (
	"testing"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// TestAllocs keeps the budget: one allocation to parse a line, for Lines, which
// grow with more; none to write into a buffer with room.
func TestAllocs(t *testing.T) {
	var (
		parsed reply.Reply
		err    error
		buf    = make([]byte, 0, 4096)
		one    = reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, "no such user here")
		many   = reply.New(smtpcodes.MailboxUnavailable, 9_009, "no", "such", "user \u4f60\r\n here")
	)
	for _, tt := range []struct {
		name string
		most float64
		f    func()
	}{
		{"Parse, one line", 1, func() { parsed, err = reply.Parse("550 5.1.1 no such user here\r\n") }},
		{"Parse, no enhanced code", 1, func() { parsed, err = reply.Parse("250 mx.test\r\n") }},
		{"Parse, a word like an enhanced code", 1, func() { parsed, err = reply.Parse("550 5.188.206.1 is listed\r\n") }},
		{"Parse, three lines", 3, func() { parsed, err = reply.Parse("550-5.1.1 no\r\n550-5.1.1 such\r\n550 5.1.1 user\r\n") }},
		{"AppendWire", 0, func() { buf = one.AppendWire(buf[:0]) }},
		{"AppendWire, three lines", 0, func() { buf = many.AppendWire(buf[:0]) }},
		{"AppendUTF8", 0, func() { buf = many.AppendUTF8(buf[:0]) }},
		{"Check of a right reply", 0, func() { _ = one.Check(smtpcodes.RCPT) }},
		{"Temporary", 0, func() { _ = one.Temporary() }},
	} {
		if got := testing.AllocsPerRun(200, tt.f); got > tt.most {
			t.Errorf("%s: %v allocations, at most %v", tt.name, got, tt.most)
		}
	}
	if err != nil {
		t.Error(err)
	}
	_ = parsed
}
