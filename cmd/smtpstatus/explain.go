package main

import (
	"bufio"
	"bytes"
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
condition (X.7.26), a whole reply, a field Diagnostic-Code or Status of a
delivery report, or a line of the log of Postfix, Exim, Sendmail, OpenSMTPD or
qmail. Without one, standard input is read, a line at a time; the lines of one
reply are put together, folded ones too, and lines without a reply are left out.

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
	j := &joiner{found: func(text string, _ int) error {
		s, err := readSubject(text, cmd)
		if err != nil {
			return nil
		}
		if explained > 0 && !a.json {
			fmt.Fprintln(a.stdout)
		}
		explained++
		a.explain(s)
		return a.stdout.Flush()
	}}
	err := eachLine(a.stdin, func(line []byte) error {
		lines++
		return j.line(string(line))
	})
	if err == nil {
		err = j.end()
	}
	if err != nil {
		return err
	}
	if explained == 0 {
		fmt.Fprintf(a.stderr, "%s: no reply in %s\n", a.title(), plural(lines, "line"))
		return errNothing
	}
	return nil
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
	o, ok := readStatus(input)
	if !ok {
		o, ok = readLine(input)
	}
	if s.command == 0 {
		s.command = o.command
	}
	s.reply = o.reply
	if !ok {
		s.reply, _ = reply.ParseObserved(withoutProgram(input))
	}
	s.finding = cause.OfCommand(s.reply, s.command)
	// Words alone may tell too.
	if s.reply.Code == 0 && s.reply.Enhanced == 0 && s.finding.Basis != cause.Text {
		return s, &reply.ParseError{What: "reply", Input: input, Want: wanted(input), Err: reply.ErrSyntax}
	}
	return s, nil
}

// readStatus reads the Status field of a delivery report (RFC 3464, section 2.3.4). It
// is not counted in logs, where it says again what Diagnostic-Code does.
func readStatus(line string) (observed, bool) {
	const name = "Status:"
	if len(line) < len(name) || !strings.EqualFold(line[:len(name)], name) {
		return observed{}, false
	}
	code, comment, _ := strings.Cut(strings.TrimSpace(line[len(name):]), " ")
	e, err := enhanced.Parse(code)
	return observed{reply: reply.Reply{Enhanced: e, Lines: []string{comment}}}, err == nil
}

// wanted says what would have been a reply.
func wanted(input string) string {
	if word, _, _ := strings.Cut(input, " "); len(word) == 3 && isDigits(word) {
		return "a code of three digits, of which the first is 2, 3, 4 or 5"
	}
	return "a code such as 550, 5.7.1 or X.7.1, or words that tell a cause"
}

// bare reports whether nothing but codes is to be explained.
func (s *subject) bare() bool {
	return s.condition != 0 || strings.TrimSpace(strings.Join(s.reply.Lines, "")) == ""
}

// maxLineLength is how much of a line is read. The rest of it is passed over.
const maxLineLength = 64 << 10

// byteOrderMark is what some editors put before the first line.
var byteOrderMark = []byte("\ufeff")

// eachLine calls a function with each line, without its end.
func eachLine(r io.Reader, f func(line []byte) error) error {
	b := bufio.NewReaderSize(r, maxLineLength)
	for first := true; ; first = false {
		line, err := b.ReadSlice('\n')
		if first {
			line = bytes.TrimPrefix(line, byteOrderMark)
		}
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
