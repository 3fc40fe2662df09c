//go:build ignore

// Enumer names codes.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/smtpstatus/smtpstatus/interop/generated/enumer"
)

func main() {
	code, err := strconv.Atoi(os.Args[1])
	status, _ := strconv.Atoi(os.Args[3])
	fmt.Println(enumer.Code(code), enumer.Status(status), err)
}
