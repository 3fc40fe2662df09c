package reply_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// The grammar, typed from the RFCs, apart from the parser and in another way.
var (
	// RFC 5321, section 4.2, Reply-line and textstring; the second digit may be
	// any, and a space may stand before no text, as a client has to take them.
	replyLine = regexp.MustCompile(`\A([2-5][0-9][0-9])(?:([ -])([\t -~]*))?\z`)
	// RFC 2034, section 4, with the numbers of RFC 3463, section 2.
	statusCode = regexp.MustCompile(`\A([245])\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})(?: |\z)`)
)

// referenceParse is a slow parser of what [reply.Parse] takes.
func referenceParse(s string) (reply.Reply, bool) {
	var r reply.Reply
	lines := strings.Split(strings.TrimSuffix(s, "\r\n"), "\r\n")
	status := ""
	everywhere := true
	for i, line := range lines {
		m := replyLine.FindStringSubmatch(line)
		if m == nil || m[1] != lines[0][:3] || (m[2] == "-") != (i < len(lines)-1) {
			return reply.Reply{}, false
		}
		r.Lines = append(r.Lines, m[3])
		code := strings.TrimSuffix(statusCode.FindString(m[3]), " ")
		if i == 0 {
			status = code
		}
		everywhere = everywhere && code != "" && code == status && code[0] == m[1][0]
	}
	code, err := smtpcodes.Parse(lines[0][:3])
	if err != nil {
		panic(err)
	}
	r.Code = code
	if everywhere {
		if r.Enhanced, err = enhanced.Parse(status); err != nil {
			panic(err)
		}
		for i, line := range r.Lines {
			r.Lines[i] = strings.TrimPrefix(strings.TrimPrefix(line, status), " ")
		}
	}
	return r, true
}

