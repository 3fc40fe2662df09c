//go:build ignore

// Statustext has the texts of codes in a switch.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/smtpstatus/smtpstatus/interop/generated/statustext"
)

func main() {
	code, err := strconv.Atoi(os.Args[1])
	status, _ := strconv.Atoi(os.Args[3])
	fmt.Println(statustext.StatusText(code), statustext.EnhancedText(status), err)
}
