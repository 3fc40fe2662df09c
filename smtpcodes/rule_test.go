package smtpcodes_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// TestAllows was typed from the documents named. rfc_test.go has the whole table
// of RFC 5321; these are the cases that are easy to get wrong.
func TestAllows(t *testing.T) {
	for _, tt := range []struct {
		cmd  smtpcodes.Command
		code smtpcodes.Code
		want bool
		why  string
	}{
		{smtpcodes.EHLO, 250, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.EHLO, 354, false, "only DATA has an intermediate reply in RFC 5321"},
		{smtpcodes.MAIL, 250, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.MAIL, 251, false, "the sender is not forwarded"},
		{smtpcodes.MAIL, 354, false, "only DATA has an intermediate reply in RFC 5321"},
		{smtpcodes.MAIL, 355, true, "RFC 1845, section 3"},
		{smtpcodes.RCPT, 251, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.RCPT, 252, false, "252 is for VRFY and EXPN"},
		{smtpcodes.RCPT, 354, false, "only DATA has an intermediate reply in RFC 5321"},
		{smtpcodes.DATA, 354, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.DATA, 250, false, "250 answers the end of the data"},
		{smtpcodes.DATA, 451, false, "RFC 821, section 4.3 had it, RFC 5321 dropped it"},
		{smtpcodes.EndOfData, 250, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.EndOfData, 354, false, "354 answers DATA"},
		{smtpcodes.EndOfData, 451, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.RSET, 250, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.RSET, 504, false, "RFC 821, section 4.3 had it; RSET has no parameters"},
		{smtpcodes.VRFY, 252, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.NOOP, 250, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.NOOP, 200, false, "RFC 876 calls it a fault"},
		{smtpcodes.NOOP, 530, false, "RFC 4954, section 6 and RFC 3207, section 4 except it"},
		{smtpcodes.QUIT, 221, true, "RFC 5321, section 4.3.2"},
		{smtpcodes.QUIT, 250, false, "QUIT has a success code of its own"},
		{smtpcodes.HELP, 250, false, "HELP has success codes of its own"},
		{smtpcodes.AUTH, 334, true, "RFC 4954, section 4"},
		{smtpcodes.AUTH, 250, false, "AUTH has a success code of its own"},
		{smtpcodes.AUTH, 538, false, "RFC 4954, section 6: for historical purposes only"},
		{smtpcodes.STARTTLS, 220, true, "RFC 3207, section 4"},
		{smtpcodes.STARTTLS, 250, false, "STARTTLS has a success code of its own"},
		{smtpcodes.STARTTLS, 454, true, "RFC 3207, section 4"},
		{smtpcodes.BDAT, 250, true, "RFC 3030, section 2"},
		{smtpcodes.BDAT, 354, false, "RFC 3030, section 2: the chunk follows at once"},
		{smtpcodes.BDAT, 432, false, "a rule for 4yz allows no code by name"},
		{smtpcodes.ETRN, 253, true, "RFC 1985, section 5.1"},
		{smtpcodes.SEND, 250, false, "RFC 5321, App. F.6 gave the command up"},
		{smtpcodes.TURN, 250, false, "RFC 5321, App. F.1 gave the command up"},
		{smtpcodes.SEND, 502, true, "any server may say that it does not implement it"},
		{smtpcodes.XCLIENT, 220, true, "its makers say so, and no standard has the command"},
		{smtpcodes.RCPT, 571, false, "nonstandard"},
		{smtpcodes.RCPT, 599, false, "not registered"},
		{smtpcodes.RCPT, 0, false, "no code"},
		{0, 421, false, "no command"},
	} {
		if got := tt.cmd.Allows(tt.code); got != tt.want {
			t.Errorf("%v.Allows(%v) = %v, want %v: %s", tt.cmd, tt.code, got, tt.want, tt.why)
		}
	}
}

