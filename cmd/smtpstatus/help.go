package main

import (
	"flag"
	"fmt"
	"io"
	"runtime/debug"
	"slices"
	"strings"
)

var helpCommand = &command{
	name: "help", args: "[COMMAND|json]", summary: "say how to use smtpstatus, one of its commands, or its JSON", plain: true,
	setup: func(*flag.FlagSet) func(*app, []string) error { return help },
}

var versionCommand = &command{
	name: "version", summary: "print the version", plain: true,
	setup: func(*flag.FlagSet) func(*app, []string) error { return version },
}

func version(a *app, args []string) error {
	if len(args) > 0 {
		return usagef("unexpected argument %q", args[0])
	}
	version := "(unknown)"
	if info, ok := debug.ReadBuildInfo(); ok && info.Main.Version != "" {
		version = info.Main.Version
	}
	fmt.Fprintln(a.stdout, "smtpstatus", version)
	return nil
}

func help(a *app, args []string) error {
	if len(args) > 1 {
		return usagef("unexpected argument %q", args[1])
	}
	if len(args) == 0 {
		overview(a.stdout)
		return nil
	}
	if args[0] == "json" {
		fmt.Fprint(a.stdout, jsonHelp)
		return nil
	}
	i := slices.IndexFunc(commands, func(c *command) bool { return c.name == args[0] })
	if i < 0 {
		return usagef("unknown command %q, want json or one of %s", args[0], commandNames())
	}
	commands[i].usage(a.stdout)
	return nil
}

func overview(w io.Writer) {
	fmt.Fprint(w, "smtpstatus explains, lists, checks and counts SMTP replies.\n\nUsage: smtpstatus COMMAND [FLAGS] [ARGUMENTS]\n\nCommands:\n")
	for _, c := range commands {
		fmt.Fprintf(w, "  %-12s%s\n", c.name, c.summary)
	}
	fmt.Fprint(w, `
Run "smtpstatus help COMMAND" for its flags, which may stand before or after
its arguments and may begin with one hyphen or two, and "smtpstatus help json"
for the names in its JSON.

The language is that of -lang, or of LANGUAGE, LC_ALL, LC_MESSAGES and LANG as
gettext reads them. There are colours on a terminal, unless NO_COLOR is set or
TERM is "dumb".

Exit codes:
  0  all is well
  1  check found a breach, or what was asked for was not found
  2  wrong use, or the command could not do its work
`)
}

// usage prints how to use one command.
func (c *command) usage(w io.Writer) {
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	c.declare(flags)
	hasFlags := false
	flags.VisitAll(func(*flag.Flag) { hasFlags = true })
	line := "Usage: smtpstatus " + c.name
	if hasFlags {
		line += " [FLAGS]"
	}
	if c.args != "" {
		line += " " + c.args
	}
	fmt.Fprintf(w, "%s\n\n%s.\n", line, strings.ToUpper(c.summary[:1])+c.summary[1:])
	if c.help != "" {
		fmt.Fprintf(w, "\n%s\n", strings.Trim(c.help, "\n"))
	}
	if !hasFlags {
		return
	}
	fmt.Fprint(w, "\nFlags:\n")
	flags.VisitAll(func(f *flag.Flag) {
		value, text := flag.UnquoteUsage(f)
		if value != "" {
			value = " " + value
		}
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			text += " (default " + f.DefValue + ")"
		}
		fmt.Fprintf(w, "  -%s%s\n", f.Name, value)
		for _, line := range wrap(text, columns-8) {
			fmt.Fprintf(w, "        %s\n", line)
		}
	})
}

const jsonHelp = `With -json each answer is an object on a line of its own. Fields for which there
is nothing to say are left out, but for lists of list and check. Codes,
conditions, commands, causes and origins are written as in "smtpstatus list".
Titles, texts, meanings and advice are in the language; all else is the same in
each.

explain, an object a reply:
  input                what was given
  language             the tag of the language
  said                 the reply on one line
  code, enhanced       its codes; condition instead, if one was given
  command              what it answers, if that is known
  constant             the Go constant of a code alone
  standing             for each code and condition: code, status
  problems             what is wrong with the codes together, as in check
  outcome              done, continue, try-later, refused or closing
  title, meaning       what the code is called and what happened
  documents            who says so: code, origin, title, sections
  cause                why: id, title, text
  basis                what tells the cause: text, enhanced or basic
  rule, words          the rule that decided, and its words, {} for any others
  origin               whose words these are: id, title
  fault, side          who can act: recipient, sender, content, receiver,
                       network or policy, and in words
  actions              what to do: id, title, text
  action, advice       the first of these, or what the code advises
  retry_after_seconds  how long the reply asks to wait
  url, blocklist       what the reply names
  answers, beside      for a code alone: commands, codes that stand beside it

list, an object a row:
  codes       code, name, status, text, meaning
              with -command: code, command, kind, status, origin, section, text,
              when; the kind of what only software sends is practice, and it has
              no text, for its meaning is the software's own
  conditions  condition, name, classes, status, beside, text, meaning
  commands    command, name, stage, status, extension, codes, text, meaning
  pairs       code, enhanced, command, status, origin, section, strength, text,
              when
  causes      cause, name, fault, actions (id, title, text), title, meaning
  origins     origin, kind, year, title, obsoletes

check, an object a reply:
  line                 of the transcript
  command, sent        what it answers, and the line that was sent
  code, enhanced       its codes
  lines                the reply as it came
  problems             rule, severity (remark, unusual, breach), section, detail

stats, one object:
  lines, replies, without_reply
  causes, origins, codes   lists of id, title, count
`
