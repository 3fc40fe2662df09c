package reply

import (
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// ParseObserved reads a reply as servers, logs and delivery reports show it. It
// takes what [Parse] takes, and also:
//
//   - bare LF or CR, literal \r\n before a code, folded lines, several lines of
//     one code run together on one line;
//   - a code alone, or followed by something other than a space or a hyphen;
//   - octets outside ASCII and control characters, which stay as they are;
//   - lines that disagree: the first code wins and the others stay in the text; the
//     first enhanced code wins, and unless all lines have it the text keeps it;
//   - an enhanced code of another class, and one written #5.1.1, (#5.1.1) or
//     [5.1.1], which stays in the text too;
//   - a whole Diagnostic-Code field, or its value: "smtp; 550 5.1.1 ..." (RFC
//     3464, section 2.3.6);
//   - a reply quoted in other text, "host mx said: 550 5.1.1 ...": its codes are
//     returned and the text is kept whole. See [Reply.Quoted].
//
// It loses no text, and returns no code that does not stand in s. If s has no
// code at all, Code and Enhanced are 0, Lines has the text, and the error is a
// *[ParseError] that wraps [ErrSyntax].
func ParseObserved(s string) (Reply, error) {
	lines := physicalLines(trimField(s))
	var r Reply
	if code, text, ok := leadingCode(lines[0]); ok {
		r = Reply{Code: code, Lines: joinLines(code, text, lines[1:])}
		r.Enhanced = takeAnyEnhanced(r.Lines)
		if r.Enhanced == 0 {
			r.Enhanced = markedEnhanced(code, r.Lines)
		}
		return r, nil
	}
	r.Lines = joinLines(0, lines[0], lines[1:])
	r.Enhanced = takeAnyEnhanced(r.Lines)
	if quoted, ok := r.Quoted(); ok {
		r.Code = quoted.Code
		if r.Enhanced == 0 {
			r.Enhanced = quoted.Enhanced
		}
		return r, nil
	}
	if r.Enhanced == 0 {
		r.Enhanced = markedEnhanced(0, r.Lines)
	}
	if r.Enhanced == 0 {
		return r, parseError(s, "a reply code or an enhanced status code")
	}
	return r, nil
}

// Quoted returns the reply that is quoted in the text of r, as in "host mx said:
// 550 5.1.1 ...": a code of class 4 or 5 with an enhanced code behind it, or
// behind words that introduce one. The text behind the code is the text of the
// reply that is returned.
func (r Reply) Quoted() (Reply, bool) {
	text := strings.Join(r.Lines, "\n")
	for i := 0; i+3 <= len(text); i++ {
		if text[i] != '4' && text[i] != '5' || i > 0 && isWord(text[i-1]) {
			continue
		}
		code, rest, ok := leadingCode(text[i:])
		if !ok {
			continue
		}
		e, _ := leadingEnhanced(rest)
		if smtpcodes.Class(e.Class()) != code.Class() && !(code.Status() != smtpcodes.Unregistered && introduced(text[:i])) {
			continue
		}
		quoted, err := ParseObserved(text[i:])
		return quoted, err == nil
	}
	return Reply{}, false
}

// introduced reports whether text ends as it does before a quoted reply.
func introduced(text string) bool {
	const longest = len("responded: '\"(<[ ")
	text = text[max(0, len(text)-2*longest):]
	text = strings.TrimRight(text, " \n'\"(<[")
	before := strings.TrimRight(text, ":;=")
	marked := before != text
	if marked && before != "" && strings.IndexByte(">])", before[len(before)-1]) >= 0 {
		return true
	}
	switch word := before[strings.LastIndexAny(before, " \n\t(=,;")+1:]; strings.ToLower(word) {
	case "said", "says", "responded", "response", "replied", "reply", "returned", "error", "code", "status", "with":
		return true
	case "data", "connection", "smtp":
		return marked
	}
	return false
}

func isWord(c byte) bool {
	return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '.' || c == '-' || c == '_' || c == '@' || c >= 0x80
}

// trimField removes white space before s, line ends after it, and what stands before the reply in a
// Diagnostic-Code field.
func trimField(s string) string {
	s = strings.TrimRight(strings.TrimLeft(s, " \t\r\n"), "\r\n")
	for _, prefix := range []string{"Diagnostic-Code:", "smtp;"} {
		if len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix) {
			s = strings.TrimLeft(s[len(prefix):], " \t\r\n")
		}
	}
	return s
}

// physicalLines splits at CRLF, LF and CR, and at their escapes before digits.
func physicalLines(s string) []string {
	var lines []string
	start := 0
	for i := 0; i < len(s); {
		if c := s[i]; c != '\r' && c != '\n' && c != '\\' {
			i++
			continue
		}
		n := lineEnd(s[i:])
		if n == 0 {
			i++
			continue
		}
		lines = append(lines, s[start:i])
		i += n
		start = i
	}
	return append(lines, s[start:])
}

// lineEnd returns the length of the line end that begins s.
func lineEnd(s string) int {
	switch s[0] {
	case '\r':
		if len(s) > 1 && s[1] == '\n' {
			return 2
		}
		return 1
	case '\n':
		return 1
	case '\\':
		for _, escape := range []string{`\r\n`, `\n`} {
			if rest, ok := strings.CutPrefix(s, escape); ok {
				if _, _, ok := leadingCode(rest); ok {
					return len(escape)
				}
			}
		}
	}
	return 0
}

