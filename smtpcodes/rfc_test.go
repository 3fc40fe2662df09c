package smtpcodes_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// The tables in this file were typed from the RFCs, apart from the spec, so
// that a slip in one of the two shows.

// numericOrder is RFC 5321, section 4.2.3.
const numericOrder = `
211 System status, or system help reply
214 Help message (Information on how to use the receiver or the meaning of a particular non-standard command; this reply is useful only to the human user)
220 <domain> Service ready
221 <domain> Service closing transmission channel
250 Requested mail action okay, completed
251 User not local; will forward to <forward-path> (See Section 3.4)
252 Cannot VRFY user, but will accept message and attempt delivery (See Section 3.5.3)
354 Start mail input; end with <CRLF>.<CRLF>
421 <domain> Service not available, closing transmission channel (This may be a reply to any command if the service knows it must shut down)
450 Requested mail action not taken: mailbox unavailable (e.g., mailbox busy or temporarily blocked for policy reasons)
451 Requested action aborted: local error in processing
452 Requested action not taken: insufficient system storage
455 Server unable to accommodate parameters
500 Syntax error, command unrecognized (This may include errors such as command line too long)
501 Syntax error in parameters or arguments
502 Command not implemented (see Section 4.2.4)
503 Bad sequence of commands
504 Command parameter not implemented
550 Requested action not taken: mailbox unavailable (e.g., mailbox not found, no access, or command rejected for policy reasons)
551 User not local; please try <forward-path> (See Section 3.4)
552 Requested mail action aborted: exceeded storage allocation
553 Requested action not taken: mailbox name not allowed (e.g., mailbox syntax incorrect)
554 Transaction failed (Or, in the case of a connection-opening response, "No SMTP service here")
555 MAIL FROM/RCPT TO parameters not recognized or not implemented
`

// sequences5321 is the table of RFC 5321, section 4.3.2, in its own notation.
const sequences5321 = `
CONNECTION ESTABLISHMENT
   S: 220
   E: 554
EHLO or HELO
   S: 250
   E: 504 (a conforming implementation could return this code only
   in fairly obscure cases), 550, 502 (permitted only with an old-
   style server that does not support EHLO)
MAIL
   S: 250
   E: 552, 451, 452, 550, 553, 503, 455, 555
RCPT
   S: 250, 251 (but see Section 3.4 for discussion of 251 and 551)
   E: 550, 551, 552, 553, 450, 451, 452, 503, 455, 555
DATA
   I: 354 -> data -> S: 250
                     E: 552, 554, 451, 452
                     E: 450, 550 (rejections for policy reasons)
   E: 503, 554
RSET
   S: 250
VRFY
   S: 250, 251, 252
   E: 550, 551, 553, 502, 504
EXPN
   S: 250, 252
   E: 550, 500, 502, 504
HELP
   S: 211, 214
   E: 502, 504
NOOP
   S: 250
QUIT
   S: 221
`

// sequences821 is the table of RFC 821, section 4.3, in its own notation.
const sequences821 = `
CONNECTION ESTABLISHMENT
   S: 220
   F: 421
HELO
   S: 250
   E: 500, 501, 504, 421
MAIL
   S: 250
   F: 552, 451, 452
   E: 500, 501, 421
RCPT
   S: 250, 251
   F: 550, 551, 552, 553, 450, 451, 452
   E: 500, 501, 503, 421
DATA
   I: 354 -> data -> S: 250
                     F: 552, 554, 451, 452
   F: 451, 554
   E: 500, 501, 503, 421
RSET
   S: 250
   E: 500, 501, 504, 421
SEND
   S: 250
   F: 552, 451, 452
   E: 500, 501, 502, 421
SOML
   S: 250
   F: 552, 451, 452
   E: 500, 501, 502, 421
SAML
   S: 250
   F: 552, 451, 452
   E: 500, 501, 502, 421
VRFY
   S: 250, 251
   F: 550, 551, 553
   E: 500, 501, 502, 504, 421
EXPN
   S: 250
   F: 550
   E: 500, 501, 502, 504, 421
HELP
   S: 211, 214
   E: 500, 501, 502, 504, 421
NOOP
   S: 250
   E: 500, 421
QUIT
   S: 221
   E: 500
TURN
   S: 250
   F: 502
   E: 500, 503
`

// general are the codes that may answer any command (RFC 5321, section 4.3.2).
var general = []smtpcodes.Code{421, 500, 501}

// A sequence is one reply of a table of command-reply sequences.
type sequence struct {
	cmd  smtpcodes.Command
	kind smtpcodes.Kind
	code smtpcodes.Code
}

