//go:build ignore

// Smtpcodes names codes and asks what may answer a command.
package main

import (
	"fmt"
	"os"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func main() {
	code, err := smtpcodes.Parse(os.Args[1])
	fmt.Println(code, code.Name(), code.Text(), smtpcodes.RCPT.Allows(code), smtpcodes.RCPT.Outcome(code), err)
	status, err := enhanced.Parse(os.Args[2])
	fmt.Println(status, status.Name(), status.Text(), err)
}
