package load

import (
	"regexp"
	"strings"
)

// Source is one citation of a sources cell: an origin and the sections of it.
type Source struct {
	Origin  string // the id
	Section string // "4.3.2, 3.3", "App. F.1", or empty
}

var sourceForm = regexp.MustCompile(`^([a-z0-9][a-z0-9-]*)(?: ([^\s;](?:[^;]*[^\s;])?))?$`)

// Sources reads "rfc5321 4.3.2, 3.3; rfc821 4.3".
func (v Value) Sources() ([]Source, bool) {
	var sources []Source
	for part := range strings.SplitSeq(v.Text, "; ") {
		m := sourceForm.FindStringSubmatch(part)
		if m == nil {
			return nil, false
		}
		sources = append(sources, Source{m[1], m[2]})
	}
	return sources, true
}

// List reads words split by single spaces.
func (v Value) List() []string {
	if v.Text == "" {
		return nil
	}
	return strings.Split(v.Text, " ")
}

// Basic is a basic code, or a class or category of codes.
type Basic struct {
	Code     int // 550, or 0
	Class    int // 5 for 5yz, or 0
	Category int // 5 for x5z, -1 if it is none
}

// Basic reads "550", "5yz" or "x5z".
func (v Value) Basic() (Basic, bool) {
	s := v.Text
	if len(s) != 3 {
		return Basic{}, false
	}
	b := Basic{Category: -1}
	switch {
	case s[0] == 'x' && s[1] >= '0' && s[1] <= '5' && s[2] == 'z':
		b.Category = int(s[1] - '0')
	case s[0] < '2' || s[0] > '5':
		return Basic{}, false
	case s[1:] == "yz":
		b.Class = int(s[0] - '0')
	default:
		for i := range 3 {
			if s[i] < '0' || s[i] > '9' {
				return Basic{}, false
			}
			b.Code = b.Code*10 + int(s[i]-'0')
		}
	}
	return b, true
}

// FirstDigit returns the first digit of a code or class, 0 for a category.
func (b Basic) FirstDigit() int { return max(b.Class, b.Code/100) }

// Order is where b stands in a table: the codes by number, a class after the
// codes of that class.
func (b Basic) Order() int {
	if b.Class != 0 {
		return b.Class*100 + 99
	}
	return b.Code
}

// Triple is an enhanced code, or a part of one. A number that is left open is -1.
type Triple struct{ Class, Subject, Detail int }

var tripleForm = regexp.MustCompile(`^([245]|X)\.(0|[1-9][0-9]{0,2}|XXX)\.(0|[1-9][0-9]{0,2}|YYY)$`)

// Triple reads "5.2.2", "X.2.2", and the open forms "5.XXX.YYY", "X.2.YYY" and
// "5.7.YYY".
func (v Value) Triple() (Triple, bool) {
	m := tripleForm.FindStringSubmatch(v.Text)
	if m == nil || m[2] == "XXX" && m[3] != "YYY" {
		return Triple{}, false
	}
	return Triple{number(m[1]), number(m[2]), number(m[3])}, true
}

func number(s string) int {
	n := 0
	for _, c := range s {
		if c < '0' || c > '9' {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	return n
}

// Order is where t stands in a table, open forms after the others.
func (t Triple) Order() int {
	const open = 1_000
	order := t.Class + 1
	for _, n := range []int{t.Subject, t.Detail} {
		if n < 0 {
			n = open
		}
		order = order*(open+1) + n
	}
	return order
}

// Exact reports whether all three numbers are given.
func (t Triple) Exact() bool { return t.Class >= 0 && t.Subject >= 0 && t.Detail >= 0 }
