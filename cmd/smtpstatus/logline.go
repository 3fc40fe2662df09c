package main

import (
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// observed is a reply as a line of text holds it.
type observed struct {
	reply   reply.Reply
	command smtpcodes.Command // 0 if the line does not tell
}

// readLine finds the reply in a line: the reply itself, a Diagnostic-Code field, or
// what a mail server logs about a delivery or about a client that it turned away.
func readLine(line string) (observed, bool) {
	line = strings.TrimSpace(line)
	if r, err := reply.Parse(line); err == nil {
		return observed{reply: r}, true
	}
	text, status := logged(line)
	if text == "" {
		r, err := reply.ParseObserved(line)
		return observed{r, commandIn(line)}, err == nil
	}
	answer := fromCode(text)
	r, err := reply.ParseObserved(answer)
	if err != nil && status.Class() <= enhanced.Success {
		return observed{}, false
	}
	if r.Code == 0 && r.Enhanced == 0 {
		r.Enhanced = status // what the log's own server says where there is no reply
	}
	return observed{r, commandIn(text)}, true
}

// logged returns what a line of a log says about a reply, and the status that it
// gives beside it. The text is "" if the line is of no kind that is known.
func logged(line string) (string, enhanced.Code) {
	// Postfix's client: dsn=5.1.1, status=bounced (host mx[ip] said: 550 5.1.1 ... (in reply to RCPT TO command))
	if _, rest, ok := strings.Cut(line, "status="); ok {
		if _, text, ok := strings.Cut(rest, " ("); ok {
			return strings.TrimSuffix(text, ")"), field(line, "dsn=")
		}
	}
	// Postfix's server: NOQUEUE: reject: RCPT from host[ip]: 554 5.7.1 ...; from=<> to=<>
	if _, text, ok := strings.Cut(line, "reject: "); ok {
		text, _, _ = strings.Cut(text, "; from=")
		return text, 0
	}
	// Exim: ** user@domain R=... T=... H=...: SMTP error from remote mail server after RCPT TO:<...>: 550 ...
	if _, text, ok := strings.Cut(line, "SMTP error from remote m"); ok {
		return text, 0
	}
	// Exim: => user@domain ... C="250 OK"
	if _, text, ok := strings.Cut(line, ` C="`); ok {
		text, _, _ = strings.Cut(text, `"`)
		return strings.ReplaceAll(text, `\\n`, "\n"), 0
	}
	// Sendmail: dsn=5.1.1, reply=550 5.1.1 ..., stat=User unknown
	// OpenSMTPD: result="PermFail" stat="550 5.1.1 ..."
	if _, text, ok := strings.Cut(line, "stat="); ok {
		if _, answer, ok := strings.Cut(line, "reply="); ok {
			text, _, _ = strings.Cut(answer, ", stat=")
		}
		return strings.Trim(text, `"`), field(line, "dsn=")
	}
	// qmail writes spaces as underscores: delivery 7: failure: 192.0.2.1_said:_550_no_such_user/
	if _, rest, ok := strings.Cut(line, "delivery "); ok {
		for _, outcome := range []string{": failure: ", ": deferral: ", ": success: "} {
			if _, text, ok := strings.Cut(rest, outcome); ok {
				return strings.ReplaceAll(text, "_", " "), 0
			}
		}
	}
	return "", 0
}

// fromCode returns a text from the code on that begins a reply in it, without what
// a log says behind it; all of it if there is none.
func fromCode(text string) string {
	if before, _, ok := strings.Cut(text, " (in reply to "); ok {
		text = before
	}
	for i := 0; i+len("550") <= len(text); i++ {
		if c := text[i]; c < '2' || c > '5' {
			continue
		}
		if rest := text[i:]; startsWithCode(rest) && introduced(text[:i]) {
			return rest
		}
	}
	return text
}

// introduced reports whether a text ends as a log does before a reply.
func introduced(before string) bool {
	return before == "" || strings.HasSuffix(before, ": ") || strings.HasSuffix(before, "said:") || strings.HasSuffix(before, "(")
}

// field reads the enhanced code behind a name.
func field(line, name string) enhanced.Code {
	_, value, ok := strings.Cut(line, name)
	if !ok {
		return 0
	}
	if i := strings.IndexAny(value, ", ;"); i >= 0 {
		value = value[:i]
	}
	code, err := enhanced.Parse(value)
	if err != nil {
		return 0
	}
	return code
}

// startsWithCode reports whether text begins with a basic code as a reply does.
func startsWithCode(text string) bool {
	if len(text) < 3 || len(text) > 3 && text[3] != ' ' && text[3] != '-' {
		return false
	}
	_, err := smtpcodes.Parse(text[:3])
	return err == nil
}

// stages are the words by which logs name what was answered.
var stages = []struct {
	words   string
	command smtpcodes.Command
}{
	{"end of DATA", smtpcodes.EndOfData},
	{"end of data", smtpcodes.EndOfData},
	{"sending data block", smtpcodes.EndOfData},
	{"END-OF-MESSAGE", smtpcodes.EndOfData},
	{"initial connection", smtpcodes.Connect},
	{"CONNECT", smtpcodes.Connect},
	{"MAIL", smtpcodes.MAIL},
	{"RCPT", smtpcodes.RCPT},
	{"DATA", smtpcodes.DATA},
	{"EHLO", smtpcodes.EHLO},
	{"HELO", smtpcodes.HELO},
	{"LHLO", smtpcodes.LHLO},
	{"BDAT", smtpcodes.BDAT},
	{"STARTTLS", smtpcodes.STARTTLS},
	{"AUTH", smtpcodes.AUTH},
	{"VRFY", smtpcodes.VRFY},
	{"RSET", smtpcodes.RSET},
	{"QUIT", smtpcodes.QUIT},
}

// commandIn returns the command that a log names as the one that was answered: "in
// reply to RCPT TO command" (Postfix), "after RCPT TO:<...>" (Exim), "RCPT from
// host[ip]:" (Postfix, of its own answer).
func commandIn(text string) smtpcodes.Command {
	for _, before := range []string{"in reply to ", "after pipelined ", "after "} {
		if _, rest, ok := strings.Cut(text, before); ok {
			for _, s := range stages {
				if strings.HasPrefix(rest, s.words) {
					return s.command
				}
			}
		}
	}
	verb, rest, _ := strings.Cut(text, " ")
	for _, s := range stages {
		if verb == s.words && strings.HasPrefix(rest, "from ") {
			return s.command
		}
	}
	return 0
}
