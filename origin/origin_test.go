package origin_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/origin"
)

// wellKnown was typed by hand: titles and years from the front pages of the
// RFCs.
var wellKnown = []struct {
	origin    origin.Origin
	id        string
	kind      origin.Kind
	title     string
	year      int
	obsoletes []origin.Origin
}{
	{origin.RFC821, "rfc821", origin.Standard, "Simple Mail Transfer Protocol", 1982, nil},
	{origin.RFC2034, "rfc2034", origin.Standard, "SMTP Service Extension for Returning Enhanced Error Codes", 1996, nil},
	{origin.RFC3207, "rfc3207", origin.Standard, "SMTP Service Extension for Secure SMTP over Transport Layer Security", 2002, []origin.Origin{origin.RFC2487}},
	{origin.RFC3463, "rfc3463", origin.Standard, "Enhanced Mail System Status Codes", 2003, []origin.Origin{origin.RFC1893}},
	{origin.RFC4954, "rfc4954", origin.Standard, "SMTP Service Extension for Authentication", 2007, []origin.Origin{origin.RFC2554}},
	{origin.RFC5321, "rfc5321", origin.Standard, "Simple Mail Transfer Protocol", 2008, []origin.Origin{origin.RFC2821}},
	{origin.IANA, "iana", origin.Registry, "", 0, nil},
	{origin.Postfix, "postfix", origin.Software, "Postfix", 0, nil},
	{origin.OpenSMTPD, "opensmtpd", origin.Software, "OpenSMTPD", 0, nil},
	{origin.Gmail, "gmail", origin.Provider, "", 0, nil},
}

func TestWellKnown(t *testing.T) {
	for _, tt := range wellKnown {
		o := tt.origin
		if o.String() != tt.id || o.Kind() != tt.kind || o.Year() != tt.year {
			t.Errorf("%v: kind %v, year %d, want %s: kind %v, year %d", o, o.Kind(), o.Year(), tt.id, tt.kind, tt.year)
		}
		if tt.title != "" && o.Title() != tt.title {
			t.Errorf("%v.Title() = %q, want %q", o, o.Title(), tt.title)
		}
		if diff := gocmp.Diff(tt.obsoletes, slices.Collect(o.Obsoletes())); diff != "" {
			t.Errorf("%v.Obsoletes() (-want +got):\n%s", o, diff)
		}
	}
}

// TestEveryValue goes through all numbers: those of All have a text that reads
// back, the others have none.
func TestEveryValue(t *testing.T) {
	all := slices.Collect(origin.All())
	for n := 0; n <= math.MaxUint16; n++ {
		o := origin.Origin(n)
		if !slices.Contains(all, o) {
			checkNone(t, o)
			continue
		}
		if o.String() == "" || o.Name() == "" || o.Title() == "" || o.Kind() == 0 {
			t.Errorf("Origin(%d): id %q, name %q, title %q, kind %v", n, o, o.Name(), o.Title(), o.Kind())
		}
		if got, err := origin.Parse(o.String()); got != o || err != nil {
			t.Errorf("Parse(%q) = %d, %v, want %d", o, got, err, n)
		}
		text, err := o.AppendText([]byte("by "))
		if string(text) != "by "+o.String() || err != nil {
			t.Errorf("%v.AppendText() = %q, %v", o, text, err)
		}
		if _, rfc := rfcNumber(o); rfc && o.Year() < 1982 || o.Kind() != origin.Standard && o.Year() != 0 {
			t.Errorf("%v.Year() = %d, and its kind is %v", o, o.Year(), o.Kind())
		}
		for old := range o.Obsoletes() {
			if old.Kind() != origin.Standard || old.Year() > o.Year() {
				t.Errorf("%v obsoletes %v of %d", o, old, old.Year())
			}
		}
	}
}

func checkNone(t *testing.T, o origin.Origin) {
	t.Helper()
	if o.String() != "" || o.Name() != "" || o.Title() != "" || o.Kind() != 0 || o.Year() != 0 {
		t.Errorf("Origin(%d) has an id, a name, a title, a kind or a year", uint16(o))
	}
	for old := range o.Obsoletes() {
		t.Errorf("Origin(%d) obsoletes %v", uint16(o), old)
	}
	text, err := o.MarshalText()
	if o == 0 {
		if len(text) != 0 || err != nil {
			t.Errorf("Origin(0).MarshalText() = %q, %v", text, err)
		}
		return
	}
	var valueErr *origin.ValueError
	if !errors.As(err, &valueErr) || valueErr.Value != uint64(o) || !errors.Is(err, origin.ErrUnknown) {
		t.Errorf("Origin(%d).MarshalText() = %q, %v, want a *ValueError that wraps ErrUnknown", uint16(o), text, err)
	}
}

