package interop_test

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/smtp"
	"strings"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"
	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// smtpError returns r as the error by which a go-smtp server answers. The way
// over the wire form leaves nothing in the text that may not stand in a reply.
//
// go-smtp puts the enhanced code on the last line only, so the others bring their
// own, as RFC 2034, section 4, has it; and to a reply without one it adds X.0.0
// unless it is told not to.
func smtpError(r reply.Reply) *gosmtp.SMTPError {
	r, err := reply.Parse(string(r.AppendWire(nil)))
	if err != nil { // r had no code
		r = reply.New(smtpcodes.LocalError, enhanced.OtherMailSystem, "no reply code")
	}
	e := &gosmtp.SMTPError{Code: int(r.Code), EnhancedCode: gosmtp.NoEnhancedCode}
	if r.Enhanced != 0 {
		e.EnhancedCode = r.Enhanced.Triplet()
		for i := range len(r.Lines) - 1 {
			r.Lines[i] = r.Enhanced.String() + " " + r.Lines[i]
		}
	}
	e.Message = strings.Join(r.Lines, "\n")
	return e
}

// A go-smtp session returns an error to refuse a command. This is a reply as such
// an error.
func Example_goSMTP() {
	r := reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, "no such user here")
	e := smtpError(r)
	fmt.Println(e.Code, e.EnhancedCode, e.Message)

	e = smtpError(reply.New(smtpcodes.MailboxBusy, enhanced.DeliveryNotAuthorized, "greylisted", "come back in 5 minutes"))
	fmt.Printf("%d %v %q\n", e.Code, e.EnhancedCode, e.Message)
	// Output:
	// 550 [5 1 1] no such user here
	// 450 [4 7 1] "4.7.1 greylisted\ncome back in 5 minutes"
}

// replyOf returns the reply that an error of a go-smtp client stands for.
func replyOf(err error) (reply.Reply, bool) {
	e, ok := errors.AsType[*gosmtp.SMTPError](err)
	if !ok || smtpcodes.Code(e.Code).Class() == 0 {
		return reply.Reply{}, false
	}
	// Triplets that are no code, such as NoEnhancedCode, give 0.
	status, _ := enhanced.FromTriplet(e.EnhancedCode)
	return reply.Reply{Code: smtpcodes.Code(e.Code), Enhanced: status, Lines: strings.Split(e.Message, "\n")}, true
}

// The error of a go-smtp client is a type of its own, which reply.FromError does
// not know. Its fields have all of the reply.
func Example_goSMTPClient() {
	err := fmt.Errorf("not sent: %w", &gosmtp.SMTPError{Code: 552, EnhancedCode: gosmtp.EnhancedCode{5, 5, 3}, Message: "too many recipients"})
	if r, ok := replyOf(err); ok {
		refused := &reply.Error{Reply: r, Command: smtpcodes.RCPT}
		fmt.Println(refused, refused.Temporary())
	}
	// Output: RCPT: 552 5.5.3 too many recipients true
}

// answer is what the test server says to a command for an address: the sender for
// MAIL and EndOfData, the recipient for RCPT.
type answer struct {
	command  smtpcodes.Command
	address  string
	reply    reply.Reply
	later    bool     // the same command may succeed later
	problems []string // what Check says, beside nothing
}

// envelope returns the sender and the recipient that get the answer.
func (a answer) envelope() (sender, recipient string) {
	if a.command == smtpcodes.RCPT {
		return "a@example.org", a.address
	}
	return a.address, "b@example.org"
}

