package interop_test

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"net"
	"net/textproto"
	"reflect"
	"time"
	_ "unsafe" // for go:linkname

	gosmtp "github.com/emersion/go-smtp"
	"github.com/mjl-/mox/dns"
	mox "github.com/mjl-/mox/smtpclient"
	guerrilla "github.com/phires/go-guerrilla/response"
	_ "github.com/wneessen/go-mail"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// What a peer does with one code or one reply is often not exported. The tests
// link to it, so that they run the peer's own code and no copy of it.

//go:linkname goSMTPParseEnhanced github.com/emersion/go-smtp.parseEnhancedCode
func goSMTPParseEnhanced(s string) (gosmtp.EnhancedCode, error)

//go:linkname goSMTPError github.com/emersion/go-smtp.toSMTPErr
func goSMTPError(err *textproto.Error) *gosmtp.SMTPError

//go:linkname goSMTPNewConn github.com/emersion/go-smtp.newConn
func goSMTPNewConn(c net.Conn, s *gosmtp.Server) *gosmtp.Conn

//go:linkname goSMTPWrite github.com/emersion/go-smtp.(*Conn).writeResponse
func goSMTPWrite(c *gosmtp.Conn, code int, enhanced gosmtp.EnhancedCode, text ...string)

//go:linkname moxParseEnhanced github.com/mjl-/mox/smtpclient.parseEcode
func moxParseEnhanced(major int, s string) (status, rest string)

//go:linkname moxRead github.com/mjl-/mox/smtpclient.(*Client).read
func moxRead(c *mox.Client) (code int, status, firstLine string, moreLines []string, err error)

//go:linkname goMailEnhanced github.com/wneessen/go-mail.enhancedStatusCode
func goMailEnhanced(err error, supported bool) string

// greeting is what a client hears before the replies of a test.
var greeting = []string{"220 mx.example.org\r\n", "250-mx.example.org\r\n250 ENHANCEDSTATUSCODES\r\n"}

// newMox returns a client of mox that has read the greeting from conn.
func newMox(conn net.Conn) (*mox.Client, error) {
	log := slog.New(slog.DiscardHandler)
	return mox.New(context.Background(), log, conn, mox.TLSSkip, false,
		dns.Domain{ASCII: "client.example.org"}, dns.Domain{ASCII: "mx.example.org"}, mox.Opts{})
}

// goSMTPReader reads replies as a go-smtp client does: by net/textproto, and each
// refusal as an *SMTPError.
func goSMTPReader(r io.Reader) func() (*gosmtp.SMTPError, error) {
	text := textproto.NewReader(bufio.NewReader(r))
	return func() (*gosmtp.SMTPError, error) {
		code, msg, err := text.ReadResponse(0)
		if err != nil {
			return nil, err
		}
		return goSMTPError(&textproto.Error{Code: code, Msg: msg}), nil
	}
}

// guerrillaResponse returns a reply as go-guerrilla keeps it. Its fields are of types
// that only constants convert to.
func guerrillaResponse(code smtpcodes.Code, status enhanced.Code, text string) guerrilla.Response {
	r := guerrilla.Response{BasicCode: int(code), Comment: text}
	v := reflect.ValueOf(&r).Elem()
	if status != 0 {
		v.FieldByName("EnhancedCode").SetString(status.String()[1:])
		v.FieldByName("Class").SetInt(int64(status.Class()))
	}
	return r
}

// guerrillaStatus returns an enhanced code as go-guerrilla prints it.
func guerrillaStatus(status enhanced.Code) guerrilla.EnhancedStatusCode {
	r := guerrillaResponse(0, status, "")
	return guerrilla.EnhancedStatusCode{Class: r.Class, SubjectDetailCode: r.EnhancedCode}
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
