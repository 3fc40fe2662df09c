package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"syscall"
	"time"

	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// probe asks a server what does no harm, and checks what it answers.
type probe struct {
	timeout            time.Duration
	helo, from, to     string
	tls, startTLS, any bool
}

func newProbe(flags *flag.FlagSet) *probe {
	p := new(probe)
	flags.DurationVar(&p.timeout, "timeout", 30*time.Second, "wait this `long` for the connection and for each reply")
	flags.StringVar(&p.helo, "helo", "", "the `name` to give in EHLO (default: that of this host)")
	flags.BoolVar(&p.tls, "tls", false, "begin with TLS, as on port 465")
	flags.BoolVar(&p.startTLS, "starttls", false, "go on under TLS after STARTTLS")
	flags.BoolVar(&p.any, "insecure", false, "take any certificate")
	flags.StringVar(&p.from, "from", "", "send a short test mail from this `address`; needs -to")
	flags.StringVar(&p.to, "to", "", "send a short test mail to this `address`; needs -from")
	return p
}

// step is a command of the battery.
type step struct {
	command smtpcodes.Command
	line    string
	must    demand
}

// demand is what a document demands of the reply to a step.
type demand struct {
	class   smtpcodes.Class // that it must not have
	rule    reply.Rule
	section string
	detail  string
}

// take is demanded of every server.
var take = demand{smtpcodes.PermanentNegative, ruleRequired, "RFC 5321, section 4.5.1", "every server has to have this command"}

// refuse is demanded by a section.
func refuse(section string) demand {
	return demand{smtpcodes.PositiveCompletion, ruleRefuse, section, "the server took what it had to refuse"}
}

// battery is what every server is sent. No step begins a mail.
var battery = []step{
	{command: smtpcodes.NOOP, line: "NOOP", must: take},
	{command: smtpcodes.HELP, line: "HELP"},
	{line: "XYZZY", must: refuse("RFC 5321, section 4.2.4")},
	{command: smtpcodes.MAIL, line: "MAIL FROM:<", must: refuse("RFC 5321, section 4.1.1.2")},
	{command: smtpcodes.RCPT, line: "RCPT TO:<postmaster>", must: refuse("RFC 5321, section 3.3")},
	{command: smtpcodes.RSET, line: "RSET", must: take},
}

// run probes a server and prints the conversation.
func (p *probe) run(a *app, address string) error {
	switch {
	case (p.from == "") != (p.to == ""):
		return usagef("-from and -to are needed both, or neither")
	case strings.ContainsAny(p.from+p.to+p.helo, " <>\r\n"):
		return usagef("an address or name holds a space, an angle bracket or a line end")
	case p.tls && p.startTLS:
		return usagef("-tls and -starttls exclude each other")
	case p.timeout <= 0:
		return usagef("-timeout must be more than 0")
	}
	if p.helo == "" {
		p.helo = "localhost"
		if host, err := os.Hostname(); err == nil && host != "" {
			p.helo = host
		}
	}
	conn, err := net.DialTimeout("tcp", address, p.timeout)
	if err != nil {
		return err
	}
	defer func() { conn.Close() }()
	host, _, _ := net.SplitHostPort(address)
	t := &talk{report: report{app: a}, probe: p, conn: conn, host: host}
	t.session.found = t.answered
	err = t.converse()
	if errors.Is(err, errEnd) {
		err = nil
	}
	if err != nil {
		return err
	}
	return t.end()
}

// errEnd is a conversation that ended early, for a reason that has been printed.
var errEnd = errors.New("the conversation ended")

// talk is a conversation with a server.
type talk struct {
	report
	probe   *probe
	conn    net.Conn
	host    string
	buffer  *bufio.Reader
	session session
	wanted  step   // what was sent last
	last    answer // to it
	bare    int    // its first line that ends without CR, 0 if none
}

