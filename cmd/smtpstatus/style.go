package main

import "os"

// style colours text, or leaves it as it is.
type style struct{ on bool }

// newStyle colours what goes to a terminal, unless the reader wants none
// (https://no-color.org) or the terminal has none.
func newStyle(f *os.File, getenv func(string) string) style {
	return style{isTerminal(f) && getenv("NO_COLOR") == "" && getenv("TERM") != "dumb"}
}

// isTerminal reports whether a file is a terminal. The null device looks like one.
func isTerminal(f *os.File) bool {
	info, err := f.Stat()
	if err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(info, null)
}

func (s style) paint(sequence, text string) string {
	if !s.on || text == "" {
		return text
	}
	return "\x1b[" + sequence + "m" + text + "\x1b[0m"
}

func (s style) heading(text string) string { return s.paint("1", text) }
func (s style) faint(text string) string   { return s.paint("2", text) }
func (s style) good(text string) string    { return s.paint("32", text) }
func (s style) warning(text string) string { return s.paint("33", text) }
func (s style) bad(text string) string     { return s.paint("31", text) }
