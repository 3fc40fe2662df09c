package main

import (
	"flag"
	"strings"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// commandValue is a flag whose value is a command or a stage.
type commandValue struct{ value smtpcodes.Command }

func (v *commandValue) String() string { return v.value.String() }

// Set reads a verb, with or without what follows it, or a stage, with hyphens or
// spaces or as its constant is named.
func (v *commandValue) Set(s string) error {
	s = strings.TrimSpace(s)
	for cmd := range smtpcodes.Commands() {
		if strings.EqualFold(s, cmd.String()) || strings.EqualFold(s, cmd.Name()) || strings.EqualFold(s, commandWord(cmd)) {
			v.value = cmd
			return nil
		}
	}
	verb, _, _ := strings.Cut(s, " ")
	cmd, err := smtpcodes.ParseCommand(verb)
	v.value = cmd
	return err
}

// commandWord is a command as one word, for a shell.
func commandWord(cmd smtpcodes.Command) string { return strings.ReplaceAll(cmd.String(), " ", "-") }

func commandFlag(flags *flag.FlagSet, usage string) *commandValue {
	v := new(commandValue)
	flags.Var(v, "command", usage)
	return v
}