var (
	remark = regexp.MustCompile(`\([^)]*\)`)
	token  = regexp.MustCompile(`[SIFE]:|-> data ->|\d{3}`)
	kinds  = map[string]smtpcodes.Kind{
		"S:": smtpcodes.KindSuccess,
		"I:": smtpcodes.KindIntermediate,
		"F:": smtpcodes.KindError,
		"E:": smtpcodes.KindError,
	}
)

// parseSequences reads a table in the notation of the RFCs: commands at the
// left, replies indented by three spaces, replies after the data by more.
func parseSequences(t *testing.T, table string) []sequence {
	t.Helper()
	var (
		seqs []sequence
		cmds []smtpcodes.Command
		kind smtpcodes.Kind
	)
	for line := range strings.Lines(remark.ReplaceAllString(table, "")) {
		reply := strings.TrimLeft(line, " ")
		if reply == line {
			cmds = parseCommands(t, strings.TrimSpace(line))
			continue
		}
		answers := cmds
		if len(line)-len(reply) > len("   ") {
			answers = []smtpcodes.Command{smtpcodes.EndOfData}
		}
		for _, tok := range token.FindAllString(reply, -1) {
			switch {
			case kinds[tok] != 0:
				kind = kinds[tok]
			case tok == "-> data ->":
				answers = []smtpcodes.Command{smtpcodes.EndOfData}
			default:
				for _, cmd := range answers {
					seqs = append(seqs, sequence{cmd, kind, parseCode(t, tok)})
				}
			}
		}
	}
	return seqs
}

func parseCommands(t *testing.T, header string) (cmds []smtpcodes.Command) {
	t.Helper()
	switch header {
	case "":
		return nil
	case "CONNECTION ESTABLISHMENT":
		return []smtpcodes.Command{smtpcodes.Connect}
	}
	for verb := range strings.SplitSeq(header, " or ") {
		cmd, err := smtpcodes.ParseCommand(verb)
		if err != nil {
			t.Fatal(err)
		}
		cmds = append(cmds, cmd)
	}
	return cmds
}

func parseCode(t *testing.T, s string) smtpcodes.Code {
	t.Helper()
	c, err := smtpcodes.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// rows returns the lines of a table without the empty one at its start.
func rows(table string) []string {
	return strings.Split(strings.TrimSpace(table), "\n")
}

// TestTables counts what was read, so that no test below passes for want of
// rows.
func TestTables(t *testing.T) {
	for _, tt := range []struct {
		name      string
		got, want int
	}{
		{"RFC 5321, section 4.2.3", len(rows(numericOrder)), 24},
		{"RFC 5321, section 4.3.2", len(parseSequences(t, sequences5321)), 62},
		{"RFC 821, section 4.3", len(parseSequences(t, sequences821)), 101},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: read %d rows, want %d", tt.name, tt.got, tt.want)
		}
	}
}

func TestNumericOrder(t *testing.T) {
	for _, row := range rows(numericOrder) {
		code, text, _ := strings.Cut(row, " ")
		c := parseCode(t, code)
		if c.Status() != smtpcodes.Current {
			t.Errorf("%v.Status() = %v, want current", c, c.Status())
		}
		if diff := cmp.Diff(text, c.Text()); diff != "" {
			t.Errorf("%v.Text() (-RFC 5321 +got):\n%s", c, diff)
		}
	}
}

func TestSequences5321(t *testing.T) {
	for _, seq := range parseSequences(t, sequences5321) {
		checkCurrent(t, seq.cmd, seq.code, seq.kind)
	}
}

// checkCurrent checks that a rule of its own, and not only one for a whole
// class, lets c answer cmd today.
func checkCurrent(t *testing.T, cmd smtpcodes.Command, c smtpcodes.Code, kind smtpcodes.Kind) {
	t.Helper()
	rule, ok := cmd.Rule(c)
	if !ok || rule.Code != c {
		t.Errorf("%v: no rule for %v", cmd, c)
		return
	}
	if rule.Kind != kind || rule.Status != smtpcodes.Current {
		t.Errorf("%v: rule for %v is %v, %v, want %v, current", cmd, c, rule.Kind, rule.Status, kind)
	}
	if !cmd.Allows(c) {
		t.Errorf("%v.Allows(%v) = false", cmd, c)
	}
}

// TestSequences5321Only is the reverse: nothing is said to stand in the table
// of RFC 5321, section 4.3.2 that does not. The general codes stand beside it.
func TestSequences5321Only(t *testing.T) {
	want := map[smtpcodes.Command][]smtpcodes.Code{}
	for _, seq := range parseSequences(t, sequences5321) {
		want[seq.cmd] = append(want[seq.cmd], seq.code)
	}
	for cmd, codes := range want {
		got := slices.Clone(general)
		for rule := range cmd.Rules() {
			if rule.Origin == origin.RFC5321 && slices.Contains(strings.Split(rule.Section, ", "), "4.3.2") {
				got = append(got, rule.Code)
			}
		}
		if diff := cmp.Diff(codeSet(codes, general), codeSet(got)); diff != "" {
			t.Errorf("%v: rules of RFC 5321, section 4.3.2 (-RFC +got):\n%s", cmd, diff)
		}
	}
}

