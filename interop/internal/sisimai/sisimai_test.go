package sisimai

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/cause"
)

// TestCauses checks that every cause but unknown is one that Sisimai could answer
// with, and that there are no others.
func TestCauses(t *testing.T) {
	reachable := make(map[string]bool)
	for _, ids := range causes {
		for _, id := range ids {
			reachable[id] = true
		}
	}
	for c := range cause.All() {
		if id := c.String(); !reachable[id] && c != cause.Unknown {
			t.Errorf("no reason stands for %s", id)
		}
		delete(reachable, c.String())
	}
	for id := range reachable {
		t.Errorf("%s is no cause", id)
	}
}

func TestAsk(t *testing.T) {
	got, run, err := Ask([]Question{
		{"550 5.1.1 <kijitora@example.co.jp>... User Unknown", "RCPT"},
		{"452 4.2.2 Mailbox full", ""},
	})
	if errors.Is(err, ErrMissing) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	want := []Answer{{"550", "5.1.1", "userunknown", "userunknown"}, {"452", "4.2.2", "mailboxfull", "mailboxfull"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	if run.Version == "" || run.Nanoseconds <= 0 {
		t.Errorf("run is %+v", run)
	}
}
