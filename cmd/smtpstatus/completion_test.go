package main

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
)

// TestComplete completes the last word of a command line.
func TestComplete(t *testing.T) {
	for line, want := range map[string]string{
		"":                         "explain list check stats completion version help",
		"li":                       "list",
		"list co":                  "codes conditions commands",
		"list --cl":                "--class",
		"list -class ":             "2 3 4 5",
		"list codes -command end":  "end-of-data",
		"list codes --command end": "end-of-data",
		"list -origin postf":       "postfix",
		"list -status d":           "draft",
		"list -fault n":            "network",
		"list -kind f":             "folklore",
		"explain -lang zh":         "zh zh-Hant",
		"explain -json -com":       "-command",
		"explain ":                 "",
		"check ":                   ":files",
		"check -timeout ":          "",
		"stats -json x":            ":files",
		"help ex":                  "explain",
		"completion ":              "bash zsh fish",
		"nothing ":                 "",
		"list -nothing ":           "codes conditions commands pairs causes origins",
	} {
		var out bytes.Buffer
		a := &app{stdout: bufio.NewWriter(&out)}
		if err := a.complete(strings.Split(line, " ")); err != nil {
			t.Errorf("%q: %v", line, err)
		}
		a.stdout.Flush()
		if got := strings.Join(strings.Fields(out.String()), " "); got != want {
			t.Errorf("%q: %q, want %q", line, got, want)
		}
	}
}
