package reply_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/reply"
)

func TestParseObserved(t *testing.T) {
	type r = reply.Reply
	one := func(line string) []string { return []string{line} }
	for _, tt := range []struct {
		name, in string
		want     reply.Reply
	}{
		// Line ends and folding.
		{"strict", "550-5.1.1 a\r\n550 5.1.1 b\r\n", r{550, 5_001_001, []string{"a", "b"}}},
		{"bare LF", "550-5.1.1 a\n550 5.1.1 b\n", r{550, 5_001_001, []string{"a", "b"}}},
		{"bare CR", "550-5.1.1 a\r550 5.1.1 b\r", r{550, 5_001_001, []string{"a", "b"}}},
		{"mixed", "250-a\n250-b\r250-c\r\n250 d", r{250, 0, []string{"a", "b", "c", "d"}}},
		{`literal \r\n`, `550-5.1.1 a\r\n550 5.1.1 b`, r{550, 5_001_001, []string{"a", "b"}}},
		{`literal \n`, `550-5.1.1 a\n550 5.1.1 b`, r{550, 5_001_001, []string{"a", "b"}}},
		{`\n that is no line end`, `550 C:\new\readme\r\n5 files`, r{550, 0, one(`C:\new\readme\r\n5 files`)}},
		{"folded", "550 5.1.1 no such user;\r\n    try another", r{550, 5_001_001, one("no such user; try another")}},
		{"folded by HT", "550 a\n\tb\n\tc", r{550, 0, one("a b c")}},
		{"folded, with codes", "550-5.7.1 a\r\n 550-5.7.1 b\r\n 550 5.7.1 c", r{550, 5_007_001, []string{"a", "b", "c"}}},
		{"unterminated", "250-a\r\n250-b", r{250, 0, []string{"a", "b"}}},
		{"no code on further lines", "550 a\r\nb\r\nc", r{550, 0, []string{"a", "b", "c"}}},
		{"empty line", "550-a\r\n\r\n550 b", r{550, 0, []string{"a", "", "b"}}},
		{"white space around", " \r\n 550 x \r\n\r\n", r{550, 0, one("x ")}},

		// Separators.
		{"code alone", "550", r{550, 0, one("")}},
		{"code and hyphen", "550-", r{550, 0, one("")}},
		{"HT", "550\tx", r{550, 0, one("x")}},
		{"colon", "550: x", r{550, 0, one("x")}},
		{"dot", "550. x", r{550, 0, one("x")}},
		{"comma", "550,5.1.1,x", r{550, 5_001_001, one("5.1.1,x")}},
		{"equals", "550=x", r{550, 0, one("x")}},
		{"brackets", "[550] x", r{550, 0, one("x")}},
		{"quotes", `"550 5.1.1 x"`, r{550, 5_001_001, one(`x"`)}},
		{"other mark", "550!x", r{550, 0, one("!x")}},
		{"a letter", "550x", r{Lines: one("550x")}},
		{"a digit", "5501 x", r{Lines: one("5501 x")}},
		{"underscore", "550_x", r{Lines: one("550_x")}},
		{"no code", "no such user", r{Lines: one("no such user")}},
		{"empty", "", r{Lines: one("")}},
		{"code of class 1", "150 x", r{Lines: one("150 x")}},
		{"code of class 6", "605 x", r{Lines: one("605 x")}},

		// What looks like a code.
		{"IP address as text", "550 5.188.206.1 is listed", r{550, 0, one("5.188.206.1 is listed")}},
		{"IP address first", "250.1.2.3 is listed", r{Lines: one("250.1.2.3 is listed")}},
		{"IP address in brackets", "554 refused [5.1.1.7]", r{554, 0, one("refused [5.1.1.7]")}},
		{"IP address behind a mark", "554 refused #5.1.1.7", r{554, 0, one("refused #5.1.1.7")}},
		{"version", "220 mx ESMTP Postfix 2.10.4", r{220, 0, one("mx ESMTP Postfix 2.10.4")}},
		{"version in parentheses", "550 refused (Exim 5.1.1 here)", r{550, 0, one("refused (Exim 5.1.1 here)")}},
		{"version in a greeting", "220 mx ESMTP Exim 4.98.2 Sat, 21 Nov 2026 20:22:01 +0000", r{220, 0, one("mx ESMTP Exim 4.98.2 Sat, 21 Nov 2026 20:22:01 +0000")}},
		{"ticket", "421 ticket 550", r{421, 0, one("ticket 550")}},
		{"ticket with words", "421 mx is busy, ticket 550 5.1.1 was closed", r{421, 0, one("mx is busy, ticket 550 5.1.1 was closed")}},
		{"port", "connect to mx.test[192.0.2.1]:587: Connection refused", r{Lines: one("connect to mx.test[192.0.2.1]:587: Connection refused")}},
		{"number of messages", "queue: 450 messages", r{Lines: one("queue: 450 messages")}},
		{"a date", "2009-09-02 05:19:35", r{Lines: one("2009-09-02 05:19:35")}},
		{"too long a number", "550 5.1.1234 x", r{550, 0, one("5.1.1234 x")}},
		{"leading zero", "550 5.01.1 x", r{550, 0, one("5.01.1 x")}},

		// Lines and codes that disagree.
		{"another class", "450 5.4.4 x", r{450, 5_004_004, one("x")}},
		{"another class of success", "550 2.1.5 x", r{550, 2_001_005, one("x")}},
		{"3yz", "354 2.0.0 x", r{354, 2_000_000, one("x")}},
		{"codes differ", "250-a\r\n550 b", r{250, 0, []string{"a", "550 b"}}},
		{"enhanced codes differ", "550-5.1.1 a\r\n550 5.7.1 b", r{550, 5_001_001, []string{"5.1.1 a", "5.7.1 b"}}},
		{"the code on the last line only", "550-a\r\n550 5.1.1 b", r{550, 5_001_001, []string{"a", "5.1.1 b"}}},
		{"greeting and EHLO run together", "220-mx ESMTP Postfix\r\n250-mx\r\n250 DSN", r{220, 0, []string{"mx ESMTP Postfix", "250-mx", "250 DSN"}}},

		// Marked enhanced codes stay in the text.
		{"qmail", "550 sorry, no mailbox here by that name (#5.1.1 - chkusr)", r{550, 5_001_001, one("sorry, no mailbox here by that name (#5.1.1 - chkusr)")}},
		{"qmail, class of its own", "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", r{553, 5_007_001, one("sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)")}},
		{"qmail, another class", "451 qq trouble (#5.3.0)", r{451, 5_003_000, one("qq trouble (#5.3.0)")}},
		{"in parentheses", "550 refused (5.7.1)", r{550, 5_007_001, one("refused (5.7.1)")}},
		{"in parentheses, another class", "550 refused (2.10.4)", r{550, 0, one("refused (2.10.4)")}},
		{"in brackets", "550 [5.7.1] refused", r{550, 5_007_001, one("[5.7.1] refused")}},
		{"behind a number sign", "550 #5.1.0 Address rejected.", r{550, 5_001_000, one("#5.1.0 Address rejected.")}},
		{"followed by a colon", "550 5.1.1: no such user", r{550, 5_001_001, one("5.1.1: no such user")}},
		{"enhanced alone", "5.1.1", r{0, 5_001_001, one("")}},
		{"enhanced alone, marked", "#5.1.1", r{0, 5_001_001, one("#5.1.1")}},

		// Software.
		{
			"Postfix log",
			"Nov 21 10:11:12 mx postfix/smtp[4321]: 4ABC1234: to=<neko@example.jp>, relay=mx.example.jp[192.0.2.25]:25, delay=4.5, delays=0.01/0/4.5/0, dsn=5.1.1, status=bounced (host mx.example.jp[192.0.2.25] said: 550 5.1.1 <neko@example.jp>: User unknown (in reply to RCPT TO command))",
			r{550, 5_001_001, one("Nov 21 10:11:12 mx postfix/smtp[4321]: 4ABC1234: to=<neko@example.jp>, relay=mx.example.jp[192.0.2.25]:25, delay=4.5, delays=0.01/0/4.5/0, dsn=5.1.1, status=bounced (host mx.example.jp[192.0.2.25] said: 550 5.1.1 <neko@example.jp>: User unknown (in reply to RCPT TO command))")},
		},
		{
			"Postfix log, no enhanced code",
			"status=deferred (host mx.example.jp[192.0.2.25] said: 450 try later (in reply to end of DATA command))",
			r{450, 0, one("status=deferred (host mx.example.jp[192.0.2.25] said: 450 try later (in reply to end of DATA command))")},
		},
		{
			"Exim log, RCPT",
			"** neko@example.jp R=dnslookup T=remote_smtp H=mx.example.jp [192.0.2.25]: SMTP error from remote mail server after RCPT TO:<neko@example.jp>: 550 no such user",
			r{550, 0, one("** neko@example.jp R=dnslookup T=remote_smtp H=mx.example.jp [192.0.2.25]: SMTP error from remote mail server after RCPT TO:<neko@example.jp>: 550 no such user")},
		},
		{
			"Exim bounce",
			"host mx.example.jp [192.0.2.25]:\n550 no such user",
			r{550, 0, []string{"host mx.example.jp [192.0.2.25]:", "550 no such user"}},
		},
		{"Sendmail", "<<< 550 5.1.1 <neko@example.jp>... User unknown", r{550, 5_001_001, one("<neko@example.jp>... User unknown")}},
		{
			"Sendmail transcript",
			"... while talking to mx.example.jp.:\n>>> RCPT To:<neko@example.jp>\n<<< 550 5.1.1 <neko@example.jp>... User unknown",
			r{550, 5_001_001, []string{"... while talking to mx.example.jp.:", ">>> RCPT To:<neko@example.jp>", "<<< 550 5.1.1 <neko@example.jp>... User unknown"}},
		},
		{"Exchange", "#5.1.1 smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found", r{550, 5_001_001, one("#5.1.1 smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found")}},
		{"Exchange, angle brackets", "#< #5.1.1 smtp;550 5.1.1 User unknown> #SMTP#", r{550, 5_001_001, one("#< #5.1.1 smtp;550 5.1.1 User unknown> #SMTP#")}},
		{
			"Gmail, run together",
			"550-5.1.1 The email account that you tried to reach does not exist. Please try 550-5.1.1 double-checking the recipient's email address for typos or 550-5.1.1 unnecessary spaces. Learn more at 550 5.1.1  https://support.google.com/mail/?p=NoSuchUser a1si1.1 - gsmtp",
			r{550, 5_001_001, []string{
				"The email account that you tried to reach does not exist. Please try",
				"double-checking the recipient's email address for typos or",
				"unnecessary spaces. Learn more at",
				" https://support.google.com/mail/?p=NoSuchUser a1si1.1 - gsmtp",
			}},
		},
		{
			"Diagnostic-Code, folded",
			"Diagnostic-Code: smtp; 550-5.7.26 Unauthenticated email from example.jp is not\r\n    accepted due to domain's DMARC policy. 550 5.7.26 See the site",
			r{550, 5_007_026, one("Unauthenticated email from example.jp is not accepted due to domain's DMARC policy. 550 5.7.26 See the site")},
		},
		{"Diagnostic-Code, folded at the codes", "diagnostic-code: SMTP;\r\n 550-5.7.1 a\r\n 550 5.7.1 b", r{550, 5_007_001, []string{"a", "b"}}},
		{"the value alone", "smtp; 550 5.1.1 no such user", r{550, 5_001_001, one("no such user")}},
		{"the value, no space", "smtp;550 5.1.1 no such user", r{550, 5_001_001, one("no such user")}},
		{"another type", "X-Postfix; 550 5.1.1 x", r{550, 5_001_001, one("X-Postfix; 550 5.1.1 x")}},
		{"status and text", "5.1.1 host said: 550 5.7.1 x", r{550, 5_001_001, one("host said: 550 5.7.1 x")}},
		{"a reply that quotes one", "554 5.7.1 backend said: 550 5.1.1 x", r{554, 5_007_001, one("backend said: 550 5.1.1 x")}},

		// Met in the world.
		{"docomo", "550-'Unknown user this-local-part-does-not-exist-on-the-server@docomo.ne.jp'", r{550, 0, one("'Unknown user this-local-part-does-not-exist-on-the-server@docomo.ne.jp'")}},
		{"said without a host", "me.domain.com platform: said: 552 5.2.2 Over quota", r{552, 5_002_002, one("me.domain.com platform: said: 552 5.2.2 Over quota")}},
		{
			"quoted behind an address",
			"550 permanent failure for one or more recipients (user@example.com:550 5.1.1 The email account that you tried to reach does not exist. Please try...)",
			r{550, 0, one("permanent failure for one or more recipients (user@example.com:550 5.1.1 The email account that you tried to reach does not exist. Please try...)")},
		},
		{"enhanced code behind a word", "550 cuda_nsu 5.1.1 <email@example.com>... User unknown", r{550, 0, one("cuda_nsu 5.1.1 <email@example.com>... User unknown")}},
		{"AOL", "421 421-: (DNS:NR) http://postmaster.info.aol.com/errors/421dnsnr.html", r{421, 0, one("421-: (DNS:NR) http://postmaster.info.aol.com/errors/421dnsnr.html")}},
		{"Yahoo", "554 delivery error: dd Sorry your message to x@yahoo.com cannot be delivered. This account has been disabled or discontinued [#102]. - mta495.mail.yahoo.com", r{554, 0, one("delivery error: dd Sorry your message to x@yahoo.com cannot be delivered. This account has been disabled or discontinued [#102]. - mta495.mail.yahoo.com")}},
		{"no second digit of the grammar", "571 <x>... we don't accept junk mail", r{571, 0, one("<x>... we don't accept junk mail")}},
		{"a code in the words", "REJECT SMTP Protocol Returned a Permanent Error 550 Forwarding percent hack is not permitted", r{550, 0, one("REJECT SMTP Protocol Returned a Permanent Error 550 Forwarding percent hack is not permitted")}},
		{"an IP address in the words", "521 This system is configured to reject mail from 211.20.70.148", r{521, 0, one("This system is configured to reject mail from 211.20.70.148")}},
		{"a host's greeting in brackets", "550 ?(netzero.net) Temporary Process Error", r{550, 0, one("?(netzero.net) Temporary Process Error")}},
		{"only an enhanced code", "4.7.32 This mail has been rate limited because there is no DMARC alignment", r{0, 4_007_032, one("This mail has been rate limited because there is no DMARC alignment")}},
		{"an error text behind", "504 5.5.2 <helo>: Helo command rejected: need fully-qualified hostname", r{504, 5_005_002, one("<helo>: Helo command rejected: need fully-qualified hostname")}},
		{"enhanced code last", "553 you are trying to use me [xx.messagelabs.com] as a relay. (#5.7.1)", r{553, 5_007_001, one("you are trying to use me [xx.messagelabs.com] as a relay. (#5.7.1)")}},

		// Octets outside ASCII, and control characters.
		{"Chinese", "450 \u7121\u6cd5 IP \u53cd\u67e5 Client host rejected", r{450, 0, one("\u7121\u6cd5 IP \u53cd\u67e5 Client host rejected")}},
		{"Big5", "550 \xb5L\xa6\xb9\xa8\xcf\xa5\xce\xaa\xcc", r{550, 0, one("\xb5L\xa6\xb9\xa8\xcf\xa5\xce\xaa\xcc")}},
		{"Latin-1", "550 M\xfcller", r{550, 0, one("M\xfcller")}},
		{"NUL and ESC", "550 a\x00b\x1b[2J", r{550, 0, one("a\x00b\x1b[2J")}},
		{"NEL and U+2028 end no line", "550 a\u0085b\u2028c", r{550, 0, one("a\u0085b\u2028c")}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := reply.ParseObserved(tt.in)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("ParseObserved(%q) (-want +got):\n%s", tt.in, diff)
			}
			var parse *reply.ParseError
			found := tt.want.Code != 0 || tt.want.Enhanced != 0
			if found != (err == nil) || !found && (!errors.Is(err, reply.ErrSyntax) || !errors.As(err, &parse) || parse.Input != tt.in) {
				t.Errorf("ParseObserved(%q): error %v", tt.in, err)
			}
		})
	}
}

