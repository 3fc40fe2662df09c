package cause

import (
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Tables is a set of rules as package gen compiles it: an automaton over their words,
// and what to conclude where one of them is found. It is for generated code, which
// hands it to [Register]; what its fields hold may change between releases.
type Tables struct {
	Words      []WordSlot   // a hash table of the words of all rules, by their hash
	Roots      []Place      // by word: the node that it leads to from the root
	Nodes      []Node       // breadth first, after the root; a last one ends the children
	Segments   []Segment    // after an empty one; a last one ends the uses
	Uses       []Place      // the rules that end in a segment, the most exact first
	Inner      []Place      // the segments of rules but their last
	Rules      []RuleRow    // the most exact first, after an empty one; a last one ends the segments
	Conditions []Conditions // of rules, after an empty row
	ByEnhanced []ByEnhanced // enhanced codes that tell a cause by themselves
	ByBasic    []ByBasic    // basic codes that do, those for a command first
}

// WordSlot is a slot of the hash table of words: word 0 is none.
type WordSlot struct {
	Hash uint32
	Word Place
}

// Node is a node of the automaton: the word that leads to it, its first child, which
// the others and those of the next node follow, where to go on when no child fits, and
// the longest segment that ends here.
type Node struct{ Word, Child, Fail, Segment Place }

// Segment is words between gaps: how many they are, whether a gap follows them in some
// rule, where the rules begin that end in them, and the next shorter segment that ends
// where this one does.
type Segment struct {
	Length  uint8
	Gap     bool
	Uses    Place
	Shorter Place
}

// RuleRow is a rule: its cause, whose words they are, and the places of its conditions
// and of its segments but the last.
type RuleRow struct {
	Cause  Cause
	Origin origin.Origin
	When   uint16
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

// ByEnhanced is an enhanced code, or a condition in any class, that tells a cause by
// itself; if an origin stands there, only in replies of that origin.
type ByEnhanced struct {
	Condition enhanced.Condition
	Code      enhanced.Code
	Origin    origin.Origin
	Cause     Cause
}

// ByBasic is a basic code that tells a cause by itself, as the answer to a command or
// to any.
type ByBasic struct {
	Command smtpcodes.Command
	Code    smtpcodes.Code
	Cause   Cause
}

// RuleText is the id and the words of a rule.
type RuleText struct{ ID, Text string }
