package reply

import (
	"bufio"
	"errors"
	"fmt"
	"io"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Limits of a [Reader] that sets none.
const (
	DefaultMaxLines  = 1_000
	DefaultMaxOctets = 64 << 10
)

// Reader reads replies from a connection. It takes what servers send: line ends
// without CR, octets outside ASCII, lines that disagree; [Reply.Check] says what
// was wrong with them. It holds to the framing, for on that depends which reply
// belongs to which command, and to its limits, so that a hostile server costs
// nothing.
//
// Make one with [NewReader]. It may be used by one goroutine at a time.
type Reader struct {
	MaxLines  int // of one reply; 0 or less means DefaultMaxLines
	MaxOctets int // of one reply with its line ends; 0 or less means DefaultMaxOctets
	r         *bufio.Reader
}

// NewReader returns a Reader that reads from r and no more than the replies that
// it is asked for.
func NewReader(r *bufio.Reader) *Reader { return &Reader{r: r} }

// LimitError says that a reply went over a limit of a [Reader]. The rest of the
// reply is unread, so the connection is of no more use.
type LimitError struct {
	What  string // "lines" or "octets"
	Limit int
}

func (e *LimitError) Error() string { return fmt.Sprintf("reply of more than %d %s", e.Limit, e.What) }

// ReadReply reads the next reply. The error is io.EOF if there is none,
// io.ErrUnexpectedEOF if the connection ended inside one, a *[LimitError], a
// *[ParseError] if a line does not begin with a code and a space, a hyphen or its
// end, or that of the connection.
func (r *Reader) ReadReply() (Reply, error) {
	octets := r.MaxOctets
	if octets <= 0 {
		octets = DefaultMaxOctets
	}
	maxLines := r.MaxLines
	if maxLines <= 0 {
		maxLines = DefaultMaxLines
	}
	var reply Reply
	for {
		if len(reply.Lines) == maxLines {
			return Reply{}, &LimitError{"lines", maxLines}
		}
		line, err := r.readLine(&octets)
		if err != nil {
			if errors.Is(err, io.EOF) && (line != "" || len(reply.Lines) > 0) {
				err = io.ErrUnexpectedEOF
			}
			return Reply{}, err
		}
		code, err := smtpcodes.Parse(line[:min(len(line), 3)])
		if err != nil || len(line) > 3 && line[3] != ' ' && line[3] != '-' {
			return Reply{}, parseError(line, "a code and a space or a hyphen")
		}
		text := line[min(len(line), 4):]
		switch {
		case len(reply.Lines) == 0:
			reply.Code, reply.Lines = code, []string{text}
		case code != reply.Code:
			reply.Lines = append(reply.Lines, line)
		default:
			reply.Lines = append(reply.Lines, text)
		}
		if len(line) == 3 || line[3] == ' ' {
			reply.Enhanced = takeAnyEnhanced(reply.Lines)
			return reply, nil
		}
	}
}

// readLine reads a line without its end and takes its octets off what is left of
// the limit. At the end of the input it returns what there is, and io.EOF.
func (r *Reader) readLine(octets *int) (string, error) {
	part, err := r.r.ReadSlice('\n')
	var begin []byte // of a line that is longer than the buffer
	for {
		if *octets -= len(part); *octets < 0 {
			limit := r.MaxOctets
			if limit <= 0 {
				limit = DefaultMaxOctets
			}
			return "", &LimitError{"octets", limit}
		}
		if err == nil || !errors.Is(err, bufio.ErrBufferFull) {
			break
		}
		begin = append(begin, part...)
		part, err = r.r.ReadSlice('\n')
	}
	if begin != nil {
		part = append(begin, part...)
	}
	if err != nil {
		return string(part), err
	}
	part = part[:len(part)-1]
	if n := len(part); n > 0 && part[n-1] == '\r' {
		part = part[:n-1]
	}
	return string(part), nil
}
