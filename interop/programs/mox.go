//go:build ignore

// Mox reads a reply by the client of mox.
package main

import (
	"context"
	"fmt"
	"log/slog"
	"net"
	"os"

	"github.com/mjl-/mox/dns"
	"github.com/mjl-/mox/smtpclient"
)

func main() {
	here, there := net.Pipe()
	go fmt.Fprintf(there, "%s %s no\r\n", os.Args[1], os.Args[2])
	domain := dns.Domain{ASCII: "example.org"}
	_, err := smtpclient.New(context.Background(), slog.New(slog.DiscardHandler), here, smtpclient.TLSSkip, false, domain, domain, smtpclient.Opts{})
	fmt.Println(err)
}
