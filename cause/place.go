//go:build !smtpstatus_wide

package cause

// Place is a place in one of the tables. Two octets hold twice our rules, and the
// generator refuses what they do not hold.
type Place = uint16

// place is two of them, which are read at once.
type place uint32

const placeBits = 16
