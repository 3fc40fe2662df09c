package reply_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func TestAppend(t *testing.T) {
	x := strings.Repeat
	plain := func(lines ...string) reply.Reply { return reply.Reply{Code: 250, Lines: lines} }
	both := func(lines ...string) reply.Reply {
		return reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: lines}
	}
	for _, tt := range []struct {
		name  string
		reply reply.Reply
		want  string
		utf8  string // what AppendUTF8 appends, where it differs
	}{
		{"one line", both("no such user"), "550 5.1.1 no such user\r\n", ""},
		{"codes on every line", both("a", "b", "c"), "550-5.1.1 a\r\n550-5.1.1 b\r\n550 5.1.1 c\r\n", ""},
		{"no enhanced code", plain("a", "b"), "250-a\r\n250 b\r\n", ""},
		{"no lines", reply.Reply{Code: 250}, "250 \r\n", ""},
		{"no lines, enhanced", reply.Reply{Code: 250, Enhanced: 2_000_000}, "250 2.0.0\r\n", ""},
		{"empty lines", plain("", "", ""), "250-\r\n250-\r\n250 \r\n", ""},
		{"empty lines, enhanced", both("", "x", ""), "550-5.1.1\r\n550-5.1.1 x\r\n550 5.1.1\r\n", ""},
		{"longest enhanced code", reply.Reply{Code: 599, Enhanced: 5_999_999, Lines: []string{"x"}}, "599 5.999.999 x\r\n", ""},
		{"3yz", reply.New(smtpcodes.StartMailInput, enhanced.OtherUndefined, "go on"), "354 go on\r\n", ""},
		{"condition 0", reply.New(smtpcodes.OK, 0, "fine"), "250 fine\r\n", ""},
		// RFC 2034, section 4: the class is that of the code, or there is none.
		{"other class", reply.Reply{Code: 450, Enhanced: 5_004_004, Lines: []string{"x"}}, "450 x\r\n", ""},
		{"class on 3yz", reply.Reply{Code: 354, Enhanced: 2_000_000, Lines: []string{"x"}}, "354 x\r\n", ""},
		{"class 3", reply.Reply{Code: 354, Enhanced: 3_000_000, Lines: []string{"x"}}, "354 x\r\n", ""},
		{"no class", reply.Reply{Code: 550, Enhanced: 1, Lines: []string{"x"}}, "550 x\r\n", ""},
		{"Code 0", reply.Reply{Enhanced: 5_001_001, Lines: []string{"x"}}, "", ""},
		{"Code 199", reply.Reply{Code: 199, Lines: []string{"x"}}, "", ""},
		{"Code 700", reply.Reply{Code: 700, Lines: []string{"x"}}, "", ""},
		{"Code 65535", reply.Reply{Code: 65535, Lines: []string{"x"}}, "", ""},
		{"unregistered", reply.Reply{Code: 599, Lines: []string{"x"}}, "599 x\r\n", ""},

		{"CRLF", plain("a\r\n550 b"), "250 a 550 b\r\n", ""},
		{"CR", plain("a\r550 b"), "250 a 550 b\r\n", ""},
		{"LF", plain("a\n550 b"), "250 a 550 b\r\n", ""},
		{"line ends alone", plain("\r\n", "\n\n\n"), "250- \r\n250  \r\n", ""},
		{"trailing CRLF", both("no such user\r\n"), "550 5.1.1 no such user \r\n", ""},
		{"the end of the data", plain("a\r\n.\r\nQUIT\r\n"), "250 a . QUIT \r\n", ""},
		{"NUL", plain("a\x00b"), "250 a b\r\n", ""},
		{"VT and FF", plain("a\v\fb"), "250 a b\r\n", ""},
		{"ESC and DEL", plain("\x1b[31m\x7f"), "250  [31m \r\n", ""},
		{"HT stays", plain("a\tb"), "250 a\tb\r\n", ""},
		{"all of C0", plain("\x00\x01\x02\x03\x04\x05\x06\x07\x08\t\n\v\f\r\x0e\x0f\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f"), "250  \t \r\n", ""},
		{"NEL", plain("a\u0085550 b"), "250 a?550 b\r\n", ""},
		{"NEL as an octet", plain("a\x85550 b"), "250 a?550 b\r\n", ""},
		{"U+2028", plain("a\u2028550 b"), "250 a?550 b\r\n", "250 a\u2028550 b\r\n"},
		{"Latin-1", plain("M\xfcller"), "250 M?ller\r\n", ""},
		{"UTF-8", plain("M\u00fcller \u4f60\U0001f4e7"), "250 M?ller ??\r\n", "250 M\u00fcller \u4f60\U0001f4e7\r\n"},
		{"U+FFFD itself", plain("\ufffd"), "250 ?\r\n", "250 \ufffd\r\n"},
		{"invalid UTF-8", plain("\xc3(\xe2\x82\xf0\x9f\x93"), "250 ?(?????\r\n", ""},
		{"overlong LF", plain("a\xc0\x8ab"), "250 a??b\r\n", ""},
		{"surrogate", plain("\xed\xa0\x80"), "250 ???\r\n", ""},
		{"the enhanced code in the text", both("5.1.1 twice"), "550 5.1.1 5.1.1 twice\r\n", ""},
		{"another enhanced code in the text", both("5.1.10 once"), "550 5.1.1 5.1.10 once\r\n", ""},
		{"the enhanced code in some lines", both("a", "5.1.1 b"), "550-5.1.1 a\r\n550 5.1.1 5.1.1 b\r\n", ""},
		{"a long challenge", reply.Reply{Code: 334, Lines: []string{x("x", 600)}}, "334 " + x("x", 600) + "\r\n", ""}, // RFC 4954, section 4

		// RFC 5321, section 4.5.3.1.5: 512 octets with the code and CRLF.
		{"510", plain(x("x", 504)), "250 " + x("x", 504) + "\r\n", ""},
		{"511", plain(x("x", 505)), "250 " + x("x", 505) + "\r\n", ""},
		{"512", plain(x("x", 506)), "250 " + x("x", 506) + "\r\n", ""},
		{"513", plain(x("x", 507)), "250-" + x("x", 506) + "\r\n250 x\r\n", ""},
		{"512, enhanced", both(x("x", 500)), "550 5.1.1 " + x("x", 500) + "\r\n", ""},
		{"513, enhanced", both(x("x", 501)), "550-5.1.1 " + x("x", 500) + "\r\n550 5.1.1 x\r\n", ""},
		{"a space at the limit", plain(x("x", 506) + " y"), "250-" + x("x", 506) + "\r\n250 y\r\n", ""},
		{"a space before the limit", plain(x("x", 505) + " yz"), "250-" + x("x", 505) + "\r\n250 yz\r\n", ""},
		{"a space behind the limit", plain(x("x", 507) + " y"), "250-" + x("x", 506) + "\r\n250 x y\r\n", ""},
		{"the last space that fits", plain("a b " + x("y", 506)), "250-a b\r\n250 " + x("y", 506) + "\r\n", ""},
		{"a space at the end", plain(x("x", 506) + " "), "250 " + x("x", 506) + "\r\n", ""},
		{"a space at the end, enhanced", both(x("x", 500) + " "), "550 5.1.1 " + x("x", 500) + "\r\n", ""},
		{"three pieces", plain(x("x", 1200)), "250-" + x("x", 506) + "\r\n250-" + x("x", 506) + "\r\n250 " + x("x", 188) + "\r\n", ""},
		{"more lines behind", plain(x("x", 507), "y"), "250-" + x("x", 506) + "\r\n250-x\r\n250 y\r\n", ""},
		{"a line end in a long line", plain(x("x", 400) + "\r\n" + x("y", 400)), "250-" + x("x", 400) + "\r\n250 " + x("y", 400) + "\r\n", ""},
		{"characters", plain(x("\u00fc", 300)), "250 " + x("?", 300) + "\r\n", "250-" + x("\u00fc", 253) + "\r\n250 " + x("\u00fc", 47) + "\r\n"},
		{"not inside a character of two", plain("x" + x("\u00fc", 300)), "250 x" + x("?", 300) + "\r\n", "250-x" + x("\u00fc", 252) + "\r\n250 " + x("\u00fc", 48) + "\r\n"},
		{"not inside a character of three", plain(x("\u4f60", 200)), "250 " + x("?", 200) + "\r\n", "250-" + x("\u4f60", 168) + "\r\n250 " + x("\u4f60", 32) + "\r\n"},
		{"not inside a character of four", plain("x" + x("\U0001f4e7", 130)), "250 x" + x("?", 130) + "\r\n", "250-x" + x("\U0001f4e7", 126) + "\r\n250 " + x("\U0001f4e7", 4) + "\r\n"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if tt.utf8 == "" {
				tt.utf8 = tt.want
			}
			if diff := cmp.Diff(tt.want, string(tt.reply.AppendWire(nil))); diff != "" {
				t.Errorf("AppendWire (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(tt.utf8, string(tt.reply.AppendUTF8(nil))); diff != "" {
				t.Errorf("AppendUTF8 (-want +got):\n%s", diff)
			}
			if got := string(tt.reply.AppendWire([]byte("before\r\n"))); got != "before\r\n"+tt.want {
				t.Errorf("AppendWire behind other octets: %q", got)
			}
		})
	}
}

