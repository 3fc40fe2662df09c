package main

import (
	"bufio"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Rules beside those of package reply, about a reply's place in a session.
const (
	ruleSyntax   reply.Rule = "reply-grammar" // a line that the grammar does not have
	ruleOneReply reply.Rule = "one-reply"     // none or two for a command
	ruleRefuse   reply.Rule = "must-refuse"   // a command that had to be refused
	ruleRequired reply.Rule = "must-take"     // a command that every server takes
)

// answer is a reply, the command that it answers, and what is wrong with it.
type answer struct {
	line     int    // of the transcript, 0 for a live session
	sent     string // what the client said, "" at a stage without words
	command  smtpcodes.Command
	reply    reply.Reply
	raw      []string
	problems []reply.Problem
}

// maxPending bounds how many commands may wait for a reply, so that no transcript
// makes the memory grow.
const maxPending = 10_000

// How much of a command and of a line of a reply is kept: more than either may have.
const (
	maxRequest = 1 << 10
	maxLine    = 4 << 10
)

// session follows one SMTP session and knows which command a reply answers.
type session struct {
	pending   []request // commands without a reply yet
	greeted   bool
	spoke     bool // a line of the client was seen
	closing   bool // a reply to QUIT, or 421, was the last
	data      bool // the client sends a message
	chunk     int  // octets of a chunk that are still to come
	challenge bool // the server waits for a SASL response
	lmtp      bool
	accepted  int // recipients
	offers    reply.Session
	open      []string // lines of a reply that is not complete
	openLine  int
	found     func(answer)
}

type request struct {
	command smtpcodes.Command
	text    string
}

// client takes a line that the client sent.
func (s *session) client(line string) {
	s.finish()
	s.spoke = true
	verb, rest, _ := strings.Cut(strings.TrimRight(line, " \t"), " ")
	cmd, _ := smtpcodes.ParseCommand(verb)
	switch {
	case s.data:
		if line == "." {
			s.data = false
			s.endOfData()
		}
		return
	case s.challenge && len(s.pending) == 0:
		s.challenge = false
		s.expect(request{command: smtpcodes.AuthResponse})
		return
	case s.chunk > 0 && cmd != smtpcodes.BDAT && cmd != smtpcodes.QUIT && cmd != smtpcodes.RSET: // logs leave the chunk out
		s.chunk -= len(line) + len("\r\n")
		return
	case line == "":
		return
	}
	s.chunk = 0
	switch cmd {
	case smtpcodes.BDAT:
		size, _, _ := strings.Cut(rest, " ")
		s.chunk, _ = strconv.Atoi(size)
	case smtpcodes.AUTH:
		mechanism, _, _ := strings.Cut(rest, " ")
		line = verb + " " + mechanism // what follows is a secret
	}
	s.expect(request{cmd, cut(line, maxRequest)})
}

// cut keeps the start of a long line, and not the memory of the rest.
func cut(line string, most int) string {
	if len(line) <= most {
		return line
	}
	return strings.Clone(line[:most])
}

// expect adds a command to those that wait for a reply.
func (s *session) expect(r request) {
	if len(s.pending) == maxPending {
		s.pending = s.pending[1:]
	}
	s.pending = append(s.pending, r)
}

// endOfData expects the replies to a message: one, or with LMTP one for each
// recipient that was accepted (RFC 2033, section 4.2).
func (s *session) endOfData() {
	n := 1
	if s.lmtp {
		n = s.accepted
	}
	for range min(n, maxPending) {
		s.expect(request{command: smtpcodes.EndOfData})
	}
}

// server takes a line that the server sent.
func (s *session) server(line string, number int) {
	if len(s.open) == 0 {
		s.openLine = number
	}
	s.open = append(s.open, cut(line, maxLine))
	if len(line) < 4 || line[3] != '-' || !isDigits(line[:3]) || len(s.open) > reply.DefaultMaxLines {
		s.finish()
	}
}

// midReply reports whether more lines of a reply are to come.
func (s *session) midReply() bool { return len(s.open) > 0 }

// idle reports whether no reply is to come before the client says something.
func (s *session) idle() bool {
	return s.greeted && !s.closing && !s.midReply() && len(s.pending) == 0
}

// finish ends the reply that is open.
func (s *session) finish() {
	if len(s.open) == 0 {
		return
	}
	lines := s.open
	s.open = nil
	if s.data { // a transcript without the message
		s.data = false
		s.endOfData()
	}
	wire := strings.Join(lines, "\r\n") + "\r\n"
	_, parseErr := reply.Parse(wire)
	r, err := reply.NewReader(bufio.NewReader(strings.NewReader(wire))).ReadReply()
	if err != nil {
		r, _ = reply.ParseObserved(wire)
	}
	s.chunk = 0
	if s.closing {
		s.restart()
	}
	request, expected := s.next(r)
	a := answer{line: s.openLine, sent: request.text, command: request.command, reply: r, raw: lines}
	a.problems = s.offers.Check(r, request.command)
	if p, ok := grammar(parseErr, a.problems, s.offers.UTF8); ok {
		a.problems = append([]reply.Problem{p}, a.problems...)
	}
	if !expected && s.spoke && r.Code != smtpcodes.ServiceNotAvailable {
		a.problems = append(a.problems, reply.Problem{Rule: ruleOneReply, Severity: reply.Unusual, Section: "RFC 5321, section 4.2", Detail: "no command that the transcript shows is left to be answered"})
	}
	s.learn(request.command, r)
	s.found(a)
}

// grammar is the problem of a reply that cannot be parsed, unless another one says
// the same.
func grammar(err error, problems []reply.Problem, utf8 bool) (reply.Problem, bool) {
	p := reply.Problem{Rule: ruleSyntax, Severity: reply.Breach, Section: "RFC 5321, section 4.2"}
	e := (*reply.ParseError)(nil)
	if !errors.As(err, &e) {
		return p, false
	}
	for _, known := range problems {
		if known.Rule == reply.TextOctets || known.Rule == reply.CodeGrammar {
			return p, false
		}
	}
	if utf8 && strings.HasPrefix(e.Want, "HT,") {
		return p, false
	}
	p.Detail = fmt.Sprintf("%.60q: want %s", e.Input, e.Want)
	return p, true
}

// next returns the command that a reply answers, and whether there is one.
func (s *session) next(r reply.Reply) (request, bool) {
	if first := !s.greeted; first {
		s.greeted = true
		waiting := len(s.pending) > 0
		if r.Code == smtpcodes.ServiceReady && !(waiting && s.pending[0].command == smtpcodes.STARTTLS) || !waiting && r.Code.Class() > smtpcodes.PositiveIntermediate {
			return request{command: smtpcodes.Connect}, true
		}
		if !waiting { // the transcript begins inside the session
			return request{}, true
		}
	}
	if len(s.pending) == 0 {
		return request{}, false
	}
	q := s.pending[0]
	s.pending = s.pending[1:]
	switch q.command {
	case smtpcodes.MAIL, smtpcodes.VRFY, smtpcodes.EXPN:
		s.offers.UTF8 = slices.Contains(strings.Fields(strings.ToUpper(q.text)), "SMTPUTF8")
	}
	return q, true
}

// learn draws from a reply what matters for those that follow.
func (s *session) learn(cmd smtpcodes.Command, r reply.Reply) {
	outcome := cmd.Outcome(r.Code)
	done := outcome == smtpcodes.Done
	switch cmd {
	case smtpcodes.EHLO, smtpcodes.LHLO, smtpcodes.HELO:
		if done {
			s.lmtp = cmd == smtpcodes.LHLO
			s.offers = reply.Session{Enhanced: cmd != smtpcodes.HELO && offers(r, "ENHANCEDSTATUSCODES")}
			s.accepted = 0
		}
	case smtpcodes.MAIL, smtpcodes.RSET:
		s.accepted = 0
	case smtpcodes.RCPT:
		if done {
			s.accepted++
		}
	case smtpcodes.DATA:
		s.data = outcome == smtpcodes.Continue
	case smtpcodes.EndOfData:
		s.offers.UTF8 = false
	case smtpcodes.STARTTLS:
		if done {
			s.offers = reply.Session{}
		}
	case smtpcodes.AUTH, smtpcodes.AuthResponse:
		s.challenge = outcome == smtpcodes.Continue
	}
	s.closing = cmd == smtpcodes.QUIT || r.Code == smtpcodes.ServiceNotAvailable
}

// restart forgets the session: another one follows in the same transcript.
func (s *session) restart() {
	*s = session{found: s.found, openLine: s.openLine}
}

// offers reports whether the reply to EHLO has a keyword.
func offers(r reply.Reply, keyword string) bool {
	return slices.ContainsFunc(r.Lines[min(1, len(r.Lines)):], func(line string) bool {
		word, _, _ := strings.Cut(line, " ")
		return strings.EqualFold(word, keyword)
	})
}

func isDigits(s string) bool {
	return strings.Trim(s, "0123456789") == ""
}
