package enhanced_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// wellFormed is the syntax of RFC 3463, section 2, apart from the parser.
var wellFormed = regexp.MustCompile(`\A([245])\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\z`)

// toleratedWords are the names of codes whose class is only tolerated, and which a
// pair in force has.
var toleratedWords = map[enhanced.Code]string{
	4_001_001: "TransientBadDestinationMailbox",
	4_005_001: "TransientInvalidCommand",
	4_005_004: "TransientInvalidCommandArguments",
	4_007_001: "TransientDeliveryNotAuthorized",
	5_002_002: "PermanentMailboxFull",
	5_004_003: "PermanentDirectoryServerFailure",
}

// codeWords are all names of codes by number, made of the classes and the
// conditions, and those of tolerated codes.
func codeWords() map[enhanced.Code]string {
	words := maps.Clone(toleratedWords)
	for d := range enhanced.Conditions() {
		for class := range d.Classes() {
			words[d.With(class)] = class.Name() + d.Name()
		}
	}
	return words
}

// TestEveryTriplet goes through all classes, subjects and details, and compares
// with the text that strconv makes of the three numbers.
func TestEveryTriplet(t *testing.T) {
	numbers := make([]string, 1000)
	for n := range numbers {
		numbers[n] = strconv.Itoa(n)
	}
	names := codeWords()
	for class := range 10 {
		isClass := class == 2 || class == 4 || class == 5
		step := 1
		if testing.Short() || !isClass { // the first number alone decides
			step = 7
		}
		t.Run(strconv.Itoa(class), func(t *testing.T) {
			t.Parallel()
			var text []byte
			for subject := 0; subject < 1000; subject += step {
				for detail := 0; detail < 1000; detail += step {
					text = append(text[:0], numbers[class]...)
					text = append(append(text, '.'), numbers[subject]...)
					text = append(append(text, '.'), numbers[detail]...)
					if isClass {
						checkCode(t, class, subject, detail, text, names)
					} else {
						checkNoTriplet(t, class, subject, detail, text)
					}
				}
				if t.Failed() {
					return // one subject's worth of messages is enough
				}
			}
		})
	}
}

func checkCode(t *testing.T, class, subject, detail int, text []byte, names map[enhanced.Code]string) {
	c, err := enhanced.New(class, subject, detail)
	if err != nil || int(c) != class*1_000_000+subject*1_000+detail {
		t.Errorf("New(%d, %d, %d) = %d, %v", class, subject, detail, c, err)
		return
	}
	s := c.String()
	if s != string(text) {
		t.Errorf("Code(%d).String() = %q, want %q", uint32(c), s, text)
	}
	if got, err := enhanced.Parse(s); got != c || err != nil {
		t.Errorf("Parse(%q) = %d, %v, want %d", text, uint32(got), err, uint32(c))
	}
	if int(c.Class()) != class || int(c.Subject()) != subject || c.Detail() != detail {
		t.Errorf("%v has class %d, subject %d, detail %d", c, c.Class(), c.Subject(), c.Detail())
	}
	triplet := [3]int{class, subject, detail}
	if got, err := enhanced.FromTriplet(triplet); got != c || err != nil || c.Triplet() != triplet {
		t.Errorf("FromTriplet(%v) = %v, %v, and back %v", triplet, got, err, c.Triplet())
	}
	d := c.Condition()
	if d.With(c.Class()) != c || d.Subject() != c.Subject() || d.Detail() != detail {
		t.Errorf("%v.Condition() = %d, and back %v, subject %d, detail %d", c, uint32(d), d.With(c.Class()), d.Subject(), d.Detail())
	}
	if c.Name() != names[c] {
		t.Errorf("%v.Name() = %q, want %q", c, c.Name(), names[c])
	}
	if c.Text() != d.Text() || c.Status() != d.Status() {
		t.Errorf("%v: %q, %v, but its condition: %q, %v", c, c.Text(), c.Status(), d.Text(), d.Status())
	}
	var buf [16]byte
	if got, err := c.AppendText(buf[:0]); string(got) != string(text) || err != nil {
		t.Errorf("%v.AppendText() = %q, %v", c, got, err)
	}
}

func checkNoTriplet(t *testing.T, class, subject, detail int, text []byte) {
	if c, err := enhanced.New(class, subject, detail); c != 0 || err == nil {
		t.Errorf("New(%d, %d, %d) = %v, %v", class, subject, detail, c, err)
	}
	if c, err := enhanced.Parse(string(text)); c != 0 || err == nil {
		t.Errorf("Parse(%q) = %v, %v", text, c, err)
	}
	// The number that the packing would give is no code either.
	c := enhanced.Code(class*1_000_000 + subject*1_000 + detail)
	if c.Class() != 0 || c.Subject() != 0 || c.Detail() != 0 || c.Condition() != 0 || c.Name() != "" {
		t.Errorf("Code(%d) has parts or a name", uint32(c))
	}
}

