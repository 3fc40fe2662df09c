//go:build ignore

// Goenum names codes.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/smtpstatus/smtpstatus/interop/generated/goenum"
)

func main() {
	code, err := strconv.Atoi(os.Args[1])
	status, _ := strconv.Atoi(os.Args[3])
	fmt.Println(goenum.Code(code), goenum.Status(status), err)
}
