//go:build ignore

// Textproto reads a reply.
package main

import (
	"bufio"
	"fmt"
	"net/textproto"
	"os"
	"strings"
)

func main() {
	r := textproto.NewReader(bufio.NewReader(strings.NewReader(os.Args[1] + " no\r\n")))
	fmt.Println(r.ReadResponse(0))
}
