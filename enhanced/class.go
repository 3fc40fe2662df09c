package enhanced

import "strconv"

// Class is the first number of an enhanced code, which says how it ended (RFC
// 3463, section 2). It is that number: 2, 4 or 5. The zero value is the class of
// no code.
type Class uint8

// Subject is the second number of an enhanced code, which says what it is about
// (RFC 3463, section 2). It is that number, 0 to 999, of which 0 to 7 are
// registered. The zero value is X.0, of which nothing more is known.
type Subject uint16

// String returns the subject as the registry writes it, such as "X.2.YYY",
// registered or not; "" for a number over 999.
func (s Subject) String() string {
	if s > 999 {
		return ""
	}
	return "X." + strconv.Itoa(int(s)) + ".YYY"
}

// classSlots has the place of each class in the arrays of a row. It is a table,
// for branches on the class are guessed wrong too often.
var classSlots = [8]uint8{Success: 1, Transient: 2, Permanent: 3}

// classSlot returns 1, 2 and 3 for classes 2, 4 and 5, and 0 for what is no
// class.
func classSlot(class uint32) uint32 {
	if class >= uint32(len(classSlots)) {
		return 0
	}
	return uint32(classSlots[class])
}