// TestNoCodes sweeps the numbers that are no codes. What is a code, the decimal
// digits say: there are seven, and the first is 2, 4 or 5.
func TestNoCodes(t *testing.T) {
	decimal := regexp.MustCompile(`\A[245][0-9]{6}\z`)
	numbers := []uint32{1, 999, 1_000, 999_999, 1_000_000, 1_999_999, 3_000_000, 3_999_999, 6_000_000, 10_000_000, 42_002_002, math.MaxInt32, math.MaxInt32 + 1, math.MaxUint32}
	for bit := range 32 {
		numbers = append(numbers, 1<<bit, 1<<bit-1)
	}
	const prime = 65_537
	for n := uint64(0); n <= math.MaxUint32; n += prime {
		numbers = append(numbers, uint32(n))
	}
	for _, n := range numbers {
		c := enhanced.Code(n)
		if decimal.MatchString(strconv.FormatUint(uint64(n), 10)) {
			if c.Class() == 0 || c.String() == "" {
				t.Errorf("Code(%d): class %v, %q", n, c.Class(), c)
			}
			continue
		}
		checkNoCode(t, c)
	}
}

func checkNoCode(t *testing.T, c enhanced.Code) {
	t.Helper()
	n := uint32(c)
	if c.String() != "" || c.Name() != "" || c.Text() != "" || c.Status() != smtpcodes.Unregistered {
		t.Errorf("Code(%d): %q, name %q, text %q, status %v", n, c, c.Name(), c.Text(), c.Status())
	}
	if c.Class() != 0 || c.Subject() != 0 || c.Detail() != 0 || c.Condition() != 0 || c.Triplet() != [3]int{} {
		t.Errorf("Code(%d): condition %d, triplet %v", n, uint32(c.Condition()), c.Triplet())
	}
	b, err := c.AppendText([]byte("x"))
	if c == 0 {
		if string(b) != "x" || err != nil {
			t.Errorf("Code(0).AppendText() = %q, %v", b, err)
		}
		return
	}
	var valueErr *enhanced.ValueError
	if string(b) != "x" || !errors.As(err, &valueErr) || valueErr.Value != uint64(n) || !errors.Is(err, enhanced.ErrRange) {
		t.Errorf("Code(%d).AppendText() = %q, %#v, want a *ValueError that wraps ErrRange", n, b, err)
	}
	if b, err := c.MarshalText(); b != nil || err == nil {
		t.Errorf("Code(%d).MarshalText() = %q, %v", n, b, err)
	}
}

func TestNewRange(t *testing.T) {
	for _, tt := range [][3]int{
		{5, -1, 0}, {5, 0, -1}, {5, 1000, 0}, {5, 0, 1000}, {-5, 0, 0}, {6, 0, 0}, {5_001, 0, 0},
		{0, 1, 1}, {5, math.MaxInt, 0}, {5, 0, math.MinInt}, {math.MaxInt, math.MaxInt, math.MaxInt}, {4 + 1<<(strconv.IntSize/2), 2, 2},
	} {
		for name, f := range map[string]func() (enhanced.Code, error){
			"New":         func() (enhanced.Code, error) { return enhanced.New(tt[0], tt[1], tt[2]) },
			"FromTriplet": func() (enhanced.Code, error) { return enhanced.FromTriplet(tt) },
		} {
			c, err := f()
			var parseErr *enhanced.ParseError
			if c != 0 || !errors.As(err, &parseErr) || !errors.Is(err, enhanced.ErrRange) || errors.Is(err, enhanced.ErrSyntax) {
				t.Errorf("%s(%v) = %v, %#v, want a *ParseError that wraps ErrRange", name, tt, c, err)
			}
			if want := fmt.Sprintf("%q", fmt.Sprintf("%d.%d.%d", tt[0], tt[1], tt[2])); err != nil && !strings.Contains(err.Error(), want) {
				t.Errorf("%s(%v): %q does not name %s", name, tt, err, want)
			}
		}
	}
	if c, err := enhanced.FromTriplet([3]int{}); c != 0 || err != nil {
		t.Errorf("FromTriplet of zeros = %v, %v", c, err)
	}
	if c, err := enhanced.New(0, 0, 0); c != 0 || err == nil {
		t.Errorf("New(0, 0, 0) = %v, %v, want an error", c, err)
	}
}

