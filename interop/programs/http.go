//go:build ignore

// Http uses net/http for StatusText.
package main

import (
	"fmt"
	"net/http"
	"os"
	"strconv"
)

func main() {
	code, err := strconv.Atoi(os.Args[1])
	fmt.Println(http.StatusText(code), err)
}
