package interop_test

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// dialog is a session over bare TCP. It keeps the octets of each reply, so that
// what a Reader made of them can be held against them.
type dialog struct {
	testing.TB
	conn    net.Conn
	octets  bytes.Buffer // received, and not returned yet
	buffer  *bufio.Reader
	replies *reply.Reader
}

func dial(t testing.TB, address string) *dialog {
	t.Helper()
	conn := connect(t, address)
	d := &dialog{TB: t, conn: conn}
	d.buffer = bufio.NewReader(io.TeeReader(conn, &d.octets))
	d.replies = reply.NewReader(d.buffer)
	return d
}

// connect connects to a server for a client under test.
func connect(t testing.TB, address string) net.Conn {
	t.Helper()
	conn, err := net.DialTimeout("tcp", address, 10*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	if err := conn.SetDeadline(time.Now().Add(time.Minute)); err != nil {
		t.Fatal(err)
	}
	return conn
}

// send sends octets as they are.
func (d *dialog) send(octets string) {
	d.Helper()
	if _, err := io.WriteString(d.conn, octets); err != nil {
		d.Fatalf("sending %.60q: %v", octets, err)
	}
}

// read reads the next reply and returns its octets too.
func (d *dialog) read() (reply.Reply, string) {
	d.Helper()
	r, err := d.replies.ReadReply()
	raw := string(d.octets.Next(d.octets.Len() - d.buffer.Buffered()))
	if err != nil {
		d.Fatalf("reading the reply %.200q: %v", raw, err)
	}
	return r, raw
}

// ask sends a command and reads the reply.
func (d *dialog) ask(command string) (reply.Reply, string) {
	d.Helper()
	d.send(command + "\r\n")
	return d.read()
}

// step is one exchange of a dialog and what should come of it.
type step struct {
	send     string            // without the last CRLF; nothing is sent if it is empty
	command  smtpcodes.Command // that the reply answers
	codes    string            // of the reply, such as "550 5.1.1" or "220", or several of them: "500|214"
	problems []string          // that Check finds, such as "breach enhanced-place"
}

// step sends what s says, reads a reply, checks it and returns its octets.
func (d *dialog) step(s step) (reply.Reply, string) {
	d.Helper()
	if s.send != "" {
		d.send(s.send + "\r\n")
	}
	r, raw := d.read()
	if got := strings.TrimSuffix(r.Code.String()+" "+r.Enhanced.String(), " "); !slices.Contains(strings.Split(s.codes, "|"), got) {
		d.Errorf("%.60q was answered %q, not %s", s.send, raw, s.codes)
	}
	if diff := cmp.Diff(s.problems, problems(r, s.command)); diff != "" {
		d.Errorf("%.60q was answered %q; Check (-want +got):\n%s", s.send, raw, diff)
	}
	return r, raw
}

// offered is the session of a server that offered ENHANCEDSTATUSCODES.
var offered = reply.Session{Enhanced: true}

// problems returns what Check finds in the form of step.problems.
func problems(r reply.Reply, cmd smtpcodes.Command) []string {
	var found []string
	for _, p := range offered.Check(r, cmd) {
		found = append(found, p.Severity.String()+" "+string(p.Rule))
	}
	return found
}
