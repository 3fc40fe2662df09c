package browser

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// question is a reply and the command that it answers, "" for an unknown one.
type question struct{ Reply, Command string }

// answer is what the page and package cause say about a reply.
type answer struct {
	Code, Enhanced           string
	Lines                    []string
	Cause, Basis, Origin     string
	Rule                     string // its id, and the words
	RetryAfter               int    // seconds
	URL, Blocklist           string
	Title, Why, Meaning      string
	Side, Action, WhatToDoIs string
}

// data is as much of smtpstatus.json as the tests need.
type data struct {
	Rules []struct {
		ID, Command string
		Examples    []string
	}
	Wordings []struct {
		Text string
		Rule int
	}
	Commands []struct{ ID string }
}

func readData(t *testing.T) data {
	t.Helper()
	file, err := os.ReadFile(filepath.Join(docs, "smtpstatus.json"))
	if err != nil {
		t.Fatal(err)
	}
	var d data
	if err := json.Unmarshal(file, &d); err != nil {
		t.Fatal(err)
	}
	return d
}

// odd are replies at the edges of what the page has to read as Go does.
var odd = []string{
	"",
	" ",
	"5",
	"550",
	"550 ",
	"5.1.1",
	"X.1.1",
	"550 5.1.1",
	"250 2.1.5 OK",
	"354 Go ahead",
	"599 what is this",
	"421 4.3.2 shutting down",
	"221 bye",
	"550-5.1.1 first\r\n550 5.1.1 second",
	"550-5.1.1 first\n550 5.2.2 second: mailbox full",
	"550-5.1.1 first 550-5.1.1 second 550 5.1.1 third",
	`550-5.7.1 one\r\n550 5.7.1 two\n550 5.7.1 three`,
	"550-mailbox\r\n full\r\n\tand more\r\n\r\n again",
	"smtp; 550 5.1.1 <a@example.org>: user unknown",
	"Diagnostic-Code: SMTP; 452 4.2.2 over quota",
	"host mx.example.org[192.0.2.1] said: 550 5.1.1 no such user (in reply to RCPT TO command)",
	"Remote server returned '554 5.7.1 <relay>: Relay access denied'",
	"delivery failed: 'error 421' later",
	"the code was with 552",
	"550 #5.1.1 mailbox unavailable",
	"550 (#5.2.2) full",
	"550 [5.7.1] rejected",
	"550 5.1.1: unknown user",
	"550 5.188.206.1 is listed",
	"550.5.1.1 odd",
	"550\t5.7.1\ttabs",
	"550:5.7.1:colons",
	"550(5.7.1)",
	"550ü5.7.1",
	"<550 5.7.1 in brackets>",
	"450 4.7.1 Greylisted, try again in 5 minutes",
	"550 zzstartzz zzendzz zzblocklistzz",
	"550 Error",
	"550 Rejected",
	"554 5.7.1 rejected",
	"550 5.1.1 User",
	"451 please retry after 300 seconds",
	"451 Try again later, in 1 hour",
	"451 wait 99999999 seconds",
	"451 wait 30s",
	"451 greylisted for 3 days",
	"451 4.7.1 DEFERRED FOR 10 MIN",
	"554 5.7.1 blocked using zen.spamhaus.org; see https://www.spamhaus.org/query/ip/192.0.2.1",
	"554 5.7.1 listed at dbl.spamhaus.org",
	"554 5.7.1 The URL is listed by multi.surbl.org",
	"554 5.7.1 rejected, see http://bl.example.net/lookup?ip=192.0.2.1",
	"554 192.0.2.1 is listed in bl.unheard-of.example by us",
	"550 Your message was blocked by RBL dnsbl.example.net: reject",
	"550 5.1.1 https://support.google.com/mail/?p=NoSuchUser a1-2 - gsmtp",
	"550 see www.example.org/?p=DisabledUser.",
	"550 HTTPS://EXAMPLE.ORG/A?p=NoSuchUser&b=c",
	"550 user=bob+tag@example.org unknown",
	"550 bob/x=y@example.org does not exist",
	"550 mailbox full.Please try later",
	"550 mailbox-full",
	"550 m\u00e4ilbox \u00fcber quota",
	"550 isn\u2019t a valid mailbox; user doesn't exist",
	"550 'user' unknown'",
	"550 POSTA KUTUSU DOLU, ALICI \u0130\u00c7\u0130N YER YOK",
	"550 \u041f\u043e\u0447\u0442\u043e\u0432\u044b\u0439 \u044f\u0449\u0438\u043a \u043f\u0435\u0440\u0435\u043f\u043e\u043b\u043d\u0435\u043d",
	"550 \u6536\u4ef6\u4eba\u90ae\u7bb1\u5df2\u6ee1mailbox full",
	"550 \u30e1\u30fc\u30eb\u30dc\u30c3\u30af\u30b9\u304c\u3044\u3063\u3071\u3044\u3067\u3059",
	"550 \uc0ac\uc6a9\uc790\ub97c \ucc3e\uc744 \uc218 \uc5c6\uc74c",
	"550 \U00020000 \U0001F4E7 emoji and a rare ideograph",
	"550 IPv6 2001:db8::1 and fe80:0:0::1 rejected: no PTR record",
	"550 a:b:c d: e",
	"550 1.2.3 10.2.4 version",
	"550 \x01\x02 control \x7f octets",
	"550 " + strings.Repeat("mailbox full ", 300),
	"550 " + strings.Repeat("x", 400) + "@example.org",
	"550 " + strings.Repeat("a.", 200) + "example.com unknown",
	"503 5.5.1 MAIL first",
	"530 5.7.0 Authentication required",
	"552 too many recipients",
	"5.7.1 no basic code here, spam",
	"4.2.2 mailbox over quota",
	"550 5.7.27 from nobody",
	"550-5.7.27 Your email has been blocked - gsmtp",
	"550 5.7.708 and 5.7.999",
	"550 5.0.0 5.1.1 both",
	"550 2.1.5 classes differ",
	"host mx.example.org[192.0.2.1] said: 550 invalid user (in reply to MAIL FROM command)",
	"550 invalid user (in reply to end of DATA command)), full",
	"552 no (in reply to MAIL FROM command)",
	"552 no (in reply to  command)",
	"552 no (in reply to MAIL FROM command),,",
	"552 no (in reply to MAILS FROM command)",
	"501 no (in reply to ehlo command)",
	"501 no (in reply to EHLO command)",
	"535 no (in reply to AUTH PLAIN command)",
	"504 no (in reply to AUTH command)",
	"552 no (in reply to MAIL FROM command),,,",
	"552 no (in reply to MAIL FROM",
	"501 no (in reply to HELO command)",
	"451 come back in 5 min 30 sec",
	"451 try again in 1 hour, 5 minutes and 30 seconds",
	"451 retry in 2h 30m",
	"451 retry in 2h and 30m",
	"451 retry in 1 hour or 2 minutes",
	"451 retry in 1 hour; <a@example.org> 20 minutes",
	"451 retry in 5 minutes 2 hours",
	"451 retry in 00:04:59 30 seconds",
	"451 bac\u212a in 5 minutes",
	"550 host mx.example.org said: 550 5.2.2",
	"554 5.1.1 delivery failed: 452-4.2.2 no",
	"550 5.1.1 remote says 550 5.0.0",
	"554 no 550 5.2.2.1",
	"554 no 550 5.2",
	"554 no 550 5.02.002",
	"554 no 450 5.2.2",
	"554 no 55x 5.2.2",
	"554 no 550 5.2.2222",
	"550 foo.example.org/user/unknown",
	"550 support.google.com/mail/?p=NoSuchUser a - gsmtp",
	"550 5.7.1 listed at rbl.example.net/lookup?ip=192.0.2.1",
	"550 5.7.1 blocked: zen.spamhaus.org/x.",
	"550 no [AM0PR01MB1.EURPRD01.PROD.OUTLOOK.COM]",
	"550 no <a@AM0PR01MB1.eurprd01.prod.outlook.com>",
	"550 5.7.27 no - GSMTP",
	"550 " + strings.Repeat("a", 310) + ".example.com/user/unknown",
}

