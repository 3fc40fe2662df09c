package enhanced_test

import (
	"slices"
	"testing"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
)

// TestSources was typed from the documents: the one that defines each condition.
func TestSources(t *testing.T) {
	for condition, want := range map[enhanced.Condition]origin.Origin{
		enhanced.OtherUndefined:           origin.RFC3463,
		enhanced.BadDestinationMailbox:    origin.RFC3463,
		enhanced.MailboxFull:              origin.RFC3463,
		enhanced.MultipleAuthChecksFailed: origin.RFC7372,
		enhanced.REQUIRETLSRequired:       origin.RFC8689,
	} {
		sources := slices.Collect(condition.Sources())
		if !slices.ContainsFunc(sources, func(s origin.Source) bool { return s.Origin == want }) {
			t.Errorf("%v has the sources %v, want %v among them", condition, sources, want)
		}
	}
	for condition := range enhanced.Conditions() {
		if len(slices.Collect(condition.Sources())) == 0 {
			t.Errorf("%v has no source", condition)
		}
	}
	for s := range enhanced.Condition(9_999).Sources() {
		t.Errorf("X.9.999 has the source %v", s)
	}
}
