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
	name: "help", args: "[COMMAND]", summary: "say how to use smtpstatus or one of its commands", plain: true,
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
	i := slices.IndexFunc(commands, func(c *command) bool { return c.name == args[0] })
	if i < 0 {
		return usagef("unknown command %q, want one of %s", args[0], commandNames())
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
its arguments and may begin with one hyphen or two.

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
