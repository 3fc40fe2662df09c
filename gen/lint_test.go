package main

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/smtpstatus/smtpstatus/gen/internal/lint"
	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/spec"
)

// lintCases returns the names of the archives in testdata/lint.
func lintCases(t *testing.T) []string {
	t.Helper()
	names, err := filepath.Glob("testdata/lint/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	return names
}

// TestLint checks the faults found in small specs. Each archive brings the file
// with the fault and, as want, every line that the generator has to print; its
// name begins with the rule. The other files are those of good.txtar, whose texts
// belong to its codes: what a case with other codes leads to there is left out. A
// case about texts brings entries (see edit) or removes files.
func TestLint(t *testing.T) {
	for _, name := range lintCases(t) {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			fsys, own := goodSpec(t), strings.HasPrefix(string(archive.Comment), "Own spec")
			if own {
				fsys = make(fstest.MapFS)
			}
			want, aboutTexts := -1, own
			for i, f := range archive.Files {
				switch {
				case f.Name == "want":
					want = i
				case own:
					fsys[f.Name] = &fstest.MapFile{Data: f.Data}
				case f.Name == "remove":
					delete(fsys, strings.TrimSpace(string(f.Data)))
					aboutTexts = true
				case path.Dir(f.Name) == "text":
					fsys[f.Name] = &fstest.MapFile{Data: edit(t, fsys, f)}
					aboutTexts = true
				case fsys[f.Name] == nil && path.Dir(f.Name) != "observed":
					t.Fatalf("%s: no file of a spec is called %s", name, f.Name)
				default:
					fsys[f.Name] = &fstest.MapFile{Data: f.Data}
				}
			}
			if want < 0 {
				t.Fatalf("%s has no file want", name)
			}
			var files Files
			if own {
				files, err = GenerateOwn(fsys, "spec", "acme")
			} else {
				files, err = Generate(fsys, "spec")
			}
			faults := load.Faults(nil)
			if !errors.As(err, &faults) {
				t.Fatalf("error %v, want load.Faults", err)
			}
			if !aboutTexts {
				faults = slices.DeleteFunc(faults, func(f load.Fault) bool { return path.Dir(f.Pos.File) == "spec/text" })
			}
			if files != nil {
				t.Error("files were made of a spec with faults")
			}
			got := faults.Error() + "\n"
			if *update {
				archive.Files[want].Data = []byte(got)
				if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(archive.Files[want].Data), got); diff != "" {
				t.Errorf("faults differ (-want +got):\n%s", diff)
			}
		})
	}
}

// edit puts entries into a file of texts, each in the place of the entry with the
// same key, or at the end if there is none. "drop: true" takes the entry away. A
// language that the small spec has not begins with every key and no text.
func edit(t *testing.T, fsys fstest.MapFS, entries txtar.File) []byte {
	t.Helper()
	file := fsys[entries.Name]
	var old []string
	if file != nil {
		old = blocks(string(file.Data))
	} else {
		for _, block := range blocks(string(fsys["text/en.yaml"].Data)) {
			key, _, _ := strings.Cut(block, "\n")
			old = append(old, key+"\n")
		}
	}
	replaced := make(map[string]bool)
	for _, block := range blocks(string(entries.Data)) {
		key, _, _ := strings.Cut(block, "\n")
		i := slices.IndexFunc(old, func(s string) bool { return strings.HasPrefix(s, key+"\n") })
		switch {
		case i < 0 || replaced[key]:
			old = append(old, block)
		case strings.HasSuffix(block, "\n  drop: true\n"):
			old = slices.Delete(old, i, i+1)
		default:
			old[i] = block
		}
		replaced[key] = true
	}
	return []byte(strings.Join(old, ""))
}

// blocks splits a file of texts into its entries.
func blocks(file string) []string {
	parts := strings.Split("\n"+file, "\n- ")[1:]
	for i, part := range parts {
		parts[i] = "- " + strings.TrimSuffix(part, "\n") + "\n"
	}
	return parts
}

func TestLintFindsNoFault(t *testing.T) {
	for name, fsys := range map[string]fs.FS{"small": goodSpec(t), "whole": spec.FS} {
		if _, err := Lint(fsys, "spec"); err != nil {
			t.Errorf("the %s spec has faults:\n%v", name, err)
		}
	}
}

// TestLintUnreadable: a file that is not there is no fault of the spec, so that
// the command can tell the two apart by its exit code.
func TestLintUnreadable(t *testing.T) {
	for name := range goodSpec(t) {
		if path.Dir(name) != "." {
			continue // no language has to be there but the base, whose lack is a fault, and no origin's rules
		}
		fsys := goodSpec(t)
		delete(fsys, name)
		_, err := Lint(fsys, "spec")
		if faults := load.Faults(nil); errors.As(err, &faults) || !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), name) {
			t.Errorf("without %s: error %v, want fs.ErrNotExist with the name", name, err)
		}
	}
}

