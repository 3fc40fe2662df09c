package reply_test

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func ExampleReply_Err() {
	r := reply.New(smtpcodes.ExceededStorage, 0, "too many recipients")
	err := r.Err(smtpcodes.RCPT)
	fmt.Println(err)
	if e, ok := errors.AsType[*reply.Error](err); ok {
		fmt.Println(e.Temporary()) // RFC 5321, section 4.5.3.1.10
	}
	// Output:
	// RCPT: 552 too many recipients
	// true
}

func ExampleLimitError() {
	r := reply.NewReader(bufio.NewReader(strings.NewReader(strings.Repeat("250-more\r\n", 100))))
	r.MaxLines = 10
	_, err := r.ReadReply()
	if e, ok := errors.AsType[*reply.LimitError](err); ok {
		fmt.Println(e.What, e.Limit)
	}
	// Output:
	// lines 10
}

func ExampleParseError() {
	_, err := reply.Parse("550-first\r\n551 second\r\n")
	if e, ok := errors.AsType[*reply.ParseError](err); ok {
		fmt.Printf("%q: want %s\n", e.Input, e.Want)
	}
	fmt.Println(errors.Is(err, reply.ErrSyntax))
	// Output:
	// "551 second": want code 550, as on the first line
	// true
}

func ExampleValueError() {
	_, err := reply.Reply{Code: 700}.WriteTo(os.Stdout)
	fmt.Println(err)
	// Output:
	// reply code 700: out of range
}

func ExampleSeverity() {
	worst := reply.Severity(0)
	for _, p := range (reply.Reply{Code: 550, Enhanced: 4_007_001}).Check(smtpcodes.RCPT) {
		worst = max(worst, p.Severity)
	}
	fmt.Println(worst, worst >= reply.Unusual)
	// Output:
	// breach true
}

func ExampleRule() {
	for _, p := range (reply.Reply{Code: 571, Lines: []string{"no"}}).Check(smtpcodes.RCPT) {
		if p.Rule == reply.CodeGrammar {
			fmt.Println(p.Detail)
		}
	}
	// Output:
	// 571 has a second digit over 5
}
