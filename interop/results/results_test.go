package main

import (
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestLargerSpecs checks that the specs are larger and that the generator takes them.
func TestLargerSpecs(t *testing.T) {
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../../spec")); err != nil {
		t.Fatal(err)
	}
	files := []string{"enhanced.csv", "pairs.csv", "text/en.yaml"}
	size := func(name string) int64 {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	before := make(map[string]int64)
	for _, name := range files {
		before[name] = size(name)
	}
	if err := errors.Join(multiply(dir, 10), translate(dir, 30)); err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if size(name) < 2*before[name] {
			t.Errorf("%s has %d octets, %d before", name, size(name), before[name])
		}
	}
	if names, err := filepath.Glob(filepath.Join(dir, "text", "*.yaml")); len(names) != 30 {
		t.Errorf("%d languages, %v", len(names), err)
	}
	if _, err := output("../..", "go", "run", "./gen", "-lint", "-spec", dir); err != nil {
		t.Error(err)
	}
}

func TestCopies(t *testing.T) {
	for code, want := range map[string][]string{
		"X.1.10":  {"X.1.10", "X.1.110", "X.1.210"},
		"5.7.26":  {"5.7.26", "5.7.126", "5.7.226"},
		"X.1.YYY": {"X.1.YYY"},
		"250":     {"250"},
	} {
		if diff := cmp.Diff(want, copies(code, 3)); diff != "" {
			t.Errorf("copies of %s (-want +got):\n%s", code, diff)
		}
	}
}

func TestCompare(t *testing.T) {
	const runs = `goos: linux
BenchmarkName/way=smtpstatus-2 	 1000	 2.0 ns/op	 0 B/op	 0 allocs/op
BenchmarkName/way=go-enum-2    	 1000	 20.0 ns/op	 8 B/op	 1 allocs/op
BenchmarkSize/n=5/way=other-2  	 1000	 3.0 ns/op
`
	name := filepath.Join(t.TempDir(), "bench.txt")
	if err := os.WriteFile(name, []byte(runs+runs+runs+runs+runs+runs), 0o644); err != nil {
		t.Fatal(err)
	}
	got, err := compare(name)
	if err != nil {
		t.Skipf("benchstat does not run: %v", err)
	}
	want := map[string]map[string][]result{
		"Name": {"": {
			{way: "smtpstatus", fastest: 2e-9, seconds: 2e-9, spread: "0%", octets: "0", allocs: "0", ratio: 1},
			{way: "go-enum", fastest: 20e-9, seconds: 20e-9, spread: "0%", octets: "8", allocs: "1", ratio: 10},
		}},
		"Size": {"/n=5": {{way: "other", fastest: 3e-9, seconds: 3e-9, spread: "0%", ratio: 1}}},
	}
	near := cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) <= 1e-6*math.Abs(a) })
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(result{}), near); diff != "" {
		t.Errorf("tables (-want +got):\n%s", diff)
	}
}
