// Command smtpstatus explains, lists, checks and counts SMTP replies.
//
//	smtpstatus explain 550 5.7.1 relay denied     what a reply means and what to do
//	smtpstatus list codes -command RCPT           what may answer RCPT
//	smtpstatus check session.txt                  what is wrong in a transcript
//	smtpstatus check mx.example.org:25            what is wrong with a server
//	smtpstatus stats /var/log/mail.log            why mail was refused, counted
//
// Run "smtpstatus help" for the commands and exit codes, and "smtpstatus help
// explain" for the flags of one.
package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/catalog"
)

// Exit codes.
const (
	exitOK     = 0
	exitFound  = 1 // a breach, or nothing that was asked for
	exitCannot = 2
)

// errBreach is a breach, and errNothing a lack, that has been printed.
var (
	errBreach  = errors.New("breach")
	errNothing = errors.New("nothing found")
)

// usageError is a wrong use of the command.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// app is what every command works with.
type app struct {
	name    string // of the command
	stdin   io.Reader
	stdout  *bufio.Writer
	stderr  io.Writer
	texts   catalog.Texts
	words   *words
	json    bool
	style   style
	width   int  // of the lines that are printed
	watched bool // stderr is a terminal
}

// command is one of smtpstatus's commands. Its setup declares the flags and
// returns what runs after they are parsed.
type command struct {
	name, args, summary, help string
	setup                     func(*flag.FlagSet) func(*app, []string) error
	plain                     bool // it has no -lang and no -json
}

var commands []*command

func init() {
	commands = []*command{explainCommand, listCommand, checkCommand, statsCommand, completionCommand, versionCommand, helpCommand}
}

func main() { os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }

// run is the whole program. Results go to stdout, complaints to stderr.
func run(args []string, stdin io.Reader, stdout, stderr *os.File) int {
	out := bufio.NewWriter(stdout)
	a := &app{stdin: stdin, stdout: out, stderr: stderr, style: newStyle(stdout, os.Getenv), width: lineWidth(stdout), watched: isTerminal(stderr)}
	err := a.dispatch(args)
	if flushed := out.Flush(); flushed != nil && (err == nil || errors.Is(err, errBreach) || errors.Is(err, errNothing)) {
		err = flushed
	}
	usage := (*usageError)(nil)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return exitOK
	case errors.Is(err, errBreach), errors.Is(err, errNothing):
		return exitFound
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "%s: %s\n", a.title(), err)
		fmt.Fprintf(stderr, "Run %q for how to use it.\n", strings.TrimSpace("smtpstatus help "+a.name))
	default:
		fmt.Fprintf(stderr, "%s: %s\n", a.title(), printable(err.Error()))
	}
	return exitCannot
}

func (a *app) title() string { return strings.TrimSpace("smtpstatus " + a.name) }

// dispatch finds the command and runs it.
func (a *app) dispatch(args []string) error {
	if len(args) > 0 && args[0] == completeName {
		return a.complete(args[1:])
	}
	if len(args) == 0 {
		return usagef("a command is missing: one of %s", commandNames())
	}
	name := args[0]
	switch name {
	case "-h", "-help", "--help":
		name = "help"
	case "-version", "--version":
		name = "version"
	}
	i := slices.IndexFunc(commands, func(c *command) bool { return c.name == name })
	if i < 0 {
		return usagef("unknown command %q, want one of %s", name, commandNames())
	}
	c := commands[i]
	a.name = c.name
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	run, common := c.declare(flags)
	rest, err := parseFlags(flags, args[1:])
	switch {
	case errors.Is(err, flag.ErrHelp):
		c.usage(a.stdout)
		return nil
	case err != nil:
		return usagef("%v", err)
	}
	if a.texts, err = common.texts(os.Getenv); err != nil {
		return err
	}
	a.words = wordsFor(a.texts.Language())
	a.json = common.json
	return run(a, rest)
}

// common are the flags of every command that answers something.
type common struct {
	lang string
	json bool
}

// declare declares the flags of a command.
func (c *command) declare(flags *flag.FlagSet) (func(*app, []string) error, *common) {
	common := new(common)
	if !c.plain {
		flags.StringVar(&common.lang, "lang", "", "answer in the language with this `tag`, such as zh or zh-Hant (default: that of the environment)")
		flags.BoolVar(&common.json, "json", false, "answer in JSON, one object a line")
	}
	return c.setup(flags), common
}

// parseFlags parses flags before, between and after the arguments, which it
// returns. All that follows "--" are arguments.
func parseFlags(flags *flag.FlagSet, args []string) ([]string, error) {
	var rest []string
	for len(args) > 0 {
		if err := flags.Parse(args); err != nil {
			return nil, err
		}
		left := flags.Args()
		if read := len(args) - len(left); read > 0 && args[read-1] == "--" {
			return append(rest, left...), nil
		}
		if len(left) == 0 {
			break
		}
		rest, args = append(rest, left[0]), left[1:]
	}
	return rest, nil
}

func commandNames() string {
	var names []string
	for _, c := range commands {
		names = append(names, c.name)
	}
	return strings.Join(names, ", ")
}
