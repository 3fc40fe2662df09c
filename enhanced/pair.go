package enhanced

import (
	"iter"

	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Pair is one row of the table of pairs: a document puts an enhanced code beside
// a basic one.
type Pair struct {
	Reply    smtpcodes.Code
	Class    smtpcodes.Class // 0 but on a row for every code of a class, such as any 5yz
	Enhanced Code
	Command  smtpcodes.Command // the command that is answered, 0 where the document names none
	Status   smtpcodes.Status  // whether the row is in force
	Origin   origin.Origin     // the document that is followed
	Section  string            // its sections: "4.1, 6"
	Strength string            // "MUST", "SHOULD", "MAY", "stated", "registration", "association" or "example"
	When     string            // when the pair is sent, in a phrase
}

// ForReply returns the pairs of a basic code in the order of the enhanced codes:
// what documents state for it, once for each command that they name, and what
// the registry associates with it; then what is said of its whole class, such as
// 5.7.17 for any 5yz. Rows of superseded documents are among them, with their
// Status. The registry's list is not meant to be complete (RFC 5248, section
// 2.1).
func ForReply(c smtpcodes.Code) iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		for i := range pairs {
			if pairs[i].Reply == c && c != 0 && !yield(pairs[i]) {
				return
			}
		}
		for _, p := range classPairs {
			if c.Class() != 0 && Class(c.Class()) == p.Enhanced.Class() {
				p.Reply, p.Class = c, c.Class()
				if !yield(p) {
					return
				}
			}
		}
	}
}
