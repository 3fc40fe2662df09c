package main

import (
	"strings"

	"github.com/smtpstatus/smtpstatus/reply"
)

// joiner puts together the lines of one reply: those that begin with the same code, and
// those that a field or a bounce folds.
type joiner struct {
	lines []string // of a reply that may go on
	found func(text string, lines int) error
}

// line takes the next line.
func (j *joiner) line(line string) error {
	if len(j.lines) > 0 && !continues(j.lines, line) {
		if err := j.end(); err != nil {
			return err
		}
	}
	j.lines = append(j.lines, line)
	if mayGoOn(j.lines) && len(j.lines) < reply.DefaultMaxLines {
		return nil
	}
	return j.end()
}

// end takes the end of what is open.
func (j *joiner) end() error {
	if len(j.lines) == 0 {
		return nil
	}
	text, n := strings.Join(j.lines, "\n"), len(j.lines)
	j.lines = j.lines[:0]
	return j.found(text, n)
}

// mayGoOn reports whether another line may belong to these.
func mayGoOn(lines []string) bool { return folds(lines[0]) || hyphened(lines[len(lines)-1]) }

// continues reports whether a line goes on with these, of which the last may go on.
func continues(lines []string, line string) bool {
	first, last := strings.TrimLeft(lines[0], " \t"), lines[len(lines)-1]
	if isIndented(line) && (folds(first) || hyphened(last)) {
		return true
	}
	return hyphened(last) && startsWithCode(line) && len(line) > 3 && first[:min(3, len(first))] == line[:3]
}

// hyphened reports whether a line has the hyphen of a reply that goes on.
func hyphened(line string) bool {
	line = strings.TrimLeft(line, " \t")
	return startsWithCode(line) && len(line) > 3 && line[3] == '-'
}

// folds reports whether a line begins a field, or the paragraph of a bounce about one
// recipient, "<bob@example.org>: host mx said: ...".
func folds(line string) bool {
	if strings.HasPrefix(line, "<") {
		return strings.Contains(line, ">: ")
	}
	for i := range len(line) {
		switch c := line[i]; {
		case c == ':':
			return i > 0 && (i+1 == len(line) || isIndented(line[i+1:])) && (strings.Contains(line[:i], "-") || strings.TrimSpace(line[i+1:]) != "")
		case c != '-' && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z'):
			return false
		}
	}
	return false
}

func isIndented(line string) bool { return line != "" && (line[0] == ' ' || line[0] == '\t') }
