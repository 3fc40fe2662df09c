package smtpcodes_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// TestTextEveryValue has texts that were typed by hand.
func TestTextEveryValue(t *testing.T) {
	checkEveryValue(t, map[smtpcodes.Class]string{0: "", 2: "2yz", 3: "3yz", 4: "4yz", 5: "5yz"},
		smtpcodes.ErrRange, smtpcodes.ErrUnknown, "1yz", "6yz", "5xx", "550", "PermanentNegative")
	checkEveryValue(t, map[smtpcodes.Category]string{0: "", 1: "x0z", 2: "x1z", 3: "x2z", 4: "x3z", 5: "x4z", 6: "x5z"},
		smtpcodes.ErrRange, smtpcodes.ErrUnknown, "x6z", "x9z", "xyz", "MailSystem")
	checkEveryValue(t, map[smtpcodes.Status]string{0: "unregistered", 1: "current", 2: "obsolete", 3: "draft", 4: "nonstandard"},
		smtpcodes.ErrUnknown, smtpcodes.ErrUnknown, "", "registered")
	checkEveryValue(t, map[smtpcodes.Kind]string{0: "", 1: "success", 2: "intermediate", 3: "error"},
		smtpcodes.ErrUnknown, smtpcodes.ErrUnknown, "S", "I", "E", "KindError")
	checkEveryValue(t, map[smtpcodes.Outcome]string{0: "", 1: "done", 2: "continue", 3: "try-later", 4: "refused", 5: "closing"},
		smtpcodes.ErrUnknown, smtpcodes.ErrUnknown, "try later", "TryLater")
}

// value is what the types of this file have in common.
type value interface {
	~uint8
	fmt.Stringer
	encoding.TextAppender
	encoding.TextMarshaler
}

// pointer is the pointer to a value.
type pointer[T value] interface {
	*T
	encoding.TextUnmarshaler
}

// checkEveryValue goes through all numbers that a T can hold: those of texts are
// written so and read back, the others give an error that wraps valueErr. What is
// in bad is no text of a T; its error wraps parseErr.
func checkEveryValue[T value, P pointer[T]](t *testing.T, texts map[T]string, valueErr, parseErr error, bad ...string) {
	t.Helper()
	for n := range math.MaxUint8 + 1 {
		v := T(n)
		want, ok := texts[v]
		appended, err := v.AppendText([]byte("x"))
		text, merr := v.MarshalText()
		if !ok {
			for _, err := range []error{err, merr} {
				var e *smtpcodes.ValueError
				if !errors.As(err, &e) || e.Value != uint64(n) || !errors.Is(err, valueErr) || e.What == "" {
					t.Errorf("%T(%d): error %#v, want a *ValueError that wraps %v", v, n, err, valueErr)
				}
			}
			if string(appended) != "x" || text != nil || v.String() != "" {
				t.Errorf("%T(%d) became %q, %q, and its String is %q", v, n, appended, text, v)
			}
			continue
		}
		if string(appended) != "x"+want || string(text) != want || v.String() != want || err != nil || merr != nil {
			t.Errorf("%T(%d) became %q, %v, %q, %v, and its String is %q, want %q", v, n, appended, err, text, merr, v, want)
		}
		got := T(77)
		if err := P(&got).UnmarshalText(text); got != v || err != nil {
			t.Errorf("%T: UnmarshalText(%q) = %v, and the value became %d, want %d", v, text, err, got, n)
		}
	}
	for _, text := range texts {
		if text == "" {
			continue
		}
		bad = append(bad, " "+text, text+" ", text+"\n", text+"\x00", text+text, text[1:], text[:len(text)-1])
		for _, other := range []string{strings.ToUpper(text), strings.ToLower(text)} {
			if other != text {
				bad = append(bad, other)
			}
		}
	}
	for _, s := range append(bad, "?", "0", "1", "2", "255", "\xff", strings.Repeat("x", 1<<20)) {
		got := T(77)
		err := P(&got).UnmarshalText([]byte(s))
		var e *smtpcodes.ParseError
		if !errors.As(err, &e) || e.Input != s || !errors.Is(err, parseErr) || e.What == "" || got != 77 {
			t.Errorf("%T: UnmarshalText(%.80q) = %.200v, and the value became %d, want a *ParseError that wraps %v", got, s, err, got, parseErr)
		}
	}
}

func TestTextErrors(t *testing.T) {
	class, status := smtpcodes.PermanentNegative, smtpcodes.Current
	_, noClass := smtpcodes.Class(7).MarshalText()
	_, noOutcome := smtpcodes.Outcome(9).MarshalText()
	for _, tt := range []struct {
		err  error
		want string
	}{
		{noClass, "reply code class 7: out of range"},
		{noOutcome, "outcome 9: unknown"},
		{class.UnmarshalText([]byte("6yz")), `reply code class "6yz": unknown: want 2yz, 3yz, 4yz or 5yz`},
		{status.UnmarshalText(nil), `status "": unknown: want unregistered, current, obsolete, draft or nonstandard`},
	} {
		if tt.err == nil || tt.err.Error() != tt.want {
			t.Errorf("error %v, want %s", tt.err, tt.want)
		}
	}
}

