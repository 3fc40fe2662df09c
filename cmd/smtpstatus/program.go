package main

import (
	"regexp"
	"slices"
	"strings"
)

// syslogLine is a line as syslog and journald write it: the program, with its process,
// and behind the colon what it says.
var syslogLine = regexp.MustCompile(`^(?:<\d+>)?(?:(?:[A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d|\d{4}-\d\d-\d\dT\S+) \S+ ([^\s:\[]+)(?:\[\d+\])?|([^\s:\[]+)\[\d+\]): (.*)$`)

// mailPrograms are those of which the words are about mail.
var mailPrograms = []string{"exim", "exim4", "mailer-daemon", "opensmtpd", "qmail", "qmail-send", "sendmail", "sm-mta", "sm-msp-queue", "smtpd"}

// withoutProgram returns what a program says in a line of a log: the whole line if it
// is of no such log, and nothing if the program has nothing to do with mail.
func withoutProgram(line string) string {
	m := syslogLine.FindStringSubmatch(line)
	if m == nil {
		return line
	}
	program := strings.ToLower(m[1] + m[2])
	if strings.HasPrefix(program, "postfix") || slices.Contains(mailPrograms, program) {
		return m[3]
	}
	return ""
}
