package reply_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func TestNew(t *testing.T) {
	for _, tt := range []struct {
		code      smtpcodes.Code
		condition enhanced.Condition
		want      string // the enhanced code
	}{
		{250, enhanced.DestinationValid, "2.1.5"},
		{450, enhanced.MailboxFull, "4.2.2"},
		{452, enhanced.MailboxFull, "4.2.2"},
		{552, enhanced.MailboxFull, "5.2.2"},
		{554, enhanced.OtherUndefined, "5.0.0"},
		{571, enhanced.MailboxFull, "5.2.2"},
		// RFC 2034, section 4: 3yz replies have no enhanced code.
		{354, enhanced.MailboxFull, ""},
		{334, enhanced.OtherUndefined, ""},
		// No condition, no code, and numbers that are neither.
		{250, 0, ""},
		{0, enhanced.MailboxFull, ""},
		{199, enhanced.MailboxFull, ""},
		{700, enhanced.MailboxFull, ""},
		{550, 999_999, "5.999.999"},
		{550, 1_000_001, ""},
	} {
		got := reply.New(tt.code, tt.condition, "a", "b")
		if got.Code != tt.code || got.Enhanced.String() != tt.want {
			t.Errorf("New(%d, %d) has the codes %d and %q, want %q", tt.code, tt.condition, got.Code, got.Enhanced, tt.want)
		}
		if diff := cmp.Diff([]string{"a", "b"}, got.Lines); diff != "" {
			t.Errorf("New(%d, %d): lines (-want +got):\n%s", tt.code, tt.condition, diff)
		}
	}
	if got := reply.New(smtpcodes.OK, 0); len(got.Lines) != 0 {
		t.Errorf("New without lines has the lines %q", got.Lines)
	}
}

func TestBasic(t *testing.T) {
	with := reply.New(smtpcodes.OK, enhanced.OtherUndefined, "go ahead")
	got := with.Basic()
	want := reply.Reply{Code: 250, Lines: []string{"go ahead"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Basic (-want +got):\n%s", diff)
	}
	if with.Enhanced != 2_000_000 {
		t.Errorf("Basic changed the reply that it was asked of: %v", with)
	}
}

func TestTemporary(t *testing.T) {
	for _, tt := range []struct {
		reply reply.Reply
		want  bool
	}{
		{reply.Reply{Code: 250}, false},
		{reply.Reply{Code: 354}, false},
		{reply.Reply{Code: 421}, true},
		{reply.Reply{Code: 450, Enhanced: 5_004_004}, true}, // the basic code decides
		{reply.Reply{Code: 499}, true},
		{reply.Reply{Code: 550, Enhanced: 4_002_002}, false},
		{reply.Reply{Code: 552}, false}, // only Error knows the command
		{reply.Reply{Enhanced: 4_002_002}, true},
		{reply.Reply{Enhanced: 5_002_002}, false},
		{reply.Reply{}, false},
		{reply.Reply{Code: 700, Enhanced: 4_002_002}, false},
	} {
		if got := tt.reply.Temporary(); got != tt.want {
			t.Errorf("%#v.Temporary() = %v", tt.reply, got)
		}
	}
}

func TestString(t *testing.T) {
	for _, tt := range []struct {
		reply reply.Reply
		want  string
	}{
		{reply.Reply{}, ""},
		{reply.Reply{Code: 250}, "250"},
		{reply.Reply{Code: 250, Enhanced: 2_001_005}, "250 2.1.5"},
		{reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"no such user", "really"}}, "550 5.1.1 no such user really"},
		{reply.Reply{Enhanced: 5_001_001, Lines: []string{"no such user"}}, "5.1.1 no such user"},
		{reply.Reply{Lines: []string{"no code at all"}}, "no code at all"},
		// What was received is shown, a wrong pair too.
		{reply.Reply{Code: 450, Enhanced: 5_004_004, Lines: []string{"x"}}, "450 5.4.4 x"},
		// One line, whatever stands in the text.
		{reply.Reply{Code: 550, Lines: []string{"a\r\n250 ok", "b\x00\x1b[2Jc"}}, "550 a 250 ok b [2Jc"},
		{reply.Reply{Code: 550, Lines: []string{"M\u00fcller", "\xff\xfe", "\u0085"}}, "550 M\u00fcller ?? ?"},
		{reply.Reply{Code: 700, Lines: []string{"x"}}, "x"},
	} {
		if got := tt.reply.String(); got != tt.want {
			t.Errorf("%#v.String() = %q, want %q", tt.reply, got, tt.want)
		}
	}
}

// TestErrorsAreShort: a hostile reply cannot fill a log through an error.
func TestErrorsAreShort(t *testing.T) {
	for _, s := range []string{strings.Repeat("x", 1<<20), "250 " + strings.Repeat("x", 1<<20) + "\n"} {
		_, err := reply.Parse(s)
		if err == nil || len(err.Error()) > 256 {
			t.Errorf("Parse of %d octets: the error has %d", len(s), len(err.Error()))
		}
	}
}
