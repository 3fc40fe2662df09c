package main

import (
	"errors"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/rogpeppe/go-internal/txtar"
)

// update rewrites what the tests expect in testdata. Read the difference before
// you keep it.
var update = flag.Bool("update", false, "rewrite the expected output in testdata")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"gen": main})
}

// parse reads an archive of testdata.
func parse(t *testing.T, name string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// goodSpec is the small spec without a fault.
func goodSpec(t *testing.T) fstest.MapFS {
	t.Helper()
	spec := make(fstest.MapFS)
	for _, f := range parse(t, "good.txtar").Files {
		spec[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return spec
}

// TestScripts runs the command as people do. Each script finds the small spec
// without a fault in the folder spec, but for the files that it brings along, and
// the root of a module around it.
func TestScripts(t *testing.T) {
	good := goodSpec(t)
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			files := map[string][]byte{"go.mod": []byte("module github.com/smtpstatus/smtpstatus\n")}
			for name, f := range good {
				files["spec/"+name] = f.Data
			}
			for name, data := range files {
				if err := writeNew(filepath.Join(env.WorkDir, name), data); err != nil {
					return err
				}
			}
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits":  exits,
			"extend": extend,
		},
	})
}

// writeNew writes a file unless it is there.
func writeNew(path string, data []byte) error {
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
		return err
	}
	return os.WriteFile(path, data, 0o666)
}

// extend is a command for scripts, "extend spec/text/en.yaml more": it appends
// one file to another.
func extend(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: extend file more")
	}
	data := ts.ReadFile(args[0]) + ts.ReadFile(args[1])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(data), 0o666))
}

// exits is a command for scripts, "exits 1 gen -lint": exec cannot tell one exit
// code from another.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code program args...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		exit := (*exec.ExitError)(nil)
		if !errors.As(err, &exit) {
			ts.Fatalf("%v", err)
		}
		got = exit.ExitCode()
	}
	if got != want {
		ts.Fatalf("%v: exit code %d, want %d", args[1:], got, want)
	}
}
