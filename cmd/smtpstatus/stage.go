package main

import (
	"strings"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

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
