package emit

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestLayout(t *testing.T) {
	long := strings.Repeat("x", longestLine)
	got, err := layout(map[string]any{
		"codes":   []any{[]any{550, "a, \"b\": [c] {d}\\"}, []any{}, map[string]any{"<e>": nil}},
		"empty":   []any{},
		"f\": \"": true,
		"long":    []any{[]any{long, []any{"g", "h"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := `{
"codes": [
[550,"a, \"b\": [c] {d}\\"],
[],
{"<e>":null}
],
"empty": [],
"f\": \"": true,
"long": [
[
"` + long + `",
["g","h"]
]
]
}
`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("layout differs (-want +got):\n%s", diff)
	}
}
