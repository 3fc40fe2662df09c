package interop_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"testing"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/interop/generated/enumer"
	"github.com/smtpstatus/smtpstatus/interop/generated/goenum"
	"github.com/smtpstatus/smtpstatus/interop/generated/statustext"
	"github.com/smtpstatus/smtpstatus/interop/generated/stringer"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// The benchmarks do the same work in several ways, of which way=smtpstatus is ours.
// Their input is shuffled, for a switch looks too good when the processor can guess
// the next code, and their loops are written out, for a call through a function value
// costs as much as what is measured.

// inputs is a power of two, so that the compiler makes a mask of i%inputs.
const inputs = 1 << 12

// Results are stored here, so that the compiler cannot drop the calls.
var (
	sinkString string
	sinkInt    int
	sinkBool   bool
)

// shuffled returns inputs values of a list in random order, always the same.
func shuffled[T any](all []T) []T {
	random := rand.New(rand.NewPCG(5321, 3463))
	values := make([]T, inputs)
	for i := range values {
		values[i] = all[random.IntN(len(all))]
	}
	return values
}

// converted returns the same values in another type.
func converted[To, From any](from []From, f func(From) To) []To {
	to := make([]To, len(from))
	for i, v := range from {
		to[i] = f(v)
	}
	return to
}

func codes() []smtpcodes.Code { return shuffled(slices.Collect(smtpcodes.All())) }

// namedEnhanced returns the enhanced codes that have a constant, in order.
func namedEnhanced() []enhanced.Code {
	var all []enhanced.Code
	for d := range enhanced.Conditions() {
		for _, c := range []enhanced.Code{d.Success(), d.Transient(), d.Permanent()} {
			if c.Name() != "" {
				all = append(all, c)
			}
		}
	}
	return all
}

// TestGenerated checks that the generated code is of the same codes, so that the
// benchmarks compare the same work.
func TestGenerated(t *testing.T) {
	const again = "; go generate ./generated"
	for c := smtpcodes.Code(0); c < 1000; c++ {
		want := c.Name()
		if want == "" {
			want = fmt.Sprintf("Code(%d)", c)
		}
		for _, got := range []string{stringer.Code(c).String(), enumer.Code(c).String(), goenum.Code(c).String()} {
			if got != want {
				t.Errorf("%d is %q, not %q%s", c, got, want, again)
			}
		}
		if got := statustext.StatusText(int(c)); got != c.Text() {
			t.Errorf("the text of %d is %q, not %q%s", c, got, c.Text(), again)
		}
	}
	for _, c := range namedEnhanced() {
		for _, got := range []string{stringer.Status(c).String(), enumer.Status(c).String(), goenum.Status(c).String()} {
			if got != c.Name() {
				t.Errorf("%v is %q, not %q%s", c, got, c.Name(), again)
			}
		}
		if got := statustext.EnhancedText(int(c)); got != c.Text() {
			t.Errorf("the text of %v is %q, not %q%s", c, got, c.Text(), again)
		}
	}
}

func BenchmarkCodeString(b *testing.B) {
	codes := codes()
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = codes[i%inputs].String()
		}
	})
	b.Run("way=strconv.Itoa", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = strconv.Itoa(int(codes[i%inputs]))
		}
	})
	b.Run("way=fmt.Sprintf", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = fmt.Sprintf("%d", int(codes[i%inputs]))
		}
	})
}

func BenchmarkCodeName(b *testing.B) {
	codes := codes()
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = codes[i%inputs].Name()
		}
	})
	b.Run("way=stringer", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = stringer.Code(codes[i%inputs]).String()
		}
	})
	b.Run("way=enumer", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = enumer.Code(codes[i%inputs]).String()
		}
	})
	b.Run("way=go-enum", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = goenum.Code(codes[i%inputs]).String()
		}
	})
}

// BenchmarkCodeText has the idiom of net/http twice: as it is, over the codes of HTTP,
// and the same switch over the codes of SMTP.
func BenchmarkCodeText(b *testing.B) {
	codes := codes()
	var ofHTTP []int
	for code := range 1000 {
		if http.StatusText(code) != "" {
			ofHTTP = append(ofHTTP, code)
		}
	}
	ofHTTP = shuffled(ofHTTP)
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = codes[i%inputs].Text()
		}
	})
	b.Run("way=switch", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = statustext.StatusText(int(codes[i%inputs]))
		}
	})
	b.Run("way=http.StatusText", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkString = http.StatusText(ofHTTP[i%inputs])
		}
	})
}

// BenchmarkCodeParse reads what each type prints: the digits, or a name.
func BenchmarkCodeParse(b *testing.B) {
	codes := codes()
	digits := converted(codes, smtpcodes.Code.String)
	names := converted(codes, smtpcodes.Code.Name)
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			c, err := smtpcodes.Parse(digits[i%inputs])
			if err != nil {
				b.Fatal(err)
			}
			sinkInt = int(c)
		}
	})
	b.Run("way=strconv.Atoi", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			c, err := strconv.Atoi(digits[i%inputs])
			if err != nil {
				b.Fatal(err)
			}
			sinkInt = c
		}
	})
	b.Run("way=enumer", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			c, err := enumer.CodeString(names[i%inputs])
			if err != nil {
				b.Fatal(err)
			}
			sinkInt = int(c)
		}
	})
	b.Run("way=go-enum", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			c, err := goenum.ParseCode(names[i%inputs])
			if err != nil {
				b.Fatal(err)
			}
			sinkInt = int(c)
		}
	})
}

func BenchmarkCodeClass(b *testing.B) {
	codes := codes()
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkInt = int(codes[i%inputs].Class())
		}
	})
	b.Run("way=divide", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkInt = int(codes[i%inputs]) / 100
		}
	})
	b.Run("way=first-digit", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkInt = int(strconv.Itoa(int(codes[i%inputs]))[0] - '0')
		}
	})
}

// BenchmarkCodeKnown asks whether somebody defined a code, of codes half of which are.
func BenchmarkCodeKnown(b *testing.B) {
	known := slices.Collect(smtpcodes.All())
	all := slices.Clone(known)
	for i := range known {
		all = append(all, smtpcodes.Code(200+i*7%400))
	}
	codes := shuffled(all)
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkBool = codes[i%inputs].Status() != 0
		}
	})
	b.Run("way=enumer", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkBool = enumer.Code(codes[i%inputs]).IsACode()
		}
	})
	b.Run("way=go-enum", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkBool = goenum.Code(codes[i%inputs]).IsValid()
		}
	})
}

// BenchmarkAllows compares with the two ways in which a program of its own would keep
// the rules. No peer has them.
func BenchmarkAllows(b *testing.B) {
	type pair struct {
		command smtpcodes.Command
		code    smtpcodes.Code
	}
	var all []pair
	set := make(map[pair]bool)
	lists := make(map[smtpcodes.Command][]smtpcodes.Code)
	for cmd := range smtpcodes.Commands() {
		for c := range smtpcodes.All() {
			p := pair{cmd, c}
			all = append(all, p)
			if cmd.Allows(c) {
				set[p] = true
				lists[cmd] = append(lists[cmd], c)
			}
		}
	}
	pairs := shuffled(all)
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			p := pairs[i%inputs]
			sinkBool = p.command.Allows(p.code)
		}
	})
	b.Run("way=map", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkBool = set[pairs[i%inputs]]
		}
	})
	b.Run("way=map-of-lists", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			p := pairs[i%inputs]
			sinkBool = slices.Contains(lists[p.command], p.code)
		}
	})
}
