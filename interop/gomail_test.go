package interop_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/wneessen/go-mail"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// replyError returns the reply that an error of go-mail stands for, and the
// command that it answers. go-mail keeps no text of it but in the words of Error,
// so the reply has none.
func replyError(err error) (*reply.Error, bool) {
	if r, ok := reply.FromError(err); ok { // before there was a message to send
		return &reply.Error{Reply: r}, true
	}
	sendError, ok := errors.AsType[*mail.SendError](err)
	if !ok {
		return nil, false
	}
	code := smtpcodes.Code(sendError.ErrorCode())
	if code.Class() == 0 {
		return nil, false // no reply, but an error of go-mail's own
	}
	e := &reply.Error{Reply: reply.Reply{Code: code}}
	// go-mail takes the first word of the text that looks like an enhanced code; a
	// version number does too.
	status, err := enhanced.Parse(sendError.EnhancedStatusCode())
	if err == nil && smtpcodes.Class(status.Class()) == code.Class() {
		e.Enhanced = status
	}
	switch sendError.Reason {
	case mail.ErrSMTPMailFrom:
		e.Command = smtpcodes.MAIL
	case mail.ErrSMTPRcptTo:
		e.Command = smtpcodes.RCPT
	case mail.ErrSMTPData:
		e.Command = smtpcodes.DATA
	case mail.ErrSMTPDataClose:
		e.Command = smtpcodes.EndOfData
	case mail.ErrSMTPReset:
		e.Command = smtpcodes.RSET
	}
	return e, true
}

// go-mail hides the error of the command in a *mail.SendError, which does not
// unwrap to it. Its fields are enough to know what to do.
func Example_goMail() {
	address, stop, err := startServer()
	if err != nil {
		fmt.Println(err)
		return
	}
	defer stop()

	for _, recipient := range []string{"unknown@example.org", "old@example.org"} {
		err := deliver(address, "a@example.org", recipient)
		refused, ok := replyError(err)
		switch {
		case !ok:
			fmt.Println("not refused by the server:", err)
		case refused.Temporary():
			fmt.Println(refused, "- try again later")
		case errors.Is(refused, reply.HasCondition(enhanced.BadDestinationMailbox)):
			fmt.Println(refused, "- no such mailbox")
		default:
			fmt.Println(refused, "- give up")
		}
	}
	// Output:
	// RCPT: 550 5.1.1 - no such mailbox
	// RCPT: 552 5.5.3 - try again later
}

// TestGoMail checks what is left of a reply in the error of go-mail.
func TestGoMail(t *testing.T) {
	address := serve(t)
	for _, a := range answers {
		t.Run(a.command.String()+" "+a.address, func(t *testing.T) {
			sender, recipient := a.envelope()
			err := deliver(address, sender, recipient)
			sendError, ok := errors.AsType[*mail.SendError](err)
			if !ok {
				t.Fatalf("%v is no SendError", err)
			}
			if r, ok := reply.FromError(err); ok {
				t.Errorf("the error unwraps to %v now, so the adapter can go", r)
			}

			got, ok := replyError(fmt.Errorf("not sent: %w", err))
			if a.reply.Code.Class() == smtpcodes.PositiveIntermediate {
				if ok {
					t.Errorf("go-mail kept a code of class 3: %v", got)
				}
				return
			}
			want := &reply.Error{Command: a.command, Reply: reply.Reply{Code: a.reply.Code, Enhanced: a.reply.Enhanced}}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Fatalf("the adapter (-want +got):\n%s", diff)
			}
			if got.Temporary() != a.later {
				t.Errorf("Temporary of %v is not %v", got, a.later)
			}
			// By the first digit alone, 552 to RCPT is permanent.
			if old := a.command == smtpcodes.RCPT && a.reply.Code == smtpcodes.ExceededStorage; sendError.IsTemp() != (a.later && !old) {
				t.Errorf("IsTemp of %v is %v", sendError, sendError.IsTemp())
			}
		})
	}
}

// TestGoMailGreeting checks that a refusal before the first message unwraps to the
// error of net/textproto.
func TestGoMailGreeting(t *testing.T) {
	want := reply.New(smtpcodes.TransactionFailed, enhanced.DeliveryNotAuthorized, "no service", "for you")
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer conn.Close()
		want.WriteTo(conn)
		io.Copy(io.Discard, io.LimitReader(conn, 1000))
	}()
	err = deliver(listener.Addr().String(), "a@example.org", "b@example.org")
	got, ok := reply.FromError(err)
	if diff := cmp.Diff(want, got); !ok || diff != "" {
		t.Errorf("FromError(%v) is %v (-want +got):\n%s", err, ok, diff)
	}
}

// deliver sends a message by go-mail.
func deliver(address, sender, recipient string) error {
	message := mail.NewMsg()
	if err := errors.Join(message.From(sender), message.To(recipient)); err != nil {
		return err
	}
	message.SetBodyString(mail.TypeTextPlain, "text")

	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return err
	}
	client, err := mail.NewClient(host, mail.WithPort(number), mail.WithTLSPolicy(mail.NoTLS),
		mail.WithHELO("client.example.org"), mail.WithTimeout(30*time.Second))
	if err != nil {
		return err
	}
	return client.DialAndSend(message)
}
