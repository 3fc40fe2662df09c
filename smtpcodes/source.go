package smtpcodes

import (
	"iter"
	"slices"

	"github.com/smtpstatus/smtpstatus/origin"
)

// Sources returns who says what c means: the document that is followed first, then those
// that repeat it, add to it, came before it or contradict it. A nonstandard code has the
// software or the lists that have it, and one that is not registered has none.
func (c Code) Sources() iter.Seq[origin.Source] { return slices.Values(codeSources[c.place()]) }