// sources are the Go files that the page has in JavaScript, and those of the page.
var sources = []string{
	"../../internal/words/words.go", "../../reply/observed.go", "../../cause/finding.go", "../../cause/notes.go",
	"../../gen/internal/emit/page/words.js", "../../gen/internal/emit/page/reply.js", "../../gen/internal/emit/page/cause.js",
}

// templates are replies in which a word decides whether something is read, so that
// each word of the lists in the sources does, in whichever of them it stands.
var templates = []string{
	"450 4.2.0 Deferred, try again in 5 %s",
	"450 4.2.0 try again %s 5 minutes",
	"450 4.2.0 %s in 5 minutes",
	"450 4.2.0 please %s 5 minutes",
	"450 4.2.0 Deferred, try again in 5%s",
	"450 4.2.0 try again %s 00:05:00",
	"450 4.2.0 %s in 00:05:00",
	"450 4.2.0 try again in 1 hour %s 5 minutes",
	"450 4.2.0 try again in 1 day 5 %s",
	"554 5.7.1 Client host blocked by RBL: %s bl.example.com",
	"554 5.7.1 Client host blocked using bl.example.%s",
	"554 5.7.1 Client host blocked using %s.spamhaus.org",
	"mx.example.org %s 550 mailbox full",
	"mx.example.org %s: 550 mailbox full",
}

