package cause

import (
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Tables is a set of rules as package gen compiles it: a trie of their words, and what to
// conclude where one of them is found. It is for generated code, which hands it to
// [Register]; what its fields hold may change between releases.
type Tables struct {
	// Hashes is a hash table of the words of all rules, 0 where it is empty. The number of
	// a word is its place.
	Hashes []uint32

	// Nodes has for each node the one that leads to it, what the number of a word is added
	// to for the node to which it leads, 0 if none does, and the segment that ends here, 0 if
	// none does. Node 0 is none, and 1 the root.
	Nodes [][3]Place

	// Segments has for each segment its number of words, with gapFollows if a gap follows
	// it in some rule, and how many rules end in it; and then those rules, the most exact
	// first, each with its segment before that, 0 if it has no other.
	Segments [][2]Place

	Inner []Place // the segments of rules but their last

	Rules      []RuleRow    // the most exact first, after an empty one; a last one ends Inner
	Conditions []Conditions // of rules, after an empty row
}

// root is the node at which words begin.
const root = 1

// The places of a node.
const (
	nodeParent = iota
	nodeChildren
	nodeSegment
)

// gapFollows is added to the size of a segment that a gap follows in some rule.
const gapFollows = 0x80

// RuleRow is a rule: its cause, whose words they are, and the places of its conditions
// and of its segments but the last.
type RuleRow struct {
	Cause  Cause
	When   uint8
	Origin origin.Origin
	Inner  Place
}

// Conditions are what must hold beside the words, each zero if nothing must.
type Conditions struct {
	Class     smtpcodes.Class
	Code      smtpcodes.Code
	Condition enhanced.Condition
	Enhanced  enhanced.Code
	Command   smtpcodes.Command
}
