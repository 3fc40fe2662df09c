// Command results runs everything that interop compares and writes RESULTS.md.
//
//	go run ./results [-replies FILE] [-count 12] [-benchtime 40ms]
//
// It is run in interop and takes some minutes. FILE has labelled replies, as
// ./accuracy takes them; without it the lists of package cause are used alone.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

// benchstat makes the medians and ratios.
const benchstat = "golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da"

// peers are the modules whose versions the page names.
var peers = []string{
	"github.com/emersion/go-smtp",
	"github.com/wneessen/go-mail",
	"github.com/mjl-/mox",
	"github.com/phires/go-guerrilla",
	"golang.org/x/text",
}

// generators are the programs that made what stands in generated/.
var generators = regexp.MustCompile(`go run (\S+)@(v\S+)`)

// settings are the flags.
type settings struct {
	replies   string
	count     int
	benchtime string
	temp      string // a folder that is removed at the end
}

func main() {
	log.SetFlags(0)
	log.SetPrefix("results: ")
	var s settings
	flag.StringVar(&s.replies, "replies", "", "a `file` of labelled replies for the table of accuracy")
	flag.IntVar(&s.count, "count", 12, "how many rounds of benchmarks")
	flag.StringVar(&s.benchtime, "benchtime", "40ms", "how long each benchmark runs in a round")
	flag.Parse()
	start := time.Now()
	if err := run(s); err != nil {
		log.Fatal(err)
	}
	log.Printf("RESULTS.md is written, after %v", time.Since(start).Round(time.Second))
}

func run(s settings) (err error) {
	if s.temp, err = os.MkdirTemp("", "results"); err != nil {
		return err
	}
	defer os.RemoveAll(s.temp)
	var page bytes.Buffer
	for _, section := range []struct {
		name  string
		write func(*bytes.Buffer, settings) error
	}{
		{"head", head},
		{"speed", speed},
		{"start and size", startAndSize},
		{"accuracy", accuracy},
		{"correctness", correctness},
		{"growth", growth},
		{"missing peers", missing},
	} {
		log.Printf("%s ...", section.name)
		if err := section.write(&page, s); err != nil {
			return fmt.Errorf("%s: %w", section.name, err)
		}
	}
	return os.WriteFile("RESULTS.md", page.Bytes(), 0o644)
}

// output runs a command in a folder and returns what it printed.
func output(dir, name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		said := string(out) + stderr.String()
		return "", fmt.Errorf("%s %s: %w\n%.2000s", name, strings.Join(args, " "), err, said)
	}
	return string(out), nil
}

// head says what the page is and what it was made with.
func head(page *bytes.Buffer, _ settings) error {
	fmt.Fprintf(page, `# Side by side

This page is written by `+"`go run ./results`"+` in this folder; do not edit it. It compares smtpstatus with other ways to keep,
read and write status codes that a Go program can choose. Every number comes from one run on one machine, on which other
programs ran too: believe the ratios more than the nanoseconds, and ratios below 1.3 not much either.

- %s, %s/%s, %s
`, runtime.Version(), runtime.GOOS, runtime.GOARCH, processor())
	list, err := output(".", "go", append([]string{"list", "-m", "-f", "{{.Path}} {{.Version}}"}, peers...)...)
	if err != nil {
		return err
	}
	versions := strings.Split(strings.TrimSpace(list), "\n")
	source, err := os.ReadFile("generated/generate.go")
	if err != nil {
		return err
	}
	seen := make(map[string]bool)
	for _, m := range generators.FindAllStringSubmatch(string(source), -1) {
		if !seen[m[1]] {
			seen[m[1]] = true
			versions = append(versions, m[1]+" "+m[2])
		}
	}
	fmt.Fprintf(page, "- %s\n", strings.Join(versions, ", "))
	return nil
}

// processor returns the model of the processor and how many are used.
func processor() string {
	cores := fmt.Sprintf("%d cores", runtime.NumCPU())
	info, err := os.ReadFile("/proc/cpuinfo")
	if err != nil {
		return cores
	}
	if m := regexp.MustCompile(`(?m)^model name\s*:\s*(.*)$`).FindSubmatch(info); m != nil {
		return string(m[1]) + ", " + cores
	}
	return cores
}

func accuracy(page *bytes.Buffer, s settings) error {
	page.WriteString(`
## Accuracy

The same labelled replies through package cause and through Sisimai, in one run (` + "`go run ./accuracy FILE`" + `). Exact answers
are compatible too. An answer of Sisimai's counts as right if one of the causes that its reason may stand for is right; the
list is in ` + "`internal/sisimai`" + ` and generous. Its time is that of the reason alone, without a bounce message around it, and
Perl's: it says what a program waits for, not how good the code is.

`)
	fmt.Fprint(page, "The lists of replies that package cause is tested with, which it was made from: ")
	lists, err := output(".", "go", "run", "./accuracy")
	if err != nil {
		return err
	}
	page.WriteString(lists)
	if s.replies == "" {
		return nil
	}
	sample, err := output(".", "go", "run", "./accuracy", s.replies)
	if err != nil {
		return err
	}
	fmt.Fprintf(page, "\nA sample of replies of real servers, labelled by readers, which is not part of this repository. It was looked at while rules\nwere written, so expect less of package cause on other replies: %s", sample)
	return nil
}

func correctness(page *bytes.Buffer, s settings) error {
	page.WriteString(`
## Correctness

What each did with the same octets when this page was written: ✓ is right, anything else is what came out. The tests that
print these tables fail if our column is wrong. net/textproto, and net/smtp with it, knows no enhanced codes, so its answer
is the basic code alone. The writer of mox stands inside its server and cannot be run without one.

`)
	name := filepath.Join(s.temp, "correctness.md")
	if _, err := output(".", "go", "test", "-count", "1", "-run", "TestReads|TestWrites|TestPicks|TestKnows", ".", "-markdown", name); err != nil {
		return err
	}
	tables, err := os.ReadFile(name)
	page.Write(bytes.TrimRight(tables, "\n"))
	page.WriteByte('\n')
	return err
}

func missing(page *bytes.Buffer, _ settings) error {
	page.WriteString(`
## What is not here

- **Sisimai for Go** (libsisimai.org/sisimai): its module could not be had when this was written. Sisimai for Perl, from Debian,
  stands in for it: an earlier edition of the same project.
- **flashmob/go-guerrilla**: its fork phires/go-guerrilla is newer and has the same package ` + "`response`" + `.
- **The reply writer of mox**: see above.
`)
	return nil
}
