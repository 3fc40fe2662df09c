package catalog_test

import (
	"fmt"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func ExampleTexts_ExplainAnswer() {
	var texts catalog.Texts
	r := reply.Reply{Code: smtpcodes.TLSNotAvailable, Lines: []string{"no"}}
	fmt.Println(texts.ExplainAnswer(smtpcodes.STARTTLS, r).Title)
	fmt.Println(texts.ExplainAnswer(smtpcodes.AUTH, r).Title)
	// Output:
	// TLS not available due to temporary reason
	// Temporary authentication failure
}
