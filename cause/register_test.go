package cause_test

import (
	"testing"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// TestMatch: the rules by themselves find what Of finds with them.
func TestMatch(t *testing.T) {
	for _, r := range replies(t) {
		if r.Code.Class() == smtpcodes.PositiveCompletion {
			continue // Of does not look at the words
		}
		if got, want := cause.Compiled.Match(r, 0), int(cause.Of(r).Rule); got != want {
			t.Errorf("%v is decided by rule %d, want %d", r, got, want)
		}
	}
}

// TestNothingRegistered: what no program registered has no number.
func TestNothingRegistered(t *testing.T) {
	for _, r := range []cause.Rule{cause.Rule(len(cause.Compiled.Rules) - 1), cause.Rule(len(cause.Compiled.Rules)), 1 << 31} {
		if r.ID() != "" || r.Text() != "" || r.Cause() != cause.Unknown {
			t.Errorf("Rule(%d): %q, %q, %v", r, r.ID(), r.Text(), r.Cause())
		}
	}
}
