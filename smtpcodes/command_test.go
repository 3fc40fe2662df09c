package smtpcodes_test

import (
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// verbs are the commands in the order that the package promises, with what
// stands on the wire.
var verbs = []struct {
	cmd       smtpcodes.Command
	text      string
	extension string
}{
	{smtpcodes.Connect, "connection opening", ""},
	{smtpcodes.EHLO, "EHLO", ""},
	{smtpcodes.HELO, "HELO", ""},
	{smtpcodes.MAIL, "MAIL", ""},
	{smtpcodes.RCPT, "RCPT", ""},
	{smtpcodes.DATA, "DATA", ""},
	{smtpcodes.EndOfData, "end of data", ""},
	{smtpcodes.RSET, "RSET", ""},
	{smtpcodes.VRFY, "VRFY", ""},
	{smtpcodes.EXPN, "EXPN", "EXPN"},
	{smtpcodes.HELP, "HELP", "HELP"},
	{smtpcodes.NOOP, "NOOP", ""},
	{smtpcodes.QUIT, "QUIT", ""},
	{smtpcodes.AUTH, "AUTH", "AUTH"},
	{smtpcodes.AuthResponse, "AUTH response", "AUTH"},
	{smtpcodes.STARTTLS, "STARTTLS", "STARTTLS"},
	{smtpcodes.BDAT, "BDAT", "CHUNKING"},
	{smtpcodes.BURL, "BURL", "BURL"},
	{smtpcodes.ETRN, "ETRN", "ETRN"},
	{smtpcodes.ATRN, "ATRN", "ATRN"},
	{smtpcodes.LHLO, "LHLO", ""},
	{smtpcodes.SEND, "SEND", "SEND"},
	{smtpcodes.SOML, "SOML", "SOML"},
	{smtpcodes.SAML, "SAML", "SAML"},
	{smtpcodes.TURN, "TURN", "TURN"},
	{smtpcodes.XCLIENT, "XCLIENT", "XCLIENT"},
	{smtpcodes.XFORWARD, "XFORWARD", "XFORWARD"},
}

func TestCommands(t *testing.T) {
	var want []smtpcodes.Command
	for _, verb := range verbs {
		want = append(want, verb.cmd)
		if verb.cmd.String() != verb.text || verb.cmd.Extension() != verb.extension {
			t.Errorf("%v, extension %q, want %q, extension %q", verb.cmd, verb.cmd.Extension(), verb.text, verb.extension)
		}
		if stage := strings.Contains(verb.text, " "); verb.cmd.Stage() != stage {
			t.Errorf("%v.Stage() = %v", verb.cmd, !stage)
		}
		// RFC 2034, section 4 excepts the greeting and the replies to EHLO and HELO;
		// LHLO has the syntax and semantics of EHLO (RFC 2033, section 4.1).
		opening := slices.Contains([]string{"connection opening", "EHLO", "HELO", "LHLO"}, verb.text)
		if verb.cmd.Enhanced() == opening {
			t.Errorf("%v.Enhanced() = %v", verb.cmd, opening)
		}
	}
	if diff := cmp.Diff(want, slices.Collect(smtpcodes.Commands())); diff != "" {
		t.Errorf("Commands() (-want +got):\n%s", diff)
	}
	for cmd := range smtpcodes.Commands() {
		if cmd != smtpcodes.Connect {
			t.Fatalf("Commands() went on after break, with %v", cmd)
		}
		break
	}
}

// TestCommandEveryValue goes through all numbers that a Command can hold.
func TestCommandEveryValue(t *testing.T) {
	known := slices.Collect(smtpcodes.Commands())
	for n := range math.MaxUint8 + 1 {
		cmd := smtpcodes.Command(n)
		text, err := cmd.AppendText([]byte("x"))
		switch {
		case slices.Contains(known, cmd):
			got := smtpcodes.NOOP
			if uerr := got.UnmarshalText(text[1:]); got != cmd || uerr != nil || err != nil {
				t.Errorf("Command(%d) became %q, %v, and that %d, %v", n, text, err, got, uerr)
			}
			if cmd.Status() == smtpcodes.Unregistered {
				t.Errorf("%v.Status() = %v", cmd, cmd.Status())
			}
			continue
		case n == 0:
			got := smtpcodes.NOOP
			if uerr := got.UnmarshalText(text[1:]); string(text) != "x" || got != 0 || uerr != nil || err != nil {
				t.Errorf("Command(0) became %q, %v, and that %d, %v", text, err, got, uerr)
			}
		default:
			var valueErr *smtpcodes.ValueError
			if string(text) != "x" || !errors.As(err, &valueErr) || valueErr.Value != uint64(n) || !errors.Is(err, smtpcodes.ErrUnknown) {
				t.Errorf("Command(%d).AppendText() = %q, %#v, want a *ValueError that wraps ErrUnknown", n, text, err)
			}
		}
		if cmd.String() != "" || cmd.Name() != "" || cmd.Stage() || cmd.Extension() != "" || cmd.Status() != 0 || cmd.Enhanced() {
			t.Errorf("Command(%d) is %q, has a name, an extension, a status or a property", n, cmd)
		}
		for rule := range cmd.Rules() {
			t.Errorf("Command(%d) has the rule %v", n, rule)
		}
		for c := smtpcodes.Code(0); c <= 1000; c++ {
			if rule, ok := cmd.Rule(c); ok || rule != (smtpcodes.Rule{}) || cmd.Allows(c) {
				t.Errorf("Command(%d) has a rule for %v or allows it", n, c)
			}
			if cmd != 0 && len(slices.Collect(cmd.Practice(c))) != 0 {
				t.Errorf("Command(%d) has a practice of %v", n, c)
			}
		}
	}
}

func TestCommandJSON(t *testing.T) {
	want := map[smtpcodes.Command]int{smtpcodes.RCPT: 2, smtpcodes.EndOfData: 1}
	b, err := json.Marshal(want)
	if text := `{"RCPT":2,"end of data":1}`; string(b) != text || err != nil {
		t.Errorf("Marshal(%v) = %s, %v, want %s", want, b, err, text)
	}
	var got map[smtpcodes.Command]int
	if err := json.Unmarshal(b, &got); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Unmarshal(%s) (-want +got):\n%s", b, diff)
	}
	cmd := smtpcodes.NOOP
	if err := cmd.UnmarshalText([]byte("WIZ")); err == nil || cmd != smtpcodes.NOOP {
		t.Errorf("UnmarshalText(WIZ): %v, and the value became %v", err, cmd)
	}
}

