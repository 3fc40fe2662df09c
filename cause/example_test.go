package cause_test

import (
	"fmt"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func ExampleOf() {
	r, err := reply.ParseObserved("550 5.1.1 <bob@example.org>: mailbox full")
	if err != nil {
		fmt.Println(err)
	}
	f := cause.Of(r)
	fmt.Println(f.Cause, "by", f.Basis) // the words go before the code 5.1.1
	// Output: mailbox-full by text
}

// What a code means may depend on the command that it answers.
func ExampleOfCommand() {
	r := reply.New(smtpcodes.ExceededStorage, 0, "no")
	fmt.Println(cause.OfCommand(r, smtpcodes.MAIL).Cause)
	fmt.Println(cause.OfCommand(r, smtpcodes.RCPT).Cause)
	// Output:
	// message-too-big
	// unknown
}

func ExampleFinding() {
	r, _ := reply.ParseObserved("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example.org; see https://example.org/192.0.2.1")
	f := cause.Of(r)
	fmt.Println(f.Cause, f.Origin)
	fmt.Println(f.Blocklist)
	fmt.Println(f.URL)

	r, _ = reply.ParseObserved("450 4.2.0 Greylisted, try again in 5 minutes")
	f = cause.Of(r)
	fmt.Println(f.Cause, f.RetryAfter)
	// Output:
	// ip-blocklisted postfix
	// bl.example.org
	// https://example.org/192.0.2.1
	// greylisted 5m0s
}

func ExampleCause() {
	c := cause.MailboxFull
	fmt.Println(c, c.Name(), c.Fault())
	for a := range c.Actions() {
		fmt.Println(a)
	}
	// Output:
	// mailbox-full MailboxFull recipient
	// retry-later
	// contact-recipient
}

func ExampleAction() {
	for a := range cause.UserUnknown.Actions() {
		if a == cause.StopSending {
			fmt.Println("take the address off the list:", a, a.Name())
		}
	}
	// Output: take the address off the list: stop-sending StopSending
}

func ExampleFault() {
	switch cause.SpamContent.Fault() {
	case cause.Content:
		fmt.Println("tell the author")
	case cause.Recipient:
		fmt.Println("reach the recipient")
	}
	// Output: tell the author
}

// How much a finding can be relied on: words say more than codes.
func ExampleBasis() {
	for _, text := range []string{"550 User unknown", "550 5.1.1 no", "535 no", "550 no"} {
		r, _ := reply.ParseObserved(text)
		f := cause.Of(r)
		fmt.Println(f.Basis, f.Cause)
	}
	// Output:
	// text user-unknown
	// enhanced user-unknown
	// basic auth-failed
	// none unknown
}

func ExampleRule() {
	r, _ := reply.ParseObserved("554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using bl.example.org")
	rule := cause.Of(r).Rule
	fmt.Println(rule.ID())
	fmt.Println(rule.Text())
	fmt.Println(rule.Cause())
	// Output:
	// postfix-service-unavailable-client-host-blocked-using
	// Service unavailable; Client host {} blocked using
	// ip-blocklisted
}

func ExampleParse() {
	c, err := cause.Parse("mailbox-full")
	fmt.Println(c == cause.MailboxFull, err)

	_, err = cause.Parse("mailbox full")
	fmt.Println(err)
	// Output:
	// true <nil>
	// cause "mailbox full": unknown: want an id such as mailbox-full
}
