package enhanced_test

import (
	"errors"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// The tests in this file read the source of the three packages of codes, as the
// Go compiler does, and compare the constants with what the tables say of them.
// They stand here because enhanced imports the other two.

// A goConst is an exported constant of a generated file.
type goConst struct {
	name, typ string
	value     uint64
	alias     string // the constant that it is a second name of
	doc       string
}

// constants type-checks the package in dir and returns its generated constants
// in the order of the source. Imports stay empty: no constant needs them.
func constants(t *testing.T, dir string) []goConst {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "z_*.go"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("no generated files in %s: %v", dir, err)
	}
	hand, err := filepath.Glob(filepath.Join(dir, "[a-y]*.go"))
	if err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, path := range append(paths, hand...) {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	info := &types.Info{Defs: make(map[*ast.Ident]types.Object)}
	conf := types.Config{
		IgnoreFuncBodies: true,
		Importer:         noImports{},
		Error:            func(error) {}, // of the imports
	}
	conf.Check(dir, fset, files, info)

	var consts []goConst
	for _, file := range files[:len(paths)] {
		for _, decl := range file.Decls {
			gen, ok := decl.(*ast.GenDecl)
			if !ok || gen.Tok != token.CONST {
				continue
			}
			for _, spec := range gen.Specs {
				spec := spec.(*ast.ValueSpec)
				for i, name := range spec.Names {
					if !name.IsExported() {
						continue
					}
					c := info.Defs[name].(*types.Const)
					value, ok := constant.Uint64Val(c.Val())
					if !ok {
						t.Fatalf("%s: value %v", name, c.Val())
					}
					got := goConst{name: name.Name, value: value, doc: spec.Doc.Text()}
					if named, ok := c.Type().(*types.Named); ok {
						got.typ = named.Obj().Name()
					}
					if first, ok := spec.Values[i].(*ast.Ident); ok {
						got.alias = first.Name
					}
					consts = append(consts, got)
				}
			}
		}
	}
	return consts
}

type noImports struct{}

func (noImports) Import(path string) (*types.Package, error) {
	return nil, errors.New("not imported: " + path)
}

// namer are the values that know the name of their constant.
type namer interface {
	Name() string
	String() string
}

// kinds has, for each type of constant, how to make a value and how many there
// are to be.
var kinds = []struct {
	dir, typ string
	value    func(uint64) namer
	count    int
}{
	{"../origin", "Origin", func(v uint64) namer { return origin.Origin(v) }, count(origin.All())},
	{"../smtpcodes", "Code", func(v uint64) namer { return smtpcodes.Code(v) }, count(smtpcodes.All())},
	{"../smtpcodes", "Class", func(v uint64) namer { return smtpcodes.Class(v) }, 4},
	{"../smtpcodes", "Category", func(v uint64) namer { return smtpcodes.Category(v) }, 6},
	{"../smtpcodes", "Command", func(v uint64) namer { return smtpcodes.Command(v) }, count(smtpcodes.Commands())},
	{".", "Condition", func(v uint64) namer { return enhanced.Condition(v) }, count(enhanced.Conditions())},
	{".", "Code", func(v uint64) namer { return enhanced.Code(v) }, len(codeWords())},
	{".", "Class", func(v uint64) namer { return enhanced.Class(v) }, 3},
	{".", "Subject", func(v uint64) namer { return enhanced.Subject(v) }, 8},
}

func count[T any](seq func(func(T) bool)) (n int) {
	for range seq {
		n++
	}
	return n
}

func TestConstantNames(t *testing.T) {
	for _, kind := range kinds {
		n := 0
		for _, c := range constants(t, kind.dir) {
			if c.typ != kind.typ {
				continue
			}
			v := kind.value(c.value)
			if v.String() == "" {
				t.Errorf("%s: %s.%s is %d, which has no text", kind.dir, kind.typ, c.name, c.value)
			}
			want := c.name
			if c.alias != "" {
				want = c.alias
			} else {
				n++
			}
			if v.Name() != want {
				t.Errorf("%s: %s(%d).Name() = %q, want %q", kind.dir, kind.typ, c.value, v.Name(), want)
			}
		}
		if n != kind.count {
			t.Errorf("%s has %d constants of type %s, want %d", kind.dir, n, kind.typ, kind.count)
		}
	}
}

// TestCommandConstants checks the commands: the constant of a verb is the verb.
func TestCommandConstants(t *testing.T) {
	var names []string
	for _, c := range constants(t, "../smtpcodes") {
		if c.typ != "Command" {
			continue
		}
		names = append(names, c.name)
		cmd := smtpcodes.Command(c.value)
		if !cmd.Stage() && cmd.String() != c.name {
			t.Errorf("%s.String() = %q", c.name, cmd)
		}
	}
	var want []string
	for cmd := range smtpcodes.Commands() {
		want = append(want, cmd.Name())
	}
	if diff := cmp.Diff(want, names); diff != "" {
		t.Errorf("constants of commands (-Commands +source):\n%s", diff)
	}
}

// TestConstantDocs checks the comments that a reader sees beside a constant: they
// begin with the name, then the number or text in parentheses.
func TestConstantDocs(t *testing.T) {
	for _, dir := range []string{"../origin", "../smtpcodes", "."} {
		var names []string
		for _, c := range constants(t, dir) {
			if c.typ == "" {
				t.Errorf("%s: %s has no type", dir, c.name)
			}
			if slices.Contains(names, c.name) {
				t.Errorf("%s: %s is there twice", dir, c.name)
			}
			names = append(names, c.name)

			rest, ok := strings.CutPrefix(strings.Join(strings.Fields(c.doc), " "), c.name)
			if !ok || !strings.Contains(rest, " ") || !strings.HasSuffix(rest, ".") {
				t.Errorf("%s: the comment of %s is %q", dir, c.name, c.doc)
			}
			if want := wantInDoc(dir, c); !strings.HasPrefix(rest, want) {
				t.Errorf("%s: the comment of %s begins with %.40q, want %q", dir, c.name, rest, want)
			}
		}
	}
}

// wantInDoc is what follows the name of c in its comment.
func wantInDoc(dir string, c goConst) string {
	switch {
	case c.alias != "":
		return " is [" + c.alias + "] (" + smtpcodes.Code(c.value).String() + ")"
	case c.typ == "Command":
		return ""
	case c.typ == "Origin":
		return ": " + origin.Origin(c.value).Title()
	}
	for _, kind := range kinds {
		if kind.dir == dir && kind.typ == c.typ {
			return " (" + kind.value(c.value).String() + ")"
		}
	}
	return ""
}
