package cause_test

import (
	"errors"
	"fmt"

	"github.com/smtpstatus/smtpstatus/cause"
)

func ExampleParseError() {
	_, err := cause.Parse("mailbox full")
	if e, ok := errors.AsType[*cause.ParseError](err); ok {
		fmt.Printf("%s %q\n", e.What, e.Input)
	}
	// Output:
	// cause "mailbox full"
}
