package main

import (
	"fmt"
	"os"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// columns is how wide the output is that goes to no terminal, so that the same command
// prints the same everywhere.
const columns = 80

// Lines on a terminal are as wide as it is, within these bounds: longer ones are hard to
// read.
const minColumns, maxColumns = 40, 120

// lineWidth returns how wide what goes to a file may be.
func lineWidth(f *os.File) int {
	if n := terminalWidth(f); n > 0 {
		return min(max(n, minColumns), maxColumns)
	}
	return columns
}

// runeWidth returns how many columns a terminal gives a character: two for the wide
// ones of East Asia.
func runeWidth(r rune) int {
	if unicode.In(r, unicode.Mn, unicode.Me) {
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

func textWidth(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

// pad appends spaces up to a width.
func pad(s string, width int) string {
	return s + strings.Repeat(" ", max(0, width-textWidth(s)))
}

// wrap breaks text into lines of no more than a width: at spaces, and between wide
// characters where their punctuation allows it. A longer word has a line of its
// own.
func wrap(text string, width int) []string {
	var lines []string
	line, used := "", 0
	for _, word := range pieces(text) {
		n := textWidth(word)
		if line != "" && used+textWidth(strings.TrimRight(word, " ")) > width {
			lines = append(lines, strings.TrimRight(line, " "))
			line, used = "", 0
		}
		line += word
		used += n
	}
	return append(lines, strings.TrimRight(line, " "))
}

// pieces splits text behind spaces and around wide characters, with the marks that are
// written over them.
func pieces(text string) []string {
	var out []string
	start := 0
	var before rune
	for i, r := range text {
		if i > 0 && runeWidth(r) == 0 {
			continue
		}
		if i > 0 && mayBreak(before, r) {
			out = append(out, text[start:i])
			start = i
		}
		before = r
	}
	return append(out, text[start:])
}

func mayBreak(before, after rune) bool {
	switch {
	case before == ' ':
		return after != ' '
	case strings.ContainsRune(" ，。、；：！？）」』》”’…\"'),.:;!?]}>%", after), strings.ContainsRune("（「『《“‘\"'([{<", before):
		return false
	}
	return runeWidth(before) == 2 || runeWidth(after) == 2
}

// printable returns text of a stranger without what moves a cursor, changes a
// terminal or turns the direction of writing: such characters are shown as Go
// escapes.
func printable(s string) string {
	clean := true
	for _, r := range s {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	var b strings.Builder
	for i, r := range s {
		switch {
		case r == '\t':
			b.WriteByte(' ')
		case r == utf8.RuneError && !strings.HasPrefix(s[i:], string(utf8.RuneError)):
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case unicode.IsPrint(r):
			b.WriteRune(r)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.String()
}
