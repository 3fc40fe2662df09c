package catalog_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// programs are built and run. What each has more than the one before is the cost
// of what it imports.
var programs = []struct{ name, text string }{
	{"x-text", `package main

import (
	"os"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
)

func main() {
	message.NewPrinter(language.Make(os.Args[1])).Println(os.Args[1])
}
`},
	{"texts", `package main

import (
	"os"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/smtpstatus/smtpstatus/catalog"
)

func main() {
	message.NewPrinter(language.Make(os.Args[1])).Println(catalog.ForString(os.Args[1]).Code(550))
}
`},
	{"printer", `package main

import (
	"os"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func main() {
	p := message.NewPrinter(language.Make(os.Args[1]), message.Catalog(catalog.Catalog()))
	p.Println(p.Sprintf(catalog.Key(smtpcodes.MailboxUnavailable)))
}
`},
}

// TestBuiltProgram: the package does no work at start, whatever of it a program
// uses. What x/text does is not ours.
func TestBuiltProgram(t *testing.T) {
	if testing.Short() {
		t.Skip("builds programs")
	}
	dir := t.TempDir()
	var last int64
	for _, p := range programs {
		source := filepath.Join(dir, p.name+".go")
		if err := os.WriteFile(source, []byte(p.text), 0o666); err != nil {
			t.Fatal(err)
		}
		binary := filepath.Join(dir, p.name+".exe")
		if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", binary, source).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", p.name, err, out)
		}
		info, err := os.Stat(binary)
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.CommandContext(t.Context(), binary, "zh-TW")
		cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
		var stdout, trace strings.Builder
		cmd.Stdout, cmd.Stderr = &stdout, &trace
		if err := cmd.Run(); err != nil {
			t.Fatalf("%s: %v\n%s", p.name, err, &trace)
		}
		if want := shown(specTexts()["zh-Hant"]["code.550"].Text); p.name != "x-text" && stdout.String() != want+"\n" {
			t.Errorf("%s prints %q, want %q", p.name, &stdout, want)
		}
		if !strings.Contains(trace.String(), "init runtime @") {
			t.Fatalf("%s printed no trace of package init:\n%s", p.name, &trace)
		}
		for line := range strings.Lines(trace.String()) {
			if strings.HasPrefix(line, "init github.com/smtpstatus/smtpstatus") {
				t.Errorf("%s: work at start: %s", p.name, line)
			}
		}
		t.Logf("%s: %d bytes, %d more than the one before", p.name, info.Size(), info.Size()-last)
		last = info.Size()
	}
}
