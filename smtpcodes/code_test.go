package smtpcodes_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// wellFormed is the syntax of a code, apart from the parser: what RFC 5321,
// section 4.2 has, with any second digit.
var wellFormed = regexp.MustCompile(`\A[2-5][0-9]{2}\z`)

// TestCodeEveryValue goes through all numbers that a Code can hold and compares
// with what the decimal digits say.
func TestCodeEveryValue(t *testing.T) {
	registered := slices.Collect(smtpcodes.All())
	for n := 0; n <= math.MaxUint16; n++ {
		c := smtpcodes.Code(n)
		digits := strconv.Itoa(n)
		if !wellFormed.MatchString(digits) {
			checkNoCode(t, c)
			continue
		}
		if c.String() != digits || fmt.Sprint(c) != digits {
			t.Errorf("Code(%d).String() = %q", n, c.String())
		}
		if want := smtpcodes.Class(digits[0] - '0'); c.Class() != want {
			t.Errorf("%v.Class() = %d, want %d", c, c.Class(), want)
		}
		category := smtpcodes.Category(0)
		if digits[1] <= '5' {
			category = smtpcodes.Category(digits[1]-'0') + smtpcodes.Syntax
		}
		if c.Category() != category {
			t.Errorf("%v.Category() = %d, want %d", c, c.Category(), category)
		}
		if known := slices.Contains(registered, c); known != (c.Status() != smtpcodes.Unregistered) || known != (c.Name() != "") || !known && c.Text() != "" {
			t.Errorf("%v: status %v, name %q, text %q, and All() has it: %v", c, c.Status(), c.Name(), c.Text(), known)
		}
		if got, err := smtpcodes.Parse(digits); got != c || err != nil {
			t.Errorf("Parse(%q) = %v, %v", digits, got, err)
		}
		checkRoundTrip(t, c, digits)
	}
}

// checkRoundTrip checks that c is marshaled as want and read back.
func checkRoundTrip(t *testing.T, c smtpcodes.Code, want string) {
	t.Helper()
	appended, err := c.AppendText([]byte("x"))
	if string(appended) != "x"+want || err != nil {
		t.Errorf("Code(%d).AppendText() = %q, %v, want %q", uint16(c), appended, err, "x"+want)
	}
	text, err := c.MarshalText()
	if string(text) != want || err != nil {
		t.Errorf("Code(%d).MarshalText() = %q, %v, want %q", uint16(c), text, err, want)
	}
	got := smtpcodes.OK
	if err := got.UnmarshalText(text); got != c || err != nil {
		t.Errorf("UnmarshalText(%q) = %v, %d", text, err, uint16(got))
	}
}

// checkNoCode checks a number that is no code: nothing is known of it, and
// nothing can be written that would not read back.
func checkNoCode(t *testing.T, c smtpcodes.Code) {
	t.Helper()
	n := uint16(c)
	if c.String() != "" || c.Name() != "" || c.Text() != "" || c.Class() != 0 || c.Category() != 0 || c.Status() != smtpcodes.Unregistered {
		t.Errorf("Code(%d): %q, name %q, text %q, class %v, category %v, status %v",
			n, c.String(), c.Name(), c.Text(), c.Class(), c.Category(), c.Status())
	}
	for cmd := range c.Commands() {
		t.Errorf("Code(%d) answers %v", n, cmd)
	}
	if got, err := smtpcodes.Parse(strconv.Itoa(int(n))); got != 0 || err == nil {
		t.Errorf("Parse(%d) = %v, %v", n, got, err)
	}
	if c == 0 {
		checkRoundTrip(t, c, "")
		return
	}
	b, err := c.AppendText([]byte("x"))
	var valueErr *smtpcodes.ValueError
	if string(b) != "x" || !errors.As(err, &valueErr) || valueErr.Value != uint64(n) || !errors.Is(err, smtpcodes.ErrRange) {
		t.Errorf("Code(%d).AppendText() = %q, %#v, want a *ValueError that wraps ErrRange", n, b, err)
	}
	if b, err := c.MarshalText(); b != nil || err == nil {
		t.Errorf("Code(%d).MarshalText() = %q, %v", n, b, err)
	}
}

func TestAllInOrder(t *testing.T) {
	all := slices.Collect(smtpcodes.All())
	sorted := slices.Compact(slices.Sorted(slices.Values(all)))
	if diff := cmp.Diff(sorted, all); diff != "" {
		t.Errorf("All() (-sorted +got):\n%s", diff)
	}
	for c := range smtpcodes.All() {
		if c != all[0] {
			t.Fatalf("All() went on after break, with %v", c)
		}
		break
	}
}

func TestParseRejects(t *testing.T) {
	for _, s := range []string{
		"", "5", "55", "5500", "0550", " 550", "550 ", "550-", "+50", "-50", "5.0", "55O", "0x5", "5_0",
		"000", "099", "100", "199", "600", "999", "5\x0050", "55\n", "2xx", "2yz", "\u0665\u0665\u0660", "\xff\xff\xff",
	} {
		c, err := smtpcodes.Parse(s)
		if c != 0 || err == nil {
			t.Errorf("Parse(%q) = %v, %v, want an error", s, c, err)
			continue
		}
		checkSyntaxError(t, err, s)

		got := smtpcodes.OK
		if err := got.UnmarshalText([]byte(s)); s != "" && (err == nil || got != smtpcodes.OK) {
			t.Errorf("UnmarshalText(%q) = %v, and the value became %v", s, err, got)
		}
	}
}

