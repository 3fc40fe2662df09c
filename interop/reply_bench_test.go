package interop_test

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/smtp"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"testing"

	gosmtp "github.com/emersion/go-smtp"
	guerrilla "github.com/phires/go-guerrilla/response"
	gomail "github.com/wneessen/go-mail/smtp"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/reply"
)

// exchanges returns the replies of real servers that package reply keeps for its
// tests, those that Parse takes, in random order but always the same.
func exchanges(t testing.TB) []string {
	t.Helper()
	data, err := os.ReadFile("../reply/testdata/exchanges.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for row := range strings.Lines(string(data)) {
		columns := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		if len(columns) != 3 {
			continue // a comment
		}
		line, err := strconv.Unquote(`"` + strings.ReplaceAll(columns[2], `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("%q: %v", row, err)
		}
		if columns[0] == "" {
			all[len(all)-1] += line + "\r\n"
		} else {
			all = append(all, line+"\r\n")
		}
	}
	var wires []string
	for _, wire := range all {
		if _, err := reply.Parse(wire); err == nil {
			wires = append(wires, wire)
		}
	}
	if len(wires) < 1000 {
		t.Fatalf("%d replies only, of %d", len(wires), len(all))
	}
	random := rand.New(rand.NewPCG(5321, 2034))
	random.Shuffle(len(wires), func(i, j int) { wires[i], wires[j] = wires[j], wires[i] })
	return wires
}

// readable returns those of the replies that every peer reads: net/textproto refuses a
// code alone.
func readable(wires []string) []string {
	var all []string
	for _, wire := range wires {
		if _, err := readResponse(wire); err == nil {
			all = append(all, wire)
		}
	}
	return all
}

// BenchmarkReplyParse is one reply of a real server for each operation, from a string.
// net/textproto reads from a reader only.
func BenchmarkReplyParse(b *testing.B) {
	wires := readable(exchanges(b))
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			if _, err := reply.Parse(wires[i%len(wires)]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("way=smtpstatus-observed", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			if _, err := reply.ParseObserved(wires[i%len(wires)]); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("way=textproto", func(b *testing.B) {
		b.ReportAllocs()
		read := textprotoParser()
		for i := range b.N {
			if err := read(wires[i%len(wires)]); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// textprotoParser returns a function that reads a reply from a string by net/textproto,
// with the same readers each time.
func textprotoParser() func(wire string) error {
	text := strings.NewReader("")
	buffer := bufio.NewReader(text)
	r := textproto.NewReader(buffer)
	return func(wire string) error {
		text.Reset(wire)
		buffer.Reset(text)
		_, _, err := r.ReadResponse(0)
		return err
	}
}

// BenchmarkReplyRead reads replies from a connection. net/textproto gives the code and
// one text; the others look for the enhanced code too.
func BenchmarkReplyRead(b *testing.B) {
	wires := readable(exchanges(b))
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		r := reply.NewReader(bufio.NewReader(&server{replies: wires}))
		for range b.N {
			if _, err := r.ReadReply(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("way=textproto", func(b *testing.B) {
		b.ReportAllocs()
		r := textproto.NewReader(bufio.NewReader(&server{replies: wires}))
		for range b.N {
			if _, _, err := r.ReadResponse(0); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("way=go-smtp", func(b *testing.B) {
		b.ReportAllocs()
		read := goSMTPReader(&server{replies: wires})
		for range b.N {
			if _, err := read(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("way=mox", func(b *testing.B) {
		b.ReportAllocs()
		client, err := newMox(&server{first: greeting, replies: wires})
		if err != nil {
			b.Fatal(err)
		}
		b.ResetTimer()
		for range b.N {
			if _, _, _, _, err := moxRead(client); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkReplyWrite writes a reply with an enhanced code. go-smtp puts that on the
// last line only, and go-guerrilla knows replies of one line only, so it gets the first.
func BenchmarkReplyWrite(b *testing.B) {
	var replies []reply.Reply
	for _, wire := range exchanges(b) {
		if r, err := reply.Parse(wire); err == nil && r.Enhanced != 0 {
			replies = append(replies, r)
		}
	}
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		buffer := make([]byte, 0, 4096)
		for i := range b.N {
			buffer = replies[i%len(replies)].AppendWire(buffer[:0])
		}
	})
	b.Run("way=smtpstatus-WriteTo", func(b *testing.B) {
		b.ReportAllocs()
		w := bufio.NewWriter(io.Discard)
		for i := range b.N {
			if _, err := replies[i%len(replies)].WriteTo(w); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("way=go-smtp", func(b *testing.B) {
		type response struct {
			code     int
			enhanced gosmtp.EnhancedCode
			lines    []string
		}
		all := converted(replies, func(r reply.Reply) response {
			return response{int(r.Code), r.Enhanced.Triplet(), r.Lines}
		})
		conn := goSMTPNewConn(&server{}, gosmtp.NewServer(nil))
		b.ReportAllocs()
		b.ResetTimer()
		for i := range b.N {
			r := &all[i%len(all)]
			goSMTPWrite(conn, r.code, r.enhanced, r.lines...)
		}
	})
	b.Run("way=go-guerrilla", func(b *testing.B) {
		all := make([]guerrilla.Response, len(replies))
		for i, r := range replies {
			all[i] = guerrillaResponse(r.Code, r.Enhanced, r.Lines[0])
		}
		b.ReportAllocs()
		b.ResetTimer()
		for i := range b.N {
			r := all[i%len(all)] // a copy, for String keeps what it made
			sinkString = r.String()
		}
	})
	b.Run("way=fmt.Fprintf", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			r := &replies[i%len(replies)]
			last := len(r.Lines) - 1
			for _, line := range r.Lines[:last] {
				fmt.Fprintf(io.Discard, "%d-%v %s\r\n", uint16(r.Code), r.Enhanced, line)
			}
			fmt.Fprintf(io.Discard, "%d %v %s\r\n", uint16(r.Code), r.Enhanced, r.Lines[last])
		}
	})
}

// BenchmarkGrowthReply reads replies of one line and of many that are ten and a hundred
// times as long.
func BenchmarkGrowthReply(b *testing.B) {
	const words = "the message was refused by a rule of this site and may not be sent again "
	for _, octets := range []int{50, 500, 5000} {
		line := "550 5.7.1 " + strings.Repeat(words, octets/len(words)+1)[:octets-12] + "\r\n"
		lines := ""
		for len(lines) < octets-48 {
			lines += "550-5.7.1 " + words[:36] + "\r\n"
		}
		lines += "550 5.7.1 " + words[:36] + "\r\n"
		for _, input := range []struct{ name, wire string }{{"line", line}, {"lines", lines}} {
			r, err := reply.ParseObserved(input.wire)
			if err != nil {
				b.Fatal(err)
			}
			run := func(way string, f func() error) {
				b.Run(fmt.Sprintf("%s/octets=%d/way=%s", input.name, octets, way), func(b *testing.B) {
					b.SetBytes(int64(len(input.wire)))
					for range b.N {
						if err := f(); err != nil {
							b.Fatal(err)
						}
					}
				})
			}
			run("reply.Parse", func() error { _, err := reply.Parse(input.wire); return err })
			run("reply.ParseObserved", func() error { _, err := reply.ParseObserved(input.wire); return err })
			run("cause.Of", func() error { cause.Of(r); return nil })
			read := textprotoParser()
			run("textproto", func() error { return read(input.wire) })
		}
	}
}

// BenchmarkExchange is a command written and the reply read, by clients that have
// a method for a command with any answer.
func BenchmarkExchange(b *testing.B) {
	wires := readable(exchanges(b))
	exchange := func(name string, connect func(net.Conn) (func() error, error)) {
		b.Run("way="+name, func(b *testing.B) {
			b.ReportAllocs()
			noop, err := connect(&server{first: greeting, replies: wires})
			if err != nil {
				b.Fatal(err)
			}
			b.ResetTimer()
			for range b.N {
				noop() // most answers are refusals
			}
		})
	}
	exchange("smtpstatus", func(conn net.Conn) (func() error, error) {
		r := reply.NewReader(bufio.NewReader(conn))
		for range greeting {
			if _, err := r.ReadReply(); err != nil {
				return nil, err
			}
		}
		return func() error {
			if _, err := io.WriteString(conn, "NOOP\r\n"); err != nil {
				return err
			}
			got, err := r.ReadReply()
			if err == nil && got.Code != 250 {
				err = &reply.Error{Reply: got}
			}
			return err
		}, nil
	})
	exchange("net-smtp", func(conn net.Conn) (func() error, error) {
		client, err := smtp.NewClient(conn, "mx.example.org")
		return func() error { return client.Noop() }, err
	})
	exchange("net-smtp+FromError", func(conn net.Conn) (func() error, error) {
		client, err := smtp.NewClient(conn, "mx.example.org")
		return func() error {
			err := client.Noop()
			reply.FromError(err)
			return err
		}, err
	})
	exchange("go-smtp", func(conn net.Conn) (func() error, error) {
		client := gosmtp.NewClient(conn)
		return func() error { return client.Noop() }, nil
	})
	exchange("go-mail", func(conn net.Conn) (func() error, error) {
		client, err := gomail.NewClient(conn, "mx.example.org")
		return func() error { return client.Noop() }, err
	})
}
