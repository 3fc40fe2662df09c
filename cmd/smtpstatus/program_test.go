package main

import "testing"

func TestWithoutProgram(t *testing.T) {
	for line, want := range map[string]string{
		"Mailbox full":        "Mailbox full",
		"error: Mailbox full": "error: Mailbox full",
		"sshd[550]: Failed password for invalid user foo":                    "",
		"Nov 21 20:22:01 mx sshd[550]: Failed password for invalid user foo": "",
		"Nov  1 20:22:01 mx dovecot: imap(bob): Mailbox full":                "",
		"2026-11-21T20:22:01.000+00:00 mx kernel: quota exceeded":            "",
		"Nov 21 20:22:01 mx postfix/smtpd[1]: Mailbox full":                  "Mailbox full",
		"<22>Nov 21 20:22:01 mx postfix-out/smtp[1]: Mailbox full":           "Mailbox full",
		"2026-11-21T20:22:01+00:00 mx sm-mta[5]: Mailbox full":               "Mailbox full",
		"exim[5]: Mailbox full":                                              "Mailbox full",
		"The mail system said [today]: Mailbox full":                         "The mail system said [today]: Mailbox full",
		"bob@example.org: Mailbox full":                                      "bob@example.org: Mailbox full",
	} {
		if got := withoutProgram(line); got != want {
			t.Errorf("withoutProgram(%q) = %q, want %q", line, got, want)
		}
	}
}
