//go:build ignore

// Guerrilla writes a reply of go-guerrilla.
package main

import (
	"fmt"
	"os"
	"strconv"

	"github.com/phires/go-guerrilla/response"
)

func main() {
	code, err := strconv.Atoi(os.Args[1])
	r := response.Response{EnhancedCode: response.BadDestinationMailboxAddress, BasicCode: code, Class: response.ClassPermanentFailure, Comment: "no"}
	fmt.Println(r.String(), err)
}
