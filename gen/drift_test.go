package main

import (
	"errors"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/gen/internal/emit"
	"github.com/smtpstatus/smtpstatus/spec"
)

// TestRepositoryIsUpToDate makes `go test ./...` enough to see that somebody
// changed the spec, the generator or a generated file and not the others.
func TestRepositoryIsUpToDate(t *testing.T) {
	files, err := Generate(spec.FS, "spec")
	if err != nil {
		t.Fatal(err)
	}
	drifts, err := Verify("..", files)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range drifts {
		t.Errorf("%v\nrun: go generate ./...", d)
	}
}

// TestGeneratedFilesAreFormatted holds the files, which TestRepositoryIsUpToDate has
// compared with what is made, against gofmt, which is not asked for every row of them.
func TestGeneratedFilesAreFormatted(t *testing.T) {
	names, err := filepath.Glob("../*/z_*.go")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		formatted, err := format.Source(data)
		if err != nil {
			t.Error(err)
		} else if string(formatted) != string(data) {
			t.Errorf("%s is not as gofmt leaves it", name)
		}
	}
}

// contents of files as they were made and as somebody left them on disk.
const (
	header  = emit.Header + "\n"
	made    = header + "\npackage a\n\nconst One = 1\n"
	meddled = header + "\npackage a\n\nconst One = 2\n"
)

var madeFiles = Files{
	"a/z_same.go":    []byte(made),
	"a/z_changed.go": []byte(made),
	"b/z_missing.go": []byte(made),
}

// tree is files on disk by slash-separated name.
type tree map[string]string

// drifted is a module with every kind of drift, and with files that look like
// generated ones and are none of the generator's business.
func drifted() tree {
	return tree{
		"go.mod":                 "module example.org/drifted\n",
		"a/a.go":                 "package a\n",
		"a/z_same.go":            made,
		"a/z_changed.go":         meddled,
		"c/z_orphan.go":          made,
		"a/z_notes.txt":          "no Go file\n",
		"a/testdata/z_orphan.go": made,
		".hidden/z_orphan.go":    made,
		"nested/go.mod":          "module example.org/nested\n",
		"nested/z_orphan.go":     made,
		"nested/a/z_orphan.go":   made,
	}
}

// write puts the files into a new folder.
func (files tree) write(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		if err := writeNew(filepath.Join(dir, filepath.FromSlash(name)), []byte(data)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// readTree returns every file below dir, so that a temporary one left behind
// shows.
func readTree(t *testing.T, dir string) tree {
	t.Helper()
	files := make(tree)
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return err
		}
		data, err := os.ReadFile(path)
		rel, relErr := filepath.Rel(dir, path)
		files[filepath.ToSlash(rel)] = string(data)
		return errors.Join(err, relErr)
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

const wantDiff = `diff a/z_changed.go a/z_changed.go (generated)
--- a/z_changed.go
+++ a/z_changed.go (generated)
@@ -2,4 +2,4 @@
 
 package a
 
-const One = 2
+const One = 1
`

func TestVerify(t *testing.T) {
	got, err := Verify(drifted().write(t), madeFiles)
	if err != nil {
		t.Fatal(err)
	}
	want := []Drift{
		{Name: "a/z_changed.go", Kind: Changed, Diff: wantDiff},
		{Name: "b/z_missing.go", Kind: Missing},
		{Name: "c/z_orphan.go", Kind: Orphaned},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Fatalf("drifts differ (-want +got):\n%s", diff)
	}
	var printed strings.Builder
	for _, d := range got {
		printed.WriteString(d.String())
	}
	if diff := cmp.Diff(wantDiff+"b/z_missing.go: missing\nc/z_orphan.go: orphaned\n", printed.String()); diff != "" {
		t.Errorf("they print (-want +got):\n%s", diff)
	}
}

func TestWrite(t *testing.T) {
	dir := drifted().write(t)
	changed, err := Write(dir, madeFiles)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"a/z_changed.go", "b/z_missing.go", "c/z_orphan.go"}, changed); diff != "" {
		t.Errorf("changed files differ (-want +got):\n%s", diff)
	}
	want := drifted()
	delete(want, "c/z_orphan.go")
	want["a/z_changed.go"], want["b/z_missing.go"] = made, made
	if diff := cmp.Diff(want, readTree(t, dir)); diff != "" {
		t.Errorf("the tree differs (-want +got):\n%s", diff)
	}
	if drifts, err := Verify(dir, madeFiles); len(drifts) > 0 || err != nil {
		t.Errorf("Verify after Write: %v, %v", drifts, err)
	}
}

