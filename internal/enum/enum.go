// Package enum writes and reads small types whose values have one text each, that
// of their String method.
package enum

import "math"

// Value is such a type. The String of a number that is none of its values is "";
// that of zero may be "" too.
type Value interface {
	~uint8
	String() string
}

// Append appends the text of v. It reports false, and appends nothing, if v is
// none of the values.
func Append[T Value](b []byte, v T) ([]byte, bool) {
	text := v.String()
	return append(b, text...), text != "" || v == 0
}

// Read sets v to the value that has the text. It reports false, and leaves v
// alone, if there is none. Empty text is zero or nothing.
func Read[T Value](v *T, text []byte) bool {
	for n := range math.MaxUint8 + 1 {
		if T(n).String() == string(text) {
			*v = T(n)
			return true
		}
		if len(text) == 0 {
			break
		}
	}
	return false
}