// TestOutcome was typed by hand from RFC 5321, sections 3.8, 4.2.1, 4.3.2 and
// 4.5.3.1.10.
func TestOutcome(t *testing.T) {
	for _, tt := range []struct {
		cmd  smtpcodes.Command
		code smtpcodes.Code
		want smtpcodes.Outcome
	}{
		{smtpcodes.MAIL, 250, smtpcodes.Done},
		{smtpcodes.RCPT, 251, smtpcodes.Done},
		{smtpcodes.RCPT, 299, smtpcodes.Done},
		{smtpcodes.Connect, 220, smtpcodes.Done},
		{smtpcodes.DATA, 354, smtpcodes.Continue},
		{smtpcodes.AUTH, 334, smtpcodes.Continue},
		{smtpcodes.RCPT, 399, smtpcodes.Continue},
		{smtpcodes.RCPT, 450, smtpcodes.TryLater},
		{smtpcodes.RCPT, 452, smtpcodes.TryLater},
		{smtpcodes.RCPT, 471, smtpcodes.TryLater},
		{smtpcodes.RCPT, 552, smtpcodes.TryLater},
		{smtpcodes.MAIL, 552, smtpcodes.Refused},
		{smtpcodes.EndOfData, 552, smtpcodes.Refused},
		{smtpcodes.RCPT, 550, smtpcodes.Refused},
		{smtpcodes.RCPT, 599, smtpcodes.Refused},
		{smtpcodes.Connect, 554, smtpcodes.Refused},
		{smtpcodes.QUIT, 221, smtpcodes.Done},
		{smtpcodes.MAIL, 221, smtpcodes.Closing},
		{smtpcodes.MAIL, 0, 0},
		{smtpcodes.MAIL, 199, 0},
		{smtpcodes.MAIL, 700, 0},
	} {
		if got := tt.cmd.Outcome(tt.code); got != tt.want {
			t.Errorf("%v.Outcome(%v) = %v, want %v", tt.cmd, tt.code, got, tt.want)
		}
	}
	for n := range 256 {
		if got := smtpcodes.Command(n).Outcome(421); got != smtpcodes.Closing {
			t.Errorf("Command(%d).Outcome(421) = %v, want closing", n, got)
		}
	}
}

// TestOutcomeByDigit has every code to every command: the first digit decides,
// for unknown commands too, but for the exceptions above.
func TestOutcomeByDigit(t *testing.T) {
	byDigit := []smtpcodes.Outcome{2: smtpcodes.Done, 3: smtpcodes.Continue, 4: smtpcodes.TryLater, 5: smtpcodes.Refused, 9: 0}
	for n := range 256 {
		for c := smtpcodes.Code(0); c < 1000; c++ {
			exception := c == 421 || c == 221 || c == 552 && smtpcodes.Command(n) == smtpcodes.RCPT
			if got := smtpcodes.Command(n).Outcome(c); got != byDigit[c/100] && !exception {
				t.Errorf("Command(%d).Outcome(%d) = %v, want %v", n, uint16(c), got, byDigit[c/100])
			}
		}
	}
}

// place is where a row belongs in Rules: by its code, and a row for a class
// after the last code of that class.
func place(r smtpcodes.Rule) int {
	if r.Code == 0 {
		return int(r.Class)*1000 + 999
	}
	return int(r.Code)/100*1000 + int(r.Code)%100
}

func TestRulesInOrder(t *testing.T) {
	for cmd := range smtpcodes.Commands() {
		rules := slices.Collect(cmd.Rules())
		if len(rules) == 0 {
			t.Errorf("%v has no rules", cmd)
			continue
		}
		if !slices.IsSortedFunc(rules, func(a, b smtpcodes.Rule) int { return place(a) - place(b) }) {
			t.Errorf("%v.Rules() is not in the order of the codes: %v", cmd, rules)
		}
		for rule := range cmd.Rules() {
			if rule != rules[0] {
				t.Fatalf("%v.Rules() went on after break, with %v", cmd, rule)
			}
			break
		}
	}
}

