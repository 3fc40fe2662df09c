package main

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCount(t *testing.T) {
	samples := []sample{
		{Cause: "user-unknown"},
		{Cause: "policy", Alt: []string{"spam-content"}},
		{Cause: "virus"},
		{Cause: "mailbox-full"},
		{Cause: "unknown"},
		{Cause: "unknown"},
	}
	answers := [][]string{
		{"bad-recipient-address", "user-unknown"},
		{"spam-content"},
		{"mailbox-full"},
		nil,
		nil,
		{"policy"},
	}
	want := counts{exact: 2, compatible: 1, unknown: 1, wrong: 2}
	if diff := cmp.Diff(want, count(samples, answers)); diff != "" {
		t.Errorf("outcomes (-want +got):\n%s", diff)
	}
	const row = "| us | 33.3 % | 50.0 % | 16.7 % | 33.3 % | 5 |"
	if got := want.row("us", "5"); got != row {
		t.Errorf("row is %s, not %s", got, row)
	}
}

// TestLists checks that the lists of package cause are read.
func TestLists(t *testing.T) {
	t.Chdir("..")
	samples, err := read("")
	if err != nil || len(samples) < 200 {
		t.Fatalf("%d samples, %v", len(samples), err)
	}
	want := sample{Reply: "220 Service ready", Cause: "accepted"}
	for _, s := range samples {
		if cmp.Equal(want, s) {
			return
		}
	}
	t.Errorf("no sample is %+v", want)
}