func TestRuleJSON(t *testing.T) {
	for _, tt := range []struct {
		rule smtpcodes.Rule
		json string
	}{
		{
			smtpcodes.Rule{
				Command: smtpcodes.EndOfData, Code: smtpcodes.InsufficientStorage, Kind: smtpcodes.KindError, Status: smtpcodes.Current,
				Origin: origin.RFC5321, Section: "4.3.2", When: "no room", Text: "Requested action not taken",
			},
			`{"Command":"end of data","Code":"452","Class":"","Kind":"error","Status":"current","Origin":"rfc5321","Section":"4.3.2","When":"no room","Text":"Requested action not taken"}`,
		},
		{
			smtpcodes.Rule{Command: smtpcodes.BDAT, Class: smtpcodes.TransientNegative, Kind: smtpcodes.KindError, Status: smtpcodes.Obsolete, Origin: origin.RFC3030},
			`{"Command":"BDAT","Code":"","Class":"4yz","Kind":"error","Status":"obsolete","Origin":"rfc3030","Section":"","When":"","Text":""}`,
		},
		{smtpcodes.Rule{}, `{"Command":"","Code":"","Class":"","Kind":"","Status":"unregistered","Origin":"","Section":"","When":"","Text":""}`},
	} {
		b, err := json.Marshal(tt.rule)
		if string(b) != tt.json || err != nil {
			t.Errorf("Marshal(%v) = %s, %v, want %s", tt.rule, b, err, tt.json)
		}
		var got smtpcodes.Rule
		if err := json.Unmarshal(b, &got); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(tt.rule, got); diff != "" {
			t.Errorf("Unmarshal(%s) (-want +got):\n%s", b, diff)
		}
	}
}

// TestRulesJSON sends every row through JSON.
func TestRulesJSON(t *testing.T) {
	for cmd := range smtpcodes.Commands() {
		for rule := range cmd.Rules() {
			b, err := json.Marshal(rule)
			if err != nil {
				t.Fatal(err)
			}
			var got smtpcodes.Rule
			if err := json.Unmarshal(b, &got); got != rule || err != nil {
				t.Errorf("Unmarshal(%s) = %v, %v, want %v", b, got, err, rule)
			}
		}
	}
}

func TestMapKeysJSON(t *testing.T) {
	type row struct {
		Classes    map[smtpcodes.Class]int
		Categories map[smtpcodes.Category]int
		Statuses   map[smtpcodes.Status]int
		Kinds      map[smtpcodes.Kind]int
		Outcomes   map[smtpcodes.Outcome]int
	}
	want := row{
		Classes:    map[smtpcodes.Class]int{0: 1, smtpcodes.PositiveCompletion: 2, smtpcodes.PermanentNegative: 3},
		Categories: map[smtpcodes.Category]int{0: 1, smtpcodes.Syntax: 2},
		Statuses:   map[smtpcodes.Status]int{smtpcodes.Unregistered: 1, smtpcodes.Draft: 2},
		Kinds:      map[smtpcodes.Kind]int{0: 1, smtpcodes.KindIntermediate: 2},
		Outcomes:   map[smtpcodes.Outcome]int{0: 1, smtpcodes.TryLater: 2},
	}
	const text = `{"Classes":{"":1,"2yz":2,"5yz":3},"Categories":{"":1,"x0z":2},"Statuses":{"draft":2,"unregistered":1},` +
		`"Kinds":{"":1,"intermediate":2},"Outcomes":{"":1,"try-later":2}}`
	b, err := json.Marshal(want)
	if string(b) != text || err != nil {
		t.Errorf("Marshal(%v) = %s, %v, want %s", want, b, err, text)
	}
	var got row
	if err := json.Unmarshal(b, &got); err != nil {
		t.Error(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("Unmarshal(%s) (-want +got):\n%s", b, diff)
	}
	if b, err := json.Marshal(map[smtpcodes.Outcome]int{9: 1}); err == nil {
		t.Errorf("Marshal of an unknown outcome as key = %s", b)
	}
	if err := json.Unmarshal([]byte(`{"Kinds":{"fault":1}}`), &got); err == nil {
		t.Error("Unmarshal took an unknown kind as key")
	}
}

func TestTextAllocs(t *testing.T) {
	var buf [16]byte
	outcome, text := smtpcodes.Done, []byte("closing")
	for name, f := range map[string]func(){
		"AppendText":    func() { _, _ = smtpcodes.Closing.AppendText(buf[:0]) },
		"UnmarshalText": func() { _ = outcome.UnmarshalText(text) },
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
}
