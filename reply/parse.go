package reply

import (
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Parse reads one reply as RFC 5321, section 4.2, and RFC 2034, section 4, define
// it: lines that end in CRLF (which the last may lack), the same code on each, a
// hyphen on all but the last, text of HT and printable ASCII. It takes what
// section 4.2 tells clients to take: a code alone, with or without a space, and
// lines longer than [MaxLine].
//
// An enhanced code is read if each line has the same one directly after its code,
// of the same class and followed by a space or the end of the line; else all is
// text. The error is a *[ParseError] that wraps [ErrSyntax].
func Parse(s string) (Reply, error) {
	code, err := smtpcodes.Parse(s[:min(len(s), 3)])
	if err != nil {
		return Reply{}, parseError(s, "three digits, the first from 2 to 5")
	}
	text, rest, last, err := parseLine(s, s[:3])
	if err != nil {
		return Reply{}, err
	}
	lines := []string{text}
	for !last {
		if text, rest, last, err = parseLine(rest, s[:3]); err != nil {
			return Reply{}, err
		}
		lines = append(lines, text)
	}
	if rest != "" {
		return Reply{}, parseError(rest, "nothing after the last line")
	}
	return Reply{code, takeEnhanced(code, lines), lines}, nil
}

// parseLine reads the first line of s, which must have this code, and returns its
// text, what follows it, and whether it is the last of its reply.
func parseLine(s, code string) (text, rest string, last bool, err error) {
	end := clean(s)
	line, rest := s[:end], s[end:]
	switch {
	case rest == "":
	case strings.HasPrefix(rest, "\r\n"):
		rest = rest[2:]
	default:
		return "", "", false, parseError(line+rest[:1], "HT, printable ASCII and CRLF")
	}
	switch {
	case len(line) < 3 || line[:3] != code:
		return "", "", false, parseError(line, "code "+code+", as on the first line")
	case len(line) == 3:
		return "", rest, true, nil
	case line[3] == ' ':
		return line[4:], rest, true, nil
	case line[3] != '-':
		return "", "", false, parseError(line, "a space or a hyphen after the code")
	case rest == "":
		return "", "", false, parseError(line, "another line after one with a hyphen")
	}
	return line[4:], rest, false, nil
}

func parseError(line, want string) error {
	return &ParseError{What: "reply", Input: line, Want: want, Err: ErrSyntax}
}

// clean returns how many of the first octets of s may stand in a line.
func clean(s string) int {
	for i := range len(s) {
		if c := s[i]; c-' ' > '~'-' ' && c != '\t' {
			return i
		}
	}
	return len(s)
}

// takeEnhanced returns the enhanced code that begins every line and removes it
// there. If there is none of the code's class, or not on each line, it returns 0
// and leaves the lines.
func takeEnhanced(code smtpcodes.Code, lines []string) enhanced.Code {
	e, n := leadingEnhanced(lines[0])
	if e == 0 || smtpcodes.Class(e.Class()) != code.Class() {
		return 0
	}
	word := lines[0][:n]
	for _, line := range lines[1:] {
		if !strings.HasPrefix(line, word) || len(line) > n && line[n] != ' ' {
			return 0
		}
	}
	for i := range lines {
		lines[i] = strings.TrimPrefix(lines[i][n:], " ")
	}
	return e
}

// leadingEnhanced reads an enhanced code that begins a line and ends at a space
// or the line's end, and returns its length.
func leadingEnhanced(line string) (enhanced.Code, int) {
	if len(line) < len("2.0.0") || line[1] != '.' {
		return 0, 0
	}
	word := line[:min(len(line), len("5.999.999")+1)]
	if i := strings.IndexByte(word, ' '); i >= 0 {
		word = word[:i]
	}
	if len(word) > len("5.999.999") || !plausible(word) {
		return 0, 0
	}
	e, err := enhanced.Parse(word)
	if err != nil {
		return 0, 0
	}
	return e, len(word)
}

// plausible reports whether a word holds only what an enhanced code does, so that
// other words need no error.
func plausible(word string) bool {
	dots := 0
	for i := range len(word) {
		switch c := word[i]; {
		case c == '.':
			dots++
		case c < '0' || c > '9':
			return false
		}
	}
	return dots == 2
}
