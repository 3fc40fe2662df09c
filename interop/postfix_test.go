//go:build unix

package interop_test

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// mainCF is a Postfix that takes mail for known@local.example and throws it away,
// asks no DNS and is patient with a client that makes errors. It refuses each
// command when it gets it, and adds a line to each refusal.
const mainCF = `
compatibility_level = 3.6
queue_directory = %[1]s/queue
data_directory = %[1]s/data
maillog_file = %[1]s/log
maillog_file_prefixes = %[1]s
mail_owner = postfix
setgid_group = postdrop

myhostname = mx.local.example
mydestination = local.example
mynetworks = 192.0.2.1
inet_protocols = ipv4
inet_interfaces = 127.0.0.1
local_recipient_maps = inline:{known=OK}
local_transport = discard:
default_transport = discard:
alias_maps =
alias_database =
smtputf8_enable = no

queue_minfree = 0
message_size_limit = 20000
line_length_limit = 2048
smtpd_peername_lookup = no
smtpd_recipient_limit = 5
smtpd_helo_restrictions = reject_invalid_helo_hostname
smtpd_sender_restrictions = reject_non_fqdn_sender,
  check_sender_access inline:{refused@sender.example=REJECT,
    {later@sender.example=450 4.7.1 come back},
    {closing@sender.example=421 4.3.2 closing down}}
smtpd_recipient_restrictions = reject_non_fqdn_recipient, reject_unauth_destination,
  check_recipient_access inline:{{full@local.example=452 4.2.2 mailbox full}}
smtpd_data_restrictions = reject_multi_recipient_bounce
header_checks = regexp:%[1]s/etc/header_checks
smtpd_delay_reject = no
smtpd_reject_footer = Ask the postmaster.
smtpd_error_sleep_time = 0
smtpd_soft_error_limit = 1000
smtpd_hard_error_limit = 1000
smtpd_junk_command_limit = 1000
smtpd_client_connection_count_limit = 0
smtpd_client_connection_rate_limit = 0
smtpd_timeout = 20
smtpd_authorized_xforward_hosts = 127.0.0.1
`

// masterCF lists the services: one smtpd, without chroot, and what it needs.
const masterCF = `
127.0.0.1:%d inet n - n - 1 smtpd
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
discard unix - - n - - discard
error unix - - n - - error
retry unix - - n - - error
postlog unix-dgram n - n - 1 postlogd
`

