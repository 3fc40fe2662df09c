package enhanced_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// The tables in this file were typed from the registry and the RFCs, apart from
// the spec, so that a slip in one of the two shows.

// registry is IANA's table "Enumerated Status Codes": code, associated basic
// status codes, sample text. "-" is "Not given"; the remark "other 4XX or 5XX
// codes are allowed" of X.7.15 and X.7.16 is left out.
const registry = `
X.0.0  | Any | Other undefined Status
X.1.0  | - | Other address status
X.1.1  | 451 550 | Bad destination mailbox address
X.1.2  | - | Bad destination system address
X.1.3  | 501 | Bad destination mailbox address syntax
X.1.4  | - | Destination mailbox address ambiguous
X.1.5  | 250 | Destination address valid
X.1.6  | - | Destination mailbox has moved, No forwarding address
X.1.7  | - | Bad sender's mailbox address syntax
X.1.8  | 451 501 | Bad sender's system address
X.1.9  | - | Message relayed to non-compliant mailer
X.1.10 | 556 | Recipient address has null MX
X.2.0  | - | Other or undefined mailbox status
X.2.1  | - | Mailbox disabled, not accepting messages
X.2.2  | 552 | Mailbox full
X.2.3  | 552 | Message length exceeds administrative limit
X.2.4  | 450 452 | Mailing list expansion problem
X.3.0  | 221 250 421 451 550 554 | Other or undefined mail system status
X.3.1  | 452 | Mail system full
X.3.2  | 453 521 | System not accepting network messages
X.3.3  | - | System not capable of selected features
X.3.4  | 552 554 | Message too big for system
X.3.5  | - | System incorrectly configured
X.3.6  | 250 251 | Requested priority was changed
X.4.0  | - | Other or undefined network or routing status
X.4.1  | 451 | No answer from host
X.4.2  | 421 | Bad connection
X.4.3  | 451 550 | Directory server failure
X.4.4  | - | Unable to route
X.4.5  | 451 | Mail system congestion
X.4.6  | - | Routing loop detected
X.4.7  | - | Delivery time expired
X.5.0  | 220 250 251 252 253 451 452 454 458 459 501 502 503 554 | Other or undefined protocol status
X.5.1  | 430 500 501 503 530 550 554 555 | Invalid command
X.5.2  | 500 501 502 550 555 | Syntax error
X.5.3  | 451 | Too many recipients
X.5.4  | 451 501 502 503 504 550 555 | Invalid command arguments
X.5.5  | - | Wrong protocol version
X.5.6  | 500 | Authentication Exchange line is too long
X.6.0  | - | Other or undefined media error
X.6.1  | - | Media not supported
X.6.2  | - | Conversion required and prohibited
X.6.3  | 554 | Conversion required but not supported
X.6.4  | 250 | Conversion with loss performed
X.6.5  | - | Conversion Failed
X.6.6  | 554 | Message content not available
X.6.7  | 553 550 | Non-ASCII addresses not permitted for that sender/recipient
X.6.8  | 252 553 550 | UTF-8 string reply is required, but not permitted by the SMTP client
X.6.9  | 550 | UTF-8 header message cannot be transferred to one or more recipients, so the message must be rejected
X.6.10 | - |
X.7.0  | 220 235 450 454 500 501 503 504 530 535 550 | Other or undefined security status
X.7.1  | 451 454 502 503 533 550 551 | Delivery not authorized, message refused
X.7.2  | 550 | Mailing list expansion prohibited
X.7.3  | - | Security conversion required but not possible
X.7.4  | 504 | Security features not supported
X.7.5  | - | Cryptographic failure
X.7.6  | - | Cryptographic algorithm not supported
X.7.7  | - | Message integrity failure
X.7.8  | 535 554 | Authentication credentials invalid
X.7.9  | 534 | Authentication mechanism is too weak
X.7.10 | 523 | Encryption Needed
X.7.11 | 524 538 | Encryption required for requested authentication mechanism
X.7.12 | 422 432 | A password transition is needed
X.7.13 | 525 | User Account Disabled
X.7.14 | 535 554 | Trust relationship required
X.7.15 | 450 550 | Priority Level is too low
X.7.16 | 552 | Message is too big for the specified priority
X.7.17 | 5XX | Mailbox owner has changed
X.7.18 | 5XX | Domain owner has changed
X.7.19 | 5XX | RRVS test cannot be completed
X.7.20 | 550 | No passing DKIM signature found
X.7.21 | 550 | No acceptable DKIM signature found
X.7.22 | 550 | No valid author-matched DKIM signature found
X.7.23 | 550 | SPF validation failed
X.7.24 | 451 550 | SPF validation error
X.7.25 | 550 | Reverse DNS validation failed
X.7.26 | 550 | Multiple authentication checks failed
X.7.27 | 550 | Sender address has null MX
X.7.28 | - | Mail flood detected
X.7.29 | 550 | ARC validation failure
X.7.30 | 550 | REQUIRETLS support required
`

