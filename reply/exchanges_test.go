package reply_test

import (
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// exchange is a row of testdata/exchanges.txt.
type exchange struct {
	servers []string
	verb    string            // as the file has it
	command smtpcodes.Command // 0 for what is no command that the package knows
	lines   []string          // with their codes
}

// wire is the reply as it came.
func (x exchange) wire() string { return strings.Join(x.lines, "\r\n") + "\r\n" }

// strict reports whether the reply is one by RFC 5321, section 4.2.
func (x exchange) strict() bool {
	_, ok := referenceParse(x.wire())
	return ok
}

//go:embed testdata/exchanges.txt
var exchangesText string

// exchanges reads testdata/exchanges.txt, whose header says what it is.
var exchanges = sync.OnceValue(func() []exchange {
	_, rows, _ := strings.Cut(exchangesText, "\n\n")
	var all []exchange
	for row := range strings.Lines(rows) {
		columns := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(columns) != 3 {
			panic("testdata/exchanges.txt: no three columns in " + strconv.Quote(row))
		}
		if columns[0] != "" {
			command, _ := smtpcodes.ParseCommand(columns[1])
			all = append(all, exchange{servers: strings.Split(columns[0], ", "), verb: columns[1], command: command})
		}
		last := &all[len(all)-1]
		last.lines = append(last.lines, unescape(columns[2]))
	}
	return all
})

// unescape reads the escapes of testdata/exchanges.txt, which are Go's.
func unescape(s string) string {
	var b []byte
	for s != "" {
		c, _, tail, err := strconv.UnquoteChar(s, 0)
		if err != nil {
			panic("testdata/exchanges.txt: " + err.Error() + " in " + s)
		}
		b = append(b, byte(c))
		s = tail
	}
	return string(b)
}

// offersEnhanced has the servers that offered ENHANCEDSTATUSCODES in a reply to
// EHLO.
var offersEnhanced = sync.OnceValue(func() map[string]bool {
	offers := map[string]bool{}
	for _, x := range exchanges() {
		if x.command == smtpcodes.EHLO && slices.ContainsFunc(x.lines, func(line string) bool { return line[4:] == "ENHANCEDSTATUSCODES" }) {
			for _, server := range x.servers {
				offers[server] = true
			}
		}
	}
	return offers
})

// render writes a reply as the grammar has it, apart from AppendWire.
func render(r reply.Reply) string {
	var b strings.Builder
	for i, line := range r.Lines {
		separator := "-"
		if i == len(r.Lines)-1 {
			separator = " "
		}
		if r.Enhanced != 0 {
			line = r.Enhanced.String() + " " + line
		}
		fmt.Fprintf(&b, "%d%s%s\r\n", r.Code, separator, line)
	}
	return b.String()
}

// TestExchangesFile keeps a cut or empty file from passing all other tests.
func TestExchangesFile(t *testing.T) {
	servers, strict := map[string]int{}, 0
	for _, x := range exchanges() {
		for _, server := range x.servers {
			servers[server]++
		}
		if x.strict() {
			strict++
		}
	}
	want := map[string]int{
		"aiosmtpd 1.4.3": 212, "exim 4.98.2": 307, "go-smtp 0.25.1": 249, "haraka 3.3.4": 273,
		"opensmtpd 7.6.0p1": 224, "postfix 3.10.13": 350, "postfix 3.7.11": 350, "sendmail 8.18.1": 452,
	}
	if diff := cmp.Diff(want, servers); diff != "" {
		t.Errorf("replies of each server (-want +got):\n%s", diff)
	}
	if len(exchanges()) != 2047 || strict != 2032 {
		t.Errorf("%d replies, of which %d are strict", len(exchanges()), strict)
	}
	offers := map[string]bool{"postfix 3.7.11": true, "postfix 3.10.13": true, "sendmail 8.18.1": true, "opensmtpd 7.6.0p1": true, "go-smtp 0.25.1": true}
	if diff := cmp.Diff(offers, offersEnhanced()); diff != "" {
		t.Errorf("servers that offered ENHANCEDSTATUSCODES (-want +got):\n%s", diff)
	}
}

// TestExchangesParse reads every reply in each way and writes it again.
func TestExchangesParse(t *testing.T) {
	for _, x := range exchanges() {
		s := x.wire()
		observed, err := reply.ParseObserved(s)
		if hasCode := x.lines[0][0] >= '2' && x.lines[0][0] <= '5'; hasCode != (err == nil) {
			t.Errorf("ParseObserved(%q): %v", s, err)
			continue
		} else if !hasCode {
			continue
		}
		// A CR inside a line ends it in what a log shows, though not on the wire.
		if n := len(x.lines) + strings.Count(strings.Join(x.lines, ""), "\r"); observed.Code.String() != x.lines[0][:3] || len(observed.Lines) != n {
			t.Errorf("ParseObserved(%q) = %q", s, observed)
		}

		want, strict := referenceParse(s)
		got, err := reply.Parse(s)
		if strict != (err == nil) || !cmp.Equal(got, want) {
			t.Errorf("Parse(%q) = %q, %v, want %q", s, got, err, want)
		}
		if !strict {
			continue
		}
		text := !slices.Contains(got.Lines, "")
		short := !slices.ContainsFunc(x.lines, func(line string) bool { return len(line) > reply.MaxLine-2 })
		if wire := string(got.AppendWire(nil)); text && short && wire != s {
			t.Errorf("%q is written as %q", s, wire)
		}
		if text && render(got) != s {
			t.Errorf("%q is rendered as %q", s, render(got))
		}
		// The two parsers differ in what Parse takes no enhanced code from.
		if got.Enhanced != 0 && !cmp.Equal(got, observed) {
			t.Errorf("%q: Parse gives %q and ParseObserved %q", s, got, observed)
		}
	}
}

//go:embed testdata/problems.txt
var problemsText string

// TestProblems compares what Check says of the replies in testdata/problems.txt,
// which were reviewed one by one.
func TestProblems(t *testing.T) {
	_, blocks, _ := strings.Cut(problemsText, "\n\n")
	n := 0
	for block := range strings.SplitSeq(strings.TrimSpace(blocks), "\n\n") {
		head, rest, _ := strings.Cut(block, "\n")
		server, verb, _ := strings.Cut(head, ": ")
		var lines, want []string
		for line := range strings.Lines(rest) {
			line = strings.TrimSuffix(line, "\n")
			if problem, ok := strings.CutPrefix(line, "\t"); ok {
				want = append(want, unescape(problem))
			} else {
				lines = append(lines, unescape(line))
			}
		}
		if !slices.ContainsFunc(exchanges(), func(x exchange) bool {
			return x.verb == verb && slices.Contains(x.servers, server) && slices.Equal(x.lines, lines)
		}) {
			t.Errorf("testdata/exchanges.txt has no %q of %s", lines, head)
		}
		command, _ := smtpcodes.ParseCommand(verb)
		r, err := reply.ParseObserved(strings.Join(lines, "\r\n"))
		if err != nil {
			t.Errorf("%s: %v", head, err)
		}
		var got []string
		for _, problem := range (reply.Session{Enhanced: offersEnhanced()[server]}).Check(r, command) {
			got = append(got, problem.String())
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", head, lines, diff)
		}
		n++
	}
	if n < 40 {
		t.Errorf("only %d replies", n)
	}
}

// TestExchangesProblems counts what is wrong with all replies. The problems were
// read before the numbers were put here; another number means that some reply is
// judged in another way.
func TestExchangesProblems(t *testing.T) {
	got := map[string]int{}
	for _, x := range exchanges() {
		r, _ := reply.ParseObserved(x.wire())
		for _, server := range x.servers {
			for _, problem := range (reply.Session{Enhanced: offersEnhanced()[server]}).Check(r, x.command) {
				got[fmt.Sprintf("%v %s", problem.Severity, problem.Rule)]++
			}
		}
	}
	want := map[string]int{
		"breach class-mismatch":   4,
		"breach code-grammar":     7,
		"breach enhanced-missing": 41,
		"breach enhanced-place":   62,
		"breach line-length":      6,
		"breach lines-differ":     5,
		"breach text-octets":      15,
		"remark code-status":      1,
		"remark command-code":     2,
		"remark lines-differ":     25,
		"unusual code-status":     7,
		"unusual command-code":    108,
		"unusual enhanced-class":  1,
		"unusual enhanced-place":  7,
		"unusual enhanced-status": 3,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
