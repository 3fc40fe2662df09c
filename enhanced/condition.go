package enhanced

import (
	"iter"
	"strconv"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Condition is an enhanced status code without its class, X.subject.detail,
// packed in decimal: X.2.2 is Condition(2_002). Subject and detail are 0 to 999.
// X.0.0 is Condition(1_000_000), so that the zero value can mean no condition.
type Condition uint32

// undefined is X.0.0.
const undefined Condition = classUnit

// conditionInfo is a row of the table. The arrays hold the form without a class
// first, then those of classes 2, 4 and 5.
type conditionInfo struct {
	condition Condition
	status    smtpcodes.Status
	classes   classSet // those the condition is meant for
	tolerated classSet // further ones that are met
	text      string
	names     [4]string
	wire      [4]string
}

// classSet has bit n for class n.
type classSet uint8

func (s classSet) all() iter.Seq[Class] {
	return func(yield func(Class) bool) {
		for class := Success; class <= Permanent; class++ {
			if s>>class&1 != 0 && !yield(class) {
				return
			}
		}
	}
}

// conditionAt returns the place in the table of a packed subject and detail, 0
// if nobody registered it.
func conditionAt(packed uint32) conditionPlace {
	subject := packed / subjectUnit
	detail := packed - subject*subjectUnit
	if subject >= uint32(len(conditionPlaces)) || detail >= uint32(len(conditionPlaces[0])) {
		return 0
	}
	return conditionPlaces[subject][detail]
}

func (d Condition) valid() bool { return d > 0 && d <= undefined }

func (d Condition) info() *conditionInfo {
	if !d.valid() {
		return &conditions[0]
	}
	return &conditions[conditionAt(uint32(d%classUnit))]
}

// ParseCondition reads a condition as [Condition.String] writes it, "X.2.2", with
// a capital X; subject and detail are as strict as for [Parse]. The error is a
// *[ParseError] that wraps [ErrSyntax].
func ParseCondition(s string) (Condition, error) {
	if len(s) > 2 && s[:2] == "X." {
		if packed, ok := parseCondition(s[2:]); ok {
			if packed == 0 {
				return undefined, nil
			}
			return Condition(packed), nil
		}
	}
	return 0, &ParseError{What: "enhanced status condition", Input: s, Want: "X.subject.detail, such as X.2.2", Err: ErrSyntax}
}

// Conditions returns the registered conditions in numerical order.
func Conditions() iter.Seq[Condition] {
	return func(yield func(Condition) bool) {
		for i := 1; i < len(conditions); i++ {
			if !yield(conditions[i].condition) {
				return
			}
		}
	}
}

// With returns the code of d in a class, meant for it or not; 0 if d is no
// condition or class is none.
func (d Condition) With(class Class) Code {
	if !d.valid() || classSlot(uint32(class)) == 0 {
		return 0
	}
	return Code(class)*classUnit + Code(d%classUnit)
}

// Success returns the code of d in class 2.
func (d Condition) Success() Code { return d.With(Success) }

// Transient returns the code of d in class 4.
func (d Condition) Transient() Code { return d.With(Transient) }

// Permanent returns the code of d in class 5.
func (d Condition) Permanent() Code { return d.With(Permanent) }

// Subject returns the first number after the class.
func (d Condition) Subject() Subject { return d.With(Success).Subject() }

// Detail returns the last number.
func (d Condition) Detail() int { return d.With(Success).Detail() }

// String returns the condition as the registry writes it, such as "X.2.2"; "" if
// d is none. It allocates only if nobody registered the condition.
func (d Condition) String() string {
	info := d.info()
	if info.condition == 0 && d.valid() {
		return string(appendCondition(append(make([]byte, 0, len("X.999.999")), "X."...), uint32(d%classUnit)))
	}
	return info.wire[0]
}

// appendCondition appends a packed subject and detail as "2.2".
func appendCondition(b []byte, packed uint32) []byte {
	b = strconv.AppendUint(b, uint64(packed/subjectUnit), 10)
	b = append(b, '.')
	return strconv.AppendUint(b, uint64(packed%subjectUnit), 10)
}

// Name returns the name of d's Go constant, such as "MailboxFull"; "" if nobody
// registered d.
func (d Condition) Name() string { return d.info().names[0] }

// Text returns the registered text, such as "Mailbox full"; "" if nobody
// registered d.
func (d Condition) Text() string { return d.info().text }

// Status returns the standing of d.
func (d Condition) Status() smtpcodes.Status { return d.info().status }

// Classes returns the classes that d is meant for, by its registration or by
// what it says. None if nobody registered d.
func (d Condition) Classes() iter.Seq[Class] { return d.info().classes.all() }

// Tolerated returns further classes with which d is met, though its registration
// or its meaning speaks against them.
func (d Condition) Tolerated() iter.Seq[Class] { return d.info().tolerated.all() }

// Replies returns the basic codes beside which documents or the registry put d,
// in numerical order; see [ForReply] for who says so. A row for a whole class,
// such as any 5yz, names no code and yields none.
func (d Condition) Replies() iter.Seq[smtpcodes.Code] {
	return func(yield func(smtpcodes.Code) bool) {
		last := smtpcodes.Code(0)
		for i := range pairs {
			p := &pairs[i]
			if p.Enhanced.Condition() != d || p.Reply == 0 || p.Reply == last {
				continue
			}
			last = p.Reply
			if !yield(last) {
				return
			}
		}
	}
}

// AppendText appends the condition as the registry writes it. The zero value
// appends nothing; a number that is no condition is a *[ValueError] that wraps
// [ErrRange].
func (d Condition) AppendText(b []byte) ([]byte, error) {
	switch {
	case d == 0:
		return b, nil
	case !d.valid():
		return b, &ValueError{What: "enhanced status condition", Value: uint64(d), Err: ErrRange}
	}
	return appendCondition(append(b, "X."...), uint32(d%classUnit)), nil
}

// MarshalText is [Condition.AppendText] to a new slice.
func (d Condition) MarshalText() ([]byte, error) { return d.AppendText(nil) }

// UnmarshalText reads what [Condition.MarshalText] writes, as [ParseCondition]
// does; empty text is the zero value.
func (d *Condition) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = 0
		return nil
	}
	parsed, err := ParseCondition(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}