func TestParse(t *testing.T) {
	type r = reply.Reply
	for _, tt := range []struct {
		in   string
		want reply.Reply
	}{
		{"250 ok\r\n", r{250, 0, []string{"ok"}}},
		{"250 ok", r{250, 0, []string{"ok"}}},
		{"250\r\n", r{250, 0, []string{""}}},
		{"250", r{250, 0, []string{""}}},
		{"250 \r\n", r{250, 0, []string{""}}},
		{"250  two spaces", r{250, 0, []string{" two spaces"}}},
		{"250 a\tb", r{250, 0, []string{"a\tb"}}},
		{"250-a\r\n250-b\r\n250 c\r\n", r{250, 0, []string{"a", "b", "c"}}},
		{"250-a\r\n250", r{250, 0, []string{"a", ""}}},
		{"250-\r\n250 \r\n", r{250, 0, []string{"", ""}}},
		{"220 " + strings.Repeat("x", 600), r{220, 0, []string{strings.Repeat("x", 600)}}},
		{"571 any second digit", r{571, 0, []string{"any second digit"}}},
		{"599 not registered", r{599, 0, []string{"not registered"}}},

		{"550 5.1.1 no such user\r\n", r{550, 5_001_001, []string{"no such user"}}},
		{"550 5.1.1\r\n", r{550, 5_001_001, []string{""}}},
		{"550 5.1.1 \r\n", r{550, 5_001_001, []string{""}}},
		{"550 5.1.1  x\r\n", r{550, 5_001_001, []string{" x"}}},
		{"550-5.1.1 a\r\n550 5.1.1 b\r\n", r{550, 5_001_001, []string{"a", "b"}}},
		{"550-5.1.1\r\n550 5.1.1\r\n", r{550, 5_001_001, []string{"", ""}}},
		{"550 5.999.999 x", r{550, 5_999_999, []string{"x"}}},
		{"550 5.0.0", r{550, 5_000_000, []string{""}}},
		{"550 5.7.708 x", r{550, 5_007_708, []string{"x"}}},

		// Text, not an enhanced code.
		{"550 5.1.1. x", r{550, 0, []string{"5.1.1. x"}}},
		{"550 5.1.1: x", r{550, 0, []string{"5.1.1: x"}}},
		{"550 5.1.1\tx", r{550, 0, []string{"5.1.1\tx"}}},
		{"550  5.1.1 x", r{550, 0, []string{" 5.1.1 x"}}},
		{"550 #5.1.1 x", r{550, 0, []string{"#5.1.1 x"}}},
		{"550 5.1 x", r{550, 0, []string{"5.1 x"}}},
		{"550 5.188.206.1 is listed", r{550, 0, []string{"5.188.206.1 is listed"}}},
		{"550 5.01.1 x", r{550, 0, []string{"5.01.1 x"}}},
		{"550 5.1.1234 x", r{550, 0, []string{"5.1.1234 x"}}},
		{"550 5.1000.1 x", r{550, 0, []string{"5.1000.1 x"}}},
		{"550 5..1 x", r{550, 0, []string{"5..1 x"}}},
		{"550 +5.1.1 x", r{550, 0, []string{"+5.1.1 x"}}},
		{"550 4.1.1 x", r{550, 0, []string{"4.1.1 x"}}}, // of another class
		{"450 5.4.4 x", r{450, 0, []string{"5.4.4 x"}}},
		{"354 3.0.0 x", r{354, 0, []string{"3.0.0 x"}}},
		{"354 2.0.0 x", r{354, 0, []string{"2.0.0 x"}}},
		{"550-a\r\n550 5.1.1 b", r{550, 0, []string{"a", "5.1.1 b"}}}, // not on each line
		{"550-5.1.1 a\r\n550 b", r{550, 0, []string{"5.1.1 a", "b"}}},
		{"550-5.1.1 a\r\n550 5.1.2 b", r{550, 0, []string{"5.1.1 a", "5.1.2 b"}}},
		{"550-5.1.1 a\r\n550 5.1.10 b", r{550, 0, []string{"5.1.1 a", "5.1.10 b"}}},
	} {
		got, err := reply.Parse(tt.in)
		if err != nil {
			t.Errorf("Parse(%q): %v", tt.in, err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", tt.in, diff)
		}
		if reference, ok := referenceParse(tt.in); !ok || !cmp.Equal(tt.want, reference) {
			t.Errorf("the reference parser reads %q as %v, %v", tt.in, reference, ok)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	const (
		digits = ": syntax error: want three digits, the first from 2 to 5"
		octets = ": syntax error: want HT, printable ASCII and CRLF"
		same   = ": syntax error: want code 250, as on the first line"
		mark   = ": syntax error: want a space or a hyphen after the code"
		behind = ": syntax error: want nothing after the last line"
		more   = ": syntax error: want another line after one with a hyphen"
	)
	for _, tt := range []struct{ in, want string }{
		{"", `reply ""` + digits},
		{"25", `reply "25"` + digits},
		{"ok", `reply "ok"` + digits},
		{"150 x", `reply "150 x"` + digits},
		{"605 x", `reply "605 x"` + digits},
		{"0250 x", `reply "0250 x"` + digits},
		{" 250 x", `reply " 250 x"` + digits},
		{"+250 x", `reply "+250 x"` + digits},
		{"2.0.0 x", `reply "2.0.0 x"` + digits},
		{"\r\n250 x", `reply "\r\n250 x"` + digits},
		{strings.Repeat("x", 65), `reply "` + strings.Repeat("x", 64) + `"...` + digits},
		{"250 a\n", `reply "250 a\n"` + octets},
		{"250-a\n250 b\n", `reply "250-a\n"` + octets},
		{"250-a\r\n250 b\n", `reply "250 b\n"` + octets},
		{"250 a\r", `reply "250 a\r"` + octets},
		{"250 a\r250 b", `reply "250 a\r"` + octets},
		{"250 a\x00b", `reply "250 a\x00"` + octets},
		{"250 a\vb", `reply "250 a\v"` + octets},
		{"250 a\x7fb", `reply "250 a\x7f"` + octets},
		{"250 M\u00fcller", `reply "250 M\xc3"` + octets},
		{"250 \xff", `reply "250 \xff"` + octets},
		{"250-a\r\n550 b\r\n", `reply "550 b"` + same},
		{"250-a\r\nb\r\n250 c\r\n", `reply "b"` + same},
		{"250-a\r\n c\r\n", `reply " c"` + same},
		{"250-a\r\n\r\n250 b", `reply ""` + same},
		{"250ok", `reply "250ok"` + mark},
		{"2500 ok", `reply "2500 ok"` + mark},
		{"250:ok", `reply "250:ok"` + mark},
		{"250.ok", `reply "250.ok"` + mark},
		{"250\tok", `reply "250\tok"` + mark},
		{"250-a\r\n250_b", `reply "250_b"` + mark},
		{"250 a\r\n250 b\r\n", `reply "250 b\r\n"` + behind},
		{"250 a\r\n\r\n", `reply "\r\n"` + behind},
		{"250\r\nx", `reply "x"` + behind},
		{"250-a", `reply "250-a"` + more},
		{"250-", `reply "250-"` + more},
		{"250-a\r\n", `reply "250-a"` + more},
	} {
		got, err := reply.Parse(tt.in)
		if err == nil {
			t.Errorf("Parse(%q) = %v, want the error %s", tt.in, got, tt.want)
			continue
		}
		var parse *reply.ParseError
		if !errors.Is(err, reply.ErrSyntax) || !errors.As(err, &parse) {
			t.Errorf("Parse(%q): the error is %#v", tt.in, err)
		}
		if diff := cmp.Diff(tt.want, err.Error()); diff != "" {
			t.Errorf("Parse(%q): error (-want +got):\n%s", tt.in, diff)
		}
		if diff := cmp.Diff(reply.Reply{}, got); diff != "" {
			t.Errorf("Parse(%q) returns an error and (-want +got):\n%s", tt.in, diff)
		}
		if reference, ok := referenceParse(tt.in); ok {
			t.Errorf("the reference parser reads %q as %v", tt.in, reference)
		}
	}
}
