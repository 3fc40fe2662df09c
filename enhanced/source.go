package enhanced

import (
	"iter"
	"slices"

	"github.com/smtpstatus/smtpstatus/origin"
)

// Sources returns who says what d means: the document that is followed first, then those
// that repeat it, add to it or came before it, and the registry. A condition that is not
// registered has none.
func (d Condition) Sources() iter.Seq[origin.Source] {
	place := conditionPlace(0)
	if d.valid() {
		place = conditionAt(uint32(d % classUnit))
	}
	return slices.Values(conditionSources[place])
}
