package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func TestReadLine(t *testing.T) {
	type code = enhanced.Code
	for _, tt := range []struct {
		name, line string
		code       smtpcodes.Code
		enhanced   code
		command    smtpcodes.Command
		text       string
	}{
		{"a code", "550", 550, 0, 0, ""},
		{"a reply", "550 5.1.1 no such user", 550, enhanced.PermanentBadDestinationMailbox, 0, "no such user"},
		{"a field", "Diagnostic-Code: smtp; 452 4.2.2 full", 452, enhanced.TransientMailboxFull, 0, "full"},
		{
			"Postfix, refused", "Nov 21 20:22:01 mx postfix/smtp[550]: 4F1: to=<b@example.org>, relay=mx[192.0.2.1]:587, delay=451, delays=450/0/0/1, dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550 5.1.1 <b@example.org>: unknown (in reply to RCPT TO command))",
			550, enhanced.PermanentBadDestinationMailbox, smtpcodes.RCPT, "<b@example.org>: unknown",
		},
		{
			"Postfix, a reply of several lines", "postfix/smtp[1]: 4F1: to=<b@example.org>, dsn=5.1.1, status=bounced (host mx[192.0.2.1] said: 550-5.1.1 one 550-5.1.1 two 550 5.1.1 three (in reply to end of DATA command))",
			550, enhanced.PermanentBadDestinationMailbox, smtpcodes.EndOfData, "one",
		},
		{
			"Postfix, no enhanced code", "postfix/smtp[1]: 4F1: to=<b@example.org>, dsn=5.0.0, status=bounced (host mx[192.0.2.1] said: 550 no (in reply to MAIL FROM command))",
			550, 0, smtpcodes.MAIL, "no",
		},
		{
			"Postfix, turned away", "postfix/smtp[1]: 4F1: to=<b@example.org>, dsn=4.0.0, status=deferred (host mx[192.0.2.1] refused to talk to me: 554 mx go away)",
			554, 0, 0, "mx go away",
		},
		{
			"Postfix, no reply", "postfix/smtp[1]: 4F1: to=<b@example.org>, relay=none, dsn=5.4.4, status=bounced (Host or domain name not found. Name service error for name=example.org type=A: Host not found)",
			0, enhanced.PermanentUnableToRoute, 0, "Host or domain name not found. Name service error for name=example.org type=A: Host not found",
		},
		{"Postfix, sent", "postfix/smtp[1]: 4F1: to=<b@example.org>, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 4F2)", 250, enhanced.SuccessOtherUndefined, 0, "Ok: queued as 4F2"},
		{
			"Postfix's server", "postfix/smtpd[1]: NOQUEUE: reject: RCPT from unknown[192.0.2.3]: 454 4.7.1 <x@example.net>: Relay access denied; from=<a@example.com> to=<x@example.net> proto=ESMTP helo=<x>",
			454, enhanced.TransientDeliveryNotAuthorized, smtpcodes.RCPT, "<x@example.net>: Relay access denied",
		},
		{
			"Exim", "2026-11-21 12:00:00 1abcde-000000-00 ** a@example.org R=dnslookup T=remote_smtp H=mx [192.0.2.1]: SMTP error from remote mail server after pipelined MAIL FROM:<b@example.org>: 550 5.7.1 no",
			550, enhanced.PermanentDeliveryNotAuthorized, smtpcodes.MAIL, "no",
		},
		{
			"Exim, the older words", "2026-11-21 12:00:00 1abcde-000000-00 == a@example.org R=dnslookup T=remote_smtp defer (-44): SMTP error from remote mailer after RCPT TO:<a@example.org>: host mx [192.0.2.1]: 450 wait",
			450, 0, smtpcodes.RCPT, "wait",
		},
		{"Exim, delivered", `2026-11-21 12:00:00 1abcde-000000-00 => a@example.org R=dnslookup T=remote_smtp H=mx [192.0.2.1] C="250 OK id=1" QT=1s`, 250, 0, 0, "OK id=1"},
		{"Exim, delivered with a reply of two lines", `2026-11-22 00:32:10 1xUvV4-0003uC-1N => c@d.test R=r T=t H=127.0.0.1 [127.0.0.1] C="250-2.0.0 queued\\n250 2.0.0 as 1"`, 250, enhanced.SuccessOtherUndefined, 0, "queued"},
		{"Sendmail", "sm-mta[5]: 0AL1: to=<e@example.org>, delay=00:00:01, dsn=5.1.1, reply=550 5.1.1 unknown, stat=User unknown", 550, enhanced.PermanentBadDestinationMailbox, 0, "unknown"},
		{"Sendmail, deferred", "sm-mta[5]: 0AL1: to=<e@example.org>, dsn=4.2.0, stat=Deferred: 451 4.7.1 wait", 451, enhanced.TransientDeliveryNotAuthorized, 0, "wait"},
		{"Sendmail, without a reply", "sm-mta[5]: 0AL1: to=<e@example.org>, dsn=5.1.2, stat=Host unknown", 0, enhanced.PermanentBadDestinationSystem, 0, "Host unknown"},
		{"OpenSMTPD", `smtpd[9]: 01 mta delivery evpid=02 from=<a@example.com> to=<b@example.org> rcpt=<-> delay=1s result="PermFail" stat="550 5.1.1 unknown"`, 550, enhanced.PermanentBadDestinationMailbox, 0, "unknown"},
		{"classes that differ", "552 4.2.2 mailbox problem", 552, enhanced.TransientMailboxFull, 0, "mailbox problem"},
		{"codes that differ", "550 4.1.1", 550, enhanced.BadDestinationMailbox.With(enhanced.Transient), 0, ""},
		{
			"a folded field", "Diagnostic-Code: smtp; 550-5.1.1 The email account\n    550-5.1.1 does not\n    550 5.1.1 exist",
			550, enhanced.PermanentBadDestinationMailbox, 0, "The email account",
		},
		{
			"a bounce", "<a@b>: host mx[1.2.3.4] said: 550-5.1.1 foo\n    550 5.1.1 bar (in reply to RCPT TO command)",
			550, enhanced.PermanentBadDestinationMailbox, smtpcodes.RCPT, "foo",
		},
		{
			"Postfix, milter", "postfix/cleanup[1]: 4F1: milter-reject: END-OF-MESSAGE from x[192.0.2.1]: 5.7.1 Spam message rejected; from=<a@b> to=<c@d> proto=ESMTP helo=<x>",
			0, enhanced.PermanentDeliveryNotAuthorized, smtpcodes.EndOfData, "Spam message rejected",
		},
		{
			"Postfix, milter with a code", "postfix/smtpd[1]: NOQUEUE: milter-reject: RCPT from x[192.0.2.1]: 451 4.7.1 Greylisted; from=<a@b> to=<c@d> proto=ESMTP helo=<x>",
			451, enhanced.TransientDeliveryNotAuthorized, smtpcodes.RCPT, "Greylisted",
		},
		{
			"Postfix, header check", "postfix/cleanup[1]: 4F1: reject: header Subject: viagra 550 5.1.1 from x[192.0.2.1]; from=<a@b> to=<c@d> proto=ESMTP helo=<x>: 5.7.1 no spam here",
			0, enhanced.PermanentDeliveryNotAuthorized, smtpcodes.EndOfData, "no spam here",
		},
		{
			"Postfix, header check of local mail", "postfix/cleanup[1]: 4F1: reject: body buy; from=<x>: now from local; from=<a@b> to=<c@d>: 5.7.1 no spam here",
			0, enhanced.PermanentDeliveryNotAuthorized, smtpcodes.EndOfData, "no spam here",
		},
		{
			"Postfix, no mail begun", "postfix/smtpd[1]: NOQUEUE: reject: CONNECT from x[192.0.2.1]: 554 5.7.1 <x[192.0.2.1]>: Client host rejected; proto=SMTP",
			554, enhanced.PermanentDeliveryNotAuthorized, smtpcodes.Connect, "<x[192.0.2.1]>: Client host rejected",
		},
		{
			"Postfix, on the way", "postfix/smtp[1]: 4F1: host mx[192.0.2.1] said: 451 wait a bit (in reply to RCPT TO command)",
			451, 0, smtpcodes.RCPT, "wait a bit",
		},
		{"Postfix, turned away on the way", "postfix/smtp[1]: 4F1: host mx[192.0.2.1] refused to talk to me: 421 busy", 421, 0, 0, "busy"},
		{"Sendmail's server", "sm-mta[5]: 0AL1: ruleset=check_rcpt, arg1=<x@y>, relay=[192.0.2.1], reject=550 5.7.1 <x@y>... Relaying denied", 550, enhanced.PermanentDeliveryNotAuthorized, smtpcodes.RCPT, "<x@y>... Relaying denied"},
		{"Exchange", "Remote Server returned '550 5.1.10 RESOLVER.ADR.RecipientNotFound; the user's gone'", 550, enhanced.PermanentRecipientNullMX, 0, "RESOLVER.ADR.RecipientNotFound; the user's gone"},
		{"Exchange, CSV", `2026-11-21T12:00:00Z,192.0.2.1,FAIL,a@b,550 5.1.1 unknown,1234,"x"`, 550, enhanced.PermanentBadDestinationMailbox, 0, "unknown"},
		{"Exchange, CSV in quotes", `2026-11-21T12:00:00Z,FAIL,"550 5.1.1 unknown, sorry",1234`, 550, enhanced.PermanentBadDestinationMailbox, 0, "unknown, sorry"},
		{"Exchange, last error", "[{LRT=x};{LED=451 4.4.0 DNS query failed};{FQDN=}]", 451, enhanced.TransientOtherNetwork, 0, "DNS query failed"},
		{"Exim, refused without a code", "2026-11-21 12:00:00 H=(x) [192.0.2.1] F=<a@b> rejected RCPT <z@w>: Unrouteable address", 0, 0, smtpcodes.RCPT, "Unrouteable address"},
		{"Exim, refused for now", "H=(x) [192.0.2.1] F=<a@b> temporarily rejected RCPT <z@w>: greylisted", 0, 0, smtpcodes.RCPT, "greylisted"},
		{"Exim, refused after the message", "H=x [192.0.2.1] F=<a@b> rejected after DATA: 550 5.7.1 spam", 550, enhanced.PermanentDeliveryNotAuthorized, smtpcodes.EndOfData, "spam"},
		{"Exim, not delivered", "2026-11-21 12:00:00 1abcde-000000-00 ** bob@x: Unrouteable address", 0, 0, 0, "Unrouteable address"},
		{"Sendmail's milter", "sm-mta[5]: 0AL1: Milter: data, reject=451 4.3.2 Please try again later", 451, enhanced.TransientSystemNotAcceptingMessages, 0, "Please try again later"},
		{"Exim, not delivered yet", "2026-11-21 12:00:00 1abcde-000000-00 == bob@x R=r T=t defer (-53): retry time not reached for any host", 0, 0, 0, "retry time not reached for any host"},
		{"Exim, not delivered, of a router", "** bob@x <al@x> R=r T=t: retry timeout exceeded", 0, 0, 0, "retry timeout exceeded"},
		{"qmail", "@4000 delivery 7: failure: 192.0.2.1_does_not_like_recipient./Remote_host_said:_550_5.1.1_unknown/Giving_up_on_192.0.2.1./", 550, enhanced.PermanentBadDestinationMailbox, 0, "unknown"},
	} {
		o, ok := readLine(tt.line)
		if !ok {
			t.Errorf("%s: no reply", tt.name)
			continue
		}
		text := ""
		if len(o.reply.Lines) > 0 {
			text = o.reply.Lines[0]
		}
		got := []any{o.reply.Code, o.reply.Enhanced, o.command, text}
		if diff := cmp.Diff([]any{tt.code, tt.enhanced, tt.command, tt.text}, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	for _, line := range []string{
		"",
		"hello world",
		"Nov 21 20:22:01 mx postfix/qmgr[550]: 4F1: from=<a@example.com>, size=552, nrcpt=1 (queue active)",
		"Nov 21 20:22:01 mx postfix/local[553]: 4F5: to=<root>, relay=local, delay=450, dsn=2.0.0, status=sent (delivered to mailbox)",
		"Nov 21 20:22:01 mx postfix/smtpd[11]: disconnect from client[192.0.2.1] ehlo=1 mail=1 rcpt=0/1 commands=2/3",
		"2026-11-21 12:00:00 1abcde-000000-00 <= a@example.com H=client [192.0.2.1] P=esmtp S=550",
		"550.5.1.1 is an address",
		"421",
	} {
		o, ok := readLine(line)
		if ok != (line == "421") {
			t.Errorf("readLine(%q) = %v, %t", line, o, ok)
		}
	}
}

func TestReadLineWarning(t *testing.T) {
	o, ok := readLine("postfix/smtpd[1]: NOQUEUE: reject_warning: RCPT from x[192.0.2.1]: 450 4.7.25 Client host rejected; from=<a@b> to=<c@d> proto=ESMTP helo=<x>")
	if !ok || !o.warning || o.reply.String() != "450 4.7.25 Client host rejected" || o.command != smtpcodes.RCPT {
		t.Errorf("readLine = %v, %t", o, ok)
	}
}

func TestJoinWords(t *testing.T) {
	for _, tt := range []struct{ args, want []string }{
		{[]string{"550"}, []string{"550"}},
		{[]string{"550", "5.7.1"}, []string{"550 5.7.1"}},
		{[]string{"550", "5.7.1", "relay", "denied"}, []string{"550 5.7.1 relay denied"}},
		{[]string{"550", "you", "have", "421", "messages"}, []string{"550 you have 421 messages"}},
		{[]string{"421", "550", "5.7.1", "4.2.2", "x.7.26"}, []string{"421", "550 5.7.1", "4.2.2", "x.7.26"}},
		{[]string{"550 no", "421 wait"}, []string{"550 no", "421 wait"}},
		{[]string{"550 no", "421"}, []string{"550 no", "421"}},
		{[]string{"550", "5.7.1", "relay denied"}, []string{"550 5.7.1 relay denied"}},
		{[]string{"user", "unknown"}, []string{"user unknown"}},
	} {
		if diff := cmp.Diff(tt.want, joinWords(tt.args)); diff != "" {
			t.Errorf("joinWords(%q) (-want +got):\n%s", tt.args, diff)
		}
	}
}

// FuzzReadLine: a code that is found stands in the line.
func FuzzReadLine(f *testing.F) {
	f.Add("postfix/smtp[1]: 4F1: to=<b@example.org>, dsn=5.0.0, status=bounced (host mx[192.0.2.1] said: 550 no (in reply to MAIL FROM command))")
	f.Add("delivery 7: failure: Remote_host_said:_550_5.1.1_unknown/")
	f.Add("reject: RCPT from x: 554 5.7.1 no; from=<>")
	f.Fuzz(func(t *testing.T, line string) {
		o, ok := readLine(line)
		if !ok {
			return
		}
		for _, code := range []string{o.reply.Code.String(), o.reply.Enhanced.String()} {
			if !strings.Contains(line, code) {
				t.Errorf("readLine(%q): %v does not stand there", line, code)
			}
		}
		if l, _ := logged(line); o.reply.Code == 0 && o.reply.Enhanced == 0 && !l.refusal {
			t.Errorf("readLine(%q) = %v, without a code", line, o.reply)
		}
	})
}
