//go:build ignore

// Builder prints a text from a catalog of x/text that it fills itself.
package main

import (
	"fmt"
	"os"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

func main() {
	b := catalog.NewBuilder()
	err := b.SetString(language.TraditionalChinese, os.Args[1], "no")
	p := message.NewPrinter(language.TraditionalChinese, message.Catalog(b))
	fmt.Println(p.Sprintf(os.Args[1]), err)
}