// leadingCode reads the code that begins a line, behind quotes and marks that
// logs put there, and returns the text after it.
func leadingCode(line string) (smtpcodes.Code, string, bool) {
	if line != "" && (line[0] < '0' || line[0] > '9') {
		line = strings.TrimLeft(line, " \t<>\"'([#")
	}
	if len(line) < 3 {
		return 0, "", false
	}
	code, err := parseCode(line[:3])
	if err != nil {
		return 0, "", false
	}
	rest := line[3:]
	if rest == "" {
		return code, "", true
	}
	switch rest[0] {
	case ' ', '-':
		return code, strings.TrimLeft(rest[1:], " \t"), true
	case '.':
		if len(rest) > 1 && rest[1] >= '0' && rest[1] <= '9' {
			return 0, "", false // an IP address
		}
		return code, strings.TrimPrefix(rest[1:], " "), true
	case '\t', ':', ',', ';', '=', '/', ')', ']', '>', '\'', '"', '#':
		return code, strings.TrimPrefix(rest[1:], " "), true
	}
	if isWord(rest[0]) {
		return 0, "", false
	}
	return code, rest, true
}

// parseCode is smtpcodes.Parse for text that often is no code.
func parseCode(s string) (smtpcodes.Code, error) {
	if s[0] < '2' || s[0] > '5' {
		return 0, ErrSyntax
	}
	return smtpcodes.Parse(s)
}

// joinLines makes the lines of a reply whose first line has this code and text.
// Of the lines after it, one that begins with the code loses it, a folded one
// goes on with the line before, and any other is kept as it is.
func joinLines(code smtpcodes.Code, text string, rest []string) []string {
	lines := splitRun(code, text)
	var folded strings.Builder // the last line, if it goes on
	for _, line := range rest {
		trimmed := strings.TrimLeft(line, " \t")
		if c, text, ok := leadingCode(trimmed); ok && c == code {
			lines = unfold(lines, &folded)
			lines = append(lines, splitRun(code, text)...)
			continue
		}
		if trimmed == line {
			lines = append(unfold(lines, &folded), line)
			continue
		}
		if folded.Len() == 0 {
			folded.WriteString(lines[len(lines)-1])
		}
		folded.WriteByte(' ')
		folded.WriteString(trimmed)
	}
	return unfold(lines, &folded)
}

// unfold puts a folded line in place of the last.
func unfold(lines []string, folded *strings.Builder) []string {
	if folded.Len() > 0 {
		lines[len(lines)-1] = folded.String()
		folded.Reset()
	}
	return lines
}

// splitRun splits a text in which further lines of the same reply stand, "first
// 550-second 550 third": each begins with the code, a hyphen or a space, and the
// enhanced code with which the text begins.
func splitRun(code smtpcodes.Code, text string) []string {
	e, n := leadingEnhanced(text)
	if code == 0 || e == 0 || !strings.Contains(text, code.String()) {
		return []string{text}
	}
	own := text[:n] + " "
	var lines []string
	for _, separator := range []string{"-", " "} {
		parts := strings.Split(text, " "+code.String()+separator+own)
		for i := range parts[1:] {
			parts[i+1] = own + parts[i+1]
		}
		lines = append(lines, parts[:len(parts)-1]...)
		text = parts[len(parts)-1]
	}
	return append(lines, text)
}

// takeAnyEnhanced returns the first enhanced code that begins a line, of whatever
// class. If every line begins with it, it is removed there; else all of them keep
// their text, so that Check can tell which had it.
func takeAnyEnhanced(lines []string) enhanced.Code {
	first, length := enhanced.Code(0), 0
	all := true
	for _, line := range lines {
		e, n := leadingEnhanced(line)
		if first == 0 {
			first, length = e, n
		}
		all = all && e != 0 && e == first
	}
	if !all {
		return first
	}
	for i, line := range lines { // a code is written in one way only
		lines[i] = strings.TrimPrefix(line[length:], " ")
	}
	return first
}

// markedEnhanced finds an enhanced code that is marked as one: behind a number
// sign, or in parentheses or brackets by itself and of the code's class, or at
// the start of the text and followed by a mark.
func markedEnhanced(code smtpcodes.Code, lines []string) enhanced.Code {
	for n, line := range lines {
		for i := range len(line) {
			if c := line[i]; c != '2' && c != '4' && c != '5' || i > 0 && isWord(line[i-1]) {
				continue
			}
			end := i
			for end < len(line) && end-i <= len("5.999.999.9") && (line[end] == '.' || line[end] >= '0' && line[end] <= '9') {
				end++
			}
			word := strings.TrimSuffix(line[i:end], ".") // a full stop
			end = i + len(word)
			if !plausible(word) {
				continue
			}
			e, err := enhanced.Parse(word)
			if err != nil {
				continue
			}
			sameClass := smtpcodes.Class(e.Class()) == code.Class()
			switch {
			case i > 0 && line[i-1] == '#' && (end == len(line) || line[end] >= 0x80 || line[end] == '-' || !isWord(line[end])):
				return e
			case i > 0 && end < len(line) && sameClass && (line[i-1] == '(' && line[end] == ')' || line[i-1] == '[' && line[end] == ']'):
				return e
			case i == 0 && n == 0 && sameClass && end < len(line) && strings.IndexByte(".:,;-)><\t", line[end]) >= 0:
				return e
			}
		}
	}
	return 0
}