// converse goes through the battery.
func (t *talk) converse() error {
	if t.probe.tls {
		if err := t.secure(); err != nil {
			return err
		}
	}
	t.buffer = bufio.NewReader(t.conn)
	if err := t.hear(); err != nil {
		return err
	}
	if t.last.reply.Code.Class() != smtpcodes.PositiveCompletion {
		return t.quit()
	}
	if err := t.hello(); err != nil {
		return err
	}
	if t.probe.startTLS {
		if err := t.say(step{command: smtpcodes.STARTTLS, line: "STARTTLS"}); err != nil {
			return err
		}
		if t.last.reply.Code != smtpcodes.ServiceReady {
			return fmt.Errorf("the server does not start TLS: %s", t.last.reply)
		}
		if err := t.silent(); err != nil { // it would be taken for words said under TLS
			return err
		}
		if err := t.secure(); err != nil {
			return err
		}
		t.buffer = bufio.NewReader(t.conn)
		if err := t.hello(); err != nil {
			return err
		}
	}
	for _, s := range battery {
		if s.command == smtpcodes.RCPT && t.last.reply.Code.Class() == smtpcodes.PositiveCompletion {
			continue // the server took the wrong MAIL, so that RCPT is in its place
		}
		if err := t.say(s); err != nil {
			return err
		}
	}
	if t.probe.from != "" {
		if err := t.deliver(); err != nil {
			return err
		}
	}
	return t.quit()
}

// secure begins TLS.
func (t *talk) secure() error {
	t.conn.SetDeadline(time.Now().Add(t.probe.timeout))
	conn := tls.Client(t.conn, &tls.Config{ServerName: t.host, InsecureSkipVerify: t.probe.any})
	if err := conn.Handshake(); err != nil {
		return fmt.Errorf("TLS: %w", err)
	}
	t.conn = conn
	t.note("TLS: " + tls.VersionName(conn.ConnectionState().Version) + ", " + tls.CipherSuiteName(conn.ConnectionState().CipherSuite))
	return nil
}

// hello opens the session, with HELO if the server does not know EHLO.
func (t *talk) hello() error {
	if err := t.say(step{command: smtpcodes.EHLO, line: "EHLO " + t.probe.helo, must: take}); err != nil {
		return err
	}
	if t.last.reply.Code.Class() == smtpcodes.PermanentNegative {
		return t.say(step{command: smtpcodes.HELO, line: "HELO " + t.probe.helo, must: take})
	}
	return nil
}

// deliver sends a short mail.
func (t *talk) deliver() error {
	message := fmt.Sprintf("From: <%s>\r\nTo: <%s>\r\nDate: %s\r\nSubject: smtpstatus check\r\n\r\nThis mail was sent to see how %s answers.\r\n.",
		t.probe.from, t.probe.to, time.Now().Format(time.RFC1123Z), t.host)
	for _, s := range []step{
		{command: smtpcodes.MAIL, line: "MAIL FROM:<" + t.probe.from + ">"},
		{command: smtpcodes.RCPT, line: "RCPT TO:<" + t.probe.to + ">"},
		{command: smtpcodes.DATA, line: "DATA"},
		{command: smtpcodes.EndOfData, line: message},
	} {
		if err := t.say(s); err != nil {
			return err
		}
		if class := t.last.reply.Code.Class(); class > smtpcodes.PositiveIntermediate || s.command == smtpcodes.DATA && class != smtpcodes.PositiveIntermediate {
			return nil
		}
	}
	return nil
}

func (t *talk) quit() error {
	return t.say(step{command: smtpcodes.QUIT, line: "QUIT", must: take})
}

// say sends a command and hears the answer.
func (t *talk) say(s step) error {
	if err := t.silent(); err != nil {
		return err
	}
	t.wanted = s
	for line := range strings.SplitSeq(s.line, "\r\n") {
		t.print("C", line)
		t.session.client(line)
	}
	t.conn.SetDeadline(time.Now().Add(t.probe.timeout))
	if _, err := io.WriteString(t.conn, s.line+"\r\n"); err != nil {
		return t.broken(err)
	}
	return t.hear()
}

