package reply

import (
	"io"
	"strings"
	"unicode/utf8"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// MaxLine is how many octets a reply line may have, its CRLF included (RFC 5321,
// section 4.5.3.1.5).
const MaxLine = 512

// AppendWire appends the reply as it goes to the client (RFC 5321, section 4.2;
// RFC 2034, section 4): the code and the enhanced code on every line, CRLF at
// their ends. Whatever the lines hold, no other line and no other reply comes
// out: each run of control characters becomes a space, each character outside
// ASCII a question mark. A line of more than [MaxLine] octets is split, at a
// space if there is one, but for the challenge of a 334, which may be longer (RFC
// 4954, section 4).
//
// An enhanced code of another class than the code is left out, so that a wrong
// pair cannot be sent. A reply whose Code is no code appends nothing.
func (r Reply) AppendWire(dst []byte) []byte { return r.append(dst, false) }

// AppendUTF8 is [Reply.AppendWire] for a client that gave SMTPUTF8 (RFC 6531,
// section 3.7.4): it keeps characters outside ASCII.
func (r Reply) AppendUTF8(dst []byte) []byte { return r.append(dst, true) }

// WriteTo writes what [Reply.AppendWire] appends, in one call. It returns a
// *[ValueError] if the Code is no code.
func (r Reply) WriteTo(w io.Writer) (int64, error) {
	if r.Code.Class() == 0 {
		return 0, &ValueError{What: "reply code", Value: uint64(r.Code), Err: ErrRange}
	}
	n, err := w.Write(r.AppendWire(make([]byte, 0, 128)))
	return int64(n), err
}

func (r Reply) append(dst []byte, allowUTF8 bool) []byte {
	if r.Code.Class() == 0 {
		return dst
	}
	w := writer{dst: dst, code: r.Code, utf8: allowUTF8}
	if r.pairs() {
		w.enhanced = r.Enhanced
	}
	if len(r.Lines) == 0 {
		w.line("")
	}
	for _, line := range r.Lines {
		w.line(line)
	}
	w.dst[w.start+len("250")] = ' '
	return w.dst
}

// writer appends the lines of a reply.
type writer struct {
	dst      []byte
	start    int // of the last line
	code     smtpcodes.Code
	enhanced enhanced.Code
	utf8     bool
}

// line appends a line, in as many pieces as it takes.
func (w *writer) line(text string) {
	const room = MaxLine - len("\r\n")
	w.begin(text)
	first := len(w.dst)
	w.dst = appendText(w.dst, text, w.utf8)
	if len(w.dst)-w.start <= room || w.code == smtpcodes.ServerChallenge {
		w.dst = append(w.dst, "\r\n"...)
		return
	}
	rest := string(w.dst[first:])
	w.dst = w.dst[:first]
	for {
		left := room - (len(w.dst) - w.start)
		if len(rest) <= left {
			w.dst = append(append(w.dst, rest...), "\r\n"...)
			return
		}
		// Cut at the last space that has text before it, else between characters.
		cut, skip := left, 0
		if i := strings.LastIndexByte(rest[1:left+1], ' '); i >= 0 {
			cut, skip = 1+i, 1
		}
		for skip == 0 && !utf8.RuneStart(rest[cut]) {
			cut--
		}
		w.dst = append(append(w.dst, rest[:cut]...), "\r\n"...)
		rest = rest[cut+skip:]
		if strings.TrimLeft(rest, " ") == "" {
			return
		}
		w.begin(rest)
	}
}

// begin appends what stands before a text.
func (w *writer) begin(text string) {
	w.start = len(w.dst)
	w.dst = append(w.dst, w.code.String()...)
	w.dst = append(w.dst, '-')
	w.dst = appendEnhanced(w.dst, w.enhanced, text)
}

// appendEnhanced appends what an enhanced code puts before a text: the code and,
// if there is text, a space.
func appendEnhanced(dst []byte, e enhanced.Code, text string) []byte {
	if e == 0 {
		return dst
	}
	dst, _ = e.AppendText(dst)
	if text != "" {
		dst = append(dst, ' ')
	}
	return dst
}

// appendText appends text without what may not stand in a line: each run of
// control characters but HT becomes a space, each character outside ASCII that
// is not allowed or not valid a question mark.
func appendText(dst []byte, text string, allowUTF8 bool) []byte {
	control := false
	for i := 0; i < len(text); {
		c := text[i]
		if c < utf8.RuneSelf {
			i++
			isControl := c < ' ' && c != '\t' || c == 0x7f
			switch {
			case !isControl:
				dst = append(dst, c)
			case !control:
				dst = append(dst, ' ')
			}
			control = isControl
			continue
		}
		r, size := utf8.DecodeRuneInString(text[i:])
		if allowUTF8 && r >= 0xa0 && (r != utf8.RuneError || size > 1) {
			dst = append(dst, text[i:i+size]...)
		} else {
			dst = append(dst, '?')
		}
		control = false
		i += size
	}
	return dst
}