// message is a kind of fault: a rule, and the format of what it says.
type message struct{ rule, format string }

// messages returns every kind of fault that the Go files below dir can add.
func messages(t *testing.T, dir string) map[message]token.Position {
	t.Helper()
	found := make(map[message]token.Position)
	for _, name := range goFiles(t, dir) {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok {
				return true
			}
			// l.add(value, rule, format, ...) and l.faults.Add(pos, rule, format, ...).
			selector, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || selector.Sel.Name != "add" && selector.Sel.Name != "Add" || len(call.Args) < 3 {
				return true
			}
			at := fset.Position(call.Pos())
			format, ok := literal(call.Args[2])
			if !ok {
				// The helper l.add passes on what it is given.
				if inner, isIdent := call.Args[1].(*ast.Ident); !isIdent || inner.Name != "rule" {
					t.Errorf("%v: a fault without a literal format: this test cannot see it", at)
				}
				return true
			}
			rule, ok := literal(call.Args[1])
			if id, isIdent := call.Args[1].(*ast.Ident); isIdent && id.Name == "formRule" {
				rule, ok = "form", true
			}
			if !ok {
				t.Errorf("%v: a fault without a literal rule: this test cannot see it", at)
				return true
			}
			found[message{rule, format}] = at
			return true
		})
	}
	if len(found) == 0 {
		t.Errorf("no faults found in %s: has the way of adding them changed?", dir)
	}
	return found
}

// goFiles returns the names of the Go files in dir that are no tests.
func goFiles(t *testing.T, dir string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(names, func(name string) bool { return strings.HasSuffix(name, "_test.go") })
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(lit.Value)
	return s, err == nil
}

var verb = regexp.MustCompile(`%[a-z]`)

// pattern matches the lines that a message prints.
func (m message) pattern() *regexp.Regexp {
	parts := verb.Split(m.format, -1)
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(part)
	}
	return regexp.MustCompile(fmt.Sprintf(`(?m)^spec/(?:text/|observed/)?[A-Za-z.-]+:[0-9]+:[0-9]+: %s: %s$`, m.rule, strings.Join(parts, ".*")))
}

// TestLintCasesAreComplete looks up every fault in the source of the generator:
// each of its messages needs a case whose name begins with the rule.
func TestLintCasesAreComplete(t *testing.T) {
	all := messages(t, "internal/load")
	maps.Copy(all, messages(t, "internal/lint"))
	rules := make(map[string]bool)
	for m := range all {
		rules[m.rule] = true
	}
	wants := make(map[string]string) // by rule
	for _, name := range lintCases(t) {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := strings.TrimSuffix(filepath.Base(name), ".txtar")
		of := ""
		for rule := range rules {
			if (base == rule || strings.HasPrefix(base, rule+"-")) && len(rule) > len(of) {
				of = rule
			}
		}
		if of == "" && base != "several" {
			t.Errorf("%s is not named after a rule: one of %q", name, slices.Sorted(maps.Keys(rules)))
		}
		for _, f := range archive.Files {
			if f.Name == "want" {
				wants[of] += string(f.Data)
			}
		}
	}
	for m, at := range all {
		if !m.pattern().MatchString(wants[m.rule]) {
			t.Errorf("%v: no case in testdata/lint has the fault %s: %s", at, m.rule, m.format)
		}
	}
}

// TestReserved compares the names that no constant may take with those that the
// hand-written files declare.
func TestReserved(t *testing.T) {
	declared := make(map[string][]string)
	for _, pkg := range constants {
		for _, name := range handWritten(t, pkg) {
			file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, id := range declarations(file) {
				if id.IsExported() {
					declared[pkg] = append(declared[pkg], id.Name)
				}
			}
		}
		slices.Sort(declared[pkg])
		declared[pkg] = slices.Compact(declared[pkg]) // two files may declare a name under two build tags
	}
	if diff := cmp.Diff(declared, lint.Reserved); diff != "" {
		t.Errorf("lint.Reserved differs from the declarations (-declared +reserved):\n%s", diff)
	}
}

// declarations returns the names that a file declares at its top level, methods
// left out.
func declarations(file *ast.File) []*ast.Ident {
	var ids []*ast.Ident
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				ids = append(ids, d.Name)
			}
		case *ast.GenDecl:
			for _, s := range d.Specs {
				switch s := s.(type) {
				case *ast.TypeSpec:
					ids = append(ids, s.Name)
				case *ast.ValueSpec:
					ids = append(ids, s.Names...)
				}
			}
		}
	}
	return ids
}
