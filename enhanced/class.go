package enhanced

// Class is the first number of an enhanced code, which says how it ended (RFC
// 3463, section 2). It is that number: 2, 4 or 5. The zero value is the class of
// no code.
type Class uint8

// Subject is the second number of an enhanced code, which says what it is about
// (RFC 3463, section 2). It is that number, 0 to 999, of which 0 to 7 are
// registered. The zero value is X.0, of which nothing more is known.
type Subject uint16

// classSlot returns the place of a class in the arrays of a row: 1, 2 and 3 for
// 2, 4 and 5, and 0 for what is no class.
func classSlot(class uint32) uint32 {
	switch class {
	case 2, 4:
		return class / 2
	case 5:
		return 3
	}
	return 0
}