// TestAllOrder checks the order that All promises.
func TestAllOrder(t *testing.T) {
	all := slices.Collect(origin.All())
	if !slices.IsSortedFunc(all, func(a, b origin.Origin) int { return cmp.Compare(a.Kind(), b.Kind()) }) {
		t.Errorf("All() is not sorted by kind: %v", all)
	}
	var numbers []int
	for _, o := range all {
		if n, ok := rfcNumber(o); ok {
			numbers = append(numbers, n)
		}
	}
	if !slices.IsSorted(numbers) {
		t.Errorf("All() has the RFCs in the order %v", numbers)
	}
	for o := range origin.All() {
		if o != all[0] {
			t.Fatalf("All() went on after break, with %v", o)
		}
		break
	}
}

// TestObsoletesBreak stops at the first of two.
func TestObsoletesBreak(t *testing.T) {
	for old := range origin.RFC2821.Obsoletes() {
		if old != origin.RFC821 {
			t.Fatalf("Obsoletes() went on after break, with %v", old)
		}
		break
	}
}

func rfcNumber(o origin.Origin) (n int, ok bool) {
	digits, ok := strings.CutPrefix(o.String(), "rfc")
	for _, r := range digits {
		n = n*10 + int(r-'0')
	}
	return n, ok
}

func TestKindEveryValue(t *testing.T) {
	texts := map[origin.Kind]string{
		origin.Standard: "standard", origin.Registry: "registry", origin.Software: "software",
		origin.Provider: "provider", origin.Folklore: "folklore",
	}
	for n := range math.MaxUint8 + 1 {
		if k := origin.Kind(n); k.String() != texts[k] {
			t.Errorf("Kind(%d).String() = %q, want %q", n, k, texts[k])
		}
	}
}

func TestJSON(t *testing.T) {
	type row struct {
		Origin origin.Origin
		Counts map[origin.Origin]int
	}
	for _, tt := range []struct {
		row  row
		json string
	}{
		{row{origin.RFC5321, map[origin.Origin]int{origin.Postfix: 2}}, `{"Origin":"rfc5321","Counts":{"postfix":2}}`},
		{row{}, `{"Origin":"","Counts":null}`},
	} {
		b, err := json.Marshal(tt.row)
		if string(b) != tt.json || err != nil {
			t.Errorf("Marshal(%v) = %s, %v, want %s", tt.row, b, err, tt.json)
		}
		got := row{Origin: origin.IANA}
		if err := json.Unmarshal(b, &got); err != nil {
			t.Error(err)
		}
		if diff := gocmp.Diff(tt.row, got); diff != "" {
			t.Errorf("Unmarshal(%s) (-want +got):\n%s", b, diff)
		}
	}
	got := origin.IANA
	if err := got.UnmarshalText([]byte("rfc1")); err == nil || got != origin.IANA {
		t.Errorf("UnmarshalText(rfc1): %v, and the value became %v", err, got)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"", "rfc5321", "RFC5321", "rfc05321", " rfc5321", "postfix", "go-smtp", "folklore", "\u017fina"} {
		f.Add(s)
	}
	ids := make(map[string]origin.Origin)
	for o := range origin.All() {
		ids[o.String()] = o
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := origin.Parse(s)
		if want, ok := ids[s]; got != want || ok != (err == nil) {
			t.Fatalf("Parse(%q) = %v, %v, want %v", s, got, err, want)
		}
		if err != nil {
			checkParseError(t, err, s)
		}
	})
}

func checkParseError(t *testing.T, err error, input string) {
	t.Helper()
	var parseErr *origin.ParseError
	if !errors.As(err, &parseErr) || parseErr.Input != input || !errors.Is(err, origin.ErrUnknown) || errors.Is(err, origin.ErrSyntax) {
		t.Fatalf("error for %q is %#v, want a *ParseError that wraps ErrUnknown", input, err)
	}
}

func TestAllocs(t *testing.T) {
	var text string
	for name, f := range map[string]func(){
		"String": func() { text = origin.RFC5321.String() },
		"Name":   func() { text = origin.RFC5321.Name() },
		"Title":  func() { text = origin.RFC5321.Title() },
		"Kind":   func() { text = origin.RFC5321.Kind().String() },
		"Parse": func() {
			o, err := origin.Parse("zoho")
			if err != nil {
				panic(err)
			}
			text = o.String()
		},
		"All": func() {
			for o := range origin.All() {
				text = o.String()
			}
		},
	} {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
	_ = text
}