// edges are replies around the limits of what is read.
func edges() []string {
	var replies []string
	// Whether "full" is a word or a part of an address decides.
	for n := 60; n <= 70; n++ {
		replies = append(replies, "550 mailbox full+"+strings.Repeat("b", n)+"@example.org")
	}
	for n := 300; n <= 325; n++ {
		replies = append(replies, "550 mailbox full-"+strings.Repeat("b", n)+"@example.org")
	}
	for n := range 12 {
		replies = append(replies, "550 5.1.1 account"+strings.Repeat(" x", n)+" tried to reach is disabled",
			"mx said:"+strings.Repeat(" ", 4*n)+"550 mailbox full", "550 5."+strings.Repeat("1", n)+".1 mailbox full", "550 #5.1."+strings.Repeat("1", n)+". full")
	}
	for _, n := range []string{"0", "99999", "100000", "100001", "1000009", "1000010", "1000011", "1000020", "5x", "007", "1", "000001000000", "9999999"} {
		replies = append(replies, "450 try again in "+n+" seconds", "450 try again in "+n+"s")
	}
	for _, clock := range []string{"00:05:00", "1:05:00", "00:60:00", "00:59:59", "99:00:01", "00:00:60", "0a:00:00", "00:05:0a", "00:05:00:00"} {
		replies = append(replies, "450 try again in "+clock, "450 4.7.1 Greylisted for "+clock+" now")
	}
	return replies
}

// listed returns the templates with every word of the sources.
func listed(t *testing.T) []string {
	t.Helper()
	words := make(map[string]bool)
	for _, name := range sources {
		file, err := os.ReadFile(filepath.FromSlash(name))
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range regexp.MustCompile(`[a-z]+[0-9]*`).FindAllString(strings.ToLower(string(file)), -1) {
			words[w] = true
		}
	}
	var replies []string
	for _, w := range slices.Sorted(maps.Keys(words)) {
		for _, template := range templates {
			replies = append(replies, fmt.Sprintf(template, w))
		}
	}
	return replies
}

// TestAnswersAreGos holds the page against the packages, on every example of every rule
// and on odd replies.
func TestAnswersAreGos(t *testing.T) {
	d := readData(t)
	var questions []question
	for _, rule := range d.Rules {
		for _, example := range rule.Examples {
			questions = append(questions, question{example, rule.Command})
		}
	}
	for _, r := range slices.Concat(edges(), listed(t)) {
		questions = append(questions, question{r, ""})
	}
	for _, o := range odd {
		for _, command := range []string{"", "RCPT", "EndOfData", "AUTH", "QUIT"} {
			questions = append(questions, question{o, command})
		}
	}
	p := open(t, setting{})
	wrong := 0
	for batch := range slices.Chunk(questions, 500) {
		for _, tag := range []string{"en", "zh", "zh-Hant"} {
			if tag != "en" && batch[0].Reply != questions[0].Reply && batch[len(batch)-1] != questions[len(questions)-1] {
				continue // texts come from one table: two batches are enough
			}
			got := ask(t, p, d, batch, tag)
			for i, q := range batch {
				if diff := cmp.Diff(wanted(q, tag), got[i]); diff != "" {
					if wrong++; wrong > 10 {
						t.Fatal("and more")
					}
					t.Errorf("%q to %q in %s (-Go +page):\n%s", q.Reply, q.Command, tag, diff)
				}
			}
		}
	}
	t.Logf("%d replies", len(questions))
}

// ask asks the page.
func ask(t *testing.T, p *tab, d data, questions []question, tag string) []answer {
	t.Helper()
	arguments, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	answers := eval[[]struct {
		Answer answer
		Rule   int
	}](p, `(`+string(arguments)+`).map(({ Reply, Command }) => {
		const decode = (s) => new TextDecoder().decode(Uint8Array.from(s, (c) => c.charCodeAt(0)));
		const { reply, finding: f, explanation: e } = smtpstatus.answer(Reply, Command, "`+tag+`");
		return { Rule: f.rule, Answer: {
			Code: reply.code, Enhanced: reply.enhanced, Lines: reply.lines.map(decode),
			Cause: f.cause, Basis: f.basis, Origin: f.origin, RetryAfter: f.retryAfter, URL: f.url, Blocklist: f.blocklist,
			Title: e.title, Why: e.cause, Meaning: e.meaning, Side: e.side, Action: e.action, WhatToDoIs: e.advice,
		} };
	})`)
	var out []answer
	for _, a := range answers {
		if a.Rule > 0 {
			wording := d.Wordings[a.Rule-1]
			a.Answer.Rule = d.Rules[wording.Rule].ID + ": " + wording.Text
		}
		out = append(out, a.Answer)
	}
	return out
}

// said is the id and the words of a rule, "" for none.
func said(r cause.Rule) string {
	if r == 0 {
		return ""
	}
	return r.ID() + ": " + r.Text()
}

// wanted is what the packages say.
func wanted(q question, tag string) answer {
	r, _ := reply.ParseObserved(q.Reply)
	cmd := smtpcodes.Command(0)
	for c := range smtpcodes.Commands() {
		if c.Name() == q.Command {
			cmd = c
		}
	}
	f := cause.OfCommand(r, cmd)
	e := catalog.ForString(tag).ExplainAnswer(cmd, r)
	return answer{
		Code: r.Code.String(), Enhanced: r.Enhanced.String(), Lines: r.Lines,
		Cause: f.Cause.String(), Basis: f.Basis.String(), Origin: f.Origin.String(), Rule: said(f.Rule),
		RetryAfter: int(f.RetryAfter.Seconds()), URL: f.URL, Blocklist: f.Blocklist,
		Title: e.Title, Why: e.Cause, Meaning: e.Meaning, Side: e.Side, Action: e.Action, WhatToDoIs: e.Advice,
	}
}