// startPostfix starts a Postfix with a configuration and a queue of its own,
// which the end of the test stops and removes, and returns its address.
func startPostfix(t *testing.T) string {
	t.Helper()
	postfix, err := exec.LookPath("postfix")
	if err != nil {
		postfix = "/usr/sbin/postfix"
		if _, err := os.Stat(postfix); err != nil {
			t.Skip("Postfix is not installed")
		}
	}
	if os.Geteuid() != 0 {
		t.Skip("Postfix can be started by root only")
	}

	// The folder of t.TempDir is closed to the user that Postfix runs as.
	dir, err := os.MkdirTemp("", "postfix")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := listener.Addr().(*net.TCPAddr).Port
	listener.Close()
	write := func(name, text string) {
		if err := os.WriteFile(filepath.Join(dir, "etc", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string, args ...string) string {
		t.Helper()
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		out, err := exec.CommandContext(ctx, name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	etc := filepath.Join(dir, "etc")
	for _, folder := range []string{etc, filepath.Join(dir, "queue")} {
		if err := os.Mkdir(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write("main.cf", fmt.Sprintf(mainCF, dir))
	write("master.cf", fmt.Sprintf(masterCF, port))
	write("header_checks", "/^Subject: spam/ REJECT no spam\n")
	run(postfix, "-c", etc, "check") // makes the folders of the queue
	daemons := run(filepath.Join(filepath.Dir(postfix), "postconf"), "-c", etc, "-h", "daemon_directory")

	// In the foreground, in a group of its own that one signal ends; -e ends it
	// after two minutes if nobody is left to send that.
	var out bytes.Buffer
	master := exec.Command(filepath.Join(daemons, "master"), "-c", etc, "-d", "-e", "120")
	master.Stdout, master.Stderr = &out, &out
	master.WaitDelay = 10 * time.Second
	master.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	if err := master.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		syscall.Kill(-master.Process.Pid, syscall.SIGTERM)
		master.Wait()
		if log, err := os.ReadFile(filepath.Join(dir, "log")); t.Failed() && err == nil {
			t.Logf("%s\nlog of Postfix:\n%s", out.String(), log)
		}
	})

	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	for range 100 {
		conn, err := net.DialTimeout("tcp", address, time.Second)
		if err == nil {
			conn.Close()
			return address
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Fatal("Postfix does not listen")
	return ""
}

// postfixSteps is a session with that Postfix. The problems are what Postfix does
// against the documents or beside them.
var postfixSteps = []step{
	{"", smtpcodes.Connect, "220", nil},
	{"NOOP", smtpcodes.NOOP, "250 2.0.0", nil},
	{"VRFY known@local.example", smtpcodes.VRFY, "252 2.0.0", nil},
	{"HELO", smtpcodes.HELO, "501", nil},
	{"HELO bad..name", smtpcodes.HELO, "501 5.5.2", []string{"breach enhanced-place"}},
	{"HELO client.example", smtpcodes.HELO, "250", nil},
	{"EHLO", smtpcodes.EHLO, "501", nil},
	{"EHLO client.example", smtpcodes.EHLO, "250", nil},

	// Commands beside the transaction.
	{"NOOP with text", smtpcodes.NOOP, "250 2.0.0", nil},
	{"NOOP " + strings.Repeat("x", 600), smtpcodes.NOOP, "250 2.0.0", nil},
	{"RSET", smtpcodes.RSET, "250 2.0.0", nil},
	{"RSET x", smtpcodes.RSET, "501 5.5.4", nil},
	{"VRFY", smtpcodes.VRFY, "501 5.5.4", nil},
	{"VRFY unknown@local.example", smtpcodes.VRFY, "550 5.1.1", nil},
	{"VRFY a@else.example", smtpcodes.VRFY, "454 4.7.1", []string{"unusual command-code"}},
	{"EXPN list", smtpcodes.EXPN, "500 5.5.2", nil},
	{"HELP", smtpcodes.HELP, "500 5.5.2|214 2.0.0", nil}, // help came with Postfix 3.10
	{"TURN", smtpcodes.TURN, "500 5.5.2", nil},
	{"LHLO client.example", smtpcodes.LHLO, "500 5.5.2", []string{"unusual enhanced-place"}},
	{"STARTTLS", smtpcodes.STARTTLS, "502 5.5.1", nil}, // not offered
	{"STARTTLS x", smtpcodes.STARTTLS, "501 5.5.4", nil},
	{"AUTH PLAIN AAAA", smtpcodes.AUTH, "503 5.5.1", nil}, // not offered
	{"ETRN", smtpcodes.ETRN, "500", []string{"breach enhanced-missing"}},
	{"ETRN local.example", smtpcodes.ETRN, "459", []string{"breach enhanced-missing"}},
	{"XCLIENT NAME=x", smtpcodes.XCLIENT, "550 5.7.0", nil},
	{"XFORWARD NAME=x", smtpcodes.XFORWARD, "250 2.0.0", nil},
	{"XFORWARD", smtpcodes.XFORWARD, "501 5.5.4", nil},
	{"WIZ", 0, "500 5.5.2", nil},
	{"GARBAGE " + strings.Repeat("x", 3000), 0, "500 5.5.2", nil},

	// MAIL.
	{"RCPT TO:<known@local.example>", smtpcodes.RCPT, "503 5.5.1", nil},
	{"DATA", smtpcodes.DATA, "503 5.5.1", nil},
	{"BDAT 5 LAST\r\nabc", smtpcodes.BDAT, "503 5.5.1", nil},
	{"MAIL", smtpcodes.MAIL, "501 5.5.4", nil},
	{"MAIL FROM:", smtpcodes.MAIL, "501 5.5.4", nil},
	{"MAIL FROM:<a@sender.example", smtpcodes.MAIL, "501 5.1.7", nil},
	{"MAIL FROM:<nobody>", smtpcodes.MAIL, "504 5.5.2", nil},
	{"MAIL FROM:<a@sender.example> SIZE=30000", smtpcodes.MAIL, "552 5.3.4", nil},
	{"RSET", smtpcodes.RSET, "250 2.0.0", nil},
	{"MAIL FROM:<a@sender.example> SIZE=x", smtpcodes.MAIL, "501 5.5.4", nil},
	{"MAIL FROM:<a@sender.example> BODY=ODD", smtpcodes.MAIL, "555 5.5.4", nil},
	{"MAIL FROM:<a@sender.example> X=1", smtpcodes.MAIL, "555 5.5.4", nil},
	{"MAIL FROM:<a@sender.example> SMTPUTF8", smtpcodes.MAIL, "555 5.5.4", nil},
	{"MAIL FROM:<a@sender.example> RET=ODD", smtpcodes.MAIL, "501 5.5.4", nil},
	{"MAIL FROM:<refused@sender.example>", smtpcodes.MAIL, "554 5.7.1", nil},
	{"MAIL FROM:<later@sender.example>", smtpcodes.MAIL, "450 4.7.1", nil},
	{"MAIL FROM:<a@sender.example> SIZE=100 BODY=8BITMIME RET=HDRS", smtpcodes.MAIL, "250 2.1.0", nil},
	{"MAIL FROM:<a@sender.example>", smtpcodes.MAIL, "503 5.5.1", nil},
	{"XCLIENT NAME=x", smtpcodes.XCLIENT, "503 5.5.1", nil},
	{"ETRN local.example", smtpcodes.ETRN, "503", []string{"breach enhanced-missing"}},

	// RCPT.
	{"RCPT", smtpcodes.RCPT, "501 5.5.4", nil},
	{"RCPT TO:<>", smtpcodes.RCPT, "501 5.1.3", nil},
	{"RCPT TO:<known@local.example", smtpcodes.RCPT, "501 5.1.3", nil},
	{"RCPT TO:<unknown@local.example>", smtpcodes.RCPT, "550 5.1.1", nil},
	{"RCPT TO:<a@else.example>", smtpcodes.RCPT, "454 4.7.1", []string{"unusual command-code"}},
	{"RCPT TO:<full@local.example>", smtpcodes.RCPT, "452 4.2.2", nil},
	{"RCPT TO:<known@local.example> X=1", smtpcodes.RCPT, "555 5.5.4", nil},
	{"RCPT TO:<known@local.example> NOTIFY=ODD", smtpcodes.RCPT, "501 5.5.4", nil},
	{"DATA", smtpcodes.DATA, "554 5.5.1", nil},
	{"BDAT 5 LAST\r\nabc", smtpcodes.BDAT, "554 5.5.1", nil},
	{"RSET", smtpcodes.RSET, "250 2.0.0", nil},

	// Messages.
	{"MAIL FROM:<a@sender.example>", smtpcodes.MAIL, "250 2.1.0", nil},
	{"RCPT TO:<known@local.example>", smtpcodes.RCPT, "250 2.1.5", nil},
	{"RCPT TO:<@relay.example:known@local.example> NOTIFY=NEVER", smtpcodes.RCPT, "250 2.1.5", nil},
	{"DATA x", smtpcodes.DATA, "501 5.5.4", nil},
	{"DATA", smtpcodes.DATA, "354", nil},
	{"Subject: test\r\n\r\ntext\r\n.", smtpcodes.EndOfData, "250 2.0.0", nil},
	{"MAIL FROM:<a@sender.example>", smtpcodes.MAIL, "250 2.1.0", nil},
	{"RCPT TO:<known@local.example>", smtpcodes.RCPT, "250 2.1.5", nil},
	{"DATA", smtpcodes.DATA, "354", nil},
	{"Subject: spam\r\n\r\ntext\r\n.", smtpcodes.EndOfData, "550 5.7.1", nil},
	{"MAIL FROM:<a@sender.example>", smtpcodes.MAIL, "250 2.1.0", nil},
	{"RCPT TO:<known@local.example>", smtpcodes.RCPT, "250 2.1.5", nil},
	{"DATA", smtpcodes.DATA, "354", nil},
	{strings.Repeat("Received: x\r\n", 60) + "\r\ntext\r\n.", smtpcodes.EndOfData, "554 5.4.0", nil},
	{"MAIL FROM:<a@sender.example>", smtpcodes.MAIL, "250 2.1.0", nil},
	{"RCPT TO:<known@local.example>", smtpcodes.RCPT, "250 2.1.5", nil},
	{"DATA", smtpcodes.DATA, "354", nil},
	{"\r\n" + strings.Repeat("too big\r\n", 3000) + ".", smtpcodes.EndOfData, "552 5.3.4", nil},
	{"MAIL FROM:<>", smtpcodes.MAIL, "250 2.1.0", nil},
	{"RCPT TO:<known@local.example>", smtpcodes.RCPT, "250 2.1.5", nil},
	{"RCPT TO:<postmaster@local.example>", smtpcodes.RCPT, "250 2.1.5", nil},
	{"DATA", smtpcodes.DATA, "550 5.5.3", nil},
	{"RSET", smtpcodes.RSET, "250 2.0.0", nil},
	{"MAIL FROM:<a@sender.example>", smtpcodes.MAIL, "250 2.1.0", nil},
	{"RCPT TO:<known@local.example>", smtpcodes.RCPT, "250 2.1.5", nil},
	{"BDAT 15\r\nSubject: test", smtpcodes.BDAT, "250 2.0.0", nil},
	{"RCPT TO:<known@local.example>", smtpcodes.RCPT, "503 5.5.1", nil},
	{"BDAT 8 LAST\r\n\r\ntext", smtpcodes.BDAT, "250 2.0.0", nil},

	// Several commands in one packet.
	{"MAIL FROM:<a@sender.example>\r\nRCPT TO:<unknown@local.example>\r\nRCPT TO:<known@local.example>\r\nDATA", smtpcodes.MAIL, "250 2.1.0", nil},
	{"", smtpcodes.RCPT, "550 5.1.1", nil},
	{"", smtpcodes.RCPT, "250 2.1.5", nil},
	{"", smtpcodes.DATA, "354", nil},
	{"text\r\n.\r\nRSET\r\nQUIT", smtpcodes.EndOfData, "250 2.0.0", nil},
	{"", smtpcodes.RSET, "250 2.0.0", nil},
	{"", smtpcodes.QUIT, "221 2.0.0", nil},
}

// TestPostfix checks that a Reader and Parse read what Postfix says, that the
// reply is the same octets when it is written again, and what Check makes of it.
func TestPostfix(t *testing.T) {
	address := startPostfix(t)
	sessions := [][]step{
		postfixSteps,
		{ // a sender that makes the server close
			{"", smtpcodes.Connect, "220", nil},
			{"EHLO client.example", smtpcodes.EHLO, "250", nil},
			{"MAIL FROM:<closing@sender.example>", smtpcodes.MAIL, "421 4.3.2", nil},
		},
		{ // BDAT without a size, so that nobody knows where the next command begins
			{"", smtpcodes.Connect, "220", nil},
			{"EHLO client.example", smtpcodes.EHLO, "250", nil},
			{"MAIL FROM:<a@sender.example>", smtpcodes.MAIL, "250 2.1.0", nil},
			{"RCPT TO:<known@local.example>", smtpcodes.RCPT, "250 2.1.5", nil},
			{"BDAT", smtpcodes.BDAT, "521 5.5.4", nil},
		},
		{ // a client that is none
			{"", smtpcodes.Connect, "220", nil},
			{"GET / HTTP/1.1", 0, "221 2.7.0", nil},
		},
	}
	commands, lines := 0, 0
	for _, steps := range sessions {
		d := dial(t, address)
		for _, s := range steps {
			r, raw := d.step(s)
			parsed, err := reply.Parse(raw)
			if diff := cmp.Diff(r, parsed); err != nil || diff != "" {
				t.Errorf("Parse(%q): %v (-reader +parse):\n%s", raw, err, diff)
			}
			if wire := string(parsed.AppendWire(nil)); wire != raw {
				t.Errorf("%q is written again as %q", raw, wire)
			}
			commands++
			lines += len(r.Lines)
		}
	}
	t.Logf("%d replies of %d lines", commands, lines)
}