// TestWriteLeavesEqualFiles: build caches and editors look at the time of a
// file, so one that is right must not be written again.
func TestWriteLeavesEqualFiles(t *testing.T) {
	files := drifted()
	delete(files, "c/z_orphan.go")
	files["a/z_changed.go"], files["b/z_missing.go"] = made, made
	dir := files.write(t)
	before := make(map[string]os.FileInfo)
	for name := range madeFiles {
		path := filepath.Join(dir, filepath.FromSlash(name))
		past := time.Date(2001, 4, 1, 0, 0, 0, 0, time.UTC)
		if err := os.Chtimes(path, past, past); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		before[path] = info
	}
	changed, err := Write(dir, madeFiles)
	if len(changed) > 0 || err != nil {
		t.Errorf("Write to a tree that is up to date: %q, %v", changed, err)
	}
	for path, old := range before {
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		if !os.SameFile(old, info) || !info.ModTime().Equal(old.ModTime()) {
			t.Errorf("%s was written again", path)
		}
	}
}

// TestWriteFails: whatever stops Write, every file that was there still is, and
// no temporary one has joined them.
func TestWriteFails(t *testing.T) {
	tests := []struct {
		name  string
		files Files
		spoil func(t *testing.T, dir string)
		want  string // in the error
	}{
		{
			name:  "an orphan that is not ours",
			files: Files{"d/z_last.go": []byte(made)},
			spoil: func(t *testing.T, dir string) {
				t.Helper()
				if err := os.WriteFile(filepath.Join(dir, "a", "z_own.go"), []byte("package a\n\n"+header), 0o666); err != nil {
					t.Fatal(err)
				}
			},
			want: "a/z_own.go is named like a generated file",
		},
		{
			name:  "a folder that is a file",
			files: Files{"go.mod/z_last.go": []byte(made)},
			want:  "go.mod",
		},
		{
			name:  "a file that is a folder",
			files: Files{"a/testdata": []byte(made)},
			want:  "testdata",
		},
		{
			// The only one that Verify takes for a missing file, so that Write
			// has made temporary files when it fails.
			name:  "a folder that leads nowhere",
			files: Files{"nowhere/z_last.go": []byte(made)},
			spoil: func(t *testing.T, dir string) {
				t.Helper()
				if err := os.Symlink(filepath.Join(dir, "gone"), filepath.Join(dir, "nowhere")); err != nil {
					t.Skip(err)
				}
			},
			want: "nowhere",
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := drifted()
			delete(files, "c/z_orphan.go")
			dir := files.write(t)
			if test.spoil != nil {
				test.spoil(t, dir)
			}
			before := readTree(t, dir)
			for name, data := range madeFiles {
				test.files[name] = data
			}
			changed, err := Write(dir, test.files)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %q", err, test.want)
			}
			if len(changed) > 0 {
				t.Errorf("changed %q", changed)
			}
			if diff := cmp.Diff(before, readTree(t, dir)); diff != "" {
				t.Errorf("the tree changed (-before +after):\n%s", diff)
			}
		})
	}
}

// TestGeneratedFilesAreNamed: an orphan is found by its name, and removed if its
// header is ours. So every file must have both.
func TestGeneratedFilesAreNamed(t *testing.T) {
	files, err := Generate(goodSpec(t), "spec")
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if strings.HasPrefix(name, "docs/") {
			continue // their names never change, so they leave no orphans
		}
		pkg, base, _ := strings.Cut(name, "/")
		if !slices.Contains(packages, pkg) || !strings.HasPrefix(base, "z_") || !strings.HasSuffix(base, ".go") {
			t.Errorf("%s: want z_*.go in one of %q", name, packages)
		}
		lines := strings.SplitN(string(data), "\n", 3)
		if lines[0] != "// Code generated by go generate; DO NOT EDIT." {
			t.Errorf("%s begins with %q", name, lines[0])
		}
		if !strings.HasPrefix(lines[1], "// Edit spec/") && !strings.HasPrefix(lines[1], "// Edit the spec ") || !strings.HasSuffix(lines[1], " and run: go generate ./...") {
			t.Errorf("%s goes on with %q, want what to edit and what to run", name, lines[1])
		}
	}
}
