package reply_test

import (
	"bufio"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// addReplies gives a fuzz target replies of all servers to begin with.
func addReplies(f *testing.F) {
	for i, x := range exchanges() {
		if i%40 == 0 || len(x.lines) > 1 && i%8 == 0 {
			f.Add(x.wire())
		}
	}
	for _, s := range []string{
		"", "250", "250-", "250 ", "250-\r\n250", "550 5.1.1", "550-5.1.1\r\n550 5.1.1 x", "550-5.1.1 a\r\n550 5.1.2 b", "250-a\r\n550 b\r\n",
		"host mx.test[192.0.2.1] said: 550 5.1.1 x (in reply to RCPT TO command)",
		"Diagnostic-Code: smtp; 550-5.7.26 a 550-5.7.26 b\r\n  c 550 5.7.26 d",
		`550-5.1.1 a\r\n550 5.1.1 b`, "550 sorry (#5.1.1)", "#5.1.1 smtp;550 5.1.1 x", "<<< 550 x", "550 [5.7.1] x\rb\n c",
	} {
		f.Add(s)
	}
}

// FuzzRender: parse(render(x)) is x, if the text needs no cleaning.
func FuzzRender(f *testing.F) {
	f.Add(uint16(550), uint32(5_001_001), "no such user\nreally")
	f.Add(uint16(250), uint32(0), "")
	f.Add(uint16(354), uint32(2_000_000), "go\n\non")
	f.Add(uint16(421), uint32(4_999_999), strings.Repeat("x", 500))
	f.Fuzz(func(t *testing.T, code uint16, status uint32, text string) {
		x := reply.Reply{Code: smtpcodes.Code(code), Enhanced: enhanced.Code(status), Lines: strings.Split(text, "\n")}
		if x.Code.Class() == 0 {
			t.Skip("no code")
		}
		if int(x.Enhanced.Class()) != int(x.Code.Class()) {
			x.Enhanced = 0
		}
		for _, line := range x.Lines {
			if !printable.MatchString(line) || statusCode.MatchString(line) {
				t.Skip("not clean")
			}
		}
		got, err := reply.Parse(string(x.AppendWire(nil)))
		if err != nil || !cmp.Equal(x, got) {
			t.Errorf("%q is sent as %q and read as %q, %v", x, x.AppendWire(nil), got, err)
		}
	})
}

// printable is the text of a line that goes out as it is and on one line.
var printable = regexp.MustCompile(`\A[\t -~]{0,496}\z`)

// FuzzParse: Parse takes what the grammar has and reads it as the reference
// parser does; what it reads is written as it came, if there is text on every
// line and none is too long.
func FuzzParse(f *testing.F) {
	addReplies(f)
	f.Fuzz(func(t *testing.T, s string) {
		want, ok := referenceParse(s)
		got, err := reply.Parse(s)
		if ok != (err == nil) || !cmp.Equal(want, got) {
			t.Fatalf("Parse(%q) = %q, %v, want %q, %v", s, got, err, want, ok)
		}
		if !ok {
			return
		}
		for _, line := range got.Lines {
			if line == "" || len(line) > 490 {
				return
			}
		}
		s = strings.TrimSuffix(s, "\r\n") + "\r\n"
		if wire := string(got.AppendWire(nil)); wire != s || render(got) != s {
			t.Errorf("%q is written as %q", s, wire)
		}
	})
}

var (
	notAlphanumeric = regexp.MustCompile(`[^0-9A-Za-z]+`)
	fieldName       = regexp.MustCompile(`(?i)\A[ \t\r\n]*(?:diagnostic-code:[ \t\r\n]*)?(?:smtp;)?`)
)

// keeps reports whether no letter and no digit of s is lost in r: they all stand
// in the lines of r in their order, but for the codes of r and the letters of a
// literal \r\n or \n, which may have stood before a line, and for the name of the
// field before s.
func keeps(s string, r reply.Reply) bool {
	input := notAlphanumeric.ReplaceAllString(fieldName.ReplaceAllString(s, ""), "")
	code, status := r.Code.String(), notAlphanumeric.ReplaceAllString(r.Enhanced.String(), "")
	ends := map[int]bool{0: true} // how much of the input is found, by each way to find it
	for i, line := range r.Lines {
		line = notAlphanumeric.ReplaceAllString(line, "")
		next := map[int]bool{}
		for end := range ends {
			for _, escape := range []string{"", "n", "rn"} {
				for _, code := range []string{"", code} {
					for _, status := range []string{"", status} {
						before := escape + code + status
						if i == 0 && escape != "" || !strings.HasPrefix(input[end:], before) {
							continue
						}
						if end := end + len(before); strings.HasPrefix(input[end:], line) {
							next[end+len(line)] = true
						}
					}
				}
			}
		}
		ends = next
	}
	return ends[len(input)]
}

// FuzzParseObserved: it loses no text, returns no code that does not stand in the
// input as a word of its own, and takes what Parse takes.
func FuzzParseObserved(f *testing.F) {
	addReplies(f)
	f.Fuzz(func(t *testing.T, s string) {
		r, err := reply.ParseObserved(s)
		if (r.Code == 0 && r.Enhanced == 0) != (err != nil) {
			t.Errorf("ParseObserved(%q) = %q, %v", s, r, err)
		}
		if len(r.Lines) == 0 {
			t.Errorf("ParseObserved(%q) has no lines", s)
		}
		if !keeps(s, r) {
			t.Errorf("ParseObserved(%q) = %q loses text", s, r)
		}
		if r.Code != 0 && !regexp.MustCompile(`(?:\A|[^0-9A-Za-z]|\\r\\n|\\n|;)`+r.Code.String()+`(?:\z|[^0-9A-Za-z])`).MatchString(s) {
			t.Errorf("ParseObserved(%q) invents the code %v", s, r.Code)
		}
		if r.Enhanced != 0 && !regexp.MustCompile(`(?:\A|[^0-9A-Za-z.]|smtp;)`+regexp.QuoteMeta(r.Enhanced.String())+`(?:\z|[^0-9A-Za-z])`).MatchString(s) &&
			!regexp.MustCompile(`(?:\A|[^0-9])`+r.Code.String()+`\.`+regexp.QuoteMeta(r.Enhanced.String())).MatchString(s) {
			t.Errorf("ParseObserved(%q) invents the enhanced code %v", s, r.Enhanced)
		}
		if strict, err := reply.Parse(s); err == nil {
			if r.Code != strict.Code || strict.Enhanced != 0 && r.Enhanced != strict.Enhanced {
				t.Errorf("%q: Parse gives %q and ParseObserved %q", s, strict, r)
			}
		}
		if quoted, ok := r.Quoted(); ok {
			if c := quoted.Code.Class(); c != smtpcodes.TransientNegative && c != smtpcodes.PermanentNegative || !strings.Contains(s, quoted.Code.String()) {
				t.Errorf("%q quotes %q", s, quoted)
			}
		}
	})
}

// FuzzAppend: of anything comes exactly one reply by the grammar, in ASCII and
// with no line over the limit.
func FuzzAppend(f *testing.F) {
	f.Add(uint16(550), uint32(5_001_001), "no such user\r\n250 ok\x1ereally")
	f.Add(uint16(421), uint32(5_004_004), strings.Repeat("x y", 600))
	f.Add(uint16(0), uint32(0), "x")
	f.Add(uint16(354), uint32(3_000_000), "\u2028\u0085\xff"+strings.Repeat("\U0001f4e7", 300))
	f.Fuzz(func(t *testing.T, code uint16, status uint32, text string) {
		r := reply.Reply{Code: smtpcodes.Code(code), Enhanced: enhanced.Code(status), Lines: strings.Split(text, "\x1e")}
		wire := string(r.AppendWire([]byte("before ")))
		wire, ok := strings.CutPrefix(wire, "before ")
		if !ok {
			t.Fatalf("what was there is gone: %q", wire)
		}
		if r.Code.Class() == 0 {
			if wire != "" {
				t.Errorf("code %d is sent as %q", code, wire)
			}
			return
		}
		got, ok := referenceParse(wire)
		if !ok || got.Code != r.Code || len(got.Lines) < len(r.Lines) || !strings.HasSuffix(wire, "\r\n") {
			t.Errorf("%q is sent as %q", r, wire)
		}
		if strict, err := reply.Parse(wire); err != nil || !cmp.Equal(got, strict) {
			t.Errorf("%q is sent as %q, %v", r, wire, err)
		}
		if int(r.Enhanced.Class()) == int(r.Code.Class()) && got.Enhanced != r.Enhanced {
			t.Errorf("%q is sent as %q without its enhanced code", r, wire)
		}
		utf8 := string(r.AppendUTF8(nil))
		for _, s := range []string{wire, utf8} {
			for line := range strings.SplitAfterSeq(s, "\r\n") {
				if len(line) > reply.MaxLine {
					t.Errorf("%q: a line of %d octets", r, len(line))
				}
				if strings.ContainsAny(strings.TrimSuffix(line, "\r\n"), "\r\n\x00") {
					t.Errorf("%q: a line end in %q", r, line)
				}
			}
		}
		if strings.ToValidUTF8(utf8, "") != utf8 {
			t.Errorf("%q is sent as %q, which is no UTF-8", r, utf8)
		}
	})
}

// FuzzCheck: Check never panics and each problem is whole.
func FuzzCheck(f *testing.F) {
	f.Add(uint16(550), uint32(5_001_001), uint8(5), true, false, "no such user")
	f.Add(uint16(700), uint32(9_999_999), uint8(255), false, true, "250 a\n5.1.1 b\x00")
	f.Fuzz(func(t *testing.T, code uint16, status uint32, command uint8, offers, utf8 bool, text string) {
		r := reply.Reply{Code: smtpcodes.Code(code), Enhanced: enhanced.Code(status), Lines: strings.Split(text, "\n")}
		for _, problem := range (reply.Session{Enhanced: offers, UTF8: utf8}).Check(r, smtpcodes.Command(command)) {
			if problem.Rule == "" || problem.Severity.String() == "" || problem.Section == "" || problem.Detail == "" || strings.ContainsAny(problem.String(), "\r\n\x00") {
				t.Errorf("%q: %#v", r, problem)
			}
		}
		_ = r.String()
		_ = (&reply.Error{Reply: r, Command: smtpcodes.Command(command)}).Temporary()
	})
}

// FuzzReader: on strict input it reads what Parse reads, and nothing else; on any
// input it holds to its limit.
func FuzzReader(f *testing.F) {
	addReplies(f)
	f.Fuzz(func(t *testing.T, s string) {
		const limit, buffer = 300, 16
		source := &counter{r: strings.NewReader(s)}
		r := reply.NewReader(bufio.NewReaderSize(source, buffer))
		r.MaxOctets = limit
		got, err := r.ReadReply()
		if source.octets > limit+buffer {
			t.Errorf("%d octets were read", source.octets)
		}
		want, strict := reply.Parse(s)
		if strict != nil || !strings.HasSuffix(s, "\r\n") || len(s) > limit {
			return
		}
		if err != nil || got.Code != want.Code || len(got.Lines) != len(want.Lines) || want.Enhanced != 0 && !cmp.Equal(want, got) {
			t.Errorf("%q: Parse gives %q and the Reader %q, %v", s, want, got, err)
		}
		if again, err := r.ReadReply(); err == nil {
			t.Errorf("%q: a second reply %q", s, again)
		}
	})
}

// counter counts the octets that are read.
type counter struct {
	r      *strings.Reader
	octets int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.octets += n
	return n, err
}

// TestKeeps checks the check.
func TestKeeps(t *testing.T) {
	for _, tt := range []struct {
		in   string
		r    reply.Reply
		want bool
	}{
		{"550 5.1.1 x", reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"x"}}, true},
		{"550-5.1.1 x\n550 5.1.1 y", reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"x", "y"}}, true},
		{"Diagnostic-Code: SMTP; 550 x", reply.Reply{Code: 550, Lines: []string{"x"}}, true},
		{"550 5.1.1 x", reply.Reply{Code: 550, Lines: []string{"x"}}, false},
		{"550 5.1.1 x y", reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"x"}}, false},
		{"550 x y", reply.Reply{Code: 550, Lines: []string{"y", "x"}}, false},
		{"250 x", reply.Reply{Code: 550, Lines: []string{"x"}}, false},
	} {
		if got := keeps(tt.in, tt.r); got != tt.want {
			t.Errorf("keeps(%q, %q) = %v", tt.in, tt.r, got)
		}
	}
}
