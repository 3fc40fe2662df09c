package smtpcodes_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// TestSources was typed from the documents: where they define each code.
func TestSources(t *testing.T) {
	for code, want := range map[smtpcodes.Code]origin.Origin{
		220: origin.RFC5321,
		334: origin.RFC4954,
		521: origin.RFC7504,
		535: origin.RFC4954,
		550: origin.RFC5321,
		556: origin.RFC7504,
	} {
		sources := slices.Collect(code.Sources())
		if len(sources) == 0 || sources[0].Origin != want {
			t.Errorf("%v is led by %v, want %v", code, sources, want)
		}
	}
	for code := range smtpcodes.All() {
		n := 0
		for s := range code.Sources() {
			if n++; s.Origin == 0 || n == 1 && code.Status() == smtpcodes.Current && s.Origin.Kind() > origin.Registry {
				t.Errorf("%v, which is current, is led by %v", code, s)
			}
		}
		if n == 0 {
			t.Errorf("%v has no source", code)
		}
	}
	if diff := cmp.Diff([]origin.Source(nil), slices.Collect(smtpcodes.Code(599).Sources())); diff != "" {
		t.Error(diff)
	}
}
