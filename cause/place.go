//go:build !wide

package cause

// Place is a place in one of the tables. Two octets hold three times our rules.
type Place = uint16