func TestRulesAreWhole(t *testing.T) {
	for cmd := range smtpcodes.Commands() {
		seen := make(map[smtpcodes.Rule]bool)
		for rule := range cmd.Rules() {
			switch {
			case rule.Command != cmd && rule.Command != 0:
				t.Errorf("%v has a rule of %v", cmd, rule.Command)
			case (rule.Code == 0) == (rule.Class == 0):
				t.Errorf("%v: rule for code %v and class %v", cmd, rule.Code, rule.Class)
			case rule.Code != 0 && rule.Code.Status() == smtpcodes.Unregistered:
				t.Errorf("%v: rule for %v, which is not registered", cmd, rule.Code)
			case rule.Kind != kindOf(max(rule.Code, smtpcodes.Code(rule.Class)*100)):
				t.Errorf("%v: rule for %v %v is %v", cmd, rule.Code, rule.Class, rule.Kind)
			case rule.Status == smtpcodes.Unregistered || rule.Origin.String() == "" || rule.When == "":
				t.Errorf("%v: rule for %v is %v by %q when %q", cmd, rule.Code, rule.Status, rule.Origin, rule.When)
			case rule.Status == smtpcodes.Current && rule.Origin != origin.IANA && (rule.Origin.Kind() != origin.Standard || rule.Section == ""):
				t.Errorf("%v: rule for %v is current by %v, section %q", cmd, rule.Code, rule.Origin, rule.Section)
			case rule.Text == "" && rule.Code.Text() != "" || rule.Class != 0 && rule.Text != "":
				t.Errorf("%v: rule for %v %v has the text %q", cmd, rule.Code, rule.Class, rule.Text)
			case strings.HasSuffix(rule.When, "."):
				t.Errorf("%v: rule for %v: When is a phrase, without a full stop: %q", cmd, rule.Code, rule.When)
			case seen[rule]:
				t.Errorf("%v: rule for %v is there twice", cmd, rule.Code)
			}
			seen[rule] = true
		}
	}
}

// TestRuleAgrees compares Rule, Allows and Commands with a search through Rules
// for every command and code.
func TestRuleAgrees(t *testing.T) {
	for c := smtpcodes.Code(0); c < 1000; c++ {
		var answered []smtpcodes.Command
		for cmd := range smtpcodes.Commands() {
			var own, inForce, current, exact, class bool
			rules := slices.Collect(cmd.Rules())
			for _, r := range rules {
				if r.Code == c && c != 0 {
					exact = true
					inForce = inForce || r.Status != smtpcodes.Obsolete
					own = own || r.Status != smtpcodes.Obsolete && r.Command == cmd
					current = current || r.Status == smtpcodes.Current ||
						r.Status == smtpcodes.Nonstandard && cmd.Status() == smtpcodes.Nonstandard
				}
				class = class || r.Class != 0 && r.Class == c.Class()
			}
			if exact {
				answered = append(answered, cmd)
			}

			if cmd.Allows(c) != current {
				t.Errorf("%v.Allows(%v) = %v, want %v by Rules", cmd, c, !current, current)
			}
			rule, ok := cmd.Rule(c)
			switch {
			case ok != (exact || class):
				t.Errorf("%v.Rule(%v) = %v, %v", cmd, c, rule, ok)
			case !ok && rule != (smtpcodes.Rule{}):
				t.Errorf("%v.Rule(%v) = %v, false", cmd, c, rule)
			case ok && !slices.Contains(rules, rule):
				t.Errorf("%v.Rule(%v) = %v, which Rules has not", cmd, c, rule)
			case exact && rule.Code != c || inForce && rule.Status == smtpcodes.Obsolete || own && rule.Command != cmd:
				t.Errorf("%v.Rule(%v) = %v, and there is a better one", cmd, c, rule)
			case current && rule.Status != smtpcodes.Current && rule.Status != cmd.Status():
				t.Errorf("%v.Allows(%v), but Rule is %v", cmd, c, rule.Status)
			}
		}
		if diff := cmp.Diff(answered, slices.Collect(c.Commands())); diff != "" {
			t.Errorf("%v.Commands() (-Rules +got):\n%s", c, diff)
		}
	}
	for range smtpcodes.ServiceNotAvailable.Commands() {
		break
	}
}

