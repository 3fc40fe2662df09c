package smtpcodes

// Class is the first digit of a reply code, which says how the command ended
// (RFC 5321, section 4.2.1). It is that digit: 2, 3, 4 or 5. The zero value is
// the class of no code.
type Class uint8

// Category is the second digit of a reply code, which says what the reply is
// about (RFC 5321, section 4.2.1). It is that digit plus one: 1 to 6 stand for
// x0z to x5z. The zero value is the category of a code whose second digit means
// nothing, and of no code.
type Category uint8
