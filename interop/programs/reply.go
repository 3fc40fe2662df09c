//go:build ignore

// Reply reads a reply and writes it again.
package main

import (
	"fmt"
	"os"

	"github.com/smtpstatus/smtpstatus/reply"
)

func main() {
	r, err := reply.Parse(os.Args[1] + " " + os.Args[2] + " no")
	fmt.Println(r, err)
	r.WriteTo(os.Stdout)
}
