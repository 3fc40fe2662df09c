package reply_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/reply"
)

// TestSeverityTextEveryValue has texts that were typed by hand.
func TestSeverityTextEveryValue(t *testing.T) {
	texts := map[reply.Severity]string{0: "", 1: "remark", 2: "unusual", 3: "breach"}
	for n := range math.MaxUint8 + 1 {
		severity := reply.Severity(n)
		want, ok := texts[severity]
		appended, err := severity.AppendText([]byte("x"))
		text, merr := severity.MarshalText()
		if !ok {
			for _, err := range []error{err, merr} {
				var valueErr *reply.ValueError
				if !errors.As(err, &valueErr) || valueErr.Value != uint64(n) || !errors.Is(err, origin.ErrUnknown) {
					t.Errorf("Severity(%d): error %#v, want a *ValueError that wraps ErrUnknown", n, err)
				}
			}
			if string(appended) != "x" || text != nil {
				t.Errorf("Severity(%d) became %q, %q", n, appended, text)
			}
			continue
		}
		if string(appended) != "x"+want || string(text) != want || severity.String() != want || err != nil || merr != nil {
			t.Errorf("Severity(%d) became %q, %v, %q, %v, and its String is %q, want %q", n, appended, err, text, merr, severity, want)
		}
		got := reply.Severity(77)
		if err := got.UnmarshalText(text); got != severity || err != nil {
			t.Errorf("UnmarshalText(%q) = %v, and the value became %d, want %d", text, err, got, n)
		}
	}
}

func TestSeverityUnmarshalRejects(t *testing.T) {
	for _, s := range []string{
		"Remark", "BREACH", "breaches", "breac", " breach", "breach ", "breach\n", "none",
		"?", "0", "1", "255", " ", "\x00", "\xff", strings.Repeat("x", 1<<20),
	} {
		got := reply.Severity(77)
		err := got.UnmarshalText([]byte(s))
		var parseErr *reply.ParseError
		if !errors.As(err, &parseErr) || parseErr.Input != s || !errors.Is(err, origin.ErrUnknown) || got != 77 {
			t.Errorf("UnmarshalText(%.80q) = %.200v, and the value became %d, want a *ParseError that wraps ErrUnknown", s, err, got)
		}
	}
}

func TestSeverityTextErrors(t *testing.T) {
	severity := reply.Breach
	_, none := reply.Severity(9).MarshalText()
	for _, tt := range []struct {
		err  error
		want string
	}{
		{none, "severity 9: unknown"},
		{severity.UnmarshalText([]byte("grave")), `severity "grave": unknown: want remark, unusual or breach`},
	} {
		if tt.err == nil || tt.err.Error() != tt.want {
			t.Errorf("error %v, want %s", tt.err, tt.want)
		}
	}
}

func TestProblemsJSON(t *testing.T) {
	for _, tt := range []struct {
		problems []reply.Problem
		json     string
	}{
		{
			reply.Reply{Code: 538, Enhanced: 4_009_009, Lines: []string{"x"}}.Check(0),
			`[{"Rule":"code-status","Severity":"remark","Section":"RFC 5321, section 4.2","Detail":"538 is obsolete"},` +
				`{"Rule":"class-mismatch","Severity":"breach","Section":"RFC 2034, section 4","Detail":"538 and 4.9.9 are of two classes"},` +
				`{"Rule":"enhanced-status","Severity":"unusual","Section":"RFC 5248, section 2","Detail":"condition X.9.9 is not registered"}]`,
		},
		{[]reply.Problem{{}}, `[{"Rule":"","Severity":"","Section":"","Detail":""}]`},
	} {
		b, err := json.Marshal(tt.problems)
		if string(b) != tt.json || err != nil {
			t.Errorf("Marshal(%v) = %s, %v, want %s", tt.problems, b, err, tt.json)
		}
		var got []reply.Problem
		if err := json.Unmarshal(b, &got); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(tt.problems, got); diff != "" {
			t.Errorf("Unmarshal(%s) (-want +got):\n%s", b, diff)
		}
	}
	if b, err := json.Marshal([]reply.Problem{{Severity: 4}}); err == nil {
		t.Errorf("Marshal of an unknown severity = %s", b)
	}
}

func TestSeverityMapKeysJSON(t *testing.T) {
	want := map[reply.Severity]int{0: 1, reply.Breach: 2, reply.Remark: 3}
	b, err := json.Marshal(want)
	if text := `{"":1,"breach":2,"remark":3}`; string(b) != text || err != nil {
		t.Errorf("Marshal(%v) = %s, %v, want %s", want, b, err, text)
	}
	var got map[reply.Severity]int
	if err := json.Unmarshal(b, &got); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Unmarshal(%s) (-want +got):\n%s", b, diff)
	}
	if b, err := json.Marshal(map[reply.Severity]int{4: 1}); err == nil {
		t.Errorf("Marshal of an unknown severity as key = %s", b)
	}
}
