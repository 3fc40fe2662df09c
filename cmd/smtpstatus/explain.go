package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

var explainCommand = &command{
	name: "explain", args: "[REPLY...]", summary: "say what a reply or a code means, whose fault it is and what to do",
	help: `
A REPLY is a basic code (550), an enhanced code (5.7.26), both (550 5.7.26), a
condition (X.7.26), a whole reply, a Diagnostic-Code field, or a line of the log
of Postfix, Exim, Sendmail, OpenSMTPD or qmail. Without one, standard input is
read, a line at a time; the lines of one reply are put together, and lines
without a reply are left out.

Words are put together: "explain 550 5.7.1 relay denied" is one reply. Several
codes without other words are explained one by one, but an enhanced code behind
a basic one belongs to it: "explain 421 550 5.7.1" is two. If an argument holds
a space, each argument is a reply of its own, explain "550 no" "421 wait", but
text without a code belongs to the codes before it.

Exit code 1 means that something could not be explained.`,
	setup: func(flags *flag.FlagSet) func(*app, []string) error {
		command := commandFlag(flags, "explain it as the answer to this `COMMAND`, such as RCPT or end-of-data (default: what the log says)")
		return func(a *app, args []string) error { return explain(a, args, command.value) }
	},
}

func explain(a *app, args []string, cmd smtpcodes.Command) error {
	if len(args) == 0 {
		return explainStream(a, cmd)
	}
	missing := false
	for i, input := range joinWords(args) {
		s, err := readSubject(input, cmd)
		if err != nil {
			fmt.Fprintf(a.stderr, "%s: %s\n", a.title(), printable(err.Error()))
			missing = true
			continue
		}
		if i > 0 && !a.json {
			fmt.Fprintln(a.stdout)
		}
		a.explain(s)
	}
	if missing {
		return errNothing
	}
	return nil
}

// explainStream explains what stands on standard input as it comes.
func explainStream(a *app, cmd smtpcodes.Command) error {
	if f, ok := a.stdin.(*os.File); ok && isTerminal(f) {
		fmt.Fprintln(a.stderr, "Type replies, one a line, and end with Ctrl-D.")
	}
	lines, explained := 0, 0
	var open []string // lines of a reply that goes on
	explainOpen := func() error {
		s, err := readSubject(strings.Join(open, "\n"), cmd)
		open = open[:0]
		if err != nil {
			return nil
		}
		if explained > 0 && !a.json {
			fmt.Fprintln(a.stdout)
		}
		explained++
		a.explain(s)
		return a.stdout.Flush()
	}
	err := eachLine(a.stdin, func(line []byte) error {
		lines++
		text := string(line)
		if len(open) > 0 && !continues(open[0], text) {
			if err := explainOpen(); err != nil {
				return err
			}
		}
		open = append(open, text)
		if continues(text, text) && text[3:4] == "-" && len(open) < reply.DefaultMaxLines {
			return nil
		}
		return explainOpen()
	})
	if err == nil && len(open) > 0 {
		err = explainOpen()
	}
	if err != nil {
		return err
	}
	if explained == 0 {
		fmt.Fprintf(a.stderr, "%s: no reply in %d lines\n", a.title(), lines)
		return errNothing
	}
	return nil
}

// continues reports whether a line has the code of a reply's first line, and a space
// or a hyphen behind it.
func continues(first, line string) bool {
	return startsWithCode(line) && len(line) > 3 && first[:3] == line[:3]
}

// joinWords makes replies of arguments, as the help says.
func joinWords(args []string) []string {
	quoted, words := false, false
	for _, arg := range args {
		quoted = quoted || strings.ContainsAny(arg, " \t\r\n")
		words = words || !isCode(arg)
	}
	if words && !quoted {
		return []string{strings.Join(args, " ")}
	}
	var replies []string
	basic, code := false, false // the last one is a basic code alone, or any codes
	for _, arg := range args {
		_, notEnhanced := enhanced.Parse(arg)
		_, notBasic := smtpcodes.Parse(arg)
		_, whole := readLine(arg)
		if basic && notEnhanced == nil || code && !whole && !isCode(arg) {
			replies[len(replies)-1] += " " + arg
			basic, code = false, code && isCode(arg)
			continue
		}
		replies = append(replies, arg)
		basic, code = notBasic == nil, isCode(arg)
	}
	return replies
}

// isCode reports whether a word is a code or a condition.
func isCode(word string) bool {
	_, err := smtpcodes.Parse(word)
	_, err2 := enhanced.Parse(word)
	_, err3 := enhanced.ParseCondition(strings.ToUpper(word))
	return err == nil || err2 == nil || err3 == nil
}

// subject is what is to be explained: a reply, or a condition.
type subject struct {
	input     string
	reply     reply.Reply
	command   smtpcodes.Command
	condition enhanced.Condition
	finding   cause.Finding
}

// readSubject reads what is to be explained. The command is the one that the user
// gave, or 0.
func readSubject(input string, cmd smtpcodes.Command) (subject, error) {
	s := subject{input: input, command: cmd}
	input = strings.TrimSpace(input)
	if d, err := enhanced.ParseCondition(strings.ToUpper(input)); err == nil {
		s.condition = d
		return s, nil
	}
	o, ok := readLine(input)
	if s.command == 0 {
		s.command = o.command
	}
	s.reply = o.reply
	s.finding = cause.OfCommand(s.reply, s.command)
	if !ok {
		// Words alone may tell too.
		s.reply, _ = reply.ParseObserved(input)
		s.finding = cause.OfCommand(s.reply, s.command)
		if s.finding.Basis != cause.Text {
			return s, &reply.ParseError{What: "reply", Input: input, Want: "a code such as 550, 5.7.1 or X.7.1, or words that tell a cause", Err: reply.ErrSyntax}
		}
	}
	return s, nil
}

// bare reports whether nothing but codes is to be explained.
func (s *subject) bare() bool {
	return s.condition != 0 || strings.TrimSpace(strings.Join(s.reply.Lines, "")) == ""
}

// maxLineLength is how much of a line is read. The rest of it is passed over.
const maxLineLength = 64 << 10

// eachLine calls a function with each line, without its end.
func eachLine(r io.Reader, f func(line []byte) error) error {
	b := bufio.NewReaderSize(r, maxLineLength)
	for {
		line, err := b.ReadSlice('\n')
		if len(line) > 0 {
			if err := f(trimEnd(line)); err != nil {
				return err
			}
		}
		for errors.Is(err, bufio.ErrBufferFull) {
			_, err = b.ReadSlice('\n')
		}
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// trimEnd removes the end of a line.
func trimEnd(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\n' {
		line = line[:n-1]
	}
	if n := len(line); n > 0 && line[n-1] == '\r' {
		line = line[:n-1]
	}
	return line
}
