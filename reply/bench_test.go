package reply_test

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net/textproto"
	"strings"
	"testing"

	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// sample returns strict replies of all servers that a filter takes, shuffled so
// that no branch is foreseen, always in the same way.
func sample(b *testing.B, take func(exchange) bool) []exchange {
	b.Helper()
	var all []exchange
	for _, x := range exchanges() {
		if x.strict() && take(x) {
			all = append(all, x)
		}
	}
	rand.New(rand.NewPCG(1, 2)).Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	return all
}

func every(exchange) bool        { return true }
func oneLine(x exchange) bool    { return len(x.lines) == 1 }
func multiline(x exchange) bool  { return len(x.lines) > 1 }
func hasCommand(x exchange) bool { return x.command != 0 }

func wires(all []exchange) (wires []string, octets int64) {
	for _, x := range all {
		wires = append(wires, x.wire())
		octets += int64(len(x.wire()))
	}
	return wires, octets / int64(len(all))
}

var (
	sinkReply reply.Reply
	sinkError error
)

func benchmarkParse(b *testing.B, parse func(string) (reply.Reply, error), take func(exchange) bool) {
	all, octets := wires(sample(b, take))
	b.SetBytes(octets)
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		sinkReply, sinkError = parse(all[i])
		if i++; i == len(all) {
			i = 0
		}
	}
}

func BenchmarkParse(b *testing.B) {
	b.Run("OneLine", func(b *testing.B) { benchmarkParse(b, reply.Parse, oneLine) })
	b.Run("Multiline", func(b *testing.B) { benchmarkParse(b, reply.Parse, multiline) })
}

func BenchmarkParseObserved(b *testing.B) {
	b.Run("OneLine", func(b *testing.B) { benchmarkParse(b, reply.ParseObserved, oneLine) })
	b.Run("Multiline", func(b *testing.B) { benchmarkParse(b, reply.ParseObserved, multiline) })
	b.Run("Log", func(b *testing.B) {
		var all []string
		for _, x := range sample(b, oneLine) {
			if x.lines[0][0] >= '4' {
				all = append(all, "to=<neko@example.jp>, relay=mx.example.jp[192.0.2.25]:25, delay=4.5, delays=0.01/0/4.5/0, dsn=5.0.0, status=bounced (host mx.example.jp[192.0.2.25] said: "+x.lines[0]+" (in reply to RCPT TO command))")
			}
		}
		b.ReportAllocs()
		i := 0
		for b.Loop() {
			sinkReply, sinkError = reply.ParseObserved(all[i])
			if i++; i == len(all) {
				i = 0
			}
		}
	})
}

func BenchmarkAppendWire(b *testing.B) {
	var all []reply.Reply
	for _, x := range sample(b, every) {
		r, err := reply.Parse(x.wire())
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, r)
	}
	b.ReportAllocs()
	buf := make([]byte, 0, 8192)
	i := 0
	for b.Loop() {
		buf = all[i].AppendWire(buf[:0])
		if i++; i == len(all) {
			i = 0
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	type pair struct {
		reply   reply.Reply
		command smtpcodes.Command
	}
	var all []pair
	for _, x := range sample(b, hasCommand) {
		r, err := reply.Parse(x.wire())
		if err != nil {
			b.Fatal(err)
		}
		all = append(all, pair{r, x.command})
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		all[i].reply.Check(all[i].command)
		if i++; i == len(all) {
			i = 0
		}
	}
}

// again reads a text over and over, as a connection that never ends.
type again struct {
	text string
	rest string
}

func (a *again) Read(p []byte) (int, error) {
	if a.rest == "" {
		a.rest = a.text
	}
	n := copy(p, a.rest)
	a.rest = a.rest[n:]
	return n, nil
}

// BenchmarkReader compares with net/textproto, which net/smtp reads with. It is
// told to expect no code, so that it makes no errors.
func BenchmarkReader(b *testing.B) {
	var replies []string
	var octets int64
	for _, x := range sample(b, every) {
		if len(x.lines[0]) > 3 { // textproto refuses a code alone
			replies = append(replies, x.wire())
			octets += int64(len(x.wire()))
		}
	}
	source := func() io.Reader { return &again{text: strings.Join(replies, "")} }
	b.Run("Reply", func(b *testing.B) {
		b.SetBytes(octets / int64(len(replies)))
		b.ReportAllocs()
		r := reply.NewReader(bufio.NewReader(source()))
		for b.Loop() {
			if sinkReply, sinkError = r.ReadReply(); sinkError != nil {
				b.Fatal(sinkError)
			}
		}
	})
	b.Run("Textproto", func(b *testing.B) {
		b.SetBytes(octets / int64(len(replies)))
		b.ReportAllocs()
		r := textproto.NewReader(bufio.NewReader(source()))
		for b.Loop() {
			if _, _, err := r.ReadResponse(0); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkHostile shows that the time for an octet does not grow with the length.
func BenchmarkHostile(b *testing.B) {
	for _, size := range []int{1 << 12, 1 << 14, 1 << 16} {
		texts := hostile(size)
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			b.SetBytes(int64(size * len(texts)))
			for b.Loop() {
				for _, s := range texts {
					reply.ParseObserved(s)
				}
			}
		})
	}
}
