package interop_test

import (
	"bufio"
	"errors"
	"fmt"
	"net/textproto"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

const refused = "refused"

// TestTextproto shows where package reply and net/textproto, which net/smtp,
// go-smtp and go-mail read replies with, take the same octets differently. Each
// column says what was read: the code, the enhanced code if there is one, and the
// text of each line.
func TestTextproto(t *testing.T) {
	long := strings.Repeat("x", 100_000)
	for _, test := range []struct {
		name, input                        string
		textproto, parse, observed, reader string
	}{
		{"one line", "250 2.1.0 ok\r\n",
			`250 ["2.1.0 ok"]`, `250 2.1.0 ["ok"]`, `250 2.1.0 ["ok"]`, `250 2.1.0 ["ok"]`},
		{"three lines", "550-5.1.1 a\r\n550-5.1.1 b\r\n550 5.1.1 c\r\n",
			`550 ["5.1.1 a" "5.1.1 b" "5.1.1 c"]`, `550 5.1.1 ["a" "b" "c"]`, `550 5.1.1 ["a" "b" "c"]`, `550 5.1.1 ["a" "b" "c"]`},
		{"enhanced code on the last line only", "550-a\r\n550 5.1.1 b\r\n",
			`550 ["a" "5.1.1 b"]`, `550 ["a" "5.1.1 b"]`, `550 5.1.1 ["a" "5.1.1 b"]`, `550 5.1.1 ["a" "5.1.1 b"]`},
		{"two enhanced codes", "550-5.1.1 a\r\n550 5.7.1 b\r\n",
			`550 ["5.1.1 a" "5.7.1 b"]`, `550 ["5.1.1 a" "5.7.1 b"]`, `550 5.1.1 ["5.1.1 a" "5.7.1 b"]`, `550 5.1.1 ["5.1.1 a" "5.7.1 b"]`},
		{"enhanced code of another class", "550 4.1.1 a\r\n",
			`550 ["4.1.1 a"]`, `550 ["4.1.1 a"]`, `550 4.1.1 ["a"]`, `550 4.1.1 ["a"]`},
		{"enhanced code behind a mark", "550 #5.1.1 a\r\n",
			`550 ["#5.1.1 a"]`, `550 ["#5.1.1 a"]`, `550 5.1.1 ["#5.1.1 a"]`, `550 ["#5.1.1 a"]`},
		{"code alone", "250\r\n",
			refused, `250 [""]`, `250 [""]`, `250 [""]`},
		{"code and space", "250 \r\n",
			`250 [""]`, `250 [""]`, `250 [""]`, `250 [""]`},
		{"code and hyphen", "250-\r\n",
			refused, refused, `250 [""]`, refused},
		{"nothing", "",
			refused, refused, refused, refused},
		{"bare LF", "250-a\n250 b\n",
			`250 ["a" "b"]`, refused, `250 ["a" "b"]`, `250 ["a" "b"]`},
		{"bare CR", "250-a\r250 b\r\n",
			refused, refused, `250 ["a" "b"]`, refused},
		{"no line end", "250 a",
			`250 ["a"]`, `250 ["a"]`, `250 ["a"]`, refused},
		{"connection cut in the middle", "250-a\r\n250-b\r\n",
			refused, refused, `250 ["a" "b"]`, refused},
		{"codes that differ, last line right", "250-a\r\n550-b\r\n250 c\r\n",
			`250 ["a" "550-b" "c"]`, refused, `250 ["a" "550-b" "c"]`, `250 ["a" "550-b" "c"]`},
		{"codes that differ, last line wrong", "250-a\r\n550 b\r\n",
			refused, refused, `250 ["a" "550 b"]`, `250 ["a" "550 b"]`},
		{"last line wrong, then another reply", "250-a\r\n550 b\r\n250 c\r\n",
			`250 ["a" "550 b" "c"]`, refused, `250 ["a" "550 b" "c"]`, `250 ["a" "550 b"]`},
		{"line without a code", "250-a\r\n b\r\n250 c\r\n",
			`250 ["a" " b" "c"]`, refused, `250 ["a b" "c"]`, refused},
		{"FTP style", "250-a\r\nb\r\n250 c\r\n",
			`250 ["a" "b" "c"]`, refused, `250 ["a" "b" "c"]`, refused},
		{"code alone in the middle", "250-a\r\n250\r\n250 c\r\n",
			`250 ["a" "250" "c"]`, refused, `250 ["a" "" "c"]`, `250 ["a" ""]`},
		{"code 199", "199 a\r\n",
			`199 ["a"]`, refused, refused, refused},
		{"code 600", "600 a\r\n",
			`600 ["a"]`, refused, refused, refused},
		{"code 571", "571 a\r\n",
			`571 ["a"]`, `571 ["a"]`, `571 ["a"]`, `571 ["a"]`},
		{"space before the code", " 250 a\r\n",
			refused, refused, `250 ["a"]`, refused},
		{"missing separator", "250ok\r\n",
			refused, refused, refused, refused},
		{"tab as separator", "250\tok\r\n",
			refused, refused, `250 ["ok"]`, refused},
		{"colon as separator", "250: ok\r\n",
			refused, refused, `250 ["ok"]`, refused},
		{"space at the end", "250 a \r\n",
			`250 ["a "]`, `250 ["a "]`, `250 ["a "]`, `250 ["a "]`},
		{"tab in the text", "250 a\tb\r\n",
			`250 ["a\tb"]`, `250 ["a\tb"]`, `250 ["a\tb"]`, `250 ["a\tb"]`},
		{"UTF-8", "250 \u00fc\r\n",
			`250 ["\u00fc"]`, refused, `250 ["\u00fc"]`, `250 ["\u00fc"]`},
		{"Latin-1", "250 \xfc\r\n",
			`250 ["\xfc"]`, refused, `250 ["\xfc"]`, `250 ["\xfc"]`},
		{"NUL", "250 a\x00b\r\n",
			`250 ["a\x00b"]`, refused, `250 ["a\x00b"]`, `250 ["a\x00b"]`},
		{"escape sequence", "250 \x1b[2J\r\n",
			`250 ["\x1b[2J"]`, refused, `250 ["\x1b[2J"]`, `250 ["\x1b[2J"]`},
		{"100,000 octets", "250 " + long + "\r\n",
			`250 ["xxxxxx... of 1 lines, 100000 octets`, `250 ["xxxxxx... of 1 lines, 100000 octets`, `250 ["xxxxxx... of 1 lines, 100000 octets`, refused},
		{"2,000 lines", strings.Repeat("250-a\r\n", 1999) + "250 a\r\n",
			`250 ["a" "a"... of 2000 lines, 2000 octets`, `250 ["a" "a"... of 2000 lines, 2000 octets`, `250 ["a" "a"... of 2000 lines, 2000 octets`, refused},
		{"Diagnostic-Code field", "smtp; 550 5.1.1 a",
			refused, refused, `550 5.1.1 ["a"]`, refused},
		{"quoted reply", "host mx.example.org said: 550 5.1.1 a",
			refused, refused, `550 5.1.1 ["host mx.example.org said: 550 5.1.1 a"]`, refused},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := []string{
				shown(readResponse(test.input)),
				shown(reply.Parse(test.input)),
				shown(reply.ParseObserved(test.input)),
				shown(reply.NewReader(bufio.NewReader(strings.NewReader(test.input))).ReadReply()),
			}
			want := []string{test.textproto, test.parse, test.observed, test.reader}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%.60q by net/textproto, Parse, ParseObserved, Reader (-want +got):\n%s", test.input, diff)
			}
		})
	}
}

