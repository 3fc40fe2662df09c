// Package enum writes and reads the small types whose values have one text each,
// which their String method returns.
package enum

import "math"

// Value is a type of this kind. Values without a text have the String "".
type Value interface {
	~uint8
	String() string
}

// Append appends the text of v. It reports false if v has none and is not zero,
// and then appends nothing.
func Append[T Value](b []byte, v T) ([]byte, bool) {
	text := v.String()
	return append(b, text...), text != "" || v == 0
}

// Read sets v to the first value with a text, which for the empty text is zero
// if zero has none. It reports false if no value has the text, and then leaves v
// alone.
func Read[T Value](v *T, text []byte) bool {
	for n := range math.MaxUint8 + 1 {
		if T(n).String() == string(text) {
			*v = T(n)
			return true
		}
	}
	return false
}
