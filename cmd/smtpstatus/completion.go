package main

import (
	"embed"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

//go:embed completion
var completionScripts embed.FS

var shells = []string{"bash", "zsh", "fish"}

var completionCommand = &command{
	name: "completion", args: "bash|zsh|fish", summary: "print the script that completes smtpstatus in a shell", plain: true,
	help: `
  bash   source <(smtpstatus completion bash)       in ~/.bashrc
  zsh    source <(smtpstatus completion zsh)        in ~/.zshrc, after compinit
  fish   smtpstatus completion fish | source        in ~/.config/fish/config.fish`,
	setup: func(*flag.FlagSet) func(*app, []string) error { return completion },
}

func completion(a *app, args []string) error {
	if len(args) != 1 || !slices.Contains(shells, args[0]) {
		return usagef("name one shell: %s", strings.Join(shells, ", "))
	}
	script, err := completionScripts.ReadFile("completion/smtpstatus." + args[0])
	if err != nil {
		return err
	}
	_, err = a.stdout.Write(script)
	return err
}

// completeName is the command that the scripts ask: the words after smtpstatus up
// to the cursor, the last of which may be empty. It prints what may stand in the
// place of the last word, or one line ":files" where a file may.
const completeName = "__complete"

func (a *app) complete(words []string) error {
	if len(words) == 0 {
		words = []string{""}
	}
	last := words[len(words)-1]
	for _, s := range suggestions(words[:len(words)-1], last) {
		if strings.HasPrefix(s, last) || s == filesWanted {
			fmt.Fprintln(a.stdout, s)
		}
	}
	return nil
}

const filesWanted = ":files"

// suggestions returns what may follow the words.
func suggestions(before []string, last string) []string {
	var names []string
	for _, c := range commands {
		names = append(names, c.name)
	}
	if len(before) == 0 {
		return names
	}
	i := slices.Index(names, before[0])
	if i < 0 {
		return nil
	}
	c := commands[i]
	flags := flag.NewFlagSet(c.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	c.declare(flags)
	if name := strings.TrimLeft(before[len(before)-1], "-"); name != before[len(before)-1] {
		if f := flags.Lookup(name); f != nil && !isSwitch(f) {
			return flagValues(name)
		}
	}
	if strings.HasPrefix(last, "-") {
		hyphens := last[:len(last)-len(strings.TrimLeft(last, "-"))]
		var list []string
		flags.VisitAll(func(f *flag.Flag) {
			if c != listCommand || applies(f.Name, before[1:]) {
				list = append(list, hyphens[:min(2, len(hyphens))]+f.Name)
			}
		})
		return list
	}
	switch c {
	case listCommand:
		return listNames()
	case completionCommand:
		return shells
	case helpCommand:
		return names
	case checkCommand, statsCommand:
		return []string{filesWanted}
	}
	return nil
}

// applies reports whether a flag of list is one of the list that the words name, or of
// any if they name none.
func applies(name string, words []string) bool {
	if name == "lang" || name == "json" {
		return true
	}
	for _, l := range lists {
		if slices.Contains(words, l.name) {
			return slices.Contains(l.filters, name)
		}
	}
	return true
}

// isSwitch reports whether a flag takes no value.
func isSwitch(f *flag.Flag) bool {
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	return ok && b.IsBoolFlag()
}

// flagValues returns the values that a flag may have, as far as they can be listed.
func flagValues(name string) []string {
	var values []string
	switch name {
	case "command":
		for cmd := range smtpcodes.Commands() {
			values = append(values, commandWord(cmd))
		}
	case "origin":
		for o := range origin.All() {
			values = append(values, o.String())
		}
	case "lang":
		for _, tag := range catalog.Languages() {
			values = append(values, tag.String())
		}
	case "class":
		return classes
	case "status":
		return statuses
	case "fault":
		return faults
	case "kind":
		return kinds
	}
	return values
}