// checkSyntaxError checks the promises of an error: its type, the whole input in
// it, and a text that quotes the input and stays short.
func checkSyntaxError(t *testing.T, err error, input string) {
	t.Helper()
	var parseErr *smtpcodes.ParseError
	if !errors.As(err, &parseErr) || parseErr.Input != input {
		t.Fatalf("error for %.80q is %T %+v, want a *ParseError with the input", input, err, err)
	}
	if !errors.Is(err, smtpcodes.ErrSyntax) || errors.Is(err, smtpcodes.ErrUnknown) || errors.Is(err, smtpcodes.ErrRange) {
		t.Errorf("error for %.80q does not wrap ErrSyntax alone: %v", input, err)
	}
	checkErrorText(t, err, input)
}

func checkErrorText(t *testing.T, err error, input string) {
	t.Helper()
	switch text := err.Error(); {
	case len(text) > 512:
		t.Errorf("the error for %d octets has %d", len(input), len(text))
	case len(input) <= 32 && !strings.Contains(text, strconv.Quote(input)):
		t.Errorf("the error does not quote %q: %v", input, text)
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }):
		t.Errorf("the error has a control character: %q", text)
	}
}

func TestParseLong(t *testing.T) {
	for _, s := range []string{strings.Repeat("550 ", 1<<18), strings.Repeat("\x00", 1<<20)} {
		_, err := smtpcodes.Parse(s)
		checkSyntaxError(t, err, s)
		if _, err := smtpcodes.ParseCommand(s); err == nil {
			t.Error("ParseCommand took a megabyte")
		} else {
			checkErrorText(t, err, s)
		}
	}
}

func TestCodeJSON(t *testing.T) {
	type row struct {
		Code   smtpcodes.Code
		Counts map[smtpcodes.Code]int
	}
	for _, tt := range []struct {
		row  row
		json string
	}{
		{row{smtpcodes.MailboxUnavailable, map[smtpcodes.Code]int{250: 9, 599: 1}}, `{"Code":"550","Counts":{"250":9,"599":1}}`},
		{row{}, `{"Code":"","Counts":null}`},
	} {
		b, err := json.Marshal(tt.row)
		if string(b) != tt.json || err != nil {
			t.Errorf("Marshal(%v) = %s, %v, want %s", tt.row, b, err, tt.json)
		}
		var got row
		if err := json.Unmarshal(b, &got); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(tt.row, got); diff != "" {
			t.Errorf("Unmarshal(%s) (-want +got):\n%s", b, diff)
		}
	}
	if b, err := json.Marshal(smtpcodes.Code(700)); err == nil {
		t.Errorf("Marshal(700) = %s", b)
	}
}

// TestOtherEveryValue goes through all values of the small types. The texts were
// typed by hand.
func TestOtherEveryValue(t *testing.T) {
	texts := func(s ...string) map[int]string {
		m := make(map[int]string)
		for i, text := range s {
			m[i] = text
		}
		return m
	}
	for _, tt := range []struct {
		name  string
		text  func(n int) string
		texts map[int]string
	}{
		{"Class", func(n int) string { return smtpcodes.Class(n).String() }, texts("", "", "2yz", "3yz", "4yz", "5yz")},
		{"Class name", func(n int) string { return smtpcodes.Class(n).Name() },
			texts("", "", "PositiveCompletion", "PositiveIntermediate", "TransientNegative", "PermanentNegative")},
		{"Class text", func(n int) string { return smtpcodes.Class(n).Text() },
			texts("", "", "Positive Completion reply", "Positive Intermediate reply", "Transient Negative Completion reply", "Permanent Negative Completion reply")},
		{"Category", func(n int) string { return smtpcodes.Category(n).String() }, texts("", "x0z", "x1z", "x2z", "x3z", "x4z", "x5z")},
		{"Category name", func(n int) string { return smtpcodes.Category(n).Name() },
			texts("", "Syntax", "Information", "Connections", "Unspecified3", "Unspecified4", "MailSystem")},
		{"Category text", func(n int) string { return smtpcodes.Category(n).Text() },
			texts("", "Syntax", "Information", "Connections", "Unspecified", "Unspecified", "Mail system")},
		{"Status", func(n int) string { return smtpcodes.Status(n).String() }, texts("unregistered", "current", "obsolete", "draft", "nonstandard")},
		{"Kind", func(n int) string { return smtpcodes.Kind(n).String() }, texts("", "success", "intermediate", "error")},
		{"Outcome", func(n int) string { return smtpcodes.Outcome(n).String() }, texts("", "done", "continue", "try-later", "refused", "closing")},
	} {
		for n := range math.MaxUint8 + 1 {
			if got := tt.text(n); got != tt.texts[n] {
				t.Errorf("%s of %d is %q, want %q", tt.name, n, got, tt.texts[n])
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "250", "550", "199", "600", "25", "2500", "2x0", " 250", "+25", "\u0662\u0665\u0660", "250\n"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := smtpcodes.Parse(s)
		if !wellFormed.MatchString(s) {
			if got != 0 || err == nil {
				t.Fatalf("Parse(%q) = %v, %v, want an error", s, got, err)
			}
			checkSyntaxError(t, err, s)
			return
		}
		n, _ := strconv.Atoi(s)
		if int(got) != n || err != nil {
			t.Fatalf("Parse(%q) = %d, %v, want %d", s, uint16(got), err, n)
		}
		if text, err := got.MarshalText(); !bytes.Equal(text, []byte(s)) || err != nil {
			t.Errorf("%q became %q, %v", s, text, err)
		}
	})
}
