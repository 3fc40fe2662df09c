package reply_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// rule5yz returns when a command gets any code of class 5.
func rule5yz(cmd smtpcodes.Command) string {
	rule, _ := cmd.Rule(599)
	return rule.When
}

func TestCheck(t *testing.T) {
	type (
		r  = reply.Reply
		ps = []reply.Problem
	)
	var (
		plain  = reply.Session{}
		offers = reply.Session{Enhanced: true}
		utf8   = reply.Session{UTF8: true}
	)
	one := func(line string) []string { return []string{line} }
	for _, tt := range []struct {
		name    string
		session reply.Session
		command smtpcodes.Command
		reply   reply.Reply
		want    []reply.Problem
	}{
		{"right", offers, smtpcodes.RCPT, r{550, 5_001_001, one("no such user")}, nil},
		{"right, several lines", offers, smtpcodes.RCPT, r{550, 5_001_001, []string{"a", "", "b"}}, nil},
		{"right, no lines", offers, smtpcodes.NOOP, r{250, 2_000_000, nil}, nil},
		{"right, intermediate", offers, smtpcodes.DATA, r{354, 0, one("go on")}, nil},
		{"right, greeting", offers, smtpcodes.Connect, r{220, 0, one("mx.test ESMTP")}, nil},
		{"right, not offered", plain, smtpcodes.RCPT, r{550, 0, one("no")}, nil},
		{"right, 421 anywhere", offers, smtpcodes.NOOP, r{421, 4_003_002, one("bye")}, nil},
		{"any 5yz to BDAT", offers, smtpcodes.BDAT, r{556, 5_000_000, one("x")}, ps{
			{reply.CommandCode, reply.Remark, "RFC 3030, section 2", "556 answers BDAT as a code of the class 5yz, which the document leaves open: " + rule5yz(smtpcodes.BDAT)},
		}},

		{"no code", plain, smtpcodes.RCPT, r{Lines: one("x")}, ps{
			{reply.CodeGrammar, reply.Breach, "RFC 5321, section 4.2", "the reply has no code"},
		}},
		{"number that is no code", plain, smtpcodes.RCPT, r{Code: 700}, ps{
			{reply.CodeGrammar, reply.Breach, "RFC 5321, section 4.2", "the reply has no code"},
		}},
		{"second digit", plain, 0, r{571, 0, one("x")}, ps{
			{reply.CodeGrammar, reply.Breach, "RFC 5321, section 4.2", "571 has a second digit over 5"},
			{reply.CodeStatus, reply.Unusual, "RFC 5321, section 4.2", "571 is no standard code"},
		}},
		{"unregistered", plain, 0, r{549, 0, one("x")}, ps{
			{reply.CodeStatus, reply.Unusual, "RFC 5321, section 4.2", "no document has 549"},
		}},
		{"obsolete", plain, 0, r{538, 0, one("x")}, ps{
			{reply.CodeStatus, reply.Remark, "RFC 5321, section 4.2", "538 is obsolete"},
		}},
		{"nonstandard", plain, 0, r{200, 0, one("x")}, ps{
			{reply.CodeStatus, reply.Unusual, "RFC 5321, section 4.2", "200 is no standard code"},
		}},

		{"other command's code", plain, smtpcodes.QUIT, r{354, 0, one("x")}, ps{
			{reply.CommandCode, reply.Unusual, "RFC 5321, section 4.3.2", "no document lets 354 answer QUIT"},
		}},
		{"practice of one", plain, smtpcodes.QUIT, r{503, 0, one("x")}, ps{
			{reply.CommandCode, reply.Unusual, "RFC 5321, section 4.3.2", "no document lets 503 answer QUIT, though it is the practice of Haraka"},
		}},
		{"practice of two", plain, smtpcodes.EXPN, r{553, 0, one("x")}, ps{
			{reply.CommandCode, reply.Unusual, "RFC 5321, section 4.3.2", "no document lets 553 answer EXPN, though it is the practice of Exim, Sendmail"},
		}},
		{"obsolete rule", plain, smtpcodes.DATA, r{451, 0, one("x")}, ps{
			{reply.CommandCode, reply.Unusual, "RFC 821, section 4.3", "451 as the answer to DATA is obsolete"},
		}},
		{"nonstandard rule", plain, smtpcodes.RSET, r{200, 0, one("x")}, ps{
			{reply.CodeStatus, reply.Unusual, "RFC 5321, section 4.2", "200 is no standard code"},
			{reply.CommandCode, reply.Unusual, "RFC 876", "200 as the answer to RSET is nonstandard"},
		}},
		{"no command", plain, 0, r{354, 0, one("x")}, nil},
		{"unknown command", offers, 255, r{550, 0, one("x")}, nil},

		{"two classes", plain, smtpcodes.RCPT, r{450, 5_004_004, one("x")}, ps{
			{reply.ClassMismatch, reply.Breach, "RFC 2034, section 4", "450 and 5.4.4 are of two classes"},
		}},
		{"two classes, no command", plain, 0, r{250, 5_004_004, one("x")}, ps{
			{reply.ClassMismatch, reply.Breach, "RFC 2034, section 4", "250 and 5.4.4 are of two classes"},
		}},
		{"only an enhanced code", plain, smtpcodes.RCPT, r{0, 5_001_001, one("x")}, ps{
			{reply.CodeGrammar, reply.Breach, "RFC 5321, section 4.2", "the reply has no code"},
		}},

		{"on 3yz", plain, smtpcodes.DATA, r{354, 2_000_000, one("x")}, ps{
			{reply.EnhancedPlace, reply.Breach, "RFC 2034, section 4", "2.0.0 stands beside 354, and 3yz replies have none"},
		}},
		{"on the greeting", plain, smtpcodes.Connect, r{220, 2_000_000, one("x")}, ps{
			{reply.EnhancedPlace, reply.Breach, "RFC 2034, section 4", "2.0.0 stands in the answer to connection opening, which has none"},
		}},
		{"on EHLO", offers, smtpcodes.EHLO, r{501, 5_005_004, one("x")}, ps{
			{reply.EnhancedPlace, reply.Breach, "RFC 2034, section 4", "5.5.4 stands in the answer to EHLO, which has none"},
		}},
		{"on HELO", offers, smtpcodes.HELO, r{250, 2_000_000, one("x")}, ps{
			{reply.EnhancedPlace, reply.Breach, "RFC 2034, section 4", "2.0.0 stands in the answer to HELO, which has none"},
		}},
		{"on HELO and two classes", offers, smtpcodes.HELO, r{550, 4_007_001, one("x")}, ps{
			{reply.ClassMismatch, reply.Breach, "RFC 2034, section 4", "550 and 4.7.1 are of two classes"},
			{reply.EnhancedPlace, reply.Breach, "RFC 2034, section 4", "4.7.1 stands in the answer to HELO, which has none"},
		}},

		{"missing", offers, smtpcodes.RCPT, r{550, 0, one("x")}, ps{
			{reply.EnhancedMissing, reply.Breach, "RFC 2034, section 4", "the server offered ENHANCEDSTATUSCODES and sent none"},
		}},
		{"missing on success", offers, smtpcodes.QUIT, r{221, 0, one("x")}, ps{
			{reply.EnhancedMissing, reply.Breach, "RFC 2034, section 4", "the server offered ENHANCEDSTATUSCODES and sent none"},
		}},
		{"none on EHLO", offers, smtpcodes.EHLO, r{250, 0, one("x")}, nil},
		{"none on 334", offers, smtpcodes.AUTH, r{334, 0, one("")}, nil},
		{"none and no command", offers, 0, r{250, 0, one("x")}, nil},

		{"unregistered condition", plain, smtpcodes.RCPT, r{550, 5_009_009, one("x")}, ps{
			{reply.EnhancedStatus, reply.Unusual, "RFC 5248, section 2", "condition X.9.9 is not registered"},
		}},
		{"obsolete condition", plain, smtpcodes.RCPT, r{550, 5_006_010, one("x")}, ps{
			{reply.EnhancedStatus, reply.Remark, "RFC 5248, section 2", "condition X.6.10 is obsolete"},
		}},
		{"condition of other classes", plain, smtpcodes.VRFY, r{252, 2_005_002, one("x")}, ps{
			{reply.EnhancedClass, reply.Unusual, "RFC 3463, section 3", `condition X.5.2, "Syntax error", is not for class 2`},
		}},
		{"tolerated class", plain, smtpcodes.RCPT, r{450, 4_001_001, one("x")}, nil},

		{"another code in the text", plain, smtpcodes.RCPT, r{550, 0, []string{"a", "450-b", "250 c"}}, ps{
			{reply.LinesDiffer, reply.Remark, "RFC 5321, section 4.2.1", `line 2 begins like a reply with code 450: "450-b"`},
			{reply.LinesDiffer, reply.Remark, "RFC 5321, section 4.2.1", `line 3 begins like a reply with code 250: "250 c"`},
		}},
		{"numbers in the text", plain, smtpcodes.RCPT, r{550, 0, []string{"550 a", "549 b", "450", "4500 c", "450.d"}}, nil},
		{"another enhanced code", plain, smtpcodes.RCPT, r{550, 5_001_001, []string{"a", "5.7.1 b"}}, ps{
			{reply.LinesDiffer, reply.Breach, "RFC 2034, section 4", "line 2 begins with 5.7.1, and not all lines do"},
		}},
		{"the code on the last line only", offers, smtpcodes.RCPT, r{550, 5_001_001, []string{"a", "5.1.1 b"}}, ps{
			{reply.LinesDiffer, reply.Breach, "RFC 2034, section 4", "line 2 begins with 5.1.1, and not all lines do"},
		}},
		{"on LHLO", plain, smtpcodes.LHLO, r{500, 5_005_001, one("x")}, ps{
			{reply.EnhancedPlace, reply.Unusual, "RFC 2033, section 4.1", "5.5.1 stands in the answer to LHLO, which is to be like that to EHLO and so has none"},
		}},
		{"none for all lines", offers, smtpcodes.RCPT, r{550, 0, []string{"5.1.1 a", "5.7.1 b"}}, ps{
			{reply.LinesDiffer, reply.Breach, "RFC 2034, section 4", "line 1 begins with 5.1.1, and not all lines do"},
			{reply.LinesDiffer, reply.Breach, "RFC 2034, section 4", "line 2 begins with 5.7.1, and not all lines do"},
		}},
		{"version of EHLO", plain, smtpcodes.EHLO, r{250, 0, []string{"mx", "2.10.4 x"}}, nil},

		{"512 octets", plain, smtpcodes.RCPT, r{550, 0, one(strings.Repeat("x", 506))}, nil},
		{"513 octets", plain, smtpcodes.RCPT, r{550, 0, []string{"a", strings.Repeat("x", 507)}}, ps{
			{reply.LineLength, reply.Breach, "RFC 5321, section 4.5.3.1.5", "line 2 has 513 octets with its codes and CRLF, and 512 are allowed"},
		}},
		{"512 octets, enhanced", plain, smtpcodes.RCPT, r{550, 5_001_001, one(strings.Repeat("x", 500))}, nil},
		{"513 octets, enhanced", plain, smtpcodes.RCPT, r{550, 5_001_001, one(strings.Repeat("x", 501))}, ps{
			{reply.LineLength, reply.Breach, "RFC 5321, section 4.5.3.1.5", "line 1 has 513 octets with its codes and CRLF, and 512 are allowed"},
		}},

		{"NUL", plain, smtpcodes.RCPT, r{550, 0, one("a\x00b")}, ps{
			{reply.TextOctets, reply.Breach, "RFC 5321, section 4.2", `line 1 holds octets outside HT and printable ASCII: "a\x00b"`},
		}},
		{"line end", plain, smtpcodes.RCPT, r{550, 0, one("a\nb")}, ps{
			{reply.TextOctets, reply.Breach, "RFC 5321, section 4.2", `line 1 holds octets outside HT and printable ASCII: "a\nb"`},
		}},
		{"HT", plain, smtpcodes.RCPT, r{550, 0, one("a\tb")}, nil},
		{"UTF-8", plain, smtpcodes.RCPT, r{550, 0, one("M\u00fcller")}, ps{
			{reply.TextOctets, reply.Breach, "RFC 5321, section 4.2", "line 1 holds octets outside HT and printable ASCII: \"M\u00fcller\""},
		}},
		{"UTF-8 to SMTPUTF8", utf8, smtpcodes.RCPT, r{550, 0, one("M\u00fcller")}, nil},
		{"Latin-1 to SMTPUTF8", utf8, smtpcodes.RCPT, r{550, 0, []string{"a", "M\xfcller"}}, ps{
			{reply.TextOctets, reply.Breach, "RFC 6531, section 3.7.4", `line 2 holds control characters or octets that are no UTF-8: "M\xfcller"`},
		}},
		{"long text is cut", plain, smtpcodes.RCPT, r{550, 0, one("\x00" + strings.Repeat("x", 100))}, ps{
			{reply.TextOctets, reply.Breach, "RFC 5321, section 4.2", `line 1 holds octets outside HT and printable ASCII: "\x00` + strings.Repeat("x", 39) + `"`},
		}},

		{"all at once", offers, smtpcodes.HELO, r{599, 4_009_009, []string{"250 a\x00", "4.1.1 b"}}, ps{
			{reply.CodeGrammar, reply.Breach, "RFC 5321, section 4.2", "599 has a second digit over 5"},
			{reply.CodeStatus, reply.Unusual, "RFC 5321, section 4.2", "no document has 599"},
			{reply.CommandCode, reply.Unusual, "RFC 5321, section 4.3.2", "no document lets 599 answer HELO"},
			{reply.ClassMismatch, reply.Breach, "RFC 2034, section 4", "599 and 4.9.9 are of two classes"},
			{reply.EnhancedPlace, reply.Breach, "RFC 2034, section 4", "4.9.9 stands in the answer to HELO, which has none"},
			{reply.EnhancedStatus, reply.Unusual, "RFC 5248, section 2", "condition X.9.9 is not registered"},
			{reply.LinesDiffer, reply.Remark, "RFC 5321, section 4.2.1", `line 1 begins like a reply with code 250: "250 a\x00"`},
			{reply.TextOctets, reply.Breach, "RFC 5321, section 4.2", `line 1 holds octets outside HT and printable ASCII: "250 a\x00"`},
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, tt.session.Check(tt.reply, tt.command)); diff != "" {
				t.Errorf("%v.Check(%q, %v) (-want +got):\n%s", tt.session, tt.reply, tt.command, diff)
			}
			if tt.session == plain {
				if diff := cmp.Diff(tt.want, tt.reply.Check(tt.command)); diff != "" {
					t.Errorf("%q.Check(%v) (-want +got):\n%s", tt.reply, tt.command, diff)
				}
			}
		})
	}
}