// malformed are texts that other parsers were seen to take.
var malformed = []string{
	"", ".", "..", "5", "5.1", "5.1.", "5..1", ".1.1", "5.1.1.", "5.1.1.1", "5.188.206.1", " 5.1.1", "5.1.1 ", "5.1.1\n",
	"+5.1.1", "5.+1.1", "5.1.-1", "-5.1.1", "05.1.1", "5.01.1", "5.1.01", "5.00.0", "5.0.00", "5.1000.1", "5.1.1000", "5.0000.1",
	"1.1.1", "3.1.1", "6.1.1", "0.0.0", "55.1.1", "550 5.1.1", "5,1,1", "5.1,1", "5 1 1", "#5.1.1", "X.1.1", "5.X.1", "5.1.x",
	"\u0665.1.1", "5.\u0661.1", "5.1.1\x00", "5\x00.1.1", "2.10.4000", "5.4294967297.1",
}

func TestParseRejects(t *testing.T) {
	for _, s := range malformed {
		c, err := enhanced.Parse(s)
		if c != 0 || err == nil {
			t.Errorf("Parse(%q) = %v, %v, want an error", s, c, err)
			continue
		}
		checkSyntaxError(t, err, s)

		got := enhanced.PermanentMailboxMoved
		if err := got.UnmarshalText([]byte(s)); s != "" && (err == nil || got != enhanced.PermanentMailboxMoved) {
			t.Errorf("UnmarshalText(%q) = %v, and the value became %v", s, err, got)
		}
	}
	for _, s := range []string{strings.Repeat("5.1.1 ", 1<<18), strings.Repeat("\x00", 1<<20), "5." + strings.Repeat("0", 1<<20)} {
		_, err := enhanced.Parse(s)
		checkSyntaxError(t, err, s)
		_, err = enhanced.ParseCondition(s)
		checkSyntaxError(t, err, s)
	}
}

// checkSyntaxError checks the promises of an error: its type, the whole input in
// it, and a text that quotes the input and stays short.
func checkSyntaxError(t *testing.T, err error, input string) {
	t.Helper()
	var parseErr *enhanced.ParseError
	if !errors.As(err, &parseErr) || parseErr.Input != input {
		t.Fatalf("error for %.80q is %T %+v, want a *ParseError with the input", input, err, err)
	}
	if !errors.Is(err, enhanced.ErrSyntax) || errors.Is(err, enhanced.ErrRange) {
		t.Errorf("error for %.80q does not wrap ErrSyntax alone: %v", input, err)
	}
	switch text := err.Error(); {
	case len(text) > 512:
		t.Errorf("the error for %d octets has %d", len(input), len(text))
	case len(input) <= 32 && !strings.Contains(text, strconv.Quote(input)):
		t.Errorf("the error does not quote %q: %v", input, text)
	case strings.ContainsFunc(text, func(r rune) bool { return r < ' ' }):
		t.Errorf("the error has a control character: %q", text)
	}
}

