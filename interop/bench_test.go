package interop_test

import (
	"bufio"
	"io"
	"math/rand/v2"
	"net"
	"net/smtp"
	"net/textproto"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"
	gomail "github.com/wneessen/go-mail/smtp"

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

// BenchmarkReply is one reply of a real server for each operation.
func BenchmarkReply(b *testing.B) {
	wires := exchanges(b)
	next := func(i int) string { return wires[i%len(wires)] }

	b.Run("reply.Parse", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := reply.Parse(next(i)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("reply.ParseObserved", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			if _, err := reply.ParseObserved(next(i)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("reply.Reader", func(b *testing.B) {
		b.ReportAllocs()
		r := reply.NewReader(bufio.NewReader(&server{replies: wires}))
		for b.Loop() {
			if _, err := r.ReadReply(); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("textproto.Reader", func(b *testing.B) {
		b.ReportAllocs()
		r := textproto.NewReader(bufio.NewReader(&server{replies: wires}))
		for b.Loop() {
			if _, _, err := r.ReadResponse(0); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("reply.AppendWire", func(b *testing.B) {
		b.ReportAllocs()
		replies := make([]reply.Reply, len(wires))
		for i, wire := range wires {
			replies[i], _ = reply.Parse(wire)
		}
		buffer := make([]byte, 0, 4096)
		for i := 0; b.Loop(); i++ {
			buffer = replies[i%len(replies)].AppendWire(buffer[:0])
		}
	})
}

// BenchmarkExchange is a command written and the reply read, by clients that have
// a method for a command with any answer.
func BenchmarkExchange(b *testing.B) {
	wires := exchanges(b)
	greeting := []string{"220 mx.example.org\r\n", "250-mx.example.org\r\n250 ENHANCEDSTATUSCODES\r\n"}
	exchange := func(name string, connect func(net.Conn) (func() error, error)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			noop, err := connect(&server{first: greeting, replies: wires})
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				noop() // most answers are refusals
			}
		})
	}
	exchange("reply.Reader", func(conn net.Conn) (func() error, error) {
		r := reply.NewReader(bufio.NewReader(conn))
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
	exchange("net-smtp.Client.Noop", func(conn net.Conn) (func() error, error) {
		client, err := smtp.NewClient(conn, "mx.example.org")
		return func() error { return client.Noop() }, err
	})
	exchange("net-smtp.Client.Noop and FromError", func(conn net.Conn) (func() error, error) {
		client, err := smtp.NewClient(conn, "mx.example.org")
		return func() error {
			err := client.Noop()
			reply.FromError(err)
			return err
		}, err
	})
	exchange("go-smtp.Client.Noop", func(conn net.Conn) (func() error, error) {
		client := gosmtp.NewClient(conn)
		return func() error { return client.Noop() }, nil
	})
	exchange("go-mail.smtp.Client.Noop", func(conn net.Conn) (func() error, error) {
		client, err := gomail.NewClient(conn, "mx.example.org")
		return func() error { return client.Noop() }, err
	})
}

// server is a connection on which the same replies come again and again, and
// what is written is lost. One Read returns one reply.
type server struct {
	first, replies []string
	rest           string
	i              int
}

func (s *server) Read(p []byte) (int, error) {
	if s.rest == "" {
		if len(s.first) > 0 {
			s.rest, s.first = s.first[0], s.first[1:]
		} else {
			s.rest = s.replies[s.i%len(s.replies)]
			s.i++
		}
	}
	n := copy(p, s.rest)
	s.rest = s.rest[n:]
	return n, nil
}

func (s *server) Write(p []byte) (int, error)      { return len(p), nil }
func (s *server) Close() error                     { return nil }
func (s *server) LocalAddr() net.Addr              { return &net.TCPAddr{} }
func (s *server) RemoteAddr() net.Addr             { return &net.TCPAddr{} }
func (s *server) SetDeadline(time.Time) error      { return nil }
func (s *server) SetReadDeadline(time.Time) error  { return nil }
func (s *server) SetWriteDeadline(time.Time) error { return nil }
