package cause_test

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// observed parses a reply of a test.
func observed(t *testing.T, text string) reply.Reply {
	t.Helper()
	r, err := reply.ParseObserved(text)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestBasis checks what decides: the text before the enhanced code before the basic
// code.
func TestBasis(t *testing.T) {
	tests := []struct {
		reply   string
		command smtpcodes.Command
		cause   cause.Cause
		basis   cause.Basis
	}{
		// Nothing was refused, whatever the text says.
		{"250 2.0.0 OK", 0, cause.Accepted, cause.Basic},
		{"250 2.1.5 mailbox full", smtpcodes.RCPT, cause.Accepted, cause.Basic},
		{"354 Go ahead", smtpcodes.DATA, cause.Accepted, cause.Basic},
		{"334 VXNlcm5hbWU6", smtpcodes.AUTH, cause.Accepted, cause.Basic},

		// The text decides against both codes.
		{"550 5.1.1 mailbox full", 0, cause.MailboxFull, cause.Text},
		{"552 5.2.2 User unknown", 0, cause.UserUnknown, cause.Text},
		{"535 5.7.8 mailbox full", smtpcodes.AUTH, cause.MailboxFull, cause.Text},
		{"550-5.1.1 mailbox\r\n550 5.1.1 full", 0, cause.MailboxFull, cause.Text},
		{"550 MAILBOX FULL", 0, cause.MailboxFull, cause.Text},

		// The enhanced code decides where the text is silent.
		{"550 5.1.1 no", 0, cause.UserUnknown, cause.Enhanced},
		{"550 5.1.1", 0, cause.UserUnknown, cause.Enhanced},
		{"552 5.2.2 no", 0, cause.MailboxFull, cause.Enhanced},
		{"452 4.2.2 no", 0, cause.MailboxFull, cause.Enhanced},
		{"552 5.2.2 no", smtpcodes.MAIL, cause.MailboxFull, cause.Enhanced}, // 552 after MAIL by itself is another
		{"550 5.2.1 no", 0, cause.MailboxDisabled, cause.Enhanced},
		{"554 5.4.6 no", 0, cause.MailLoop, cause.Enhanced},
		{"550 5.7.27 no", 0, cause.SenderDomainInvalid, cause.Enhanced}, // as registered, not as Gmail means it
		{"500 5.7.8 no", 0, cause.AuthFailed, cause.Enhanced},

		// That of a quoted reply goes before.
		{"550 host mx.example.org said: 550 5.2.2", 0, cause.MailboxFull, cause.Enhanced},
		{"554 5.1.1 <a@example.org>: delivery failed: 452-4.2.2 no", 0, cause.MailboxFull, cause.Enhanced},
		{"550 5.1.1 remote says 550 5.0.0", 0, cause.UserUnknown, cause.Enhanced},
		{"554 no 550 5.2.2.1", 0, cause.Unknown, cause.None},
		{"554 no 550 5.2", 0, cause.Unknown, cause.None},
		{"554 no 450 5.2.2", 0, cause.Unknown, cause.None},
		{"554 no 55 5.2.2", 0, cause.Unknown, cause.None},
		{"554 no 55x 5.2.2", 0, cause.Unknown, cause.None},
		{"554 no 250 2.1.5", 0, cause.Unknown, cause.None},
		{"554 no 550 5.2.2222", 0, cause.Unknown, cause.None},

		// An enhanced code that tells nothing leaves it to the basic code.
		{"535 5.0.0 no", smtpcodes.AUTH, cause.AuthFailed, cause.Basic},
		{"450 4.1.1 no", 0, cause.Unknown, cause.None}, // meant for class 5 only
		{"550 5.1.10 no", 0, cause.Unknown, cause.None},
		{"550 2.1.6 no", 0, cause.Unknown, cause.None},
		{"550 5.7.1 no", 0, cause.Unknown, cause.None},
		{"421 4.7.0 no", 0, cause.Unknown, cause.None},

		// The basic code alone, for some commands only.
		{"535 no", smtpcodes.AUTH, cause.AuthFailed, cause.Basic},
		{"535 no", 0, cause.AuthFailed, cause.Basic},
		{"500 no", 0, cause.ProtocolError, cause.Basic},
		{"556 no", smtpcodes.RCPT, cause.DomainNoMail, cause.Basic},
		{"552 no", smtpcodes.MAIL, cause.MessageTooBig, cause.Basic},
		{"552 no", smtpcodes.RCPT, cause.Unknown, cause.None},
		{"552 no", 0, cause.Unknown, cause.None},
		{"501 no", smtpcodes.EHLO, cause.BadHELO, cause.Basic},
		{"501 no", smtpcodes.HELO, cause.BadHELO, cause.Basic},
		{"501 no", smtpcodes.RCPT, cause.Unknown, cause.None},
		{"454 no", smtpcodes.STARTTLS, cause.TLSFailed, cause.Basic},
		{"454 no", smtpcodes.AUTH, cause.Unknown, cause.None},
		{"504 no", smtpcodes.AUTH, cause.AuthMechanism, cause.Basic},
		{"504 no", 0, cause.Unknown, cause.None},
		{"550 no", 0, cause.Unknown, cause.None},
		{"554 no", smtpcodes.EndOfData, cause.Unknown, cause.None},

		// Rules for one command.
		{"550 invalid user", smtpcodes.RCPT, cause.UserUnknown, cause.Text},
		{"550 invalid user", smtpcodes.MAIL, cause.SenderRejected, cause.Text},
		{"550 invalid user", 0, cause.UserUnknown, cause.Text},
		{"553 mailbox name not allowed", smtpcodes.RCPT, cause.BadRecipientAddress, cause.Text},
		{"553 mailbox name not allowed", smtpcodes.MAIL, cause.SenderRejected, cause.Text},
		{"553 <a>... Domain name required", smtpcodes.RCPT, cause.BadRecipientAddress, cause.Text},
		{"553 <a>... Domain name required", 0, cause.SenderRejected, cause.Text},

		// Postfix says what it answers.
		{"host mx.example.org[192.0.2.1] said: 550 invalid user (in reply to MAIL FROM command)", 0, cause.SenderRejected, cause.Text},
		{"550 invalid user (in reply to MAIL FROM command)", smtpcodes.RCPT, cause.UserUnknown, cause.Text}, // who asks knows better
		{"552 no (in reply to MAIL FROM command)", 0, cause.MessageTooBig, cause.Basic},
		{"552 no (in reply to RCPT TO command)", 0, cause.Unknown, cause.None},
		{"501 no (in reply to HELO command)", 0, cause.BadHELO, cause.Basic},
	}
	for _, test := range tests {
		f := cause.OfCommand(observed(t, test.reply), test.command)
		if f.Cause != test.cause || f.Basis != test.basis {
			t.Errorf("%v to %q: %v by %v (rule %q), want %v by %v",
				test.command, test.reply, f.Cause, f.Basis, f.Rule.ID(), test.cause, test.basis)
		}
		if byText := f.Basis == cause.Text; byText != (f.Rule != 0) || byText && f.Rule.Cause() != f.Cause {
			t.Errorf("%q: decided by %v, rule %q of %v", test.reply, f.Basis, f.Rule.ID(), f.Rule.Cause())
		}
		if test.command == 0 {
			if diff := cmp.Diff(f, cause.Of(observed(t, test.reply))); diff != "" {
				t.Errorf("Of(%q) is not OfCommand with no command:\n%s", test.reply, diff)
			}
		}
	}
}

func TestOrigin(t *testing.T) {
	tests := []struct {
		reply string
		want  origin.Origin
	}{
		{"550 5.1.1 no", 0},
		{"250 OK", 0},
		{"550-5.1.1 The email account that you tried to reach does not exist. Please try\r\n550 5.1.1 double-checking https://support.google.com/mail/?p=NoSuchUser 41be03b00d2f7-7ff - gsmtp", origin.Gmail},
		{"550-5.7.27 Your email has been blocked because the sender is unauthenticated.\r\n550 5.7.27 41be03b00d2f7-7ff - gsmtp", origin.Gmail},
		{"550 5.7.27 no - GSMTP", origin.Gmail},
		{"550 5.4.1 no [AM0PR01FT1.eop-EUR01.prod.protection.outlook.com]", origin.ExchangeOnline},
		{"550 5.4.1 no [AM0PR01MB1.EURPRD01.PROD.OUTLOOK.COM 2026-01-02T03:04:05.678Z]", origin.ExchangeOnline},
		{"550 5.4.1 no <a@AM0PR01MB1.eurprd01.prod.outlook.com>", 0}, // whose address it is tells nothing
		{"550 5.4.1 no gsmtps", 0},
		{"421 4.7.0 [TSS04] Messages from 192.0.2.25 temporarily deferred", origin.Yahoo},
		{"554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example.org", origin.Postfix},
	}
	for _, test := range tests {
		if f := cause.Of(observed(t, test.reply)); f.Origin != test.want {
			t.Errorf("%q: origin %v (rule %q), want %v", test.reply, f.Origin, f.Rule.ID(), test.want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	tests := []struct {
		text string
		want time.Duration
	}{
		{"Greylisted, try again in 5 minutes", 5 * time.Minute},
		{"Greylisted, please retry in 300 seconds.", 300 * time.Second},
		{"TRY AGAIN IN 5 MINUTES", 5 * time.Minute},
		{"wait at least 2 hours", 2 * time.Hour},
		{"wait 30 s.", 30 * time.Second},
		{"try again after 1 day", 24 * time.Hour},
		{"for another 10 min", 10 * time.Minute},
		{"try again later for 15 minutes", 15 * time.Minute},
		{"again in 5 minutes, or in 1 hour", 5 * time.Minute}, // the first one
		{"back in 1 hr; wait", time.Hour},
		{"try again in 5", 0},
		{"try again in minutes", 0},
		{"5 minutes", 0},
		{"in five minutes", 0},
		{"in 5 attempts", 0},
		{"in 5x minutes", 0},
		{"in 1.5 minutes", 0},
		{"in 99999999999999999999 minutes", 0},
		{"in 0 minutes", 0},
		{"500 messages in 60 minutes", 0},
		{"in the queue for 5 days", 0},
		{"too many connections in 1 minute", 0},
		{"greylisted for 5 minutes", 5 * time.Minute},
		{"try again later", 0},
		{"greylisted, retry in 15min", 15 * time.Minute},
		{"please try again 15min later", 15 * time.Minute},
		{"not been seen before; wait 300s", 300 * time.Second},
		{"Resubmit after 1800 seconds", 30 * time.Minute},
		{"please come again in 00:04:59", 4*time.Minute + 59*time.Second},
		{"wait 01:00:00", time.Hour},
		{"seen at 10:04:59, try again", 0},
		{"again in 00:60:00", 0},
		{"again in 00:0a:00", 0},
		{"retry in 15mails", 0},
		{"retry after 5minutes", 5 * time.Minute},
		{"session lasted for 60s", 0},
		{"try again in 100000 days", 100_000 * 24 * time.Hour},
		{"try again in 200000 days", 0},
		{"come back in 5 min 30 sec", 5*time.Minute + 30*time.Second},
		{"try again in 1 hour, 5 minutes and 30 seconds.", time.Hour + 5*time.Minute + 30*time.Second},
		{"retry in 2h 30m", 150 * time.Minute},
		{"retry in 2h and 30m", 150 * time.Minute},
		{"retry in 1 hour or in 2 minutes", time.Hour},
		{"retry in 1 hour; <a@example.org> 20 minutes", time.Hour},
		{"retry in 5 minutes 2 hours", 5 * time.Minute},
		{"retry in 5 minutes not 30 seconds", 5 * time.Minute},
		{"retry in 00:04:59 30 seconds", 4*time.Minute + 59*time.Second},
	}
	for _, test := range tests {
		if f := cause.Of(observed(t, "451 "+test.text)); f.RetryAfter != test.want {
			t.Errorf("%q: retry after %v, want %v", test.text, f.RetryAfter, test.want)
		}
	}
}

func TestURL(t *testing.T) {
	tests := []struct{ text, want string }{
		{"no", ""},
		{"see https://example.org/a?b=c.", "https://example.org/a?b=c"},
		{"(HTTP://EXAMPLE.ORG/)", "HTTP://EXAMPLE.ORG/"},
		{"see <http://example.org/a>, http://example.org/b", "http://example.org/a"},
		{"see www.example.org, https://example.org/b", "https://example.org/b"}, // the first one that is whole
		{"see www.example.org", ""},
		{"mail to postmaster@example.org", ""},
	}
	for _, test := range tests {
		if f := cause.Of(observed(t, "550 "+test.text)); f.URL != test.want {
			t.Errorf("%q: URL %q, want %q", test.text, f.URL, test.want)
		}
	}
}

func TestBlocklist(t *testing.T) {
	const blocked = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using "
	tests := []struct{ reply, want string }{
		{blocked + "zen.spamhaus.org", "zen.spamhaus.org"},
		{blocked + "ZEN.SPAMHAUS.ORG;", "ZEN.SPAMHAUS.ORG"},
		{blocked + "bl.example.org", "bl.example.org"},
		{blocked + "bl.example.org; see https://www.example.org/x", "bl.example.org"},
		{blocked + "our list", ""},
		{blocked + "notspamhaus.example.org", "notspamhaus.example.org"},
		{"554 5.7.1 192.0.2.1 is listed, https://www.spamhaus.org/query/ip/192.0.2.1", "www.spamhaus.org"},
		// A list that is known goes before a host that might be one.
		{"554 5.7.1 Client host blocked by mx.example.org using zen.spamhaus.org", "zen.spamhaus.org"},
		// No other cause has a list.
		{"550 5.1.1 User unknown by mx.example.org", ""},
		{"250 OK by zen.spamhaus.org", ""},
	}
	for _, test := range tests {
		if f := cause.Of(observed(t, test.reply)); f.Blocklist != test.want {
			t.Errorf("%q: %v by %q, want %q", test.reply, f.Cause, f.Blocklist, test.want)
		}
	}
}

func TestListed(t *testing.T) {
	const blocked = "554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using "
	tests := []struct {
		reply string
		want  cause.Cause
	}{
		{blocked + "zen.spamhaus.org", cause.IPBlocklisted},
		{blocked + "dbl.spamhaus.org", cause.DomainBlocklisted},
		{blocked + "key.dbl.dq.spamhaus.net", cause.DomainBlocklisted},
		{blocked + "rhsbl.sorbs.net", cause.DomainBlocklisted},
		{blocked + "fresh.spameatingmonkey.net", cause.DomainBlocklisted},
		{blocked + "multi.uribl.com", cause.URLBlocklisted},
		{blocked + "uribl.swinog.ch", cause.URLBlocklisted},
		// What the reply says is listed goes before what the list is known for.
		{"554 5.7.1 <mail.example.com>: Helo command rejected: listed in multi.surbl.org", cause.DomainBlocklisted},
		{"550 5.7.1 URL example.com in message body found in dbl.spamhaus.org", cause.URLBlocklisted},
	}
	for _, test := range tests {
		if got := cause.Of(observed(t, test.reply)).Cause; got != test.want {
			t.Errorf("%q: %v, want %v", test.reply, got, test.want)
		}
	}
}

func TestZero(t *testing.T) {
	if diff := cmp.Diff(cause.Finding{}, cause.Of(reply.Reply{})); diff != "" {
		t.Errorf("a finding about the zero reply (-want +got):\n%s", diff)
	}
	var f cause.Finding
	if f.Cause != cause.Unknown || f.Basis != cause.None || f.Rule.ID() != "" {
		t.Errorf("zero value: %+v", f)
	}
	// A text without a code still tells its cause, as bounces quote it.
	if f := cause.Of(reply.Reply{Lines: []string{"mailbox full"}}); f.Cause != cause.MailboxFull || f.Basis != cause.Text {
		t.Errorf("without a code: %v by %v", f.Cause, f.Basis)
	}
	if f := cause.Of(reply.Reply{Enhanced: enhanced.PermanentMailboxFull}); f.Cause != cause.MailboxFull || f.Basis != cause.Enhanced {
		t.Errorf("without a basic code: %v by %v", f.Cause, f.Basis)
	}
	if f := cause.OfCommand(observed(t, "550 5.1.1 no"), smtpcodes.Command(255)); f.Cause != cause.UserUnknown {
		t.Errorf("an unknown command: %v", f.Cause)
	}
}

func TestCommandAllocs(t *testing.T) {
	for _, text := range []string{
		"550-5.1.1 User doesn\u2019t exist, see https://example.org/mail/?p=NoSuchUser\r\n550 5.1.1 - gsmtp",
		"554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org; try again in 5 minutes",
		"550 " + strings.Repeat("mailbox blocked user relay ", 500),
	} {
		r := observed(t, text)
		if n := testing.AllocsPerRun(10, func() { cause.OfCommand(r, smtpcodes.RCPT) }); n != 0 {
			t.Errorf("%.40q: %v allocations", text, n)
		}
	}
}

// deviations are the rows of the lists in which we do not follow the list, by their
// text.
var deviations = map[string]struct {
	cause  cause.Cause
	reason string
}{
	"CAT@MAIL.FORTEK.COM.TW": {cause.ProtocolError, "no words, and 503 by itself tells it"},
}

// TestLists checks the replies that one list of codes on the web copies from the
// next.
func TestLists(t *testing.T) {
	data, err := os.ReadFile("testdata/lists.tsv")
	if err != nil {
		t.Fatal(err)
	}
	commands := map[string]smtpcodes.Command{"": 0}
	for c := range smtpcodes.Commands() {
		commands[c.Name()] = c
	}
	rows := 0
	for line := range strings.Lines(string(data)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		rows++
		fields := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(fields) != 4 {
			t.Fatalf("%d fields in %q", len(fields), line)
		}
		code, text := fields[0], fields[1]
		cmd, ok := commands[fields[2]]
		want, err := cause.Parse(fields[3])
		if !ok || err != nil {
			t.Fatalf("command or cause of %q: %v", line, err)
		}
		if d, ok := deviations[text]; ok {
			if d.cause == want {
				t.Errorf("%q: no deviation", text)
			}
			want = d.cause
		}
		f := cause.OfCommand(observed(t, code+" "+text), cmd)
		if f.Cause != want {
			t.Errorf("%v to %s %s: %v by %v (rule %q), want %v", cmd, code, text, f.Cause, f.Basis, f.Rule.ID(), want)
		}
	}
	if rows == 0 {
		t.Error("no rows")
	}
}

func FuzzOf(f *testing.F) {
	for _, text := range []string{
		"", "550 5.1.1 mailbox full", "421 4.7.0 [TSS04] try again in 5 minutes", "550-5.7.1 a\r\n550 5.7.1 b https://example.org/?p=NoSuchUser",
		"554 blocked using zen.spamhaus.org", "550 \u4fe1\u7bb1\u5df2\u6eff", "999 \xff\x00",
	} {
		f.Add(text, byte(smtpcodes.RCPT))
	}
	f.Fuzz(func(t *testing.T, text string, cmd byte) {
		r, _ := reply.ParseObserved(text)
		found := cause.OfCommand(r, smtpcodes.Command(cmd))
		if (found.Cause == cause.Unknown) != (found.Basis == cause.None) {
			t.Errorf("%v by %v", found.Cause, found.Basis)
		}
		if found.RetryAfter < 0 {
			t.Errorf("retry after %v", found.RetryAfter)
		}
		all := strings.Join(r.Lines, "\n")
		if !strings.Contains(all, found.URL) || !strings.Contains(all, found.Blocklist) {
			t.Errorf("URL %q or blocklist %q does not stand in the text", found.URL, found.Blocklist)
		}
		if diff := cmp.Diff(found, cause.OfCommand(r, smtpcodes.Command(cmd))); diff != "" {
			t.Errorf("a second look finds another:\n%s", diff)
		}
		_ = fmt.Sprint(found, found.Rule.ID(), found.Rule.Text(), found.Cause.Name())
	})
}
