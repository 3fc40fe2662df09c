//go:build ignore

// Gosmtp reads a reply as an error of a client of go-smtp.
package main

import (
	"fmt"
	"net"
	"os"

	"github.com/emersion/go-smtp"
)

func main() {
	here, there := net.Pipe()
	go fmt.Fprintf(there, "%s %s no\r\n", os.Args[1], os.Args[2])
	fmt.Println(smtp.NewClient(here).Noop())
}