// TestTextprotoExchanges checks that nothing differs in the replies of real
// servers that Parse takes: the code and the text that net/textproto reads are
// those of the error that a Reply unwraps to, but for a space at the end.
func TestTextprotoExchanges(t *testing.T) {
	wires := exchanges(t)
	for _, wire := range wires {
		want := &textproto.Error{}
		var err error
		want.Code, want.Msg, err = textproto.NewReader(bufio.NewReader(strings.NewReader(wire))).ReadResponse(0)
		if err != nil {
			t.Errorf("%q: %v", wire, err)
			continue
		}
		r, err := reply.Parse(wire)
		var got *textproto.Error
		if err != nil || !errors.As(&reply.Error{Reply: r}, &got) {
			t.Errorf("%q: %v", wire, err)
			continue
		}
		if got.Code != want.Code || strings.TrimSuffix(got.Msg, " ") != strings.TrimSuffix(want.Msg, " ") {
			t.Errorf("%q is %#v by Parse, %#v by net/textproto", wire, got, want)
		}
	}
	t.Logf("%d replies", len(wires))
}

// readResponse reads a reply by net/textproto. It knows no enhanced codes, and the
// lines are one text.
func readResponse(input string) (reply.Reply, error) {
	code, text, err := textproto.NewReader(bufio.NewReader(strings.NewReader(input))).ReadResponse(0)
	return reply.Reply{Code: smtpcodes.Code(code), Lines: strings.Split(text, "\n")}, err
}

// shown returns what was read in one line. Of long replies it shows the start.
func shown(r reply.Reply, err error) string {
	if err != nil {
		return refused
	}
	s := ""
	if r.Code != 0 {
		s = fmt.Sprintf("%d ", r.Code)
	}
	if r.Enhanced != 0 {
		s += r.Enhanced.String() + " "
	}
	s += fmt.Sprintf("%+q", r.Lines)
	if len(s) > 60 {
		s = fmt.Sprintf("%.12s... of %d lines, %d octets", s, len(r.Lines), len(strings.Join(r.Lines, "")))
	}
	return s
}
