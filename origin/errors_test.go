package origin_test

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/smtpstatus/smtpstatus/origin"
)

// hostile are inputs that a peer could send to fill or to forge a log.
var hostile = []string{
	strings.Repeat("5", 1<<20),
	strings.Repeat("\x00", 1<<20),
	strings.Repeat("\u20ac", 1<<20),
	strings.Repeat("\n", 1<<20),
}

func TestParseErrorIsShort(t *testing.T) {
	for _, input := range hostile {
		err := &origin.ParseError{What: "reply code", Input: input, Want: "three digits", Err: origin.ErrSyntax}
		text := err.Error()
		if len(text) > 512 {
			t.Errorf("the error for %d octets has %d", len(input), len(text))
		}
		if strings.ContainsAny(text, "\x00\n") {
			t.Errorf("the error does not quote its input: %q", text)
		}
	}
}

func TestParseErrorQuotes(t *testing.T) {
	for _, input := range []string{"", "x", `"`, "250\r\nRCPT", "\xff", strings.Repeat("5", 64)} {
		err := &origin.ParseError{What: "reply code", Input: input, Want: "three digits", Err: origin.ErrSyntax}
		want := "reply code " + strconv.Quote(input) + ": syntax error: want three digits"
		if err.Error() != want {
			t.Errorf("error for %q is %q, want %q", input, err, want)
		}
	}
}

func TestErrorsUnwrap(t *testing.T) {
	sentinels := []error{origin.ErrSyntax, origin.ErrUnknown, origin.ErrRange}
	for _, wrapped := range sentinels {
		for _, err := range []error{
			&origin.ParseError{Err: wrapped},
			&origin.ValueError{Err: wrapped},
		} {
			err = fmt.Errorf("reading: %w", err)
			for _, sentinel := range sentinels {
				if errors.Is(err, sentinel) != (sentinel == wrapped) {
					t.Errorf("errors.Is(%v, %v) = %v", err, sentinel, sentinel != wrapped)
				}
			}
		}
	}
}

func TestValueErrorText(t *testing.T) {
	err := &origin.ValueError{What: "reply code", Value: 700, Err: origin.ErrRange}
	if want := "reply code 700: out of range"; err.Error() != want {
		t.Errorf("Error() = %q, want %q", err, want)
	}
}
