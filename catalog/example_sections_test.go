package catalog_test

import (
	"fmt"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/reply"
)

func ExampleExplanation_Sections() {
	for section := range catalog.ForString("zh").Explain(reply.New(354, 0, "Go on")).Sections() {
		fmt.Println(section.Heading, len(section.Lines))
	}
	// Output:
	// 服务器的应答 1
	// 含义 2
	// 怎么办 2
}
