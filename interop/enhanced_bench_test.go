package interop_test

import (
	"fmt"
	"net/textproto"
	"regexp"
	"strconv"
	"testing"

	gosmtp "github.com/emersion/go-smtp"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/interop/generated/enumer"
	"github.com/smtpstatus/smtpstatus/interop/generated/goenum"
	"github.com/smtpstatus/smtpstatus/interop/generated/statustext"
	"github.com/smtpstatus/smtpstatus/interop/generated/stringer"
)

func enhancedCodes() []enhanced.Code { return shuffled(namedEnhanced()) }

// BenchmarkEnhancedParse reads "5.7.26". go-mail looks for it in the whole text of a
// reply, so its text here is one, and short.
func BenchmarkEnhancedParse(b *testing.B) {
	codes := enhancedCodes()
	texts := converted(codes, enhanced.Code.String)
	majors := converted(codes, func(c enhanced.Code) int { return int(c.Class()) })
	replies := converted(codes, func(c enhanced.Code) error {
		return &textproto.Error{Code: int(c.Class()) * 100, Msg: c.String() + " no"}
	})
	pattern := regexp.MustCompile(`^([245])\.(\d{1,3})\.(\d{1,3})$`)
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			c, err := enhanced.Parse(texts[i%inputs])
			if err != nil {
				b.Fatal(err)
			}
			sinkInt = int(c)
		}
	})
	b.Run("way=go-smtp", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			c, err := goSMTPParseEnhanced(texts[i%inputs])
			if err != nil {
				b.Fatal(err)
			}
			sinkInt = c[2]
		}
	})
	b.Run("way=mox", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			s, _ := moxParseEnhanced(majors[i%inputs], texts[i%inputs])
			if s == "" {
				b.Fatal(texts[i%inputs])
			}
			sinkString = s
		}
	})
	b.Run("way=go-mail", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			s := goMailEnhanced(replies[i%inputs], true)
			if s == "" {
				b.Fatal(replies[i%inputs])
			}
			sinkString = s
		}
	})
	b.Run("way=regexp", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			m := pattern.FindStringSubmatch(texts[i%inputs])
			if m == nil {
				b.Fatal(texts[i%inputs])
			}
			sinkInt, _ = strconv.Atoi(m[3])
		}
	})
}

// BenchmarkEnhancedString writes "5.7.26". go-smtp has no method for it, but this
// format, in the code that writes a reply.
func BenchmarkEnhancedString(b *testing.B) {
	codes := enhancedCodes()
	triplets := converted(codes, func(c enhanced.Code) gosmtp.EnhancedCode { return c.Triplet() })
	statuses := converted(codes, guerrillaStatus)
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = codes[i%inputs].String()
		}
	})
	b.Run("way=go-smtp", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			c := triplets[i%inputs]
			sinkString = fmt.Sprintf("%v.%v.%v", c[0], c[1], c[2])
		}
	})
	b.Run("way=go-guerrilla", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = statuses[i%inputs].String()
		}
	})
}

func BenchmarkEnhancedName(b *testing.B) {
	codes := enhancedCodes()
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = codes[i%inputs].Name()
		}
	})
	b.Run("way=stringer", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = stringer.Status(codes[i%inputs]).String()
		}
	})
	b.Run("way=enumer", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = enumer.Status(codes[i%inputs]).String()
		}
	})
	b.Run("way=go-enum", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = goenum.Status(codes[i%inputs]).String()
		}
	})
}

func BenchmarkEnhancedText(b *testing.B) {
	codes := enhancedCodes()
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = codes[i%inputs].Text()
		}
	})
	b.Run("way=switch", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = statustext.EnhancedText(int(codes[i%inputs]))
		}
	})
}

func BenchmarkEnhancedClass(b *testing.B) {
	codes := enhancedCodes()
	texts := converted(codes, enhanced.Code.String)
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkInt = int(codes[i%inputs].Class())
		}
	})
	b.Run("way=divide", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkInt = int(codes[i%inputs]) / 1_000_000
		}
	})
	b.Run("way=first-digit", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkInt = int(texts[i%inputs][0] - '0')
		}
	})
}
