package main

import (
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// observed is a reply as a line of text holds it.
type observed struct {
	reply   reply.Reply
	command smtpcodes.Command // 0 if the line does not tell
	warning bool              // the log says what would have been answered
}

// readLine finds the reply in a line: the reply itself, a Diagnostic-Code
// field, or what a mail server logs about a delivery or about a client that it turned
// away. It may be the several lines of one reply.
func readLine(line string) (observed, bool) {
	line = unfold(strings.TrimSpace(line))
	if startsWithCode(line) {
		r, err := reply.ParseObserved(line)
		return observed{reply: r}, err == nil
	}
	l, known := logged(line)
	if !known {
		r, err := reply.ParseObserved(fromQuotedCode(line))
		if err != nil {
			return observed{}, false
		}
		return observed{reply: r, command: commandIn(line)}, true
	}
	r, err := reply.ParseObserved(fromCode(l.text))
	if err != nil && l.status.Class() <= enhanced.Success && !l.refusal {
		return observed{}, false
	}
	if r.Code == 0 && r.Enhanced == 0 {
		r.Enhanced = l.status // what the log's own server says where there is no reply
	}
	if l.command == 0 {
		l.command = commandIn(l.text)
	}
	return observed{r, l.command, l.warning}, true
}

// unfold puts the lines of one reply that were broken anywhere together again. A line
// with a code stays one.
func unfold(text string) string {
	if !strings.Contains(text, "\n") {
		return text
	}
	var b strings.Builder
	for line := range strings.SplitSeq(text, "\n") {
		trimmed := strings.TrimLeft(line, " \t")
		switch {
		case b.Len() == 0:
		case isIndented(line) && !startsWithCode(trimmed):
			b.WriteByte(' ')
		default:
			b.WriteByte('\n')
		}
		b.WriteString(trimmed)
	}
	return b.String()
}

// fromCode returns what a log says from the code on that begins a reply in it, without
// what stands behind the reply; all of it if there is no code.
func fromCode(text string) string {
	text = withoutTail(text)
	for i := 0; i < len(text); i++ {
		if isCodeAt(text, i, introduced) {
			return text[i:]
		}
	}
	return text
}

// introduced reports whether a text ends as a log does before a reply.
func introduced(before string) bool {
	return before == "" || quotes(before) || strings.HasSuffix(before, ": ") || strings.HasSuffix(before, "(")
}

// quotes reports whether a text ends as any text does before a reply that it quotes.
func quotes(before string) bool {
	for _, end := range []string{"said:", "said: ", "talk to me: ", "reject=", "reply=", "returned '", "LED="} {
		if strings.HasSuffix(before, end) {
			return true
		}
	}
	return false
}

// isCodeAt reports whether a reply begins at an index of a text: with a basic code
// behind what introduces one, or with an enhanced code alone where Postfix shows its
// own answer, which is behind the client.
func isCodeAt(text string, i int, introduced func(before string) bool) bool {
	if c := text[i]; c < '2' || c > '5' {
		return false
	}
	before, rest := text[:i], text[i:]
	if startsWithCode(rest) {
		return introduced(before)
	}
	return (before == "" || strings.HasSuffix(before, "]: ")) && startsWithEnhanced(rest)
}

// fromQuotedCode returns a text of no known kind from the code on of the reply that it
// quotes, one behind what introduces it or with an enhanced code behind it; all of it if
// there is none.
func fromQuotedCode(text string) string {
	for i := 0; i < len(text); i++ {
		if c := text[i]; c < '2' || c > '5' {
			continue
		}
		if isCodeAt(text, i, quotes) || i > 0 && strings.IndexByte(" \t,;:=('\"[", text[i-1]) >= 0 && startsWithBoth(text[i:]) {
			return withoutTail(closed(text[:i], text[i:]))
		}
	}
	return text
}

// startsWithBoth reports whether text begins with a code of a refusal and an enhanced
// code.
func startsWithBoth(text string) bool {
	return (text[0] == '4' || text[0] == '5') && startsWithCode(text) && len(text) > 3 && startsWithEnhanced(text[4:])
}

// closed cuts a reply where what opens before it is closed: quotes, a field of CSV, or
// one of Exchange's {LED=...}.
func closed(before, text string) string {
	end := -1
	switch {
	case strings.HasSuffix(before, "'"):
		end = strings.LastIndex(text, "'") // the text may hold apostrophes
	case strings.HasSuffix(before, `"`):
		end = strings.Index(text, `"`)
	case strings.HasSuffix(before, ","):
		end = strings.Index(text, ",")
	case strings.HasSuffix(before, "{LED="):
		end = strings.Index(text, "}")
	}
	if end < 0 {
		return text
	}
	return text[:end]
}

// withoutTail cuts what Postfix and qmail write behind a reply.
func withoutTail(text string) string {
	for _, tail := range []string{" (in reply to ", "/Giving up on "} {
		text, _, _ = strings.Cut(text, tail)
	}
	return text
}

// field reads the enhanced code behind a name.
func field(line, name string) enhanced.Code {
	_, value, ok := strings.Cut(line, name)
	if !ok {
		return 0
	}
	if i := strings.IndexAny(value, ", ;"); i >= 0 {
		value = value[:i]
	}
	code, err := enhanced.Parse(value)
	if err != nil {
		return 0
	}
	return code
}

// startsWithCode reports whether text begins with a basic code as a reply does.
func startsWithCode(text string) bool {
	if len(text) < 3 || len(text) > 3 && text[3] != ' ' && text[3] != '-' {
		return false
	}
	_, err := smtpcodes.Parse(text[:3])
	return err == nil
}

// startsWithEnhanced reports whether text begins with an enhanced code and a space, or
// is one.
func startsWithEnhanced(text string) bool {
	word, _, _ := strings.Cut(text[:min(len(text), len("5.999.999 "))], " ")
	if strings.Count(word, ".") != 2 {
		return false
	}
	_, err := enhanced.Parse(word)
	return err == nil
}
