package reply_test

import (
	"bufio"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/reply"
)

// readAll reads replies until an error.
func readAll(r *reply.Reader) ([]reply.Reply, error) {
	var replies []reply.Reply
	for {
		got, err := r.ReadReply()
		if err != nil {
			return replies, err
		}
		replies = append(replies, got)
	}
}

func TestReader(t *testing.T) {
	type r = reply.Reply
	long := strings.Repeat("x", 5000) // longer than the buffer of a bufio.Reader
	const syntax = ": syntax error: want a code and a space or a hyphen"
	for _, tt := range []struct {
		name, in string
		want     []reply.Reply
		err      string
	}{
		{"nothing", "", nil, "EOF"},
		{"one", "250 ok\r\n", []r{{250, 0, []string{"ok"}}}, "EOF"},
		{"bare LF", "250-a\n250 b\n", []r{{250, 0, []string{"a", "b"}}}, "EOF"},
		{"code alone", "250\r\n", []r{{250, 0, []string{""}}}, "EOF"},
		{"code and space", "250 \r\n", []r{{250, 0, []string{""}}}, "EOF"},
		{"code alone ends", "250-a\r\n250\r\n", []r{{250, 0, []string{"a", ""}}}, "EOF"},
		{"enhanced", "550-5.1.1 a\r\n550 5.1.1 b\r\n", []r{{550, 5_001_001, []string{"a", "b"}}}, "EOF"},
		{"enhanced of another class", "450 5.4.4 a\r\n", []r{{450, 5_004_004, []string{"a"}}}, "EOF"},
		{"pipelined", "250 2.1.0 a\r\n250 2.1.5 b\r\n354 c\r\n", []r{{250, 2_001_000, []string{"a"}}, {250, 2_001_005, []string{"b"}}, {354, 0, []string{"c"}}}, "EOF"},
		{"pipelined, several lines", "250-a\r\n250 b\r\n550-c\r\n550 d\r\n", []r{{250, 0, []string{"a", "b"}}, {550, 0, []string{"c", "d"}}}, "EOF"},
		{"second codes differ", "250-a\r\n550-b\r\n250 c\r\n", []r{{250, 0, []string{"a", "550-b", "c"}}}, "EOF"},
		{"another code ends", "220-a\r\n250 b\r\n220 c\r\n", []r{{220, 0, []string{"a", "250 b"}}, {220, 0, []string{"c"}}}, "EOF"},
		{"octets", "550 M\xfcller\x00\t\r\n", []r{{550, 0, []string{"M\xfcller\x00\t"}}}, "EOF"},
		{"CR inside", "550 a\rb\r\r\n", []r{{550, 0, []string{"a\rb\r"}}}, "EOF"},
		{"long line", "250-" + long + "\r\n250 " + long + "\r\n", []r{{250, 0, []string{long, long}}}, "EOF"},
		{"any second digit", "599 x\r\n", []r{{599, 0, []string{"x"}}}, "EOF"},

		{"cut in a line", "250 ok", nil, "unexpected EOF"},
		{"cut behind CR", "250 ok\r", nil, "unexpected EOF"},
		{"cut in a code", "25", nil, "unexpected EOF"},
		{"cut between lines", "250-a\r\n", nil, "unexpected EOF"},
		{"cut in the second reply", "250 a\r\n250-b\r\n25", []r{{250, 0, []string{"a"}}}, "unexpected EOF"},
		{"empty line", "\r\n250 a\r\n", nil, `reply ""` + syntax},
		{"no code", "hello\r\n", nil, `reply "hello"` + syntax},
		{"no code on a further line", "250-a\r\nb\r\n250 c\r\n", nil, `reply "b"` + syntax},
		{"another separator", "250:a\r\n", nil, `reply "250:a"` + syntax},
		{"four digits", "2500 a\r\n", nil, `reply "2500 a"` + syntax},
		{"folded", "250-a\r\n b\r\n", nil, `reply " b"` + syntax},
		{"class 1", "150 a\r\n", nil, `reply "150 a"` + syntax},
		{"HTTP", "HTTP/1.1 400 Bad Request\r\n\r\n", nil, `reply "HTTP/1.1 400 Bad Request"` + syntax},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// bufio's smallest buffer has 16 octets, so that a line takes several.
			for _, size := range []int{16, 17, 4096} {
				for _, source := range []io.Reader{strings.NewReader(tt.in), iotest.OneByteReader(strings.NewReader(tt.in)), iotest.DataErrReader(strings.NewReader(tt.in))} {
					got, err := readAll(reply.NewReader(bufio.NewReaderSize(source, size)))
					if diff := cmp.Diff(tt.want, got); diff != "" {
						t.Errorf("replies (-want +got):\n%s", diff)
					}
					if err.Error() != tt.err {
						t.Errorf("the error is %q, want %q", err, tt.err)
					}
				}
			}
		})
	}
}

