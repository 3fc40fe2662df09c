package main

import (
	"regexp"
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// entry is what a line of a log says about a reply.
type entry struct {
	text    string            // the reply, perhaps among other words
	status  enhanced.Code     // what stands beside it
	command smtpcodes.Command // 0 if only the text may tell
	refusal bool              // though there may be no code
	warning bool              // nothing was refused
}

// logged reads a line of a log, if it is of a kind that is known.
func logged(line string) (entry, bool) {
	// Postfix's client: dsn=5.1.1, status=bounced (host mx[ip] said: 550 5.1.1 ... (in reply to RCPT TO command))
	if _, rest, ok := strings.Cut(line, "status="); ok {
		if _, text, ok := strings.Cut(rest, " ("); ok {
			return entry{text: strings.TrimSuffix(text, ")"), status: field(line, "dsn=")}, true
		}
	}
	if _, text, ok := strings.Cut(line, "reject: "); ok {
		return postfixServer(text), true
	}
	if _, text, ok := strings.Cut(line, "reject_warning: "); ok {
		l := postfixServer(text)
		l.warning = true
		return l, true
	}
	// Exim: ** user@domain R=... T=... H=...: SMTP error from remote mail server after RCPT TO:<...>: 550 ...
	if _, text, ok := strings.Cut(line, "SMTP error from remote m"); ok {
		return entry{text: text}, true
	}
	// Exim: => user@domain ... C="250 OK"
	if _, text, ok := strings.Cut(line, ` C="`); ok {
		text, _, _ = strings.Cut(text, `"`)
		return entry{text: strings.ReplaceAll(text, `\\n`, "\n")}, true
	}
	if l, ok := eximServer(line); ok {
		return l, true
	}
	// Sendmail's server: ruleset=check_rcpt, arg1=<...>, relay=host [ip], reject=550 5.7.1 ...
	if _, text, ok := strings.Cut(line, ", reject="); ok {
		ruleset, _, _ := strings.Cut(after(line, "ruleset="), ",")
		return entry{text: text, command: rulesets[ruleset]}, true
	}
	// Sendmail: dsn=5.1.1, reply=550 5.1.1 ..., stat=User unknown
	// OpenSMTPD: result="PermFail" stat="550 5.1.1 ..."
	if _, text, ok := strings.Cut(line, "stat="); ok {
		if _, answer, ok := strings.Cut(line, "reply="); ok {
			text, _, _ = strings.Cut(answer, ", stat=")
		}
		return entry{text: strings.Trim(text, `"`), status: field(line, "dsn=")}, true
	}
	// qmail writes spaces as underscores: delivery 7: failure: 192.0.2.1_said:_550_no_such_user/
	if _, rest, ok := strings.Cut(line, "delivery "); ok {
		for _, outcome := range []string{": failure: ", ": deferral: ", ": success: "} {
			if _, text, ok := strings.Cut(rest, outcome); ok {
				return entry{text: strings.TrimSuffix(strings.ReplaceAll(text, "_", " "), "/")}, true
			}
		}
	}
	return entry{}, false
}

// rulesets are those in which Sendmail decides about a command.
var rulesets = map[string]smtpcodes.Command{"check_relay": smtpcodes.Connect, "check_mail": smtpcodes.MAIL, "check_rcpt": smtpcodes.RCPT}

// after returns what stands behind a word, "" if it is not there.
func after(line, word string) string {
	_, rest, _ := strings.Cut(line, word)
	return rest
}

// postfixServer reads what Postfix's server logs behind "reject: ":
//
//	RCPT from host[ip]: 554 5.7.1 ...; from=<> to=<> proto=ESMTP helo=<x>
//	header Subject: ... from host[ip]; from=<> to=<> proto=ESMTP helo=<x>: 5.7.1 ...
func postfixServer(text string) entry {
	said, about := text, ""
	for _, name := range []string{"; from=<", "; proto=", "; helo=<"} {
		if i := strings.LastIndex(text, name); i >= 0 {
			said, about = text[:i], text[i:]
			break
		}
	}
	if _, answer, ok := strings.Cut(about, ": "); ok {
		return entry{text: answer, command: smtpcodes.EndOfData}
	}
	return entry{text: said}
}

// eximRejected is what Exim logs of a client that it turned away; eximFailed is what it
// logs of an address to which it cannot deliver, at all or yet. The code is seldom logged.
var (
	eximRejected = regexp.MustCompile(`(?:^|\s)rejected (RCPT|MAIL|VRFY|EXPN|EHLO or HELO|after DATA|during MIME ACL checks|connection)\b.*?: (.*)$`)
	eximFailed   = regexp.MustCompile(`^(?:.* \w{6}-\w{6,11}-\w{2,4} )?(?:\*\*|==) \S+@.*?: (.*)$`)
)

var eximCommands = map[string]smtpcodes.Command{
	"RCPT": smtpcodes.RCPT, "MAIL": smtpcodes.MAIL, "VRFY": smtpcodes.VRFY, "EXPN": smtpcodes.EXPN, "EHLO or HELO": smtpcodes.EHLO,
	"after DATA": smtpcodes.EndOfData, "during MIME ACL checks": smtpcodes.EndOfData, "connection": smtpcodes.Connect,
}

func eximServer(line string) (entry, bool) {
	if strings.Contains(line, "rejected ") {
		if m := eximRejected.FindStringSubmatch(line); m != nil {
			return entry{text: m[2], command: eximCommands[m[1]], refusal: true}, true
		}
	}
	if strings.Contains(line, "** ") || strings.Contains(line, "== ") {
		if m := eximFailed.FindStringSubmatch(line); m != nil {
			return entry{text: m[1], refusal: true}, true
		}
	}
	return entry{}, false
}