// silent makes sure that the server has sent no more than one reply.
func (t *talk) silent() error {
	n := t.buffer.Buffered()
	if n == 0 {
		return nil
	}
	extra, _ := t.buffer.Peek(n)
	return t.complain(ruleOneReply, "RFC 5321, section 4.2", fmt.Sprintf("more came after the reply: %.60q", extra))
}

// hear reads a reply. One that does not come whole ends the conversation.
func (t *talk) hear() error {
	t.conn.SetDeadline(time.Now().Add(t.probe.timeout))
	t.last = answer{}
	octets, bare := 0, 0
	for n := 1; t.last.raw == nil; n++ {
		line, err := t.buffer.ReadSlice('\n')
		octets += len(line)
		if err != nil || octets > reply.DefaultMaxOctets || n > reply.DefaultMaxLines {
			if len(line) > 0 {
				t.print("S", string(trimEnd(line)))
			}
			if err == nil || errors.Is(err, bufio.ErrBufferFull) {
				return t.complain(reply.LineLength, "RFC 5321, section 4.5.3.1.5",
					fmt.Sprintf("the reply does not end within %d lines of at most %d octets, %d octets together", reply.DefaultMaxLines, t.buffer.Size(), reply.DefaultMaxOctets))
			}
			return t.broken(err)
		}
		if !bytes.HasSuffix(line, []byte("\r\n")) && bare == 0 {
			bare = n
		}
		text := string(trimEnd(line))
		t.print("S", text)
		t.bare = bare
		t.session.server(text, 0)
	}
	if t.last.reply.Code == smtpcodes.ServiceNotAvailable || t.wanted.command == smtpcodes.QUIT {
		return errEnd
	}
	return nil
}

// answered takes an answer from the session, with its problems.
func (t *talk) answered(a answer) {
	if t.bare > 0 {
		a.problems = append(a.problems, reply.Problem{Rule: ruleSyntax, Severity: reply.Breach, Section: "RFC 5321, section 2.3.8", Detail: fmt.Sprintf("line %d ends without CR", t.bare)})
	}
	if m, class := t.wanted.must, a.reply.Code.Class(); m.class != 0 && class == m.class {
		a.problems = append(a.problems, reply.Problem{Rule: m.rule, Severity: reply.Breach, Section: m.section, Detail: m.detail})
	}
	t.last = a
	t.replies++
	t.count(a.problems)
	if t.app.json {
		t.json(a)
	} else {
		t.problems(a.problems)
	}
	t.app.stdout.Flush()
}

// broken says how the conversation broke off.
func (t *talk) broken(err error) error {
	timeout := net.Error(nil)
	switch {
	case errors.As(err, &timeout) && timeout.Timeout():
		return t.complain(ruleOneReply, "RFC 5321, section 4.2", fmt.Sprintf("no whole reply within %v", t.probe.timeout))
	case errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE):
		return t.complain(ruleOneReply, "RFC 5321, section 3.8", "the server closed the connection without a whole reply")
	}
	return err
}

// complain reports a breach that has no reply, which ends the conversation.
func (t *talk) complain(rule reply.Rule, section, detail string) error {
	a := answer{sent: t.wanted.line, command: t.wanted.command, problems: []reply.Problem{{Rule: rule, Severity: reply.Breach, Section: section, Detail: detail}}}
	t.count(a.problems)
	if t.app.json {
		t.json(a)
	} else {
		t.problems(a.problems)
	}
	return errEnd
}

// print shows a line of the conversation.
func (t *talk) print(who, line string) {
	if t.app.json {
		return
	}
	text := who + ": " + shorten(printable(line), t.app.width-3)
	if who == "C" {
		text = t.app.style.heading(text)
	}
	fmt.Fprintln(t.app.stdout, text)
	t.app.stdout.Flush()
}

// note shows what is no part of the conversation.
func (t *talk) note(text string) {
	if !t.app.json {
		fmt.Fprintln(t.app.stdout, t.app.style.faint("-- "+text))
	}
}
