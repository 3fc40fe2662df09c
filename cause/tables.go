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
	Slots       []Place  // a hash table of the words of all rules, by their hash; word 0 is none
	Hashes      []uint32 // by word
	Roots       []Place  // by word: the node to which it leads from the root, which is node 0
	NodeWord    []Place  // by node: the word that leads to it
	NodeChild   []Place  // by node: its first child, which the others and those of the next node follow
	NodeSegment []Place  // by node: the segment that ends here
	SegmentSize []uint8  // by segment: its words, and gapFollows if a gap follows it in some rule
	SegmentUses []Place  // by segment: where the rules begin that end in it
	UseRule     []Place  // a rule that ends in a segment, the most exact first
	UseBefore   []Place  // the segment before that
	Inner       []Place  // the segments of rules but their last

	Rules      []RuleRow    // the most exact first, after an empty one; a last one ends Inner
	Conditions []Conditions // of rules, after an empty row
}

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
