package main

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/smtpstatus/smtpstatus/spec"
)

// TestGolden compares every file made from the small spec with the one that a
// person has read. The page and the schema hardly depend on the spec: interop/browser
// tests them.
func TestGolden(t *testing.T) {
	files, err := Generate(goodSpec(t), "spec")
	if err != nil {
		t.Fatal(err)
	}
	delete(files, "docs/index.html")
	delete(files, "docs/smtpstatus.schema.json")
	if *update {
		archive := &txtar.Archive{Comment: []byte("What the generator makes of good.txtar. Rewrite with: go test ./gen -run TestGolden -update\n")}
		for _, name := range slices.Sorted(maps.Keys(files)) {
			archive.Files = append(archive.Files, txtar.File{Name: name, Data: files[name]})
		}
		if err := os.WriteFile("testdata/golden.txtar", txtar.Format(archive), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, want := make(map[string]string), make(map[string]string)
	for name, data := range files {
		got[name] = string(data)
	}
	for _, f := range parse(t, "golden.txtar").Files {
		want[f.Name] = string(f.Data)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("generated files differ (-want +got):\n%s", diff)
	}
}

// packages are those that files are generated for; constants has those of them
// that have constants of the spec.
var (
	packages  = []string{"catalog", "cause", "enhanced", "origin", "smtpcodes"}
	constants = []string{"cause", "enhanced", "origin", "smtpcodes"}
)

// handWritten returns the names of the Go files of a package, relative to this
// one, that are neither generated nor tests.
func handWritten(t *testing.T, pkg string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("..", pkg, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	names = slices.DeleteFunc(names, func(name string) bool {
		base := filepath.Base(name)
		return strings.HasPrefix(base, "z_") || strings.HasSuffix(base, "_test.go")
	})
	if len(names) == 0 {
		t.Fatalf("package %s has no hand-written files", pkg)
	}
	return names
}

// replyStub is what packages catalog and cause need of package reply, which has
// no generated files and names codes that the small spec has not.
const replyStub = `package reply

import (
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

type Reply struct {
	Code     smtpcodes.Code
	Enhanced enhanced.Code
	Lines    []string
}

func (r Reply) String() string { return "" }
`

// TestGoldenBuilds compiles what is made from the small spec together with the
// hand-written files: these may rely only on what every spec has.
func TestGoldenBuilds(t *testing.T) {
	if testing.Short() {
		t.Skip("runs the compiler")
	}
	dir := t.TempDir()
	files, err := Generate(goodSpec(t), "spec")
	if err != nil {
		t.Fatal(err)
	}
	files["go.mod"] = []byte("module github.com/smtpstatus/smtpstatus\n\ngo 1.26.0\n\n" + required(t, "golang.org/x/text") + "\n")
	if files["go.sum"], err = os.ReadFile("../go.sum"); err != nil {
		t.Fatal(err)
	}
	for _, pkg := range append([]string{"internal/enum", "internal/words"}, packages...) {
		for _, name := range handWritten(t, pkg) {
			if files[pkg+"/"+filepath.Base(name)], err = os.ReadFile(name); err != nil {
				t.Fatal(err)
			}
		}
	}
	files["reply/reply.go"] = []byte(replyStub)
	for name, data := range files {
		if err := writeNew(filepath.Join(dir, filepath.FromSlash(name)), data); err != nil {
			t.Fatal(err)
		}
	}
	for _, args := range [][]string{{"build", "./..."}, {"vet", "./..."}} {
		cmd := exec.CommandContext(t.Context(), "go", args...)
		cmd.Dir = dir
		// No dependency beside x/text may creep in.
		cmd.Env = append(os.Environ(), "GOWORK=off", "GOPROXY=off", "GOFLAGS=-mod=readonly")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Errorf("go %s: %v\n%s", strings.Join(args, " "), err, out)
		}
	}
	// Only package catalog may need x/text.
	cmd := exec.CommandContext(t.Context(), "go", "list", "-deps", "./cause", "./enhanced", "./origin", "./smtpcodes")
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil || strings.Contains(string(out), "golang.org/x/text") {
		t.Errorf("packages without texts depend on x/text: %v\n%s", err, out)
	}
}

// required returns the line of our go.mod that requires a module.
func required(t *testing.T, module string) string {
	t.Helper()
	gomod, err := os.ReadFile("../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(regexp.QuoteMeta(module) + ` v\S+`).Find(gomod)
	if version == nil {
		t.Fatalf("go.mod does not require %s", module)
	}
	return "require " + string(version)
}

// TestSubjectsMayHaveGaps: the table of places goes by the numbers of subjects,
// whether they have a row or not.
func TestSubjectsMayHaveGaps(t *testing.T) {
	places := func(fsys fstest.MapFS) string {
		files, err := Generate(fsys, "spec")
		if err != nil {
			t.Fatal(err)
		}
		_, table, ok := strings.Cut(string(files["enhanced/z_conditions.go"]), "var conditionPlaces")
		if !ok {
			t.Fatal("no table of places")
		}
		return table
	}
	gap := goodSpec(t)
	before := string(gap["enhanced.csv"].Data)
	var after strings.Builder
	for line := range strings.Lines(before) {
		if !strings.HasPrefix(line, "X.3.YYY,") {
			after.WriteString(line)
		}
	}
	if after.Len() == len(before) {
		t.Fatal("the small spec has no subject X.3")
	}
	gap["enhanced.csv"] = &fstest.MapFile{Data: []byte(after.String())}
	for name, f := range gap {
		if strings.HasPrefix(name, "text/") {
			f.Data = withoutText(t, f.Data, "subject.X.3")
		}
	}
	if diff := cmp.Diff(places(goodSpec(t)), places(gap)); diff != "" {
		t.Errorf("without the row of X.3, which has no conditions, the table differs (-with +without):\n%s", diff)
	}
}

// TestOffered: a language is compiled from three quarters of its titles on, and with
// one less it is not.
func TestOffered(t *testing.T) {
	fsys := goodSpec(t)
	keys := strings.Count(string(fsys["text/en.yaml"].Data), "- key: ")
	zh := fsys["text/zh.yaml"]
	titles := regexp.MustCompile(`(?m)^  text: .*\n`).FindAllIndex(zh.Data, -1)
	for n := len(titles); n >= keys/2; n-- {
		files, err := Generate(fsys, "spec")
		if err != nil {
			t.Fatal(err)
		}
		listed := strings.Contains(string(files["catalog/z_keys.go"]), "&langZh")
		if want := 4*n >= 3*keys; (files["catalog/z_zh.go"] != nil) != want || listed != want {
			t.Errorf("with %d of %d titles, want it compiled: %v", n, keys, want)
		}
		title := titles[n-1] // the last that is left
		zh.Data = slices.Concat(zh.Data[:title[0]], zh.Data[title[1]:])
	}
}

// withoutText removes a key from a file of texts.
func withoutText(t *testing.T, file []byte, key string) []byte {
	t.Helper()
	entry := regexp.MustCompile(`(?m)^- key: ` + regexp.QuoteMeta(key) + `\n(?:  .*\n)*`)
	if !entry.Match(file) {
		t.Fatalf("no key %s", key)
	}
	return entry.ReplaceAll(file, nil)
}

// TestDeterminism makes the files of the whole spec several times: the order of
// maps, and of the spec's files, must not show.
func TestDeterminism(t *testing.T) {
	want, err := Generate(spec.FS, "spec")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, pattern := range []string{"*.*", "text/*", "observed/*"} {
		found, err := fs.Glob(spec.FS, pattern)
		if err != nil || len(found) == 0 {
			t.Fatalf("%s: %q, %v", pattern, found, err)
		}
		names = append(names, found...)
	}
	for range 3 {
		rand.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		shuffled := make(fstest.MapFS)
		for _, name := range names {
			data, err := spec.FS.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			shuffled[name] = &fstest.MapFile{Data: data}
		}
		// The name of the folder is for messages only.
		got, err := Generate(shuffled, "elsewhere")
		if err != nil {
			t.Fatal(err)
		}
		asText := cmp.Transformer("text", func(data []byte) string { return string(data) })
		if diff := cmp.Diff(want, got, asText); diff != "" {
			t.Fatalf("made twice, the files differ (-first +then):\n%s", diff)
		}
	}
}
