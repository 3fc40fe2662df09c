package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"flag"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// TestJSONHelp: every name that stands in the JSON of a command stands in its part of
// the help.
func TestJSONHelp(t *testing.T) {
	const transcript = "S: 220 mx\nC: NOOP\nS: 250 4.0.0 ok\n"
	wait := "451 4.7.1 <x>: Recipient address rejected: Greylisted, try again in 5 minutes, see https://example.org/"
	for name, run := range map[string]func(*app) error{
		"explain": func(a *app) error {
			return explain(a, []string{"550 5.7.26", "421", "X.2.2", wait, "554 5.7.1 Client host [192.0.2.1] blocked using zen.spamhaus.org"}, smtpcodes.RCPT)
		},
		"list": func(a *app) error {
			for _, list := range listNames() {
				if err := listCommand.setup(flag.NewFlagSet("list", flag.ContinueOnError))(a, []string{list}); err != nil {
					return err
				}
			}
			flags := flag.NewFlagSet("list", flag.ContinueOnError)
			run := listCommand.setup(flags)
			flags.Set("command", "RCPT")
			return run(a, []string{"codes"})
		},
		"check": func(a *app) error { return checkTranscript(a, "x", strings.NewReader(transcript)) },
		"stats": func(a *app) error {
			a.stdin = strings.NewReader(wait)
			return stats(a, []string{"-"}, 0)
		},
	} {
		_, part, _ := strings.Cut(jsonHelp, "\n"+name+", ")
		part, _, _ = strings.Cut(part, "\n\n")
		words := regexp.MustCompile(`[a-z_]+`).FindAllString(part, -1)
		var out bytes.Buffer
		a := &app{stdout: bufio.NewWriter(&out), stderr: &out, texts: catalog.For(), words: &english, json: true}
		run(a)
		a.stdout.Flush()
		objects := 0
		for line := range strings.Lines(out.String()) {
			var object map[string]any
			if err := json.Unmarshal([]byte(line), &object); err != nil {
				t.Fatalf("%s: %q: %v", name, line, err)
			}
			objects++
			for _, key := range keys(object) {
				if !slices.Contains(words, key) {
					t.Errorf("%s: the help does not have %q", name, key)
				}
			}
		}
		if objects == 0 {
			t.Errorf("%s: no JSON", name)
		}
	}
}

// keys returns the names in an object and in those inside it.
func keys(v any) []string {
	var names []string
	switch v := v.(type) {
	case map[string]any:
		for name, inner := range v {
			names = append(append(names, name), keys(inner)...)
		}
	case []any:
		for _, inner := range v {
			names = append(names, keys(inner)...)
		}
	}
	return names
}
