package cause_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

const module = "github.com/smtpstatus/smtpstatus"

// maxGrowth is what a program may grow by the matcher and its tables. The words of the rules
// are for who asks for them.
const maxGrowth = 512 << 10

const small = `package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/smtpstatus/smtpstatus/reply"
)

func main() {
	r, err := reply.ParseObserved(strings.Join(os.Args[1:], " "))
	fmt.Println(r.Code, r.Enhanced, err)
}
`

const program = `package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/reply"
)

func main() {
	r, err := reply.ParseObserved(strings.Join(os.Args[1:], " "))
	f := cause.Of(r)
	fmt.Println(f.Cause.String(), f.Basis.String(), f.RetryAfter, f.Blocklist, err)
}
`

// TestBuiltProgram builds a program in a module of its own, with an empty module
// cache and no proxy: the tables cost no dependency and no work at start.
func TestBuiltProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds a program")
	}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	ours, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	version := regexp.MustCompile(`(?m)^go .*$`).Find(ours)
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":        fmt.Sprintf("module example.com/program\n\n%[3]s\n\nrequire %[1]s v0.0.0\n\nreplace %[1]s => %[2]q\n", module, root, version),
		"main.go":       program,
		"small/main.go": small,
	} {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string, args ...string) (stdout, stderr string) {
		t.Helper()
		var out, errout strings.Builder
		cmd := exec.Command(name, args...)
		cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &out, &errout
		cmd.Env = append(os.Environ(),
			"GOMODCACHE="+filepath.Join(dir, "modcache"), "GOPROXY=off", "GOWORK=off", "GOFLAGS=", "GOTOOLCHAIN=local")
		if name != "go" {
			cmd.Env = append(cmd.Env, "GODEBUG=inittrace=1")
		}
		if err := cmd.Run(); err != nil {
			t.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, &errout)
		}
		return out.String(), errout.String()
	}

	deps, _ := run("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", ".")
	for path := range strings.FieldsSeq(deps) {
		if !strings.HasPrefix(path, module+"/") && path != "example.com/program" {
			t.Errorf("a program that imports cause depends on %s", path)
		}
	}

	binary := filepath.Join(dir, "program.exe")
	run("go", "build", "-o", binary, ".")
	without := filepath.Join(dir, "small.exe")
	run("go", "build", "-o", without, "./small")
	size := func(name string) int64 {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	grown := size(binary) - size(without)
	t.Logf("a program grows by %d octets", grown)
	if grown > maxGrowth {
		t.Errorf("a program grows by %d octets, more than %d", grown, maxGrowth)
	}
	out, trace := run(binary, "550 5.1.1 mailbox full")
	if want := "mailbox-full text "; !strings.HasPrefix(out, want) {
		t.Errorf("the program prints %q, want %q first", out, want)
	}
	if !strings.Contains(trace, "init runtime @") {
		t.Fatalf("no trace of package init:\n%s", trace)
	}
	for line := range strings.Lines(trace) {
		if strings.HasPrefix(line, "init "+module) {
			t.Errorf("work at start: %s", line)
		}
	}
}
