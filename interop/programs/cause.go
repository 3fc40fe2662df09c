//go:build ignore

// Cause tells why a reply refused.
package main

import (
	"fmt"
	"os"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/reply"
)

func main() {
	r, err := reply.ParseObserved(os.Args[1] + " " + os.Args[2] + " mailbox full")
	fmt.Println(cause.Of(r).Cause, err)
}
