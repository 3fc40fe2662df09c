package enhanced

import (
	"strconv"

	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Code is an enhanced status code, class.subject.detail (RFC 3463, section 2),
// packed in decimal: 5.2.2 is Code(5_002_002). Class is 2, 4 or 5, subject and
// detail are 0 to 999. The zero value means no code.
//
// There is a constant for each code whose condition is meant for its class, or that a
// document or the registry puts beside a basic code; [Condition.With] makes the rest.
type Code uint32

// Errors that this package's errors wrap; they are those of package origin.
const (
	ErrSyntax = origin.ErrSyntax
	ErrRange  = origin.ErrRange
)

// ParseError is the error of every parser in this package.
type ParseError = origin.ParseError

// ValueError is the error of marshaling a number that is no code or condition.
type ValueError = origin.ValueError

// Parse reads a code as RFC 3463, section 2 has it, and nothing else: class 2, 4
// or 5, subject and detail of one to three digits without leading zeros. The
// error is a *[ParseError] that wraps [ErrSyntax].
func Parse(s string) (Code, error) {
	n := len(s)
	if n < 5 || n > 7 || s[1] != '.' || s[3] != '.' {
		return parseLong(s)
	}
	// All registered codes have a subject of one digit. Digits of the detail that
	// are not there are masked, for a branch on the length is guessed wrong too
	// often.
	masks := &detailMasks[n&7]
	class, subject := s[0]-'0', s[2]-'0'
	hundreds := (s[n-3] - '0') & masks.hundreds
	tens := (s[n-2] - '0') & masks.tens
	ones := s[n-1] - '0'
	leading := (s[4] - '0') | ^masks.tens // 0 if the detail begins with a zero that it must not have
	if classSlot(uint32(class)) == 0 || subject > 9 || hundreds > 9 || tens > 9 || ones > 9 || leading == 0 {
		return 0, codeError(s)
	}
	return Code(class)*classUnit + Code(subject)*subjectUnit + Code(hundreds)*100 + Code(tens)*10 + Code(ones), nil
}

// detailMasks has, by the length of the text, which digits of a detail it has.
var detailMasks = [8]struct{ hundreds, tens byte }{6: {0, 0xff}, 7: {0xff, 0xff}}

// parseLong reads any code, a subject of several digits included.
func parseLong(s string) (Code, error) {
	if len(s) < 5 || s[1] != '.' || classSlot(uint32(s[0]-'0')) == 0 {
		return 0, codeError(s)
	}
	d, ok := parseCondition(s[2:])
	if !ok {
		return 0, codeError(s)
	}
	return Code(s[0]-'0')*classUnit + Code(d), nil
}

func codeError(s string) error {
	return &ParseError{What: "enhanced status code", Input: s, Want: "class.subject.detail, such as 5.2.2", Err: ErrSyntax}
}

// parseCondition reads "2.2" into 2_002.
func parseCondition(s string) (uint32, bool) {
	subject, detail, dot := uint32(0), uint32(0), 0
	for dot < len(s) && s[dot] != '.' {
		digit := s[dot] - '0'
		if digit > 9 || dot == 3 {
			return 0, false
		}
		subject = subject*10 + uint32(digit)
		dot++
	}
	if dot == 0 || dot > 1 && s[0] == '0' {
		return 0, false
	}
	rest := len(s) - dot - 1
	if rest < 1 || rest > 3 || rest > 1 && s[dot+1] == '0' {
		return 0, false
	}
	for i := dot + 1; i < len(s); i++ {
		digit := s[i] - '0'
		if digit > 9 {
			return 0, false
		}
		detail = detail*10 + uint32(digit)
	}
	return subject*subjectUnit + detail, true
}

// The packing: class, subject and detail take three decimal digits each.
const (
	classUnit   = 1_000_000
	subjectUnit = 1_000
)

// New makes a code of its three numbers: class 2, 4 or 5, subject and detail 0
// to 999. The error is a *[ParseError] that wraps [ErrRange].
func New(class, subject, detail int) (Code, error) {
	if class != 2 && class != 4 && class != 5 || subject < 0 || subject > 999 || detail < 0 || detail > 999 {
		return 0, &ParseError{
			What:  "enhanced status code",
			Input: strconv.Itoa(class) + "." + strconv.Itoa(subject) + "." + strconv.Itoa(detail),
			Want:  "class 2, 4 or 5, subject and detail from 0 to 999",
			Err:   ErrRange,
		}
	}
	return Code(class*classUnit + subject*subjectUnit + detail), nil
}

// FromTriplet makes a code of the array that Go mail packages use. All zeros are
// the zero Code; errors are those of [New].
func FromTriplet(t [3]int) (Code, error) {
	if t == [3]int{} {
		return 0, nil
	}
	return New(t[0], t[1], t[2])
}

// Triplet returns class, subject and detail in the array that Go mail packages
// use, such as the EnhancedCode of github.com/emersion/go-smtp. What is no code
// gives zeros.
func (c Code) Triplet() [3]int {
	class := c.Class()
	if class == 0 {
		return [3]int{}
	}
	return [3]int{int(class), int(c % classUnit / subjectUnit), int(c % subjectUnit)}
}

// Class returns the first number, 0 if c is no code.
func (c Code) Class() Class {
	switch class := c / classUnit; class {
	case 2, 4, 5:
		return Class(class)
	}
	return 0
}

// Subject returns the second number, 0 if c is no code.
func (c Code) Subject() Subject {
	if c.Class() == 0 {
		return 0
	}
	return Subject(c % classUnit / subjectUnit)
}

// Detail returns the third number, 0 if c is no code.
func (c Code) Detail() int {
	if c.Class() == 0 {
		return 0
	}
	return int(c % subjectUnit)
}

// Condition returns c without its class, 0 if c is no code.
func (c Code) Condition() Condition {
	switch d := Condition(c % classUnit); {
	case c.Class() == 0:
		return 0
	case d == 0:
		return undefined
	default:
		return d
	}
}

// lookup returns the row of c's condition, the empty one if nobody registered it
// or c is no code, and the place of c's class in that row.
func (c Code) lookup() (*conditionInfo, uint32) {
	class := uint32(c) / classUnit
	slot := classSlot(class)
	if slot == 0 {
		return &conditions[0], 0
	}
	return &conditions[conditionAt(uint32(c)-class*classUnit)], slot
}

// String returns the code as it stands on the wire, such as "5.2.2"; "" if c is
// no code. It allocates only if nobody registered the condition.
func (c Code) String() string {
	info, slot := c.lookup()
	if s := info.wire[slot]; s != "" || slot == 0 {
		return s
	}
	return c.unregistered()
}

// unregistered is apart from String, which needs no buffer.
func (c Code) unregistered() string {
	return string(c.append(make([]byte, 0, len("5.999.999"))))
}

// append appends the three numbers of c, which must be a code.
func (c Code) append(b []byte) []byte {
	b = append(b, '0'+byte(c/classUnit), '.')
	return appendCondition(b, uint32(c%classUnit))
}

// Name returns the name of c's Go constant, such as "TransientMailboxFull"; ""
// if it has none.
func (c Code) Name() string {
	info, slot := c.lookup()
	return info.names[slot]
}

// Text returns the registered text of c's condition, such as "Mailbox full"; ""
// if nobody registered it. The class does not change the text.
func (c Code) Text() string {
	info, _ := c.lookup()
	return info.text
}

// Status returns the standing of c's condition. That a condition is registered
// does not mean that it is for c's class: see [Condition.Classes].
func (c Code) Status() smtpcodes.Status {
	info, _ := c.lookup()
	return info.status
}

// AppendText appends the code as it stands on the wire. The zero value appends
// nothing; a number that is no code is a *[ValueError] that wraps [ErrRange].
func (c Code) AppendText(b []byte) ([]byte, error) {
	switch {
	case c == 0:
		return b, nil
	case c.Class() == 0:
		return b, &ValueError{What: "enhanced status code", Value: uint64(c), Err: ErrRange}
	}
	return c.append(b), nil
}

// MarshalText is [Code.AppendText] to a new slice.
func (c Code) MarshalText() ([]byte, error) { return c.AppendText(nil) }

// UnmarshalText reads what [Code.MarshalText] writes, as [Parse] does; empty
// text is the zero value.
func (c *Code) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*c = 0
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*c = parsed
	return nil
}