// TestRule has one case for each rank of a row.
func TestRule(t *testing.T) {
	for _, tt := range []struct {
		cmd    smtpcodes.Command
		code   smtpcodes.Code
		status smtpcodes.Status
		origin origin.Origin
		class  smtpcodes.Class
	}{
		{smtpcodes.RCPT, 550, smtpcodes.Current, origin.RFC5321, 0},
		{smtpcodes.NOOP, 421, smtpcodes.Current, origin.RFC5321, 0},
		{smtpcodes.QUIT, 500, smtpcodes.Current, origin.RFC5321, 0}, // RFC 821's row is obsolete
		{smtpcodes.DATA, 451, smtpcodes.Obsolete, origin.RFC821, 0},
		{smtpcodes.NOOP, 200, smtpcodes.Nonstandard, origin.RFC876, 0},
		{smtpcodes.BDAT, 432, smtpcodes.Current, origin.RFC3030, smtpcodes.TransientNegative},
		{smtpcodes.MAIL, 471, smtpcodes.Current, origin.RFC6647, smtpcodes.TransientNegative},
	} {
		rule, ok := tt.cmd.Rule(tt.code)
		if !ok || rule.Status != tt.status || rule.Origin != tt.origin || rule.Class != tt.class {
			t.Errorf("%v.Rule(%v) is %v by %v, class %v, want %v by %v, class %v",
				tt.cmd, tt.code, rule.Status, rule.Origin, rule.Class, tt.status, tt.origin, tt.class)
		}
	}
	for _, tt := range []struct {
		cmd  smtpcodes.Command
		code smtpcodes.Code
		text string
	}{
		{smtpcodes.RCPT, 250, "Requested mail action okay, completed"},
		{smtpcodes.ETRN, 250, "OK, queuing for node <x> started"},
		{smtpcodes.STARTTLS, 220, "Ready to start TLS"},
		{smtpcodes.STARTTLS, 454, "TLS not available due to temporary reason"},
		{smtpcodes.AUTH, 454, "Temporary authentication failure"},
	} {
		if rule, _ := tt.cmd.Rule(tt.code); rule.Text != tt.text {
			t.Errorf("%v.Rule(%v).Text = %q, want %q", tt.cmd, tt.code, rule.Text, tt.text)
		}
	}
}

// TestPractice checks what the rows of software have in common, and some that
// anyone can reproduce: Postfix refuses to relay with 554 5.7.1, and Exim tells
// that it begins its PRDR replies.
func TestPractice(t *testing.T) {
	commands := slices.Collect(smtpcodes.Commands())
	for _, cmd := range append(commands, 0) {
		for c := smtpcodes.Code(0); c < 1000; c++ {
			seen := make(map[origin.Origin]bool)
			for o := range cmd.Practice(c) {
				if o.Kind() != origin.Software && o.Kind() != origin.Provider {
					t.Errorf("%v.Practice(%v) has %v, a %v", cmd, c, o, o.Kind())
				}
				if seen[o] {
					t.Errorf("%v.Practice(%v) has %v twice", cmd, c, o)
				}
				seen[o] = true
			}
			if len(seen) > 0 && (c.Class() == 0 || c.Status() == smtpcodes.Unregistered) {
				t.Errorf("%v.Practice(%v) has %v, but the code is not registered", cmd, c, seen)
			}
		}
	}
	for _, tt := range []struct {
		cmd    smtpcodes.Command
		code   smtpcodes.Code
		origin origin.Origin
	}{
		{smtpcodes.RCPT, 554, origin.Postfix},
		{smtpcodes.EndOfData, 353, origin.Exim},
		{0, 502, origin.Aiosmtpd},
	} {
		if !slices.Contains(slices.Collect(tt.cmd.Practice(tt.code)), tt.origin) {
			t.Errorf("%q.Practice(%v) has no %v", tt.cmd, tt.code, tt.origin)
		}
	}
	for range smtpcodes.RCPT.Practice(452) {
		break
	}
}
