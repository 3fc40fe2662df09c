package enhanced_test

import (
	"cmp"
	"errors"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// wellFormedCondition is the syntax of a condition, apart from the parser.
var wellFormedCondition = regexp.MustCompile(`\AX\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})\z`)

// TestEveryCondition goes through all subjects and details.
func TestEveryCondition(t *testing.T) {
	t.Parallel()
	registered := make(map[enhanced.Condition]bool)
	for d := range enhanced.Conditions() {
		registered[d] = true
	}
	for subject := range 1000 {
		for detail := range 1000 {
			d := enhanced.Condition(subject*1000 + detail)
			if d == 0 { // X.0.0, for 0 is no condition
				d = 1_000_000
			}
			text := "X." + strconv.Itoa(subject) + "." + strconv.Itoa(detail)
			if d.String() != text || int(d.Subject()) != subject || d.Detail() != detail {
				t.Fatalf("Condition(%d): %v, subject %d, detail %d, want %s", uint32(d), d, d.Subject(), d.Detail(), text)
			}
			if got, err := enhanced.ParseCondition(text); got != d || err != nil {
				t.Fatalf("ParseCondition(%q) = %d, %v", text, uint32(got), err)
			}
			for class, c := range [...]enhanced.Code{2: d.Success(), 4: d.Transient(), 5: d.Permanent()} {
				class := enhanced.Class(class)
				if c != d.With(class) || c != 0 && (c.Class() != class || c.Condition() != d) {
					t.Fatalf("%v.With(%v) = %v, of condition %v", d, class, c, c.Condition())
				}
			}
			if known := registered[d]; known != (d.Name() != "") || known != (d.Status() != smtpcodes.Unregistered) ||
				!known && (d.Text() != "" || !isEmpty(d.Classes()) || !isEmpty(d.Tolerated())) {
				t.Fatalf("%v: name %q, text %q, status %v, and Conditions has it: %v", d, d.Name(), d.Text(), d.Status(), known)
			}
			checkConditionText(t, d, text)
			if testing.Short() && subject > 10 && detail > 10 {
				break
			}
		}
	}
}

func isEmpty(classes func(func(enhanced.Class) bool)) bool {
	for range classes {
		return false
	}
	return true
}

// checkConditionText checks that d is marshaled as want and read back.
func checkConditionText(t *testing.T, d enhanced.Condition, want string) {
	t.Helper()
	text, err := d.AppendText(append(make([]byte, 0, 16), 'x'))
	if err != nil || text[0] != 'x' || string(text[1:]) != want {
		t.Fatalf("Condition(%d).AppendText() = %q, %v, want %q", uint32(d), text, err, "x"+want)
	}
	got := enhanced.MailboxFull
	if err := got.UnmarshalText(text[1:]); got != d || err != nil {
		t.Fatalf("UnmarshalText(%q) = %v, %d", text[1:], err, uint32(got))
	}
}

func TestNoConditions(t *testing.T) {
	checkConditionText(t, 0, "")
	numbers := []uint32{0, 1_000_001, 1_002_002, 2_000_000, 5_002_002, math.MaxInt32, math.MaxUint32}
	for n := uint64(1_000_001); n <= math.MaxUint32; n += 65_537 {
		numbers = append(numbers, uint32(n))
	}
	for _, n := range numbers {
		d := enhanced.Condition(n)
		if d.String() != "" || d.Name() != "" || d.Text() != "" || d.Status() != 0 || d.Subject() != 0 || d.Detail() != 0 ||
			d.Permanent() != 0 || !isEmpty(d.Classes()) || !isEmpty(d.Tolerated()) {
			t.Fatalf("Condition(%d) is %v: it has a text, a class or parts", n, d)
		}
		for c := range d.Replies() {
			t.Errorf("Condition(%d) goes with %v", n, c)
		}
		if d == 0 {
			continue
		}
		text, err := d.MarshalText()
		var valueErr *enhanced.ValueError
		if text != nil || !errors.As(err, &valueErr) || valueErr.Value != uint64(n) || !errors.Is(err, enhanced.ErrRange) {
			t.Fatalf("Condition(%d).MarshalText() = %q, %#v, want a *ValueError that wraps ErrRange", n, text, err)
		}
	}
}

func TestUnmarshalCondition(t *testing.T) {
	for _, text := range []string{"5.2.2", "x.2.2", "X.2", "X.02.2", "X.2.2 "} {
		d := enhanced.MailboxFull
		if err := d.UnmarshalText([]byte(text)); err == nil || d != enhanced.MailboxFull {
			t.Errorf("UnmarshalText(%q): %v, and the value became %v", text, err, d)
		}
	}
}

// conditionOrder is the numerical order, in which X.0.0 is the first.
func conditionOrder(a, b enhanced.Condition) int {
	return cmp.Or(cmp.Compare(a.Subject(), b.Subject()), cmp.Compare(a.Detail(), b.Detail()))
}

func TestConditionsInOrder(t *testing.T) {
	all := slices.Collect(enhanced.Conditions())
	sorted := slices.Compact(slices.SortedFunc(slices.Values(all), conditionOrder))
	if diff := gocmp.Diff(sorted, all); diff != "" {
		t.Errorf("Conditions() (-sorted +got):\n%s", diff)
	}
	for d := range enhanced.Conditions() {
		if d != enhanced.OtherUndefined {
			t.Fatalf("Conditions() began with %v or went on after break", d)
		}
		break
	}
}

// TestClasses checks what the two lists of classes have in common with each
// other, with the names of codes and with the pairs.
func TestClasses(t *testing.T) {
	for d := range enhanced.Conditions() {
		meant, tolerated := slices.Collect(d.Classes()), slices.Collect(d.Tolerated())
		if d.Status() == smtpcodes.Current && len(meant) == 0 {
			t.Errorf("%v is meant for no class", d)
		}
		for _, class := range []enhanced.Class{0, 1, enhanced.Success, 3, enhanced.Transient, enhanced.Permanent, 6} {
			isMeant := slices.Contains(meant, class)
			if isMeant && slices.Contains(tolerated, class) {
				t.Errorf("%v is both meant for class %v and tolerated in it", d, class)
			}
			c := d.With(class)
			want := toleratedWords[c]
			if want != "" && !slices.Contains(tolerated, class) {
				t.Errorf("%v is not tolerated", c)
			}
			if isMeant {
				want = class.Name() + d.Name()
			}
			if c.Name() != want {
				t.Errorf("%v.Name() = %q, want %q", c, c.Name(), want)
			}
		}
		if !slices.IsSorted(meant) || !slices.IsSorted(tolerated) {
			t.Errorf("%v: classes %v, tolerated %v are not in order", d, meant, tolerated)
		}
		for range d.Classes() {
			break
		}
	}
}

// TestMeantFor was typed from RFC 3463, sections 3.2 to 3.8, which say of these
// for what they are useful only; for X.7.12 see RFC 4954, section 6.
func TestMeantFor(t *testing.T) {
	for _, tt := range []struct {
		condition string
		classes   []enhanced.Class
	}{
		{"X.1.5", []enhanced.Class{enhanced.Success}},
		{"X.1.6", []enhanced.Class{enhanced.Permanent}},
		{"X.3.1", []enhanced.Class{enhanced.Transient}},
		{"X.4.2", []enhanced.Class{enhanced.Transient}},
		{"X.5.2", []enhanced.Class{enhanced.Permanent}},
		{"X.7.2", []enhanced.Class{enhanced.Permanent}},
		{"X.7.12", []enhanced.Class{enhanced.Transient}},
	} {
		d, err := enhanced.ParseCondition(tt.condition)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(tt.classes, slices.Collect(d.Classes())); diff != "" {
			t.Errorf("%v.Classes() (-want +got):\n%s", d, diff)
		}
	}
}

func FuzzParseCondition(f *testing.F) {
	for _, s := range malformed {
		f.Add("X" + strings.TrimLeft(s, "52"))
	}
	for _, s := range []string{"X.0.0", "X.2.2", "x.2.2", "X.7.999", "5.2.2", "XX.2.2", "X.2.YYY", "X.00.0"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		want := enhanced.Condition(0)
		if m := wellFormedCondition.FindStringSubmatch(s); m != nil {
			subject, _ := strconv.Atoi(m[1])
			detail, _ := strconv.Atoi(m[2])
			want = enhanced.Condition(subject*1000 + detail)
			if want == 0 {
				want = enhanced.OtherUndefined
			}
		}
		got, err := enhanced.ParseCondition(s)
		if got != want || (err == nil) != (want != 0) {
			t.Fatalf("ParseCondition(%q) = %d, %v, want %d", s, uint32(got), err, uint32(want))
		}
		if err != nil {
			checkSyntaxError(t, err, s)
			return
		}
		checkConditionText(t, got, s)
		if code, err := enhanced.Parse("5" + s[1:]); code != got.Permanent() || err != nil {
			t.Errorf("Parse(%q) = %v, %v, but ParseCondition(%q) = %v", "5"+s[1:], code, err, s, got)
		}
	})
}
