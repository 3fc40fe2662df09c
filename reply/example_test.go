package reply_test

import (
	"bufio"
	"errors"
	"fmt"
	"net/textproto"
	"strings"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// A server builds its replies from the two tables. The class of the enhanced code
// comes from the basic code, and text from outside cannot start a line.
func Example_server() {
	mailbox := "neko@example.jp\r\n250 2.1.5 ok" // as a client sent it
	r := reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox,
		"no such user here: "+mailbox,
		"please check the address")
	var conn strings.Builder
	if _, err := r.WriteTo(&conn); err != nil {
		fmt.Println(err)
	}
	for line := range strings.Lines(conn.String()) {
		fmt.Printf("%q\n", line)
	}
	// Output:
	// "550-5.1.1 no such user here: neko@example.jp 250 2.1.5 ok\r\n"
	// "550 5.1.1 please check the address\r\n"
}

// A client reads a reply and decides what to do with the message.
func Example_client() {
	conn := strings.NewReader("452 4.5.3 too many recipients\r\n")
	r, err := reply.NewReader(bufio.NewReader(conn)).ReadReply()
	if err != nil {
		fmt.Println(err) // the connection is of no more use
		return
	}
	switch smtpcodes.RCPT.Outcome(r.Code) {
	case smtpcodes.Done:
		fmt.Println("go on")
	case smtpcodes.TryLater, smtpcodes.Closing:
		fmt.Println("keep the message:", r.Enhanced.Text())
	default:
		fmt.Println("return the message:", r)
	}
	// Output: keep the message: Too many recipients
}

func ExampleNew() {
	r := reply.New(smtpcodes.InsufficientStorage, enhanced.MailboxFull, "try again tomorrow")
	fmt.Println(r)

	// A reply that asks for more has no enhanced code.
	fmt.Println(reply.New(smtpcodes.StartMailInput, enhanced.OtherUndefined, "go ahead"))
	// Output:
	// 452 4.2.2 try again tomorrow
	// 354 go ahead
}

func ExampleParse() {
	r, err := reply.Parse("550-5.1.1 no such user\r\n550 5.1.1 try another\r\n")
	fmt.Println(r.Code, r.Enhanced, len(r.Lines), err)

	// An IP address is no enhanced code.
	r, err = reply.Parse("550 5.188.206.1 is listed\r\n")
	fmt.Printf("%v %q %q %v\n", r.Code, r.Enhanced, r.Lines, err)

	_, err = reply.Parse("250 ok\n")
	fmt.Println(err)
	// Output:
	// 550 5.1.1 2 <nil>
	// 550 "" ["5.188.206.1 is listed"] <nil>
	// reply "250 ok\n": syntax error: want HT, printable ASCII and CRLF
}

func ExampleParseObserved() {
	for _, s := range []string{
		"Diagnostic-Code: smtp; 550 5.1.1 no such user",
		"550 sorry, no mailbox here by that name (#5.1.1 - chkusr)",
		"status=bounced (host mx.example.jp[192.0.2.25] said: 552 5.2.2 over quota)",
		"4.7.32 not aligned",
		"connection refused",
	} {
		r, err := reply.ParseObserved(s)
		fmt.Printf("%q %q %v\n", r.Code, r.Enhanced, err == nil)
	}
	// Output:
	// "550" "5.1.1" true
	// "550" "5.1.1" true
	// "552" "5.2.2" true
	// "" "4.7.32" true
	// "" "" false
}

func ExampleReply_Quoted() {
	r, _ := reply.ParseObserved("554 5.4.4 the next host said: 550 5.1.1 no such user")
	inner, ok := r.Quoted()
	fmt.Println(r.Code, r.Enhanced)
	fmt.Println(inner, ok)
	// Output:
	// 554 5.4.4
	// 550 5.1.1 no such user true
}

func ExampleReply_Check() {
	r, _ := reply.ParseObserved("450 5.4.4 no route to host")
	for _, problem := range r.Check(smtpcodes.RCPT) {
		fmt.Println(problem)
	}
	// Output: breach: class-mismatch: 450 and 5.4.4 are of two classes (RFC 2034, section 4)
}