// asciiUpper is upper case for A to Z alone, as RFC 5321, section 2.4 has it for
// verbs.
func asciiUpper(s string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' {
			return r - 'a' + 'A'
		}
		return r
	}, s)
}

func FuzzParseCommand(f *testing.F) {
	for _, s := range []string{
		"", "RCPT", "rcpt", "rCpT", " RCPT", "RCPT ", "RCPT TO:<a@b>", "STARTTLS", "end of data", "End Of Data", "CHUNKING", "DATA\r\n",
		"\u017fEND", // long s, which Unicode folds to S
		"\xff",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := smtpcodes.Command(0)
		for _, verb := range verbs {
			if asciiUpper(verb.text) == asciiUpper(s) {
				want = verb.cmd
			}
		}
		got, err := smtpcodes.ParseCommand(s)
		if got != want || (err == nil) != (want != 0) {
			t.Fatalf("ParseCommand(%q) = %v, %v, want %v", s, got, err, want)
		}
		if err == nil {
			return
		}
		var parseErr *smtpcodes.ParseError
		if !errors.As(err, &parseErr) || parseErr.Input != s || !errors.Is(err, smtpcodes.ErrUnknown) {
			t.Errorf("error for %q is %#v, want a *ParseError that wraps ErrUnknown", s, err)
		}
		checkErrorText(t, err, s)
	})
}