var answers = []answer{
	{smtpcodes.MAIL, "policy@example.org", reply.New(smtpcodes.MailboxUnavailable, enhanced.DeliveryNotAuthorized, "not from you"), false, nil},
	{smtpcodes.MAIL, "big@example.org", reply.New(smtpcodes.ExceededStorage, enhanced.MessageTooBigForSystem, "10 MB at most"), false, nil},
	{smtpcodes.MAIL, "busy@example.org", reply.New(smtpcodes.LocalError, enhanced.OtherMailSystem, "try again"), true, nil},
	{smtpcodes.MAIL, "closing@example.org", reply.New(smtpcodes.ServiceNotAvailable, enhanced.SystemNotAcceptingMessages, "closing"), true, nil},
	{smtpcodes.MAIL, "nullmx@example.org", reply.New(smtpcodes.MailboxUnavailable, enhanced.SenderNullMX, "no answer would reach you"), false, nil},
	{smtpcodes.MAIL, "wrong@example.org", reply.New(smtpcodes.StartMailInput, 0, "not here"), false, []string{"unusual command-code"}},

	{smtpcodes.RCPT, "unknown@example.org", reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, "no such user here"), false, nil},
	{smtpcodes.RCPT, "moved@example.org", reply.New(smtpcodes.UserNotLocal, enhanced.MailboxMoved, "try <a@example.net>"), false, nil},
	{smtpcodes.RCPT, "grey@example.org", reply.New(smtpcodes.MailboxBusy, enhanced.DeliveryNotAuthorized, "greylisted", "come back", "in 5 minutes"), true, nil},
	{smtpcodes.RCPT, "full@example.org", reply.New(smtpcodes.InsufficientStorage, enhanced.MailboxFull, "mailbox full"), true, nil},
	{smtpcodes.RCPT, "many@example.org", reply.New(smtpcodes.InsufficientStorage, enhanced.TooManyRecipients, "100 at most"), true, nil},
	{smtpcodes.RCPT, "old@example.org", reply.New(smtpcodes.ExceededStorage, enhanced.TooManyRecipients, "100 at most"), true, nil},
	{smtpcodes.RCPT, "name@example.org", reply.New(smtpcodes.MailboxNameNotAllowed, enhanced.BadDestinationMailboxSyntax, "no such name"), false, nil},
	{smtpcodes.RCPT, "nullmx@example.org", reply.New(smtpcodes.DomainDoesNotAcceptMail, enhanced.RecipientNullMX, "no mail there"), false, nil},
	{smtpcodes.RCPT, "closing@example.org", reply.New(smtpcodes.ServiceNotAvailable, enhanced.SystemNotAcceptingMessages, "closing"), true, nil},
	{smtpcodes.RCPT, "relay@example.org", reply.New(smtpcodes.TransactionFailed, enhanced.DeliveryNotAuthorized, "no relaying"), false, nil},
	{smtpcodes.RCPT, "odd@example.org", reply.New(599, enhanced.OtherUndefined, "what?"), false, []string{"breach code-grammar", "unusual code-status", "unusual command-code"}},
	{smtpcodes.RCPT, "bare@example.org", reply.New(smtpcodes.MailboxUnavailable, 0, "no enhanced code"), false, []string{"breach enhanced-missing"}},
	{smtpcodes.RCPT, "filter@example.org", reply.New(smtpcodes.MailboxUnavailable, 0, "refused by filter 4.9.3"), false, []string{"breach enhanced-missing"}},
	{smtpcodes.RCPT, "wrap@example.org", reply.New(smtpcodes.MailboxUnavailable, enhanced.OtherSecurity, strings.Repeat("why ", 125)+"not", "because"), false, nil},

	{smtpcodes.EndOfData, "odd@example.org", reply.New(571, enhanced.DeliveryNotAuthorized, "message refused"), false, []string{"breach code-grammar", "unusual code-status", "unusual command-code"}},
	{smtpcodes.EndOfData, "content@example.org", reply.New(smtpcodes.TransactionFailed, enhanced.ContentNotAvailable, "not with this content"), false, nil},
	{smtpcodes.EndOfData, "quota@example.org", reply.New(smtpcodes.ExceededStorage, enhanced.MailboxFull, "over quota"), false, nil},
	{smtpcodes.EndOfData, "later@example.org", reply.New(smtpcodes.LocalError, enhanced.OtherMailSystem, "no disk"), true, nil},
	{smtpcodes.EndOfData, "dmarc@example.org", reply.New(smtpcodes.MailboxUnavailable, enhanced.MultipleAuthChecksFailed, "unauthenticated", "see the policy", ""), false, nil},
}

// refusal returns the answer for a command and an address as go-smtp wants it,
// nil for the addresses that have none.
func refusal(cmd smtpcodes.Command, address string) error {
	for _, a := range answers {
		if a.command == cmd && a.address == address {
			return smtpError(a.reply)
		}
	}
	return nil
}

// session is the session of the test server.
type session struct{ sender string }

func (s *session) Reset()        {}
func (s *session) Logout() error { return nil }

