package enhanced_test

import (
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
)

// TestTextEveryValue has texts of classes that were typed by hand.
func TestTextEveryValue(t *testing.T) {
	checkEveryValue(t, math.MaxUint8, map[enhanced.Class]string{0: "", 2: "2.XXX.YYY", 4: "4.XXX.YYY", 5: "5.XXX.YYY"},
		enhanced.ErrRange, origin.ErrUnknown, "3.XXX.YYY", "5", "5.1.1", "5yz", "X.2.YYY", "Permanent")

	subjects := make(map[enhanced.Subject]string)
	for n := range 1000 {
		subjects[enhanced.Subject(n)] = fmt.Sprintf("X.%d.YYY", n)
	}
	checkEveryValue(t, math.MaxUint16, subjects, enhanced.ErrRange, enhanced.ErrSyntax,
		"", "X", "X.", "X.YYY", "X..YYY", "X.2", "X.2.", "X.2.2", "X.2.yyy", "X.2.YYYY", "X.2.YYY.YYY", "X.X.2.YYY", "2.YYY", "5.2.YYY",
		"X.00.YYY", "X.02.YYY", "X.002.YYY", "X.1000.YYY", "X.65535.YYY", "X.65536.YYY", "X.65538.YYY", "X.18446744073709551618.YYY",
		"X.-2.YYY", "X.+2.YYY", "X. 2.YYY", "X.2 .YYY", "X.0x2.YYY", "X.1_0.YYY", "X.2e0.YYY", "X.\u0662.YYY", "X.2\x00.YYY", "X.XXX.YYY",
		"X."+strings.Repeat("0", 1<<20)+".YYY", "X."+strings.Repeat("9", 1<<20)+".YYY", "MailboxStatus")
}

// value is what the types of this file have in common.
type value interface {
	~uint8 | ~uint16
	fmt.Stringer
	encoding.TextAppender
	encoding.TextMarshaler
}

// pointer is the pointer to a value.
type pointer[T value] interface {
	*T
	encoding.TextUnmarshaler
}

// checkEveryValue goes through all numbers up to last, the greatest that a T can
// hold: those of texts are written so and read back, the others give an error
// that wraps valueErr. What is in bad is no text of a T; its error wraps parseErr.
func checkEveryValue[T value, P pointer[T]](t *testing.T, last int, texts map[T]string, valueErr, parseErr error, bad ...string) {
	t.Helper()
	for n := range last + 1 {
		v := T(n)
		want, ok := texts[v]
		appended, err := v.AppendText([]byte("x"))
		text, merr := v.MarshalText()
		if !ok {
			for _, err := range []error{err, merr} {
				var e *enhanced.ValueError
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
		var e *enhanced.ParseError
		if !errors.As(err, &e) || e.Input != s || !errors.Is(err, parseErr) || e.What == "" || got != 77 {
			t.Errorf("%T: UnmarshalText(%.80q) = %.200v, and the value became %d, want a *ParseError that wraps %v", got, s, err, got, parseErr)
		}
	}
}

func TestTextErrors(t *testing.T) {
	class, subject := enhanced.Permanent, enhanced.MailboxStatus
	_, noClass := enhanced.Class(3).MarshalText()
	_, noSubject := enhanced.Subject(1000).MarshalText()
	for _, tt := range []struct {
		err  error
		want string
	}{
		{noClass, "enhanced status class 3: out of range"},
		{noSubject, "enhanced status subject 1000: out of range"},
		{class.UnmarshalText([]byte("3.XXX.YYY")), `enhanced status class "3.XXX.YYY": unknown: want 2.XXX.YYY, 4.XXX.YYY or 5.XXX.YYY`},
		{subject.UnmarshalText(nil), `enhanced status subject "": syntax error: want X.subject.YYY, such as X.2.YYY`},
	} {
		if tt.err == nil || tt.err.Error() != tt.want {
			t.Errorf("error %v, want %s", tt.err, tt.want)
		}
	}
}

func TestTextJSON(t *testing.T) {
	type row struct {
		Class    enhanced.Class
		Subject  enhanced.Subject
		Classes  map[enhanced.Class]int
		Subjects map[enhanced.Subject]int
	}
	for _, tt := range []struct {
		row  row
		json string
	}{
		{
			row{enhanced.Permanent, enhanced.SecurityStatus, map[enhanced.Class]int{0: 1, enhanced.Success: 2}, map[enhanced.Subject]int{0: 1, 10: 2, 999: 3}},
			`{"Class":"5.XXX.YYY","Subject":"X.7.YYY","Classes":{"":1,"2.XXX.YYY":2},"Subjects":{"X.0.YYY":1,"X.10.YYY":2,"X.999.YYY":3}}`,
		},
		{row{}, `{"Class":"","Subject":"X.0.YYY","Classes":null,"Subjects":null}`},
	} {
		b, err := json.Marshal(tt.row)
		if string(b) != tt.json || err != nil {
			t.Errorf("Marshal(%v) = %s, %v, want %s", tt.row, b, err, tt.json)
		}
		got := row{Class: enhanced.Success, Subject: enhanced.MailboxStatus}
		if err := json.Unmarshal(b, &got); err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(tt.row, got); diff != "" {
			t.Errorf("Unmarshal(%s) (-want +got):\n%s", b, diff)
		}
	}
	for _, v := range []any{enhanced.Class(3), map[enhanced.Class]int{3: 1}, enhanced.Subject(1000), map[enhanced.Subject]int{1000: 1}} {
		if b, err := json.Marshal(v); err == nil {
			t.Errorf("Marshal(%v) = %s", v, b)
		}
	}
}
