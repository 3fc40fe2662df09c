//go:build !smtpstatus_wide

package cause

// Place is a place in one of the tables. Two octets hold twice our rules, and the
// generator refuses what they do not hold.
type Place = uint16