// TestReaderReadsNoFurther: what follows the replies that were asked for, such as
// a TLS handshake, stays in the bufio.Reader.
func TestReaderReadsNoFurther(t *testing.T) {
	b := bufio.NewReader(strings.NewReader("220 2.0.0 go ahead\r\n\x16\x03\x01"))
	if _, err := reply.NewReader(b).ReadReply(); err != nil {
		t.Fatal(err)
	}
	if rest, _ := io.ReadAll(b); string(rest) != "\x16\x03\x01" {
		t.Errorf("%q is left", rest)
	}
}

func TestReaderErrors(t *testing.T) {
	_, err := reply.NewReader(bufio.NewReader(iotest.ErrReader(errBroken))).ReadReply()
	if err != errBroken {
		t.Errorf("the error of the connection comes out as %v", err)
	}
	_, err = reply.NewReader(bufio.NewReader(io.MultiReader(strings.NewReader("250-a\r\n25"), iotest.ErrReader(errBroken)))).ReadReply()
	if err != errBroken {
		t.Errorf("the error of the connection inside a reply comes out as %v", err)
	}
	_, err = reply.NewReader(bufio.NewReader(strings.NewReader("x\r\n"))).ReadReply()
	var parse *reply.ParseError
	if !errors.Is(err, reply.ErrSyntax) || !errors.As(err, &parse) {
		t.Errorf("the error of a line without a code is %#v", err)
	}
}

func TestReaderLimits(t *testing.T) {
	for _, tt := range []struct {
		name          string
		lines, octets int
		in            string
		want          int    // lines
		err           string // empty: none
	}{
		{"lines, just", 3, 0, "250-a\r\n250-b\r\n250 c\r\n", 3, ""},
		{"lines, over", 2, 0, "250-a\r\n250-b\r\n250 c\r\n", 0, "reply of more than 2 lines"},
		{"one line", 1, 0, "250 a\r\n", 1, ""},
		{"octets, just", 0, 14, "250-a\r\n250 b\r\n", 2, ""},
		{"octets, over", 0, 13, "250-a\r\n250 b\r\n", 0, "reply of more than 13 octets"},
		{"octets of one line, just", 0, 20, "250 " + strings.Repeat("x", 14) + "\r\n", 1, ""},
		{"octets of one line, over", 0, 19, "250 " + strings.Repeat("x", 14) + "\r\n", 0, "reply of more than 19 octets"},
		{"LF counts as one", 0, 6, "250 a\n", 1, ""},
		{"default lines, just", 0, 0, strings.Repeat("250-\n", reply.DefaultMaxLines-1) + "250 \n", reply.DefaultMaxLines, ""},
		{"default lines, over", 0, 0, strings.Repeat("250-\n", reply.DefaultMaxLines) + "250 \n", 0, "reply of more than 1000 lines"},
		{"default octets, just", 0, 0, "250 " + strings.Repeat("x", reply.DefaultMaxOctets-6) + "\r\n", 1, ""},
		{"default octets, over", 0, 0, "250 " + strings.Repeat("x", reply.DefaultMaxOctets-5) + "\r\n", 0, "reply of more than 65536 octets"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			// Twice the same reply: the limits are those of each.
			r := reply.NewReader(bufio.NewReaderSize(strings.NewReader(tt.in+tt.in), 16))
			r.MaxLines, r.MaxOctets = tt.lines, tt.octets
			for range 2 {
				got, err := r.ReadReply()
				if tt.err == "" {
					if err != nil || len(got.Lines) != tt.want {
						t.Errorf("%d lines, %v, want %d lines", len(got.Lines), err, tt.want)
					}
					continue
				}
				var limit *reply.LimitError
				if !errors.As(err, &limit) || err.Error() != tt.err {
					t.Errorf("the error is %v, want %q", err, tt.err)
				}
				return
			}
		})
	}
}

// endless repeats a text for ever and counts the octets that are read of it.
type endless struct {
	text   string
	octets int
}

func (e *endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = e.text[(e.octets+i)%len(e.text)]
	}
	e.octets += len(p)
	return len(p), nil
}

func TestReaderHostile(t *testing.T) {
	const buffer = 4096
	for name, text := range map[string]string{
		"a line without end":  "2",
		"a text without end":  "250 x",
		"continuation":        "250-x\r\n",
		"empty continuations": "250-\n",
		"enhanced":            "250-2.0.0 x\r\n",
		"changing codes":      "250-x\r\n550-x\r\n",
		"NUL":                 "\x00",
	} {
		for _, max := range []int{0, 1, 100, 10_000} {
			source := &endless{text: text}
			r := reply.NewReader(bufio.NewReaderSize(source, buffer))
			r.MaxOctets = max
			got, err := r.ReadReply()
			if err == nil {
				t.Errorf("%s: the reply %.80q", name, got)
			}
			if max == 0 {
				max = reply.DefaultMaxOctets
			}
			if source.octets > max+buffer {
				t.Errorf("%s, at most %d octets: %d were read", name, max, source.octets)
			}
		}
	}
}
