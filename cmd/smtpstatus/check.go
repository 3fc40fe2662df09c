package main

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strings"

	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

var checkCommand = &command{
	name: "check", args: "FILE|HOST:PORT|-", summary: "check the replies in a transcript, or those of a server",
	help: `
A transcript is what a program shows of a session: lines with C: and S:, swaks,
openssl s_client, telnet, curl -v, Python's smtplib, sendmail -v, and the debug
logs of Postfix and Exim. A time may stand before each line. - is standard
input. Each reply is checked as the answer to its command, and each problem is
printed with its line.

With HOST:PORT the server there is sent what does no harm: EHLO, NOOP, HELP, an
unknown command, syntax errors, a bad sequence, RSET and QUIT. No mail is sent,
unless -from and -to are both given.

A breach is what a document in force forbids. What is unusual or only worth a
remark does not change the exit code. Exit code 1 means that there is a breach.`,
	setup: func(flags *flag.FlagSet) func(*app, []string) error {
		p := newProbe(flags)
		return func(a *app, args []string) error { return check(a, args, p) }
	},
}

func check(a *app, args []string, p *probe) error {
	if len(args) != 1 {
		return usagef("name one transcript, host:port, or - for standard input")
	}
	name := args[0]
	if name == "-" {
		return checkTranscript(a, "", a.stdin)
	}
	f, err := os.Open(name)
	if err != nil {
		if !errors.Is(err, os.ErrNotExist) {
			return err
		}
		if _, port, split := net.SplitHostPort(name); split == nil && port != "" {
			return p.run(a, name)
		}
		if !strings.ContainsAny(name, `/\`) {
			return fmt.Errorf("%w; a server is named with its port, as in mx.example.org:25", err)
		}
		return err
	}
	defer f.Close()
	return checkTranscript(a, name, f)
}

// report prints answers and counts what is wrong with them.
type report struct {
	app                      *app
	file                     string
	replies                  int
	breach, unusual, remarks int
}

// count counts the problems of an answer.
func (r *report) count(problems []reply.Problem) {
	for _, p := range problems {
		switch p.Severity {
		case reply.Breach:
			r.breach++
		case reply.Unusual:
			r.unusual++
		default:
			r.remarks++
		}
	}
}

// answered is an answer in JSON.
type answered struct {
	Line     int               `json:"line,omitempty"`
	Command  smtpcodes.Command `json:"command,omitzero"`
	Sent     string            `json:"sent,omitempty"`
	Code     smtpcodes.Code    `json:"code,omitzero"`
	Enhanced string            `json:"enhanced,omitempty"`
	Lines    []string          `json:"lines"`
	Problems []problem         `json:"problems"`
}

// problem is a reply.Problem in JSON.
type problem struct {
	Rule     reply.Rule     `json:"rule"`
	Severity reply.Severity `json:"severity"`
	Section  string         `json:"section"`
	Detail   string         `json:"detail"`
}

func (r *report) json(a answer) {
	if a.raw == nil {
		a.raw = []string{}
	}
	o := answered{Line: a.line, Command: a.command, Sent: a.sent, Code: a.reply.Code, Enhanced: a.reply.Enhanced.String(), Lines: a.raw, Problems: []problem{}}
	for _, p := range a.problems {
		o.Problems = append(o.Problems, problem(p))
	}
	r.app.writeJSON(o)
}

// transcript prints an answer in a transcript: what was said, if something is wrong
// with it, and below what is.
func (r *report) transcript(a answer) {
	r.replies++
	r.count(a.problems)
	if r.app.json {
		r.json(a)
		return
	}
	if len(a.problems) == 0 {
		return
	}
	place := fmt.Sprintf("%d:", a.line)
	if r.file != "" {
		place = printable(r.file) + ":" + place
	}
	said := a.raw[0]
	if len(a.raw) > 1 {
		said += " ..."
	}
	fmt.Fprintf(r.app.stdout, "%s %s\n", r.app.style.heading(place), shorten(printable(said), r.app.width-2-textWidth(place)))
	if a.sent != "" {
		fmt.Fprintln(r.app.stdout, "  "+r.app.style.faint(shorten(fmt.Sprintf(r.app.words.answersTo, printable(a.sent)), r.app.width-2)))
	} else if a.command != 0 {
		fmt.Fprintln(r.app.stdout, "  "+r.app.style.faint(fmt.Sprintf(r.app.words.answersTo, r.app.texts.Command(a.command))))
	}
	r.problems(a.problems)
}

// nbsp is a space at which no line is broken.
const nbsp = "\u00a0"

// problems prints what is wrong with an answer.
func (r *report) problems(problems []reply.Problem) {
	for _, p := range problems {
		name, paint := r.app.words.remark, r.app.style.faint
		switch p.Severity {
		case reply.Breach:
			name, paint = r.app.words.breach, r.app.style.bad
		case reply.Unusual:
			name, paint = r.app.words.unusual, r.app.style.warning
		}
		rule := string(p.Rule)
		if about := r.app.words.rules[p.Rule]; about != "" {
			rule += " " + about
		}
		// The section is kept together.
		text := printable(fmt.Sprintf("%s: %s: %s ", name, rule, p.Detail)) + strings.ReplaceAll("("+p.Section+")", " ", nbsp)
		for i, line := range wrap(text, r.app.width-4) {
			line = strings.ReplaceAll(line, nbsp, " ")
			indent := "  "
			if i > 0 {
				indent = "    "
			} else {
				line = strings.Replace(line, name, paint(name), 1)
			}
			fmt.Fprintln(r.app.stdout, indent+line)
		}
	}
}

// end prints how many replies there were and what was wrong with them.
func (r *report) end() error {
	if !r.app.json {
		w, paint := r.app.words, r.app.style.good
		if r.breach > 0 {
			paint = r.app.style.bad
		}
		fmt.Fprintln(r.app.stdout, paint(fmt.Sprintf(w.checked, r.replies, r.breach, r.unusual, r.remarks)))
	}
	if r.breach > 0 {
		return errBreach
	}
	return nil
}

// plural is a number and what is counted.
func plural(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

// shorten cuts text to a width.
func shorten(s string, width int) string {
	if textWidth(s) <= width {
		return s
	}
	used := 0
	for i, r := range s {
		if used += runeWidth(r); used > width-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// checkTranscript checks every reply of a transcript.
func checkTranscript(a *app, file string, r io.Reader) error {
	rep := &report{app: a, file: file}
	f := &follower{sessions: make(map[string]*session), found: rep.transcript}
	number := 0
	err := eachLine(r, func(line []byte) error {
		number++
		f.line(string(line), number)
		return nil
	})
	if err != nil {
		return err
	}
	f.end()
	if rep.replies == 0 {
		return fmt.Errorf("no reply found in %s of %s", plural(number, "line"), cmp.Or(file, "standard input"))
	}
	return rep.end()
}
