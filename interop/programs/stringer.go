//go:build ignore

// Stringer names codes.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/smtpstatus/smtpstatus/interop/generated/stringer"
)

func main() {
	code, err := strconv.Atoi(os.Args[1])
	status, _ := strconv.Atoi(os.Args[3])
	fmt.Println(stringer.Code(code), stringer.Status(status), err)
}