// A registration is one row of the registry.
type registration struct {
	condition enhanced.Condition
	replies   []string
	text      string
}

func registrations(t *testing.T) []registration {
	t.Helper()
	var regs []registration
	for line := range strings.SplitSeq(strings.TrimSpace(registry), "\n") {
		cells := strings.Split(line, "|")
		d, err := enhanced.ParseCondition(strings.TrimSpace(cells[0]))
		if err != nil {
			t.Fatal(err)
		}
		regs = append(regs, registration{d, strings.Fields(cells[1]), strings.TrimSpace(cells[2])})
	}
	if len(regs) != 81 {
		t.Fatalf("the registry has 81 conditions, %d were typed", len(regs))
	}
	return regs
}

// TestRegistryOrder checks that Conditions has all of the registry in its
// order; it may have others between.
func TestRegistryOrder(t *testing.T) {
	var want, got []string
	for _, reg := range registrations(t) {
		want = append(want, reg.condition.String())
	}
	for d := range enhanced.Conditions() {
		if slices.Contains(want, d.String()) {
			got = append(got, d.String())
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Conditions() (-registry +got):\n%s", diff)
	}
}

func TestRegistryTexts(t *testing.T) {
	for _, reg := range registrations(t) {
		d, want := reg.condition, smtpcodes.Current
		if d.String() == "X.6.10" { // a duplicate of X.6.8
			want = smtpcodes.Obsolete
		}
		if d.Status() != want {
			t.Errorf("%v.Status() = %v, want %v", d, d.Status(), want)
		}
		if d.Text() != reg.text {
			t.Errorf("%v.Text() = %q, want %q", d, d.Text(), reg.text)
		}
	}
}

func TestRegistryReplies(t *testing.T) {
	for _, reg := range registrations(t) {
		got := slices.Collect(reg.condition.Replies())
		for _, reply := range reg.replies {
			switch reply {
			case "-", "Any":
			case "5XX":
				if !slices.Contains(slices.Collect(reg.condition.Classes()), enhanced.Permanent) {
					t.Errorf("%v is not meant for class 5", reg.condition)
				}
			default:
				c, err := smtpcodes.Parse(reply)
				if err != nil {
					t.Fatal(err)
				}
				if !slices.Contains(got, c) {
					t.Errorf("%v.Replies() = %v, without %v", reg.condition, got, c)
				}
			}
		}
	}
}

// A pair is a basic code, the enhanced code that an RFC puts beside it, and the
// commands that they answer; none where the RFC names none.
type pair struct {
	reply    smtpcodes.Code
	enhanced string
	commands []smtpcodes.Command
}

func to(cmds ...smtpcodes.Command) []smtpcodes.Command { return cmds }

// rfcPairs were typed from the RFCs. A condition X.y.z has the class of its
// basic code here.
var rfcPairs = []struct {
	rfc   string
	pairs []pair
}{
	{"RFC 2034, section 6", []pair{
		{250, "2.1.0", to(smtpcodes.MAIL)},
		{250, "2.1.5", to(smtpcodes.RCPT)},
		{550, "5.1.1", to(smtpcodes.RCPT)},
		{551, "5.7.1", to(smtpcodes.RCPT)},
		{250, "2.6.0", to(smtpcodes.EndOfData)},
		{221, "2.0.0", to(smtpcodes.QUIT)},
	}},
	{"RFC 3207, section 4", []pair{
		{530, "5.7.0", nil}, // any command but NOOP, EHLO, STARTTLS, QUIT
	}},
	{"RFC 4954, section 4", []pair{
		{504, "5.5.4", to(smtpcodes.AUTH)},
		{501, "5.7.0", to(smtpcodes.AUTH)},
		{501, "5.5.2", to(smtpcodes.AUTH)},
		{500, "5.5.6", to(smtpcodes.AUTH)},
	}},
	{"RFC 4954, section 6", []pair{
		{235, "2.7.0", to(smtpcodes.AUTH)},
		{432, "4.7.12", to(smtpcodes.AUTH)},
		{454, "4.7.0", to(smtpcodes.AUTH)},
		{534, "5.7.9", to(smtpcodes.AUTH)},
		{535, "5.7.8", to(smtpcodes.AUTH)},
		{500, "5.5.6", to(smtpcodes.AUTH)},
		{530, "5.7.0", nil}, // any command but AUTH, EHLO, HELO, NOOP, RSET, QUIT
		{538, "5.7.11", to(smtpcodes.AUTH)},
	}},
	{"RFC 4468, section 6", []pair{
		{554, "5.5.0", to(smtpcodes.BURL)},
		{503, "5.5.0", to(smtpcodes.BURL)},
		{554, "5.6.3", to(smtpcodes.BURL)},
		{554, "5.3.4", to(smtpcodes.BURL)},
		{554, "5.7.8", nil}, // BURL; X.7.14 since RFC 5248, section 2.4
		{554, "5.7.14", to(smtpcodes.BURL)},
		{552, "5.2.2", to(smtpcodes.BURL)},
		{554, "5.6.6", to(smtpcodes.BURL)},
		{250, "2.5.0", to(smtpcodes.BURL)},
		{451, "4.4.1", to(smtpcodes.BURL)},
		{250, "2.6.4", to(smtpcodes.BURL)},
	}},
	{"RFC 6531, section 3.5", []pair{
		{553, "5.6.7", to(smtpcodes.RCPT)},
		{550, "5.6.7", to(smtpcodes.MAIL)},
		{554, "5.6.9", to(smtpcodes.EndOfData)},
	}},
	{"RFC 6531, section 3.7.4.2", []pair{
		{252, "2.6.8", to(smtpcodes.VRFY, smtpcodes.EXPN)},
		{550, "5.6.8", to(smtpcodes.VRFY, smtpcodes.EXPN)},
	}},
	{"RFC 6531, section 4.2", []pair{
		{553, "5.6.8", nil},
		{550, "5.6.9", nil},
	}},
	{"RFC 6710, section 4.1", []pair{
		{501, "5.5.2", to(smtpcodes.MAIL)},
		{250, "2.3.6", to(smtpcodes.MAIL, smtpcodes.EndOfData)},
		{450, "4.7.15", nil},
		{550, "5.7.15", nil},
	}},
	{"RFC 6710, section 5", []pair{
		{552, "5.7.16", nil},
	}},
	{"RFC 6710, section 10", []pair{
		{251, "2.3.6", nil},
	}},
	{"RFC 7372, section 3", []pair{
		{550, "5.7.20", nil},
		{550, "5.7.21", nil},
		{550, "5.7.22", nil},
		{550, "5.7.23", nil},
		{451, "4.7.24", nil},
		{550, "5.7.24", nil},
		{550, "5.7.25", nil},
		{550, "5.7.26", nil},
	}},
	{"RFC 7505, section 4.1", []pair{
		{556, "5.1.10", to(smtpcodes.RCPT)},
		{550, "5.7.27", nil},
	}},
	{"RFC 8617, sections 5.2.2 and 10.4", []pair{
		{550, "5.7.29", nil},
	}},
	{"RFC 8689, section 7", []pair{
		{550, "5.7.30", nil},
	}},
}

func TestRFCPairs(t *testing.T) {
	for _, group := range rfcPairs {
		for _, want := range group.pairs {
			if len(want.commands) == 0 && !paired(want, func(smtpcodes.Command) bool { return true }) {
				t.Errorf("%s: ForReply(%v) has no %s", group.rfc, want.reply, want.enhanced)
			}
			for _, cmd := range want.commands {
				if !paired(want, func(got smtpcodes.Command) bool {
					// RFC 4954 says "response to the AUTH command" of the whole exchange.
					return got == cmd || cmd == smtpcodes.AUTH && got == smtpcodes.AuthResponse
				}) {
					t.Errorf("%s: ForReply(%v) has no %s to %v", group.rfc, want.reply, want.enhanced, cmd)
				}
			}
		}
	}
}

// paired reports whether ForReply has the pair with a command that fits.
func paired(want pair, fits func(smtpcodes.Command) bool) bool {
	for got := range enhanced.ForReply(want.reply) {
		if got.Enhanced.String() == want.enhanced && fits(got.Command) {
			return true
		}
	}
	return false
}
