package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestREADME runs what README shows at a terminal.
func TestREADME(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil {
		t.Skip(err)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	shown := 0
	for i, block := range strings.Split(string(readme), "```") {
		console, ok := strings.CutPrefix(block, "console\n")
		if i%2 == 0 || !ok {
			continue
		}
		for part := range strings.SplitSeq("\n"+console, "\n$ ") {
			command, want, _ := strings.Cut(part, "\n")
			if command == "" {
				continue
			}
			shown++
			cmd := exec.Command(shell, "-c", command)
			cmd.Env = append(os.Environ(), "LC_ALL=C")
			got, _ := cmd.CombinedOutput() // check exits with 1
			if diff := cmp.Diff(strings.TrimSuffix(want, "\n"), strings.TrimSuffix(string(got), "\n")); diff != "" {
				t.Errorf("%s (-want +got):\n%s", command, diff)
			}
		}
	}
	if shown < 4 {
		t.Errorf("README shows %d commands", shown)
	}
}
