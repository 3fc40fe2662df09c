//go:build ignore

// Hello is what the other programs are compared with.
package main

import (
	"fmt"
	"os"
)

func main() {
	fmt.Println(os.Args)
}