// TestAppendLeavesTheReply: the reply is a value that may be sent many times.
func TestAppendLeavesTheReply(t *testing.T) {
	lines := []string{"a\r\nb", strings.Repeat("x", 600)}
	r := reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, lines...)
	first := string(r.AppendWire(nil))
	if second := string(r.AppendWire(nil)); first != second {
		t.Errorf("the second time: %q", second)
	}
	if lines[0] != "a\r\nb" {
		t.Errorf("the line became %q", lines[0])
	}
}

// writes keeps what each call of Write was given, and fails after some octets.
type writes struct {
	calls []string
	most  int
}

var errBroken = errors.New("broken pipe")

func (w *writes) Write(p []byte) (int, error) {
	w.calls = append(w.calls, string(p))
	if w.most > 0 && len(p) > w.most {
		return w.most, errBroken
	}
	return len(p), nil
}

func TestWriteTo(t *testing.T) {
	var _ io.WriterTo = reply.Reply{}
	r := reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, "a", "b\n250 c")

	var w writes
	n, err := r.WriteTo(&w)
	// One call, so that a reply is one segment (RFC 2920, section 3.2).
	want := []string{"550-5.1.1 a\r\n550 5.1.1 b 250 c\r\n"}
	if diff := cmp.Diff(want, w.calls); diff != "" || n != int64(len(want[0])) || err != nil {
		t.Errorf("WriteTo = %d, %v; calls (-want +got):\n%s", n, err, diff)
	}

	w = writes{most: 5}
	if n, err := r.WriteTo(&w); n != 5 || !errors.Is(err, errBroken) {
		t.Errorf("WriteTo a broken connection = %d, %v", n, err)
	}

	for code, text := range map[smtpcodes.Code]string{
		0:   "reply code 0: out of range",
		199: "reply code 199: out of range",
		700: "reply code 700: out of range",
	} {
		var b bytes.Buffer
		n, err := reply.Reply{Code: code, Lines: []string{"x"}}.WriteTo(&b)
		var value *reply.ValueError
		if n != 0 || b.Len() != 0 || !errors.As(err, &value) || !errors.Is(err, reply.ErrRange) || err.Error() != text {
			t.Errorf("WriteTo with code %d = %d, %v, want the error %q", code, n, err, text)
		}
	}
}
