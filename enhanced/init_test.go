package enhanced_test

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

// programs are built and run. What the others have more than the first is ours.
var programs = map[string]string{
	"minimal": `package main

import (
	"fmt"
	"os"
	"strings"
)

func main() {
	fmt.Println(strings.Join(os.Args, " "))
}
`,

	// What most programs want: to read, print and judge codes.
	"codes": `package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func main() {
	fmt.Println(strings.Join(os.Args, " "))
	c, err := smtpcodes.Parse("550")
	fmt.Println(c.String(), c.Name(), c.Text(), err)
	fmt.Println(smtpcodes.RCPT.Allows(c), smtpcodes.RCPT.Outcome(c).String())
	e, err := enhanced.Parse("5.1.1")
	fmt.Println(e.String(), e.Name(), e.Text(), err)
}
`,

	// All tables, with every row's source and explanation.
	"tables": `package main

import (
	"fmt"
	"os"
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func main() {
	fmt.Println(strings.Join(os.Args, " "))
	print := func(s ...string) { fmt.Println(strings.Join(s, " ")) }
	for c := range smtpcodes.All() {
		print(c.String(), c.Name(), c.Text(), c.Class().Text(), c.Category().Text(), c.Status().String())
		for cmd := range c.Commands() {
			rule, _ := cmd.Rule(c)
			print(cmd.String(), cmd.Outcome(c).String(), rule.When, rule.Section, rule.Origin.Title())
		}
		for cmd := range smtpcodes.Commands() {
			for o := range cmd.Practice(c) {
				print(o.Title())
			}
		}
		for p := range enhanced.ForReply(c) {
			print(p.Enhanced.String(), p.Enhanced.Name(), p.Enhanced.Text(), p.When, p.Section, p.Origin.Title())
		}
	}
	for d := range enhanced.Conditions() {
		print(d.String(), d.Name(), d.Subject().Text(), d.Status().String())
		for class := range d.Classes() {
			print(d.With(class).String())
		}
		for c := range d.Replies() {
			print(c.String())
		}
	}
}
`,
}

// TestBuiltProgram builds programs in a module of their own, with an empty module
// cache and no proxy, and so shows what the packages cost their users: no
// download, no dependency, no work at start, and little size.
func TestBuiltProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
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
	gomod := fmt.Sprintf("module example.com/program\n\n%[3]s\n\nrequire %[1]s v0.0.0\n\nreplace %[1]s => %[2]q\n", module, root, version)
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(gomod), 0o666); err != nil {
		t.Fatal(err)
	}
	for name, text := range programs {
		if err := os.Mkdir(filepath.Join(dir, name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name, "main.go"), []byte(text), 0o666); err != nil {
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

	deps, _ := run("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./...")
	for path := range strings.FieldsSeq(deps) {
		if !strings.HasPrefix(path, module+"/") && !strings.HasPrefix(path, "example.com/") {
			t.Errorf("a program that imports the packages depends on %s", path)
		}
	}

	size := make(map[string]int64)
	for name := range programs {
		binary := filepath.Join(dir, name+".exe")
		run("go", "build", "-o", binary, "./"+name)
		info, err := os.Stat(binary)
		if err != nil {
			t.Fatal(err)
		}
		size[name] = info.Size()

		_, trace := run(binary)
		if !strings.Contains(trace, "init runtime @") {
			t.Fatalf("%s printed no trace of package init:\n%s", name, trace)
		}
		for line := range strings.Lines(trace) {
			if strings.HasPrefix(line, "init "+module) {
				t.Errorf("work at start: %s", line)
			}
		}
	}

	const budget = 64 << 10
	t.Logf("growth of a binary: %d bytes with codes, %d with all tables", size["codes"]-size["minimal"], size["tables"]-size["minimal"])
	if growth := size["codes"] - size["minimal"]; growth > budget {
		t.Errorf("smtpcodes and enhanced add %d bytes to a binary, want at most %d", growth, budget)
	}
}
