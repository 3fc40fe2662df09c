package interop_test

import (
	"bytes"
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

// mainCF is a Postfix that accepts mail for known@local.example, asks no DNS,
// delivers nothing and is patient with a client that makes errors. The verbs are
// the port-free parts: %[1]s is its folder.
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
    {later@sender.example=DEFER_IF_PERMIT 4.7.1 come back},
    {closing@sender.example=421 4.3.2 closing down}}
smtpd_recipient_restrictions = reject_non_fqdn_recipient, reject_unauth_destination,
  check_recipient_access inline:{{full@local.example=452 4.2.2 mailbox full}}
smtpd_data_restrictions = reject_multi_recipient_bounce
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
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	run := func(name string, args ...string) string {
		t.Helper()
		out, err := exec.Command(name, args...).CombinedOutput()
		if err != nil {
			t.Fatalf("%s %v: %v\n%s", name, args, err, out)
		}
		return strings.TrimSpace(string(out))
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(filepath.Join(dir, "queue"), 0o755); err != nil {
		t.Fatal(err)
	}
	write("main.cf", fmt.Sprintf(mainCF, dir))
	write("master.cf", fmt.Sprintf(masterCF, port))
	t.Log(run(postfix, "-c", dir, "check")) // makes the folders of the queue
	daemons := run(filepath.Join(filepath.Dir(postfix), "postconf"), "-c", dir, "-h", "daemon_directory")

	// In the foreground, in a group of its own that one signal ends; -e ends it
	// after a minute or two if nobody is left to send that.
	var out bytes.Buffer
	master := exec.Command(filepath.Join(daemons, "master"), "-c", dir, "-d", "-e", "120")
	master.Stdout, master.Stderr = &out, &out
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

func TestPostfix(t *testing.T) {
	d := dial(t, startPostfix(t))
	_ = cmp.Diff
	_ = reply.Parse
	b, _ := os.ReadFile("/tmp/probe2.txt")
	_, raw := d.read()
	fmt.Printf("%q\n", raw)
	for _, c := range strings.Split(strings.TrimSpace(string(b)), "\n") {
		c = strings.ReplaceAll(c, `\n`, "\r\n")
		c = strings.ReplaceAll(c, `LONG`, strings.Repeat("x", 600))
		w, _, _ := strings.Cut(c, " ")
		cmd, _ := smtpcodes.ParseCommand(strings.TrimSpace(w))
		if c == "." {
			cmd = smtpcodes.EndOfData
		}
		r, raw := d.ask(c)
		p, err := reply.Parse(raw)
		eq := string(p.AppendWire(nil)) == raw
		fmt.Printf("%-40.60s %q\n   %v %v %v\n", c, raw, eq, err, offered.Check(r, cmd))
	}
}
