package main

import (
	"regexp"
	"strings"
)

const (
	maxSessions  = 1_000 // of one log that are followed at a time
	linesForForm = 1_000 // that are looked at before the form is chosen
)

// follower finds the sessions in the lines of a transcript.
type follower struct {
	form     *form
	waiting  []string // lines read before the form was known
	first    int      // the number of the first of them
	sessions map[string]*session
	order    []string
	last     *session
	unknown  string // the line before this one, if it may be a command that nobody knows
	found    func(answer)
}

// stamp is a time that some programs put before each line.
var stamp = regexp.MustCompile(`^(?:\[(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d[^\]\s]*\]|(?:\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d[^\s]*)(?: |$)`)

// line takes a line of the transcript.
func (f *follower) line(line string, number int) {
	line = line[len(stamp.FindString(line)):]
	if f.form != nil {
		f.follow(line, number)
		return
	}
	if len(f.waiting) == 0 {
		f.first = number
	}
	if f.waiting = append(f.waiting, line); len(f.waiting) == linesForForm {
		f.choose()
	}
}

// choose finds the form of the lines that wait, and follows them.
func (f *follower) choose() {
	if f.form = formOf(f.waiting); f.form != nil {
		for i, line := range f.waiting {
			f.follow(line, f.first+i)
		}
	}
	f.waiting = nil
}

// follow takes a line of which the form is known.
func (f *follower) follow(line string, number int) {
	said, ok := f.form.read(line)
	if !ok {
		f.unmarked(line, number)
		return
	}
	s := f.session(said.session)
	switch said.by {
	case connection:
		s.finish()
		s.restart()
	case client:
		for line := range strings.SplitSeq(said.text, "\r\n") { // smtplib shows a message as one
			s.client(line)
		}
	case server:
		s.server(said.text, number)
	case either:
		f.unsaid(s, said.text, number)
	}
}

// foldedLine is how Exim goes on with a reply: it indents the lines after the first,
// behind the process number if it prints that.
var foldedLine = regexp.MustCompile(`^(?:(\d+)\s)?\s+(\d{3}(?:[ -].*)?)$`)

// unmarked takes a line without a mark, which may go on with a reply.
func (f *follower) unmarked(line string, number int) {
	m := foldedLine.FindStringSubmatch(line)
	if m == nil {
		return
	}
	s := f.sessions[m[1]]
	if s == nil {
		s = f.last
	}
	if s != nil && s.midReply() {
		s.server(m[2], number)
	}
}

// unsaid takes a line of which only the words tell who said it. In plain text, what
// is neither a reply nor a command is what the program itself prints, unless a reply
// follows for which there is no command.
func (f *follower) unsaid(s *session, text string, number int) {
	unknown := f.unknown
	f.unknown = ""
	switch {
	case startsWithCode(text) && (f.form.marks || !s.data):
		if unknown != "" && s.idle() {
			s.client(unknown)
		}
		s.server(text, number)
	case f.form.marks, s.data, s.challenge && text != "", isVerb(text):
		s.client(text)
	case verbLike.MatchString(text):
		f.unknown = text
	}
}

// verbLike is a line that begins with what may be a verb.
var verbLike = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]+(?: |$)`)

// session returns the session of an id. Of too many, the oldest is forgotten.
func (f *follower) session(id string) *session {
	s := f.sessions[id]
	if s == nil {
		if len(f.order) == maxSessions {
			f.sessions[f.order[0]].finish()
			delete(f.sessions, f.order[0])
			f.order = f.order[1:]
		}
		s = &session{found: f.found}
		f.sessions[id] = s
		f.order = append(f.order, id)
	}
	f.last = s
	return s
}

// end takes the end of the transcript.
func (f *follower) end() {
	if f.form == nil {
		f.choose()
	}
	for _, id := range f.order {
		f.sessions[id].finish()
	}
}
