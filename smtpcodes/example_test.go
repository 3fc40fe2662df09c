package smtpcodes_test

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func ExampleCode() {
	c := smtpcodes.MailboxBusy
	fmt.Println(c, c.Name())
	fmt.Println(c.Text())

	switch c {
	case smtpcodes.MailboxBusy, smtpcodes.InsufficientStorage:
		fmt.Println("worth another try")
	}
	// Output:
	// 450 MailboxBusy
	// Requested mail action not taken: mailbox unavailable (e.g., mailbox busy or temporarily blocked for policy reasons)
	// worth another try
}

// A code that nobody registered is still a code.
func ExampleCode_unregistered() {
	c := smtpcodes.Code(599)
	fmt.Println(c, c.Class(), c.Status())
	fmt.Printf("%q %q\n", c.Name(), c.Text())
	// Output:
	// 599 5yz unregistered
	// "" ""
}

func ExampleCode_Commands() {
	for cmd := range smtpcodes.StartMailInput.Commands() {
		fmt.Println(cmd)
	}
	// Output: DATA
}

func ExampleCode_MarshalText() {
	text, err := smtpcodes.OK.MarshalText()
	fmt.Println(string(text), err)

	_, err = smtpcodes.Code(700).MarshalText()
	fmt.Println(err)
	// Output:
	// 250 <nil>
	// reply code 700: out of range
}

func ExampleAll() {
	for c := range smtpcodes.All() {
		if c.Class() == smtpcodes.PositiveIntermediate && c.Status() == smtpcodes.Current {
			fmt.Println(c, c.Name())
		}
	}
	// Output:
	// 334 ServerChallenge
	// 354 StartMailInput
	// 355 TransactionOffset
}

func ExampleParse() {
	c, err := smtpcodes.Parse("550")
	fmt.Println(c == smtpcodes.MailboxUnavailable, err)

	_, err = smtpcodes.Parse("25O")
	fmt.Println(err)
	// Output:
	// true <nil>
	// reply code "25O": syntax error: want three digits, the first from 2 to 5
}

func ExampleParseError() {
	_, err := smtpcodes.Parse("five hundred")

	var parseErr *smtpcodes.ParseError
	if errors.As(err, &parseErr) {
		fmt.Printf("not a %s: %q\n", parseErr.What, parseErr.Input)
	}
	fmt.Println(errors.Is(err, smtpcodes.ErrSyntax))
	// Output:
	// not a reply code: "five hundred"
	// true
}

func ExampleValueError() {
	_, err := smtpcodes.Code(99).MarshalText()

	var valueErr *smtpcodes.ValueError
	if errors.As(err, &valueErr) {
		fmt.Println(valueErr.What, valueErr.Value)
	}
	fmt.Println(errors.Is(err, smtpcodes.ErrRange))
	// Output:
	// reply code 99
	// true
}

func ExampleClass() {
	switch c := smtpcodes.Code(471); c.Class() {
	case smtpcodes.TransientNegative:
		fmt.Println(c, "may pass; try again later")
	case smtpcodes.PermanentNegative:
		fmt.Println(c, "will not pass; return the message")
	}
	// Output: 471 may pass; try again later
}

func ExampleCategory() {
	for _, c := range []smtpcodes.Code{502, 221, 452} {
		fmt.Println(c, c.Category(), c.Category().Text())
	}
	// Output:
	// 502 x0z Syntax
	// 221 x2z Connections
	// 452 x5z Mail system
}

func ExampleStatus() {
	for _, c := range []smtpcodes.Code{550, 538, 571, 599} {
		fmt.Println(c, c.Status())
	}
	// Output:
	// 550 current
	// 538 obsolete
	// 571 nonstandard
	// 599 unregistered
}

func ExampleCommand() {
	cmd := smtpcodes.STARTTLS
	fmt.Println(cmd, cmd.Extension(), cmd.Status())
	fmt.Println(smtpcodes.EndOfData, smtpcodes.EndOfData.Stage())
	// Output:
	// STARTTLS STARTTLS current
	// end of data true
}

