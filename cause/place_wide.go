//go:build smtpstatus_wide

package cause

// Place is a place in one of the tables. Four octets hold what the benchmark of growth
// in package gen needs: sixteen times our rules. Tables that were generated are made for
// two octets and find less with this tag.
type Place = uint32

// place is two of them, which are read at once.
type place uint64

const placeBits = 32