func (s *session) Mail(from string, _ *gosmtp.MailOptions) error {
	s.sender = from
	return refusal(smtpcodes.MAIL, from)
}

func (s *session) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	return refusal(smtpcodes.RCPT, to)
}

func (s *session) Data(r io.Reader) error {
	if _, err := io.Copy(io.Discard, r); err != nil {
		return err
	}
	return refusal(smtpcodes.EndOfData, s.sender)
}

// startServer starts the test server and returns its address.
func startServer() (address string, stop func() error, err error) {
	server := gosmtp.NewServer(gosmtp.BackendFunc(func(*gosmtp.Conn) (gosmtp.Session, error) { return &session{}, nil }))
	server.Domain = "mx.example.org"
	server.ReadTimeout = 30 * time.Second
	server.WriteTimeout = 30 * time.Second
	server.ErrorLog = log.New(io.Discard, "", 0)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", nil, err
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	return listener.Addr().String(), func() error { return errors.Join(server.Close(), <-done) }, nil
}

// serve is startServer for a test.
func serve(t testing.TB) string {
	t.Helper()
	address, stop, err := startServer()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	})
	return address
}

// parsed is a reply as a reader sees it: with the lines that are split on the way.
func parsed(t *testing.T, r reply.Reply) (reply.Reply, string) {
	t.Helper()
	wire := string(r.AppendWire(nil))
	r, err := reply.Parse(wire)
	if err != nil {
		t.Fatal(err)
	}
	return r, wire
}