// codeSet returns the codes of all lists, each once, in order.
func codeSet(lists ...[]smtpcodes.Code) []smtpcodes.Code {
	codes := slices.Concat(lists...)
	slices.Sort(codes)
	return slices.Compact(codes)
}

func TestGeneralCodes(t *testing.T) {
	for _, cmd := range []smtpcodes.Command{
		smtpcodes.EHLO, smtpcodes.HELO, smtpcodes.MAIL, smtpcodes.RCPT, smtpcodes.DATA, smtpcodes.RSET,
		smtpcodes.VRFY, smtpcodes.EXPN, smtpcodes.HELP, smtpcodes.NOOP, smtpcodes.QUIT,
		smtpcodes.AUTH, smtpcodes.STARTTLS, smtpcodes.BDAT, smtpcodes.BURL, smtpcodes.ETRN, smtpcodes.ATRN,
		smtpcodes.LHLO,
	} {
		for _, c := range general {
			checkCurrent(t, cmd, c, smtpcodes.KindError)
		}
	}
	// The server may have to shut down at any stage (section 3.8).
	for _, stage := range []smtpcodes.Command{smtpcodes.Connect, smtpcodes.EndOfData, smtpcodes.AuthResponse} {
		checkCurrent(t, stage, 421, smtpcodes.KindError)
	}
}

// TestSequences821 checks that the table of RFC 821 is there whole, and that
// what no later document kept is obsolete.
func TestSequences821(t *testing.T) {
	kept := parseSequences(t, sequences5321)
	for _, seq := range parseSequences(t, sequences821) {
		rule, ok := seq.cmd.Rule(seq.code)
		if !ok || rule.Code != seq.code {
			t.Errorf("%v: no rule for %v", seq.cmd, seq.code)
			continue
		}
		if rule.Kind != seq.kind {
			t.Errorf("%v: rule for %v is %v, want %v", seq.cmd, seq.code, rule.Kind, seq.kind)
		}
		if slices.Contains(kept, seq) || slices.Contains(general, seq.code) {
			continue
		}
		later := rule.Status == smtpcodes.Current && rule.Origin != origin.RFC821
		if !later && rule.Status != smtpcodes.Obsolete {
			t.Errorf("%v: rule for %v is %v by %v, want obsolete", seq.cmd, seq.code, rule.Status, rule.Origin)
		}
	}
}

// TestDropped names the replies of RFC 821 that RFC 5321 gave up: 451 to DATA
// and 504 to RSET by its table, the others with their commands (App. F).
func TestDropped(t *testing.T) {
	for _, tt := range []struct {
		cmd   smtpcodes.Command
		codes []smtpcodes.Code
	}{
		{smtpcodes.DATA, []smtpcodes.Code{451}},
		{smtpcodes.RSET, []smtpcodes.Code{504}},
		{smtpcodes.SEND, []smtpcodes.Code{250, 451, 452, 552}},
		{smtpcodes.SOML, []smtpcodes.Code{250, 451, 452, 552}},
		{smtpcodes.SAML, []smtpcodes.Code{250, 451, 452, 552}},
		{smtpcodes.TURN, []smtpcodes.Code{250}},
	} {
		for _, c := range tt.codes {
			if rule, _ := tt.cmd.Rule(c); rule.Code != c || rule.Status != smtpcodes.Obsolete {
				t.Errorf("%v: rule for %v is %v, want obsolete", tt.cmd, c, rule.Status)
			}
			if tt.cmd.Allows(c) {
				t.Errorf("%v.Allows(%v) = true", tt.cmd, c)
			}
		}
	}
}