// TestBuiltRepliesAreRight: New and AppendWire send nothing that Check finds a
// breach in, whatever the text.
func TestBuiltRepliesAreRight(t *testing.T) {
	texts := []string{"ok", "", "a\r\n550 5.7.1 b", "\x00\xff", strings.Repeat("\u4f60", 600), "x " + strings.Repeat("y", 600)}
	for cmd := range smtpcodes.Commands() {
		for rule := range cmd.Rules() {
			if rule.Status != smtpcodes.Current || rule.Code == 0 {
				continue
			}
			r := reply.New(rule.Code, 1_000_000, texts...)
			if !cmd.Enhanced() {
				r = r.Basic()
			}
			sent, err := reply.Parse(string(r.AppendWire(nil)))
			if err != nil {
				t.Fatalf("%v to %v: %v", rule.Code, cmd, err)
			}
			for _, problem := range (reply.Session{Enhanced: true}).Check(sent, cmd) {
				if problem.Severity == reply.Breach {
					t.Errorf("%v to %v: %v", rule.Code, cmd, problem)
				}
			}
		}
	}
}

func TestSeverityString(t *testing.T) {
	for severity, want := range map[reply.Severity]string{0: "", reply.Remark: "remark", reply.Unusual: "unusual", reply.Breach: "breach", 4: "", 255: ""} {
		if got := severity.String(); got != want {
			t.Errorf("Severity(%d).String() = %q, want %q", uint8(severity), got, want)
		}
	}
	if reply.Remark >= reply.Unusual || reply.Unusual >= reply.Breach {
		t.Error("the severities are not in the order of their weight")
	}
}