// TestServer checks that a go-smtp server sends what AppendWire says and that a
// Reader gets the reply that was meant.
func TestServer(t *testing.T) {
	address := serve(t)
	for _, a := range answers {
		t.Run(a.command.String()+" "+a.address, func(t *testing.T) {
			d := dial(t, address)
			d.read()
			d.ask("EHLO client.example.org")
			sender, recipient := a.envelope()
			got, raw := d.ask("MAIL FROM:<" + sender + ">")
			if a.command != smtpcodes.MAIL {
				got, raw = d.ask("RCPT TO:<" + recipient + ">")
			}
			if a.command == smtpcodes.EndOfData {
				if r, _ := d.ask("DATA"); r.Code != smtpcodes.StartMailInput {
					t.Fatalf("DATA was answered %v", r)
				}
				got, raw = d.ask("Subject: test\r\n\r\ntext\r\n.")
			}

			want, wire := parsed(t, a.reply)
			// go-smtp puts a space behind the code of a line that has no text.
			if strings.ReplaceAll(raw, " \r\n", "\r\n") != wire {
				t.Errorf("the server sent %q, not %q", raw, wire)
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("reply (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(a.problems, problems(got, a.command)); diff != "" {
				t.Errorf("Check (-want +got):\n%s", diff)
			}
		})
	}
}

// TestNetSMTP checks that the errors of net/smtp, wrapped or not, still are the
// replies that the server meant.
func TestNetSMTP(t *testing.T) {
	address := serve(t)
	for _, a := range answers {
		t.Run(a.command.String()+" "+a.address, func(t *testing.T) {
			want, _ := parsed(t, a.reply)
			err := send(t, address, a)
			for _, err := range []error{err, fmt.Errorf("to the smarthost: %w", err), errors.Join(io.EOF, err)} {
				got, ok := reply.FromError(err)
				if diff := cmp.Diff(want, got); !ok || diff != "" {
					t.Errorf("FromError(%#v) is %v (-want +got):\n%s", err, ok, diff)
				}
			}

			refused := fmt.Errorf("not sent: %w", &reply.Error{Reply: want, Command: a.command})
			if got, ok := reply.FromError(refused); !ok || !cmp.Equal(want, got) {
				t.Errorf("FromError(%v) = %v, %v", refused, got, ok)
			}
			if !errors.Is(refused, reply.HasCode(a.reply.Code)) {
				t.Errorf("%v has not code %v", refused, a.reply.Code)
			}
			var temporary interface{ Temporary() bool }
			if !errors.As(refused, &temporary) || temporary.Temporary() != a.later {
				t.Errorf("Temporary of %v is not %v", refused, a.later)
			}
		})
	}
}

// TestGoSMTPClient checks the same for the errors of a go-smtp client.
func TestGoSMTPClient(t *testing.T) {
	address := serve(t)
	for _, a := range answers {
		t.Run(a.command.String()+" "+a.address, func(t *testing.T) {
			want, _ := parsed(t, a.reply)
			client := gosmtp.NewClient(connect(t, address))
			sender, recipient := a.envelope()
			err := transaction(a.command,
				func() error { return client.Mail(sender, nil) },
				func() error { return client.Rcpt(recipient, nil) },
				func() (io.WriteCloser, error) { return client.Data() })
			got, ok := replyOf(err)
			if diff := cmp.Diff(want, got); !ok || diff != "" {
				t.Errorf("%#v is %v (-want +got):\n%s", err, ok, diff)
			}
			if r, ok := reply.FromError(err); ok {
				t.Errorf("FromError reads %v now, so the adapter can go", r)
			}
		})
	}
}

// send sends a message by net/smtp and returns the error of the command that a is
// about.
func send(t *testing.T, address string, a answer) error {
	t.Helper()
	client, err := smtp.NewClient(connect(t, address), "mx.example.org")
	if err != nil {
		t.Fatal(err)
	}
	sender, recipient := a.envelope()
	return transaction(a.command,
		func() error { return client.Mail(sender) },
		func() error { return client.Rcpt(recipient) },
		client.Data)
}

// transaction sends a message up to a command and returns its error, or that of
// the first command that fails.
func transaction(last smtpcodes.Command, mail, rcpt func() error, data func() (io.WriteCloser, error)) error {
	if err := mail(); err != nil || last == smtpcodes.MAIL {
		return err
	}
	if err := rcpt(); err != nil || last == smtpcodes.RCPT {
		return err
	}
	w, err := data()
	if err != nil {
		return err
	}
	if _, err := io.WriteString(w, "Subject: test\r\n\r\ntext\r\n"); err != nil {
		return err
	}
	return w.Close()
}

// TestGoSMTPItself checks the replies that come from go-smtp and not from us.
func TestGoSMTPItself(t *testing.T) {
	steps := []step{
		{"", smtpcodes.Connect, "220", nil},
		{"EHLO", smtpcodes.EHLO, "501 5.5.2", []string{"breach enhanced-place"}},
		{"HELO client.example.org", smtpcodes.HELO, "250 2.0.0", []string{"breach enhanced-place"}},
		{"EHLO client.example.org", smtpcodes.EHLO, "250", nil},
		{"VRFY a", smtpcodes.VRFY, "252 2.5.0", nil},
		{"EXPN a", smtpcodes.EXPN, "502 5.5.1", nil},
		{"HELP", smtpcodes.HELP, "502 5.5.1", nil},
		{"NOOP", smtpcodes.NOOP, "250 2.0.0", nil},
		{"RSET", smtpcodes.RSET, "250 2.0.0", nil},
		{"RCPT TO:<b@example.org>", smtpcodes.RCPT, "502 5.5.1", []string{"unusual command-code"}},
		{"DATA", smtpcodes.DATA, "502 5.5.1", []string{"unusual command-code"}},
		{"MAIL FROM:<a@example.org> X=1", smtpcodes.MAIL, "500 5.5.4", nil},
		{"MAIL FROM:<a@example.org> SMTPUTF8", smtpcodes.MAIL, "504 5.5.4", nil},
		{"MAIL FROM:<a@example.org>", smtpcodes.MAIL, "250 2.0.0", nil},
		{"DATA x", smtpcodes.DATA, "501 5.5.4", nil},
		{"BDAT 5\r\nabc", smtpcodes.BDAT, "502 5.5.1", nil},
		{"RCPT TO:<b@example.org>", smtpcodes.RCPT, "250 2.0.0", nil},
		{"DATA", smtpcodes.DATA, "354", nil},
		{"Subject: test\r\n\r\ntext\r\n.", smtpcodes.EndOfData, "250 2.0.0", nil},
		{"AUTH PLAIN AAAA", smtpcodes.AUTH, "523 5.7.10", nil},
		{"STARTTLS", smtpcodes.STARTTLS, "502 5.5.1", nil},
		{"WIZ", 0, "501 5.5.2", nil},
		{"QUIT", smtpcodes.QUIT, "221 2.0.0", nil},
	}
	d := dial(t, serve(t))
	for _, s := range steps {
		d.step(s)
	}
}