// extensions are the lists of replies in later RFCs, as they print them.
var extensions = []struct {
	rfc  string
	cmds []smtpcodes.Command // the replies answer one of these
	list string
	base []smtpcodes.Code // RFC 5321's text will do for these
}{
	{
		rfc:  "RFC 4954, section 6", // all but 530; enhanced codes left out
		cmds: []smtpcodes.Command{smtpcodes.AUTH, smtpcodes.AuthResponse},
		list: `
235 Authentication Succeeded
432 A password transition is needed
454 Temporary authentication failure
534 Authentication mechanism is too weak
535 Authentication credentials invalid
500 Authentication Exchange line is too long
538 Encryption required for requested authentication mechanism
`,
	},
	{
		rfc:  "RFC 4954, section 6", // to any command but AUTH, EHLO, HELO, NOOP, RSET, QUIT
		cmds: []smtpcodes.Command{smtpcodes.MAIL},
		list: "530 Authentication required",
	},
	{
		rfc:  "RFC 3207, section 4",
		cmds: []smtpcodes.Command{smtpcodes.STARTTLS},
		list: `
220 Ready to start TLS
501 Syntax error (no parameters allowed)
454 TLS not available due to temporary reason
`,
		base: []smtpcodes.Code{501},
	},
	{
		rfc:  "RFC 3207, section 4", // to any command but NOOP, EHLO, STARTTLS, QUIT
		cmds: []smtpcodes.Command{smtpcodes.MAIL},
		list: "530 Must issue a STARTTLS command first",
	},
	{
		rfc:  "RFC 1985, section 5.1",
		cmds: []smtpcodes.Command{smtpcodes.ETRN},
		list: `
250 OK, queuing for node <x> started
251 OK, no messages waiting for node <x>
252 OK, pending messages for node <x> started
253 OK, <n> pending messages for node <x> started
458 Unable to queue messages for node <x>
459 Node <x> not allowed: <reason>
500 Syntax Error
501 Syntax Error in Parameters
`,
		base: []smtpcodes.Code{500, 501},
	},
	{
		rfc:  "RFC 2645, section 7",
		cmds: []smtpcodes.Command{smtpcodes.ATRN},
		list: `
250 Requested mail action okay, completed
450 ATRN request refused
451 Unable to process ATRN request now
453 You have no mail
502 Command not implemented
530 Authentication required
`,
		base: []smtpcodes.Code{502},
	},
	{
		rfc:  "RFC 4468, section 6", // examples, "other text may be used"
		cmds: []smtpcodes.Command{smtpcodes.BURL},
		list: `
554 No recipients have been specified
503 Valid RCPT TO required before BURL
554 Conversion required but not supported
554 Message too big for system
554 URL resolution requires trust relationship
552 Mailbox full
554 IMAP URL resolution failed
250 Waiting for additional BURL or BDAT commands
451 IMAP server unavailable
250 Ok.
250 MIME header conversion with loss performed
`,
		base: []smtpcodes.Code{250, 451, 503, 552, 554},
	},
	{
		rfc:  "RFC 7504, section 5.1",
		cmds: []smtpcodes.Command{smtpcodes.Connect},
		list: "521 Host does not accept mail",
	},
	{
		rfc:  "RFC 7504, section 5.1",
		cmds: []smtpcodes.Command{smtpcodes.RCPT},
		list: "556 Domain does not accept mail",
	},
}

func TestExtensions(t *testing.T) {
	for _, ext := range extensions {
		for _, row := range rows(ext.list) {
			code, text, _ := strings.Cut(row, " ")
			c := parseCode(t, code)
			want := smtpcodes.Current
			if c == 538 { // "for historical purposes only"
				want = smtpcodes.Obsolete
			}
			if c.Status() != want {
				t.Errorf("%s: %v.Status() = %v, want %v", ext.rfc, c, c.Status(), want)
			}

			texts := []string{c.Text()}
			found := false
			for _, cmd := range ext.cmds {
				for rule := range cmd.Rules() {
					if rule.Code == c {
						texts = append(texts, rule.Text)
						found = found || rule.Status == want && rule.Kind == kindOf(c) &&
							cmd.Allows(c) == (want == smtpcodes.Current)
					}
				}
			}
			if !found {
				t.Errorf("%s: %v: no rule for %v that is %v, %v", ext.rfc, ext.cmds, c, kindOf(c), want)
			}
			if !slices.Contains(texts, text) && !slices.Contains(ext.base, c) {
				t.Errorf("%s: %v: texts of %v are %q, want %q", ext.rfc, ext.cmds, c, texts, text)
			}
		}
	}
}

// kindOf returns the kind of a reply by its first digit.
func kindOf(c smtpcodes.Code) smtpcodes.Kind {
	switch c.Class() {
	case smtpcodes.PositiveCompletion:
		return smtpcodes.KindSuccess
	case smtpcodes.PositiveIntermediate:
		return smtpcodes.KindIntermediate
	}
	return smtpcodes.KindError
}

// TestLMTP follows RFC 2033, section 4.1: LHLO has the semantics of EHLO, and
// 500 is recommended as the answer to EHLO and HELO.
func TestLMTP(t *testing.T) {
	checkCurrent(t, smtpcodes.LHLO, 250, smtpcodes.KindSuccess)
	checkCurrent(t, smtpcodes.EHLO, 500, smtpcodes.KindError)
	checkCurrent(t, smtpcodes.HELO, 500, smtpcodes.KindError)
}
