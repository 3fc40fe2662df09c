//go:build ignore

// Catalog explains a code in the language of the reader, and says how long its first use took.
package main

import (
	"fmt"
	"os"
	"time"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func main() {
	code, err := smtpcodes.Parse(os.Args[1])
	start := time.Now()
	text := catalog.ForString("zh_TW.UTF-8").Code(code)
	fmt.Println("first text:", time.Since(start).Nanoseconds(), "ns")
	start = time.Now()
	catalog.Catalog()
	fmt.Println("first catalog:", time.Since(start).Nanoseconds(), "ns")
	fmt.Println(text, err)
}
