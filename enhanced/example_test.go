package enhanced_test

import (
	"errors"
	"fmt"
	"slices"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func ExampleCode() {
	c := enhanced.TransientMailboxFull
	fmt.Println(c, c.Name(), c.Text())

	switch c.Class() {
	case enhanced.Transient:
		fmt.Println("try again later")
	case enhanced.Permanent:
		fmt.Println("return the message")
	}
	// Output:
	// 4.2.2 TransientMailboxFull Mailbox full
	// try again later
}

// A code that nobody registered is still a code.
func ExampleCode_unregistered() {
	c, err := enhanced.Parse("5.7.708")
	fmt.Println(c, c.Class().Name(), c.Status(), err)
	// Output: 5.7.708 Permanent unregistered <nil>
}

func ExampleCode_Condition() {
	c, _ := enhanced.Parse("5.2.2")
	fmt.Println(c.Condition() == enhanced.MailboxFull)
	// Output: true
}

// The array is what other packages take, for example go-smtp.
func ExampleCode_Triplet() {
	fmt.Println(enhanced.PermanentMailboxMoved.Triplet())
	// Output: [5 1 6]
}

func ExampleCode_MarshalText() {
	text, err := enhanced.PermanentMailboxMoved.MarshalText()
	fmt.Println(string(text), err)
	// Output: 5.1.6 <nil>
}

func ExampleParse() {
	c, err := enhanced.Parse("5.1.1")
	fmt.Println(c == enhanced.PermanentBadDestinationMailbox, err)

	_, err = enhanced.Parse("5.188.206.1") // an address that follows 550
	fmt.Println(err)
	// Output:
	// true <nil>
	// enhanced status code "5.188.206.1": syntax error: want class.subject.detail, such as 5.2.2
}

func ExampleNew() {
	c, err := enhanced.New(4, 7, 1)
	fmt.Println(c, err)
	// Output: 4.7.1 <nil>
}

func ExampleFromTriplet() {
	c, err := enhanced.FromTriplet([3]int{5, 7, 26})
	fmt.Println(c.Text(), err)

	_, err = enhanced.FromTriplet([3]int{3, 0, 0})
	fmt.Println(errors.Is(err, enhanced.ErrRange))
	// Output:
	// Multiple authentication checks failed <nil>
	// true
}

func ExampleCondition() {
	d := enhanced.MailboxFull
	fmt.Println(d, d.Text())
	fmt.Println(d.Transient(), d.Permanent())
	// Output:
	// X.2.2 Mailbox full
	// 4.2.2 5.2.2
}

// The class of a reply gives the class of the enhanced code.
func ExampleCondition_With() {
	for _, reply := range []smtpcodes.Code{450, 550} {
		fmt.Println(reply, enhanced.MailboxDisabled.With(enhanced.Class(reply.Class())))
	}
	// Output:
	// 450 4.2.1
	// 550 5.2.1
}

func ExampleCondition_Classes() {
	for class := range enhanced.MailboxMoved.Classes() {
		fmt.Println(class.Name(), enhanced.MailboxMoved.With(class))
	}
	// Output: Permanent 5.1.6
}

func ExampleCondition_Tolerated() {
	full := enhanced.MailboxFull
	fmt.Println(slices.Collect(full.Classes()), slices.Collect(full.Tolerated()))
	// Output: [4.XXX.YYY] [5.XXX.YYY]
}

func ExampleCondition_Replies() {
	fmt.Println(slices.Collect(enhanced.RecipientNullMX.Replies()))
	// Output: [556]
}

func ExampleConditions() {
	for d := range enhanced.Conditions() {
		if d.Subject() == enhanced.MailboxStatus {
			fmt.Println(d, d.Text())
		}
	}
	// Output:
	// X.2.0 Other or undefined mailbox status
	// X.2.1 Mailbox disabled, not accepting messages
	// X.2.2 Mailbox full
	// X.2.3 Message length exceeds administrative limit
	// X.2.4 Mailing list expansion problem
}

func ExampleParseCondition() {
	d, err := enhanced.ParseCondition("X.2.2")
	fmt.Println(d == enhanced.MailboxFull, err)
	// Output: true <nil>
}

func ExampleParseError() {
	_, err := enhanced.Parse("5.01.1")

	var parseErr *enhanced.ParseError
	if errors.As(err, &parseErr) {
		fmt.Printf("not an %s: %q\n", parseErr.What, parseErr.Input)
	}
	// Output: not an enhanced status code: "5.01.1"
}

func ExampleValueError() {
	_, err := enhanced.Code(3_000_000).MarshalText()

	var valueErr *enhanced.ValueError
	fmt.Println(errors.As(err, &valueErr), err)
	// Output: true enhanced status code 3000000: out of range
}

// What may stand beside 556, and who says so.
func ExampleForReply() {
	for p := range enhanced.ForReply(smtpcodes.DomainDoesNotAcceptMail) {
		if p.Origin.Kind() == origin.Standard && p.Strength == "SHOULD" {
			fmt.Println(p.Reply, p.Enhanced, p.Enhanced.Text())
		}
	}
	// Output: 556 5.1.10 Recipient address has null MX
}

func ExamplePair() {
	for p := range enhanced.ForReply(smtpcodes.AuthCredentialsInvalid) {
		if p.Command == smtpcodes.AUTH && p.Status == smtpcodes.Current {
			fmt.Printf("%v %v to %v (%v)\n", p.Reply, p.Enhanced, p.Command, p.Origin)
		}
	}
	// Output: 535 5.7.8 to AUTH (rfc4954)
}

func ExampleSubject() {
	c, _ := enhanced.Parse("4.4.99") // nobody registered the detail
	fmt.Println(c.Subject() == enhanced.NetworkStatus, c.Subject().Text())
	// Output: true Network and Routing Status
}

func ExampleClass() {
	c, _ := enhanced.Parse("4.4.99")
	fmt.Println(c.Class(), c.Class().Name(), c.Class().Text())
	// Output: 4.XXX.YYY Transient Persistent Transient Failure
}

func ExampleCondition_Sources() {
	for s := range enhanced.BadDestinationMailbox.Sources() {
		fmt.Println(s.Origin, s.Section)
	}
	// Output:
	// rfc3463 3.2
	// rfc2034 6
	// rfc5248 2.4
}