func ExampleProblem() {
	r := reply.Reply{Code: 503, Lines: []string{"bad sequence of commands"}}
	for _, problem := range r.Check(smtpcodes.QUIT) {
		fmt.Println(problem.Severity, problem.Rule)
		fmt.Println(problem.Detail)
		fmt.Println(problem.Section)
	}
	// Output:
	// unusual command-code
	// no document lets 503 answer QUIT, though it is the practice of Haraka
	// RFC 5321, section 4.3.2
}

func ExampleSession() {
	r, _ := reply.Parse("250 queuing started\r\n")
	fmt.Println(r.Check(smtpcodes.ETRN))

	// The server's reply to EHLO had ENHANCEDSTATUSCODES.
	session := reply.Session{Enhanced: true}
	fmt.Println(session.Check(r, smtpcodes.ETRN))
	// Output:
	// []
	// [breach: enhanced-missing: the server offered ENHANCEDSTATUSCODES and sent none (RFC 2034, section 4)]
}

func ExampleReader() {
	// Replies to pipelined commands arrive at once.
	conn := strings.NewReader("250 2.1.0 ok\r\n550-5.1.1 no such\r\n550 5.1.1 user\r\n")
	r := reply.NewReader(bufio.NewReader(conn))
	r.MaxOctets = 4096
	for {
		next, err := r.ReadReply()
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(next)
	}
	// Output:
	// 250 2.1.0 ok
	// 550 5.1.1 no such user
	// EOF
}

func ExampleError() {
	r, _ := reply.Parse("552 5.2.2 mailbox full\r\n")
	var err error = &reply.Error{Reply: r, Command: smtpcodes.RCPT}
	fmt.Println(err)

	var refused *reply.Error
	if errors.As(err, &refused) {
		// 552 was once the code for too many recipients (RFC 5321, section
		// 4.5.3.1.10).
		fmt.Println(refused.Temporary())
	}
	// Output:
	// RCPT: 552 5.2.2 mailbox full
	// true
}

func ExampleFromError() {
	// What net/smtp returns for a refused command.
	err := fmt.Errorf("sending: %w", &textproto.Error{Code: 550, Msg: "5.1.1 no such user\n5.1.1 try another"})

	r, ok := reply.FromError(err)
	fmt.Println(ok, r.Code, r.Enhanced)
	fmt.Printf("%q\n", r.Lines)
	// Output:
	// true 550 5.1.1
	// ["no such user" "try another"]
}

func ExampleHasCode() {
	r := reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, "no such user")
	err := fmt.Errorf("sending: %w", &reply.Error{Reply: r, Command: smtpcodes.RCPT})
	fmt.Println(errors.Is(err, reply.HasCode(smtpcodes.MailboxUnavailable)))
	fmt.Println(errors.Is(err, reply.HasCode(smtpcodes.TransactionFailed)))
	// Output:
	// true
	// false
}

// The condition counts in any class: 4.2.2 and 5.2.2 both say that a mailbox is
// full.
func ExampleHasCondition() {
	r := reply.New(smtpcodes.InsufficientStorage, enhanced.MailboxFull, "over quota")
	err := error(&reply.Error{Reply: r, Command: smtpcodes.RCPT})
	fmt.Println(errors.Is(err, reply.HasCondition(enhanced.MailboxFull)))
	// Output: true
}

func ExampleReply_Basic() {
	r := reply.New(smtpcodes.TransactionFailed, enhanced.DeliveryNotAuthorized, "no service for you")
	fmt.Println(r)
	fmt.Println(r.Basic()) // for a greeting, which has no enhanced code
	// Output:
	// 554 5.7.1 no service for you
	// 554 no service for you
}

func ExampleReply_AppendUTF8() {
	r := reply.New(smtpcodes.MailboxUnavailable, enhanced.BadDestinationMailbox, "no user M\u00fcller")
	fmt.Printf("%+q\n", r.AppendWire(nil))
	fmt.Printf("%+q\n", r.AppendUTF8(nil)) // the client gave SMTPUTF8
	// Output:
	// "550 5.1.1 no user M?ller\r\n"
	// "550 5.1.1 no user M\u00fcller\r\n"
}
