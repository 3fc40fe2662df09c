// Command measure compares what package cause says of replies with what a reader
// said of them.
//
//	go run ./internal/measure FILE
//
// FILE has a JSON object a line: reply, command (may be null), cause, and cause_alt,
// further causes that are right too. For each cause it prints how many replies have
// it, how many answers were exact, compatible (exact or one of the alternatives),
// unknown and wrong, and with -v every reply that was not answered compatibly.
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// sample is a line of the file.
type sample struct {
	Reply   string   `json:"reply"`
	Command string   `json:"command"`
	Cause   string   `json:"cause"`
	Alt     []string `json:"cause_alt"`
}

// count is how the answers for a cause came out.
type count struct{ all, exact, compatible, unknown, wrong int }

func main() {
	verbose := flag.Bool("v", false, "print the replies that were not answered compatibly")
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: measure [-v] FILE")
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *verbose); err != nil {
		fmt.Fprintln(os.Stderr, "measure:", err)
		os.Exit(1)
	}
}

func run(name string, verbose bool) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	counts := make(map[string]*count)
	var total count
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var s sample
		if err := json.Unmarshal(lines.Bytes(), &s); err != nil {
			return err
		}
		r, _ := reply.ParseObserved(s.Reply)
		cmd := command(s.Command)
		found := cause.OfCommand(r, cmd)
		c := counts[s.Cause]
		if c == nil {
			c = new(count)
			counts[s.Cause] = c
		}
		outcome := "compatible"
		for _, c := range []*count{c, &total} {
			c.all++
			id := found.Cause.String()
			switch {
			case id == s.Cause:
				c.exact++
				c.compatible++
			case slices.Contains(s.Alt, id):
				c.compatible++
			case found.Cause == cause.Unknown:
				c.unknown++
				outcome = "unknown"
			default:
				c.wrong++
				outcome = "wrong"
			}
		}
		if verbose && outcome != "compatible" {
			fmt.Printf("%s: want %s, got %v by %v %s: %q\n", outcome, s.Cause, found.Cause, found.Basis, found.Rule.ID(), s.Reply)
		}
	}
	fmt.Printf("%-26s %5s %6s %11s %8s %6s\n", "cause", "all", "exact", "compatible", "unknown", "wrong")
	print := func(name string, c *count) {
		fmt.Printf("%-26s %5d %6d %11d %8d %6d\n", name, c.all, c.exact, c.compatible, c.unknown, c.wrong)
	}
	for _, name := range slices.Sorted(maps.Keys(counts)) {
		print(name, counts[name])
	}
	print("total", &total)
	percent := func(n int) float64 { return 100 * float64(n) / float64(max(total.all, 1)) }
	fmt.Printf("%.1f %% exact, %.1f %% compatible, %.1f %% unknown, %.1f %% wrong\n",
		percent(total.exact), percent(total.compatible), percent(total.unknown), percent(total.wrong))
	return lines.Err()
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