func TestJSON(t *testing.T) {
	type row struct {
		Code      enhanced.Code
		Condition enhanced.Condition
		Counts    map[enhanced.Code]int
	}
	for _, tt := range []struct {
		row  row
		json string
	}{
		{row{5_007_026, enhanced.MailboxFull, map[enhanced.Code]int{4_002_002: 3, 5_007_708: 1}},
			`{"Code":"5.7.26","Condition":"X.2.2","Counts":{"4.2.2":3,"5.7.708":1}}`},
		{row{Code: 2_000_000, Condition: enhanced.OtherUndefined}, `{"Code":"2.0.0","Condition":"X.0.0","Counts":null}`},
		{row{}, `{"Code":"","Condition":"","Counts":null}`},
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
	if b, err := json.Marshal(enhanced.Code(3_000_000)); err == nil {
		t.Errorf("Marshal of 3.0.0 = %s", b)
	}
}

// TestOtherEveryValue goes through all values of the small types. The texts were
// typed by hand.
func TestOtherEveryValue(t *testing.T) {
	classes := map[enhanced.Class][]string{
		2: {"2.XXX.YYY", "Success", "Success"},
		4: {"4.XXX.YYY", "Transient", "Persistent Transient Failure"},
		5: {"5.XXX.YYY", "Permanent", "Permanent Failure"},
	}
	for n := range math.MaxUint8 + 1 {
		class := enhanced.Class(n)
		want, ok := classes[class]
		if !ok {
			want = []string{"", "", ""}
		}
		if diff := cmp.Diff(want, []string{class.String(), class.Name(), class.Text()}); diff != "" {
			t.Errorf("Class(%d) (-want +got):\n%s", n, diff)
		}
		if c := enhanced.MailboxFull.With(class); (c != 0) != ok || c.Class() != class && ok {
			t.Errorf("MailboxFull.With(%d) = %v", n, c)
		}
	}
	subjects := []string{
		"Other or Undefined Status", "Addressing Status", "Mailbox Status", "Mail System Status", "Network and Routing Status",
		"Mail Delivery Protocol Status", "Message Content or Media Status", "Security or Policy Status",
	}
	for n := range math.MaxUint16 + 1 {
		subject := enhanced.Subject(n)
		if n >= len(subjects) {
			if subject.Name() != "" || subject.Text() != "" {
				t.Errorf("Subject(%d): name %q, text %q", n, subject.Name(), subject.Text())
			}
			_ = subject.String()
			continue
		}
		if want := fmt.Sprintf("X.%d.YYY", n); subject.String() != want || subject.Name() == "" || subject.Text() != subjects[n] {
			t.Errorf("Subject(%d): %v, name %q, text %q", n, subject, subject.Name(), subject.Text())
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range malformed {
		f.Add(s)
	}
	for _, s := range []string{"2.0.0", "4.2.2", "5.7.26", "5.7.708", "5.999.999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := enhanced.Code(0)
		if m := wellFormed.FindStringSubmatch(s); m != nil {
			for _, digits := range m[1:] {
				n, _ := strconv.Atoi(digits)
				want = want*1000 + enhanced.Code(n)
			}
		}
		got, err := enhanced.Parse(s)
		if got != want || (err == nil) != (want != 0) {
			t.Fatalf("Parse(%q) = %d, %v, want %d", s, uint32(got), err, uint32(want))
		}
		if err != nil {
			checkSyntaxError(t, err, s)
			return
		}
		if text, err := got.MarshalText(); string(text) != s || err != nil {
			t.Errorf("%q became %q, %v", s, text, err)
		}
	})
}

func TestAllocs(t *testing.T) {
	var (
		text string
		ok   bool
		buf  [len("5.999.999")]byte
	)
	for name, f := range map[string]func(c enhanced.Code){
		"String":           func(c enhanced.Code) { text = c.String() },
		"Name":             func(c enhanced.Code) { text = c.Name() },
		"Text":             func(c enhanced.Code) { text = c.Text() },
		"Status":           func(c enhanced.Code) { text = c.Status().String() },
		"Class":            func(c enhanced.Code) { text = c.Class().String() },
		"Subject":          func(c enhanced.Code) { text = c.Subject().Text() },
		"Triplet":          func(c enhanced.Code) { ok = c.Triplet()[1] == c.Detail() },
		"Condition":        func(c enhanced.Code) { ok = c.Condition().Transient() == c },
		"Condition.String": func(c enhanced.Code) { text = c.Condition().String() },
		"Condition.Name":   func(c enhanced.Code) { text = c.Condition().Name() },
		"Condition.Text":   func(c enhanced.Code) { text = c.Condition().Text() },
		"Parse": func(c enhanced.Code) {
			got, err := enhanced.Parse("5.7.26")
			ok = got == c && err == nil
		},
		"ParseCondition": func(c enhanced.Code) {
			got, err := enhanced.ParseCondition("X.7.26")
			ok = got == c.Condition() && err == nil
		},
		"New": func(c enhanced.Code) {
			got, err := enhanced.FromTriplet(c.Triplet())
			ok = got == c && err == nil
		},
		"AppendText": func(c enhanced.Code) {
			b, err := c.AppendText(buf[:0])
			ok = len(b) > 0 && err == nil
		},
		"Classes": func(c enhanced.Code) {
			for class := range c.Condition().Classes() {
				text = class.Name()
			}
		},
		"Replies": func(c enhanced.Code) {
			for reply := range c.Condition().Replies() {
				text = reply.String()
			}
		},
		"ForReply": func(enhanced.Code) {
			for p := range enhanced.ForReply(smtpcodes.MailboxUnavailable) {
				text = p.When
			}
		},
	} {
		if n := testing.AllocsPerRun(100, func() { f(enhanced.PermanentMultipleAuthChecksFailed) }); n != 0 {
			t.Errorf("%s allocates %v times for a registered code", name, n)
		}
		most := 0.0
		if strings.HasSuffix(name, "String") {
			most = 1 // the text itself
		}
		if n := testing.AllocsPerRun(100, func() { f(5_999_999) }); n > most {
			t.Errorf("%s allocates %v times for a code that is not registered, want %v", name, n, most)
		}
	}
	_, _ = text, ok
}
