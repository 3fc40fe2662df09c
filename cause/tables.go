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
	// Hashes is a hash table of the words of all rules, 0 where it is empty. The number of a
	// word is its place, from 1. Each has a place of its own, which its hash tells with the
	// shift of its group: the words whose hashes end alike. How many groups there are is a
	// power of 2.
	Hashes []uint32
	Shifts []uint16

	// Nodes is a trie as a double array. It has for each node the one that leads to it; its
	// base, to which the number of a word is added for the node to which it leads, 0 if none
	// does; and the most exact rule that ends here, 0 if none does. Node 0 is none, and 1 the
	// root. Behind the last node there are as many empty rows as Hashes has, so that each
	// word may be looked for at any node.
	Nodes [][3]Place

	// Next has pairs of rules with the same words, the second of which is the next less
	// exact one.
	Next [][2]Place

	Rules      []Place      // places in Rows, that of the most exact rule first, after an empty one
	Rows       []RuleRow    // what rules have in common
	Conditions []Conditions // of rows, after an empty one
}

// root is the node at which words begin.
const root = 1

// gapWord is the number that stands for a gap.
const gapWord = 0

// What Nodes has of a node.
const (
	nodeParent = iota
	nodeBase
	nodeRule
)

// RuleRow is what a rule says: its cause, whose words they are, and the place of its conditions.
type RuleRow struct {
	Cause  Cause
	When   uint8
	Origin origin.Origin
}

// Conditions are what must hold beside the words, each zero if nothing must.
type Conditions struct {
	Class     smtpcodes.Class
	Code      smtpcodes.Code
	Condition enhanced.Condition
	Enhanced  enhanced.Code
	Command   smtpcodes.Command
}

// rule returns what a rule says.
func (t *Tables) rule(n Place) *RuleRow { return &t.Rows[t.Rules[n]] }
