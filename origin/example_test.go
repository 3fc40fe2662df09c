package origin_test

import (
	"errors"
	"fmt"

	"github.com/smtpstatus/smtpstatus/origin"
)

func ExampleOrigin() {
	o := origin.RFC5321
	fmt.Println(o)
	fmt.Println(o.Title())
	fmt.Println(o.Kind(), o.Year())
	// Output:
	// rfc5321
	// Simple Mail Transfer Protocol
	// standard 2008
}

func ExampleOrigin_Obsoletes() {
	for old := range origin.RFC5321.Obsoletes() {
		fmt.Println(old)
	}
	// Output: rfc2821
}

func ExampleAll() {
	for o := range origin.All() {
		if o.Kind() == origin.Registry {
			fmt.Println(o)
		}
	}
	// Output: iana
}

func ExampleKind() {
	for _, o := range []origin.Origin{origin.RFC3463, origin.IANA, origin.Postfix, origin.Gmail} {
		if o.Kind() != origin.Standard {
			fmt.Println(o, "is a", o.Kind())
		}
	}
	// Output:
	// iana is a registry
	// postfix is a software
	// gmail is a provider
}

func ExampleParse() {
	o, err := origin.Parse("rfc4954")
	fmt.Println(o.Title(), err)
	// Output: SMTP Service Extension for Authentication <nil>
}

func ExampleParseError() {
	_, err := origin.Parse("rfc1149")

	var parseErr *origin.ParseError
	if errors.As(err, &parseErr) {
		fmt.Println("cannot read", parseErr.Input)
	}
	fmt.Println(errors.Is(err, origin.ErrUnknown))
	// Output:
	// cannot read rfc1149
	// true
}

func ExampleValueError() {
	_, err := origin.Origin(9999).MarshalText()

	var valueErr *origin.ValueError
	if errors.As(err, &valueErr) {
		fmt.Println(valueErr)
	}
	// Output: origin 9999: unknown
}

func ExampleSource() {
	s := origin.Source{Origin: origin.RFC5321, Section: "4.2.3, 4.2.2"}
	fmt.Printf("%s: %s, sections %s\n", s.Origin, s.Origin.Title(), s.Section)
	// Output: rfc5321: Simple Mail Transfer Protocol, sections 4.2.3, 4.2.2
}
