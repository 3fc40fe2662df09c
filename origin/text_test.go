package origin_test

import (
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/origin"
)

// TestKindTextEveryValue has texts that were typed by hand.
func TestKindTextEveryValue(t *testing.T) {
	texts := map[origin.Kind]string{0: "", 1: "standard", 2: "registry", 3: "software", 4: "provider", 5: "folklore"}
	for n := range math.MaxUint8 + 1 {
		kind := origin.Kind(n)
		want, ok := texts[kind]
		appended, err := kind.AppendText([]byte("x"))
		text, merr := kind.MarshalText()
		if !ok {
			for _, err := range []error{err, merr} {
				var valueErr *origin.ValueError
				if !errors.As(err, &valueErr) || valueErr.Value != uint64(n) || !errors.Is(err, origin.ErrUnknown) {
					t.Errorf("Kind(%d): error %#v, want a *ValueError that wraps ErrUnknown", n, err)
				}
			}
			if string(appended) != "x" || text != nil {
				t.Errorf("Kind(%d) became %q, %q", n, appended, text)
			}
			continue
		}
		if string(appended) != "x"+want || string(text) != want || kind.String() != want || err != nil || merr != nil {
			t.Errorf("Kind(%d) became %q, %v, %q, %v, and its String is %q, want %q", n, appended, err, text, merr, kind, want)
		}
		got := origin.Kind(77)
		if err := got.UnmarshalText(text); got != kind || err != nil {
			t.Errorf("UnmarshalText(%q) = %v, and the value became %d, want %d", text, err, got, n)
		}
	}
}

func TestKindUnmarshalRejects(t *testing.T) {
	for _, s := range []string{
		"Standard", "STANDARD", "standards", "standar", " standard", "standard ", "standard\n", "folk", "rfc5321",
		"?", "0", "1", "255", " ", "\x00", "\xff", strings.Repeat("x", 1<<20),
	} {
		got := origin.Kind(77)
		err := got.UnmarshalText([]byte(s))
		var parseErr *origin.ParseError
		if !errors.As(err, &parseErr) || parseErr.Input != s || !errors.Is(err, origin.ErrUnknown) || got != 77 {
			t.Errorf("UnmarshalText(%.80q) = %.200v, and the value became %d, want a *ParseError that wraps ErrUnknown", s, err, got)
		}
	}
}

func TestKindTextErrors(t *testing.T) {
	kind := origin.Standard
	_, none := origin.Kind(9).MarshalText()
	for _, tt := range []struct {
		err  error
		want string
	}{
		{none, "kind of origin 9: unknown"},
		{kind.UnmarshalText([]byte("grave")), `kind of origin "grave": unknown: want standard, registry, software, provider or folklore`},
	} {
		if tt.err == nil || tt.err.Error() != tt.want {
			t.Errorf("error %v, want %s", tt.err, tt.want)
		}
	}
}

func TestKindJSON(t *testing.T) {
	type row struct {
		Kind   origin.Kind
		Counts map[origin.Kind]int
	}
	for _, tt := range []struct {
		row  row
		json string
	}{
		{row{origin.Folklore, map[origin.Kind]int{0: 1, origin.Provider: 2, origin.Registry: 3}}, `{"Kind":"folklore","Counts":{"":1,"provider":2,"registry":3}}`},
		{row{}, `{"Kind":"","Counts":null}`},
	} {
		b, err := json.Marshal(tt.row)
		if string(b) != tt.json || err != nil {
			t.Errorf("Marshal(%v) = %s, %v, want %s", tt.row, b, err, tt.json)
		}
		got := row{Kind: origin.Standard}
		if err := json.Unmarshal(b, &got); err != nil {
			t.Error(err)
		}
		if diff := gocmp.Diff(tt.row, got); diff != "" {
			t.Errorf("Unmarshal(%s) (-want +got):\n%s", b, diff)
		}
	}
	if b, err := json.Marshal(map[origin.Kind]int{6: 1}); err == nil {
		t.Errorf("Marshal of an unknown kind as key = %s", b)
	}
}
