package main

import (
	"regexp"
	"strconv"
	"strings"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// side is who said a line of a transcript.
type side uint8

const (
	client side = iota + 1
	server
	either     // the words tell: a line that begins with a code is the server's
	connection // a new connection begins
)

// spoken is a line of a transcript that somebody said.
type spoken struct {
	by      side
	session string // which of several sessions in one log
	text    string
}

// A form is one of the ways in which programs write a session down.
type form struct {
	read  func(line string) (spoken, bool)
	marks bool // it marks what is said, so that a message is not taken for a reply
}

var forms = []form{
	{read: labelled, marks: true},
	{read: postfixLog, marks: true},
	{read: eximDebug, marks: true},
	{read: smtplib, marks: true},
	{read: swaks, marks: true},
	{read: plain},
}

var labels = []struct {
	label string
	by    side
}{
	{"C:", client}, {"S:", server}, {"Client:", client}, {"Server:", server},
	{"CLIENT -> SERVER:", client}, {"SERVER -> CLIENT:", server}, {"-->", client}, {"<--", server},
}

func labelled(line string) (spoken, bool) {
	trimmed := strings.TrimLeft(line, " \t")
	for _, l := range labels {
		if len(trimmed) >= len(l.label) && strings.EqualFold(trimmed[:len(l.label)], l.label) {
			return spoken{by: l.by, text: strings.TrimPrefix(trimmed[len(l.label):], " ")}, true
		}
	}
	return spoken{}, false
}

// swaks marks what is said: -> and <-, with ~ under TLS, <** or <~* for a refusal.
func swaks(line string) (spoken, bool) {
	switch {
	case strings.HasPrefix(line, "=== Connected to"):
		return spoken{by: connection}, true
	case strings.HasPrefix(line, " -> "), strings.HasPrefix(line, " ~> "):
		return spoken{by: client, text: line[4:]}, true
	case line == " ->", line == " ~>":
		return spoken{by: client}, true
	}
	for _, mark := range []string{"<-  ", "<~  ", "<** ", "<~* "} {
		if text, ok := strings.CutPrefix(line, mark); ok {
			return spoken{by: server, text: text}, true
		}
	}
	return spoken{}, false
}

// postfixLine is what Postfix logs with debug_peer_list or -v: the direction is that
// of the program, and smtpd is the server.
var postfixLine = regexp.MustCompile(`(?:^|\s)(?:\S*?/)?(smtpd|smtp|lmtp|postscreen)\[(\d+)\]: ([<>]) ([^\s\[]+\[[^\]]*\](?::\d+)?): (.*)$`)

func postfixLog(line string) (spoken, bool) {
	if !strings.Contains(line, "]: < ") && !strings.Contains(line, "]: > ") {
		return spoken{}, false
	}
	m := postfixLine.FindStringSubmatch(line)
	if m == nil {
		return spoken{}, false
	}
	by := client
	if (m[1] == "smtp" || m[1] == "lmtp") == (m[3] == "<") {
		by = server
	}
	return spoken{by, m[1] + m[2] + m[4], m[5]}, true
}

// eximLine is what Exim prints with -d or -v, as a client and as a server. A process
// number may stand before it.
var eximLine = regexp.MustCompile(`^(\d+\s+)?\s*SMTP(?:\([a-z]+\))?([<>|+])([<>]) ?(.*)$`)

func eximDebug(line string) (spoken, bool) {
	m := eximLine.FindStringSubmatch(line)
	if m == nil {
		return spoken{}, false
	}
	return spoken{either, strings.TrimSpace(m[1]), m[4]}, true
}

// smtplib prints what is said as Python writes strings: send: 'ehlo me\r\n' and
// reply: b'250 ok\r\n'.
func smtplib(line string) (spoken, bool) {
	by := client
	text, ok := strings.CutPrefix(line, "send: ")
	if !ok {
		if text, ok = strings.CutPrefix(line, "reply: "); !ok || strings.HasPrefix(text, "retcode ") {
			return spoken{}, false
		}
		by = server
	}
	text = strings.TrimPrefix(text, "b")
	if len(text) < 2 || text[0] != '\'' && text[0] != '"' {
		return spoken{}, false
	}
	text = strings.Trim(text, text[:1])
	if unquoted, err := strconv.Unquote(`"` + strings.ReplaceAll(strings.ReplaceAll(text, `\'`, `'`), `"`, `\"`) + `"`); err == nil {
		text = unquoted
	}
	return spoken{by: by, text: strings.TrimRight(text, "\r\n")}, true
}

// plain is a session as a terminal shows it, with telnet or openssl s_client, or with
// the marks of curl -v and sendmail -v.
func plain(line string) (spoken, bool) {
	for _, m := range []struct {
		mark string
		by   side
	}{{">>> ", client}, {"> ", client}, {"< ", server}} {
		if text, ok := strings.CutPrefix(line, m.mark); ok {
			return spoken{by: m.by, text: text}, true
		}
	}
	for _, start := range []string{"CONNECTED(", "Connected to ", "* Connected to "} {
		if strings.HasPrefix(line, start) {
			return spoken{by: connection}, true
		}
	}
	return spoken{by: either, text: line}, true
}

// fits reports whether a line looks as if it were written in a form.
func (f *form) fits(line string) bool {
	said, ok := f.read(line)
	if !ok || said.by == connection {
		return false
	}
	return said.by != either || startsWithCode(said.text) || isVerb(said.text)
}

// isVerb reports whether a line begins with a command.
func isVerb(line string) bool {
	verb, _, _ := strings.Cut(line, " ")
	_, err := smtpcodes.ParseCommand(verb)
	return err == nil
}

// formOf returns the form that most lines fit, nil if none does.
func formOf(lines []string) *form {
	var best *form
	most := 0
	for i := range forms {
		n := 0
		for _, line := range lines {
			if forms[i].fits(line) {
				n++
			}
		}
		if n > most {
			best, most = &forms[i], n
		}
	}
	return best
}
