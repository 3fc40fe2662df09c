package main

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestTooMany: what the tables cannot hold is refused, and not left to the compiler.
func TestTooMany(t *testing.T) {
	var conditions, words strings.Builder
	for i := range 300 {
		fmt.Fprintf(&conditions, "- id: many-%d\n  text: word%d\n  cause: policy\n  enhanced: 5.7.%d\n  examples: [550 5.7.%[3]d word%[2]d]\n", i, i, i+1)
	}
	for i := range 9000 {
		text := ""
		for j := range 8 {
			text += fmt.Sprintf(" w%dx%d", i, j)
		}
		fmt.Fprintf(&words, "- id: many-%d\n  text: %s\n  cause: policy\n  examples: [550%s]\n", i, text, text)
	}
	for want, text := range map[string]string{
		"observed: 300 different conditions of rules, more than the tables hold, which is 255": conditions.String(),
		"observed: 215724 nodes and words, more than the tables hold, which is 65535":          words.String(),
	} {
		spec := fstest.MapFS{"observed/general-many.yaml": &fstest.MapFile{Data: []byte(text)}}
		if _, err := GenerateOwn(spec, "spec", "acme"); err == nil || err.Error() != want {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}
