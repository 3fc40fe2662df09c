// Command accuracy gives the same labelled replies to package cause and to Sisimai, in
// one run, and prints how many answers of each were right and how long one took.
//
//	go run ./accuracy [-v] [FILE]
//
// FILE has a JSON object a line: reply, command (may be null), cause, and cause_alt,
// further causes that are right too. Without one it takes the lists of replies that
// package cause is tested with, which it was made from.
//
// Sisimai has two dozen reasons, so each stands for several causes. An answer of its is exact
// if one of them is the cause, and compatible if one of them is right.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/interop/internal/sisimai"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// lists is what a run without a file takes.
const lists = "../cause/testdata/lists.tsv"

// sample is a labelled reply.
type sample struct {
	Reply   string   `json:"reply"`
	Command string   `json:"command"`
	Cause   string   `json:"cause"`
	Alt     []string `json:"cause_alt"`
}

func main() {
	verbose := flag.Bool("v", false, "print the replies that Sisimai and package cause do not both answer rightly")
	flag.Parse()
	if flag.NArg() > 1 {
		fmt.Fprintln(os.Stderr, "usage: accuracy [-v] [FILE]")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "accuracy:", err)
		os.Exit(1)
	}
}

func run(name string, verbose bool) error {
	samples, err := read(name)
	if err != nil {
		return err
	}
	if len(samples) == 0 {
		return fmt.Errorf("%s has no replies", name)
	}
	ours := make([][]string, len(samples))
	for i, s := range samples {
		if id := answer(s).String(); id != cause.Unknown.String() {
			ours[i] = []string{id}
		}
	}
	fmt.Printf("%d replies\n\n| who | exact | compatible | unknown | wrong | ns a reply |\n|---|--:|--:|--:|--:|--:|\n", len(samples))
	fmt.Println(count(samples, ours).row("smtpstatus", fmt.Sprint(timed(samples))))

	questions := make([]sisimai.Question, len(samples))
	for i, s := range samples {
		questions[i] = sisimai.Question{Reply: s.Reply, Command: s.Command}
	}
	answers, run, err := sisimai.Ask(questions)
	if errors.Is(err, sisimai.ErrMissing) {
		fmt.Println("| Sisimai | " + err.Error() + " | | | | |")
		return nil
	}
	if err != nil {
		return err
	}
	theirs := make([][]string, len(samples))
	for i, a := range answers {
		theirs[i] = sisimai.Causes(a.Reason)
	}
	fmt.Println(count(samples, theirs).row("Sisimai for Perl "+run.Version, fmt.Sprint(run.Nanoseconds)))
	if verbose {
		for i, s := range samples {
			a, b := outcome(s, ours[i]), outcome(s, theirs[i])
			if (a != exact && a != compatible) || (b != exact && b != compatible) {
				fmt.Printf("%s, %s (%s): %s: %q\n", a, b, answers[i].Reason, s.Cause, s.Reply)
			}
		}
	}
	return nil
}

// read reads the samples of a file, or of the lists if it has no name.
func read(name string) ([]sample, error) {
	if name == "" {
		return readLists()
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var samples []sample
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", name, len(samples)+1, err)
		}
		samples = append(samples, s)
	}
	return samples, lines.Err()
}

func readLists() ([]sample, error) {
	data, err := os.ReadFile(lists)
	if err != nil {
		return nil, fmt.Errorf("%w (run it in interop, or name a file)", err)
	}
	var samples []sample
	for line := range strings.Lines(string(data)) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if strings.HasPrefix(line, "#") || len(cells) != 4 {
			continue
		}
		samples = append(samples, sample{Reply: cells[0] + " " + cells[1], Command: cells[2], Cause: cells[3]})
	}
	return samples, nil
}

// answer is what a program does with a reply that it got.
func answer(s sample) cause.Cause {
	r, _ := reply.ParseObserved(s.Reply)
	cmd := command(s.Command)
	return cause.OfCommand(r, cmd).Cause
}

// timed returns the nanoseconds of an answer in the fastest of five rounds, without
// reading the reply, as for Sisimai.
func timed(samples []sample) int64 {
	type question struct {
		reply   reply.Reply
		command smtpcodes.Command
	}
	questions := make([]question, len(samples))
	for i, s := range samples {
		questions[i].reply, _ = reply.ParseObserved(s.Reply)
		questions[i].command = command(s.Command)
	}
	fastest := time.Duration(1<<63 - 1)
	for range 5 {
		const rounds = 100
		start := time.Now()
		for range rounds {
			for i := range questions {
				cause.OfCommand(questions[i].reply, questions[i].command)
			}
		}
		fastest = min(fastest, time.Since(start)/rounds)
	}
	return fastest.Nanoseconds() / int64(len(samples))
}

// What an answer is.
const (
	exact      = "exact"
	compatible = "compatible"
	unknown    = "unknown"
	wrong      = "wrong"
)

// outcome says what an answer is that stands for some causes, or for none. None is right
// for a reply that says nothing.
func outcome(s sample, causes []string) string {
	if len(causes) == 0 {
		causes = []string{cause.Unknown.String()}
	}
	right := func(id string) bool { return slices.Contains(causes, id) }
	switch {
	case right(s.Cause):
		return exact
	case slices.ContainsFunc(s.Alt, right):
		return compatible
	case right(cause.Unknown.String()):
		return unknown
	}
	return wrong
}

// counts are the answers by outcome.
type counts map[string]int

func count(samples []sample, answers [][]string) counts {
	c := make(counts)
	for i, s := range samples {
		c[outcome(s, answers[i])]++
	}
	return c
}

// row is a row of the table. Exact answers are compatible too.
func (c counts) row(who, ns string) string {
	all := c[exact] + c[compatible] + c[unknown] + c[wrong]
	percent := func(n int) string { return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(all)) }
	return fmt.Sprintf("| %s | %s | %s | %s | %s | %s |", who,
		percent(c[exact]), percent(c[exact]+c[compatible]), percent(c[unknown]), percent(c[wrong]), ns)
}

// command returns the command or stage that a sample names: by its verb, by the name of
// our constant, or CONN for the connection; none if it names none that we know.
func command(name string) smtpcodes.Command {
	if name == "CONN" {
		return smtpcodes.Connect
	}
	for cmd := range smtpcodes.Commands() {
		if cmd.Name() == name {
			return cmd
		}
	}
	cmd, _ := smtpcodes.ParseCommand(name)
	return cmd
}
