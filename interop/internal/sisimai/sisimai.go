// Package sisimai asks Sisimai, the library that reads bounces, what it says of
// replies. It runs Sisimai for Perl, where that is installed, as Debian's package
// libsisimai-perl: its edition for Go could not be had when this was written.
package sisimai

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
)

//go:embed sisimai.pl
var script string

// ErrMissing says that Perl or Sisimai is not installed.
var ErrMissing = errors.New("no Sisimai for Perl is installed (Debian: libsisimai-perl)")

// Question is a reply, and the command that it answers if that is known.
type Question struct {
	Reply   string `json:"reply"`
	Command string `json:"command"`
}

// Answer is what Sisimai finds: the basic and the enhanced code, each "" if it sees
// none, the reason, and the reason that the enhanced code alone stands for, "" if its
// table has none.
type Answer struct {
	Code   string `json:"code"`
	Status string `json:"status"`
	Reason string `json:"reason"`
	Name   string `json:"name"`
}

// Run is who answered, and how long the reason of a reply took.
type Run struct {
	Version     string `json:"version"`
	Nanoseconds int    `json:"ns"`
}

// Ask returns an answer for each question.
func Ask(questions []Question) ([]Answer, Run, error) {
	if exec.Command("perl", "-MSisimai", "-e1").Run() != nil {
		return nil, Run{}, ErrMissing
	}
	var in bytes.Buffer
	encoder := json.NewEncoder(&in)
	for _, q := range questions {
		if err := encoder.Encode(q); err != nil {
			return nil, Run{}, err
		}
	}
	cmd := exec.Command("perl", "-e", script)
	cmd.Stdin = &in
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, Run{}, fmt.Errorf("sisimai.pl: %w: %s", err, stderr.Bytes())
	}
	decoder := json.NewDecoder(bytes.NewReader(out))
	answers := make([]Answer, len(questions))
	for i := range answers {
		if err := decoder.Decode(&answers[i]); err != nil {
			return nil, Run{}, err
		}
	}
	var run Run
	return answers, run, decoder.Decode(&run)
}

// Causes returns the causes that a reason may stand for: those of which it is the
// nearest that Sisimai's names have, by their descriptions in its manual, read
// generously. It is nil for reasons that say nothing.
func Causes(reason string) []string { return causes[reason] }

var causes = map[string][]string{
	"blocked":         {"ip-blocklisted", "domain-blocklisted", "poor-reputation", "client-refused", "no-reverse-dns", "bad-helo", "dynamic-ip", "greylisted", "rate-limited"},
	"contenterror":    {"message-malformed", "content-refused", "attachment-refused"},
	"delivered":       {"accepted"},
	"exceedlimit":     {"message-too-big", "rate-limited", "recipient-rate-limited", "too-many-recipients"},
	"expired":         {"expired", "timeout"},
	"filtered":        {"recipient-refused", "user-unknown", "mailbox-disabled", "content-refused"},
	"hasmoved":        {"mailbox-moved"},
	"hostunknown":     {"domain-unknown", "domain-no-mail"},
	"mailboxfull":     {"mailbox-full"},
	"mailererror":     {"local-error"},
	"mesgtoobig":      {"message-too-big"},
	"networkerror":    {"timeout", "mail-loop", "domain-unknown", "local-error", "tls-failed"},
	"norelaying":      {"relay-denied", "auth-required"},
	"notaccept":       {"domain-no-mail", "server-busy", "local-error"},
	"policyviolation": {"policy", "content-refused", "attachment-refused", "url-blocklisted", "message-malformed", "spf-failed", "dkim-failed", "dmarc-failed", "unauthenticated", "sender-not-owner", "account-restricted", "rate-limited"},
	"rejected":        {"sender-rejected", "sender-domain-invalid", "sender-not-owner", "domain-blocklisted", "account-restricted", "spf-failed"},
	"securityerror":   {"policy", "auth-required", "auth-failed", "auth-mechanism", "tls-required", "tls-failed", "spf-failed", "dkim-failed", "dmarc-failed", "unauthenticated", "sender-not-owner", "account-restricted"},
	"spamdetected":    {"spam-content", "url-blocklisted", "content-refused", "poor-reputation", "ip-blocklisted", "domain-blocklisted"},
	"suspend":         {"mailbox-disabled", "account-restricted"},
	"syntaxerror":     {"protocol-error", "bad-recipient-address"},
	"systemerror":     {"local-error", "server-busy", "mail-loop"},
	"systemfull":      {"system-full"},
	"toomanyconn":     {"too-many-connections", "rate-limited", "recipient-rate-limited", "too-many-recipients", "too-many-errors"},
	"userunknown":     {"user-unknown", "bad-recipient-address", "mailbox-disabled"},
	"virusdetected":   {"virus", "attachment-refused"},
}