func ExampleCommand_Allows() {
	fmt.Println(smtpcodes.DATA.Allows(smtpcodes.StartMailInput))
	fmt.Println(smtpcodes.DATA.Allows(smtpcodes.OK))
	fmt.Println(smtpcodes.EndOfData.Allows(smtpcodes.OK))
	// Output:
	// true
	// false
	// true
}

// The number is the same, the meaning is not.
func ExampleCommand_Rule() {
	for _, cmd := range []smtpcodes.Command{smtpcodes.STARTTLS, smtpcodes.AUTH} {
		rule, ok := cmd.Rule(454)
		fmt.Println(cmd, ok, rule.Text, rule.Origin, rule.Section)
	}
	// Output:
	// STARTTLS true TLS not available due to temporary reason rfc3207 4
	// AUTH true Temporary authentication failure rfc4954 6
}

func ExampleCommand_Rules() {
	for rule := range smtpcodes.QUIT.Rules() {
		if rule.Kind == smtpcodes.KindSuccess {
			fmt.Println(rule.Code, rule.Status, rule.Origin)
		}
	}
	// Output: 221 current rfc5321
}

func ExampleCommand_Outcome() {
	fmt.Println(smtpcodes.RCPT.Outcome(250))
	fmt.Println(smtpcodes.RCPT.Outcome(421))
	fmt.Println(smtpcodes.RCPT.Outcome(552)) // once the code for too many recipients
	fmt.Println(smtpcodes.MAIL.Outcome(552))
	// Output:
	// done
	// closing
	// try-later
	// refused
}

func ExampleCommand_Practice() {
	for software := range smtpcodes.RCPT.Practice(554) {
		fmt.Println(software.Title())
	}
	// Output: Postfix
}

func ExampleCommands() {
	for cmd := range smtpcodes.Commands() {
		if cmd.Status() == smtpcodes.Obsolete {
			fmt.Println(cmd)
		}
	}
	// Output:
	// SEND
	// SOML
	// SAML
	// TURN
}

func ExampleParseCommand() {
	cmd, err := smtpcodes.ParseCommand("rcpt")
	fmt.Println(cmd == smtpcodes.RCPT, err)

	_, err = smtpcodes.ParseCommand("WIZ")
	fmt.Println(err)
	// Output:
	// true <nil>
	// SMTP command "WIZ": unknown: want a verb such as RCPT, without arguments
}

func ExampleOutcome() {
	switch smtpcodes.RCPT.Outcome(smtpcodes.MailboxBusy) {
	case smtpcodes.Done:
		fmt.Println("next recipient")
	case smtpcodes.TryLater, smtpcodes.Closing:
		fmt.Println("keep it in the queue")
	case smtpcodes.Refused:
		fmt.Println("return it to the sender")
	}
	// Output: keep it in the queue
}

func ExampleRule() {
	if rule, ok := smtpcodes.DATA.Rule(smtpcodes.StartMailInput); ok {
		fmt.Printf("%v to %v: %v, %v by %v\n", rule.Code, rule.Command, rule.Kind, rule.Status, rule.Origin)
	}
	// Output: 354 to DATA: intermediate, current by rfc5321
}

func ExampleKind() {
	for _, c := range []smtpcodes.Code{354, 503} {
		rule, _ := smtpcodes.DATA.Rule(c)
		fmt.Println(c, rule.Kind)
	}
	// Output:
	// 354 intermediate
	// 503 error
}

func ExampleCode_Sources() {
	for s := range smtpcodes.HostDoesNotAcceptMail.Sources() {
		fmt.Println(s.Origin, cmp.Or(s.Section, "(no section)"))
	}
	// Output:
	// rfc7504 3, 5.1
	// rfc1846 3, 4.1
	// rfc6409 7
	// iana (no section)
	// postfix (no section)
	// haraka (no section)
}