func TestParseObservedErrorText(t *testing.T) {
	_, err := reply.ParseObserved("no such user")
	want := `reply "no such user": syntax error: want a reply code or an enhanced status code`
	if err == nil || err.Error() != want {
		t.Errorf("the error is %q, want %q", err, want)
	}
}

func TestQuoted(t *testing.T) {
	type r = reply.Reply
	for _, tt := range []struct {
		in   string
		want reply.Reply // Code 0: nothing is quoted
	}{
		{"host mx.test said: 550 5.1.1 no such user", r{550, 5_001_001, []string{"no such user"}}},
		{"host mx.test said: 550 no such user", r{550, 0, []string{"no such user"}}},
		{"host mx.test said: 450-4.2.0 a\n450 4.2.0 b", r{450, 4_002_000, []string{"a", "b"}}},
		{"554 5.4.4 the next host said: 550 5.1.1 x", r{550, 5_001_001, []string{"x"}}},
		{"554 error: 550 x", r{550, 0, []string{"x"}}},
		{"554 server returned '550 x'", r{550, 0, []string{"x'"}}},
		{"mx.test[192.0.2.1]: 421 busy", r{421, 0, []string{"busy"}}},
		{"after RCPT TO:<a@b.test>: 550 x", r{550, 0, []string{"x"}}},
		{"(a@b.test:550 5.1.1 x)", r{550, 5_001_001, []string{"x)"}}},
		{"reply was (550 5.1.1 x)", r{550, 5_001_001, []string{"x)"}}},
		{"x 550 5.1.1 y 450 4.2.1 z", r{550, 5_001_001, []string{"y 450 4.2.1 z"}}},

		{"", r{}},
		{"550 no such user", r{}}, // it is the reply, and quotes none
		{"421 ticket 550", r{}},
		{"421 ticket 550 was closed", r{}},
		{"450 of 550 messages", r{}},
		{"host said: 250 2.1.5 fine", r{}}, // a success is no cause
		{"host said: 599 x", r{}},          // nobody registered it
		{"host said: 550x", r{}},
		{"host said: 550.1.2.3 is listed", r{}},
		{"x550 5.1.1 y", r{}},
		{"1550 5.1.1 y", r{}},
		{"mx-550 5.1.1 y", r{}},
		{"x 550 4.1.1 y", r{}},
		{"\u00fc550 5.1.1 y", r{}},
	} {
		whole, err := reply.ParseObserved(tt.in)
		if err != nil {
			whole = reply.Reply{Lines: []string{tt.in}}
		}
		got, ok := whole.Quoted()
		if ok != (tt.want.Code != 0) {
			t.Errorf("%q.Quoted() = %v, %v", tt.in, got, ok)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q.Quoted() (-want +got):\n%s", tt.in, diff)
		}
	}
}

// TestParseObservedHostile: text is made by strangers, so its time must grow with
// its length and not with the square of that; see BenchmarkHostile for the figures.
func TestParseObservedHostile(t *testing.T) {
	for _, s := range hostile(1 << 16) {
		if r, _ := reply.ParseObserved(s); len(r.Lines) == 0 {
			t.Errorf("%.30q lost its text", s)
		}
	}
}

// hostile returns texts of some length that repeat what a parser could go over
// again and again.
func hostile(size int) []string {
	var texts []string
	for _, unit := range []string{
		"5", "5.1.1.", "(5.1.1", "#5", "[", "a\n ", "\n", `\n`, `\n<`, ":550", "550'", "550 ", "said:550", "5.1.1 ", "\xff",
		"550 5.1.1 a ", "550-5.1.1 a ", "' ", "=",
	} {
		for _, start := range []string{"", "x ", "550 ", "550 5.1.1 ", "Diagnostic-Code: smtp; 550 5.1.1 "} {
			texts = append(texts, start+strings.Repeat(unit, size/len(unit)))
		}
	}
	return texts
}
