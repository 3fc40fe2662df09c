package main

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// exchange is a command and what a real server answered.
type exchange struct {
	command smtpcodes.Command
	lines   []string
}

// exchanges reads the recordings of package reply, of which the header says what they
// are. It leaves out what the forms cannot hold: octets that are no text, and lines
// that are not one reply.
func exchanges(t *testing.T) []exchange {
	t.Helper()
	data, err := os.ReadFile("../../reply/testdata/exchanges.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, rows, _ := strings.Cut(string(data), "\n\n")
	var all []exchange
	for row := range strings.Lines(rows) {
		columns := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		cmd, err := smtpcodes.ParseCommand(columns[1])
		if columns[0] != "" {
			if err != nil {
				cmd = 0
			}
			all = append(all, exchange{command: cmd})
		}
		last := &all[len(all)-1]
		last.lines = append(last.lines, columns[2])
	}
	var good []exchange
	for _, e := range all {
		one := e.command != 0 && e.command != smtpcodes.BDAT
		for i, line := range e.lines {
			one = one && startsWithCode(line) && !strings.ContainsRune(line, '\\') && (strings.HasPrefix(line[3:], "-") == (i < len(e.lines)-1))
		}
		if one {
			good = append(good, e)
		}
	}
	if len(good) < 200 {
		t.Fatalf("only %d of %d recordings can be used", len(good), len(all))
	}
	return good
}

// said is a line of a session: who said it, and what.
type said struct {
	client bool
	text   string
}

// session makes a session around an exchange.
func (e exchange) session() []said {
	var s []said
	client := func(text string) { s = append(s, said{true, text}) }
	server := func(text string) { s = append(s, said{false, text}) }
	if e.command != smtpcodes.Connect {
		server("220 mx.example.org ESMTP")
	}
	switch e.command {
	case smtpcodes.Connect:
	case smtpcodes.EndOfData:
		client("DATA")
		server("354 go on")
		client("Subject: 250 is no reply")
		client(".")
	case smtpcodes.AuthResponse:
		client("AUTH LOGIN")
		server("334 VXNlcm5hbWU6")
		client("c2VjcmV0")
	default:
		client(e.command.String() + " x")
	}
	for _, line := range e.lines {
		server(line)
	}
	return s
}

// written are the forms of transcripts.
var written = map[string]func(said) string{
	"labels": func(s said) string {
		if s.client {
			return "C: " + s.text
		}
		return "S: " + s.text
	},
	"swaks": func(s said) string {
		switch {
		case s.client:
			return " -> " + s.text
		case s.text[0] >= '4':
			return "<** " + s.text
		}
		return "<-  " + s.text
	},
	"smtplib": func(s said) string {
		quoted := strconv.Quote(s.text + "\r\n")
		quoted = "'" + strings.ReplaceAll(strings.ReplaceAll(quoted[1:len(quoted)-1], `\"`, `"`), "'", `\'`) + "'"
		if s.client {
			return "send: " + quoted
		}
		return "reply: b" + quoted
	},
	"postfix smtp": func(s said) string {
		if s.client {
			return "Nov 21 20:22:01 mx postfix/smtp[12]: > mx.example.net[192.0.2.9]:25: " + s.text
		}
		return "Nov 21 20:22:01 mx postfix/smtp[12]: < mx.example.net[192.0.2.9]:25: " + s.text
	},
	"postfix smtpd": func(s said) string {
		if s.client {
			return "2026-11-21T20:22:01.000+00:00 mx postfix/submission/smtpd[12]: < unknown[2001:db8::1]: " + s.text
		}
		return "2026-11-21T20:22:01.000+00:00 mx postfix/submission/smtpd[12]: > unknown[2001:db8::1]: " + s.text
	},
	"exim": func(s said) string {
		if s.client {
			return "12:00:01 4711   SMTP>> " + s.text
		}
		return "12:00:01 4711   SMTP<< " + s.text
	},
	"exim as a server": func(s said) string {
		if s.client {
			return "  SMTP<< " + s.text
		}
		return "  SMTP>> " + s.text
	},
	"curl": func(s said) string {
		if s.client {
			return "> " + s.text
		}
		return "< " + s.text
	},
	"plain": func(s said) string { return s.text },
}

// TestForms writes each recording in each form, and reads the same replies to the
// same commands out of them.
func TestForms(t *testing.T) {
	all := exchanges(t)
	for name, write := range written {
		for _, e := range all {
			var got []string
			f := &follower{sessions: make(map[string]*session), found: func(a answer) {
				got = append(got, fmt.Sprint(a.command, " ", a.raw))
			}}
			number := 0
			for _, s := range e.session() {
				number++
				f.line(write(s), number)
			}
			f.end()
			want := fmt.Sprint(e.command, " ", e.lines)
			if len(got) == 0 || got[len(got)-1] != want {
				t.Errorf("%s: %v (-want +got):\n%s", name, e, cmp.Diff([]string{want}, got))
			}
		}
	}
}

// TestFollower reads what some programs write otherwise than line by line.
func TestFollower(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines string
		want  []string
	}{
		{
			"Exim with process numbers",
			"12345   SMTP<< 220 mx\n12345   SMTP>> EHLO a\n12345   SMTP<< 250-mx\n12345          250-SIZE\n12345          250 8BITMIME\n12345   SMTP>> NOOP\n12345   SMTP<< 250 ok",
			[]string{"connection opening [220 mx]", "EHLO [250-mx 250-SIZE 250 8BITMIME]", "NOOP [250 ok]"},
		},
		{
			"Exim with times and two processes",
			"12:00:01 11   SMTP<< 220 mx\n12:00:01 22   SMTP<< 220 my\n12:00:01 11   SMTP>> EHLO a\n12:00:01 11   SMTP<< 250-mx\n12:00:01 22   SMTP>> NOOP\n12:00:01.123 11          250 8BITMIME\n12:00:01 22   SMTP<< 250 ok",
			[]string{"connection opening [220 mx]", "connection opening [220 my]", "EHLO [250-mx 250 8BITMIME]", "NOOP [250 ok]"},
		},
		{
			"Exim with times alone",
			"12:00:01   SMTP<< 220 mx\n12:00:01   SMTP>> EHLO a\n12:00:01   SMTP<< 250-mx\n12:00:01          250 8BITMIME",
			[]string{"connection opening [220 mx]", "EHLO [250-mx 250 8BITMIME]"},
		},
		{
			"times before labels",
			"[01:00:00.123] S: 220 a\n[01:00:00.200] C: NOOP\n2026-11-21T01:00:00.300Z S: 250 b\n01:00:01 C: QUIT\n[2026-11-21 01:00:01] S: 221 c",
			[]string{"connection opening [220 a]", "NOOP [250 b]", "QUIT [221 c]"},
		},
		{
			"times before swaks",
			"[01:00:00] <-  220 a\n[01:00:00]  -> NOOP\n[01:00:00] <-  250 b",
			[]string{"connection opening [220 a]", "NOOP [250 b]"},
		},
		{
			"a command that nobody knows",
			"Trying 192.0.2.1...\nConnected to mx.\nEscape character is '^]'.\n220 a\nXFOO bar\n502 5.5.1 no\nNOOP\n250 b\nQUIT\n221 c\nConnection closed by foreign host.",
			[]string{"connection opening [220 a]", "\"XFOO bar\" [502 5.5.1 no]", "NOOP [250 b]", "QUIT [221 c]"},
		},
		{
			"words of the program",
			"220 a\nNOOP\nread R BLOCK\n250 b",
			[]string{"connection opening [220 a]", "NOOP [250 b]"},
		},
	} {
		var got []string
		f := &follower{sessions: make(map[string]*session), found: func(a answer) {
			what := a.command.String()
			if what == "" {
				what = strconv.Quote(a.sent)
			}
			got = append(got, fmt.Sprint(what, " ", a.raw))
			for _, p := range a.problems {
				if p.Rule == ruleSyntax || p.Rule == ruleOneReply {
					t.Errorf("%s: %v", tt.name, p)
				}
			}
		}}
		for i, line := range strings.Split(tt.lines, "\n") {
			f.line(line, i+1)
		}
		f.end()
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// FuzzFollower: there are no more replies than lines, and each stands in one of them.
func FuzzFollower(f *testing.F) {
	f.Add("S: 220 a\nC: EHLO b\nS: 250-c\nS: 250 d\n")
	f.Add("220 a\nEHLO b\n250 c\nDATA\n354 d\n.\n250 e\n")
	f.Add("  SMTP<< 220 a\n  SMTP>> BDAT 5\n  SMTP<< 250-x\n         250 b\n")
	f.Add("postfix/smtp[1]: < a[b]:25: 220 c\npostfix/smtp[1]: > a[b]:25: LHLO d\n")
	f.Fuzz(func(t *testing.T, text string) {
		lines := strings.Split(text, "\n")
		replies := 0
		fol := &follower{sessions: make(map[string]*session), found: func(a answer) {
			replies++
			if a.line < 1 || a.line > len(lines) {
				t.Errorf("a reply in line %d of %d", a.line, len(lines))
			}
		}}
		for i, line := range lines {
			fol.line(line, i+1)
		}
		fol.end()
		if replies > len(lines) {
			t.Errorf("%d replies in %d lines", replies, len(lines))
		}
	})
}
