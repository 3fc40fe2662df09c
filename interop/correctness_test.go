package interop_test

import (
	"cmp"
	"errors"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"net/textproto"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	gosmtp "github.com/emersion/go-smtp"
	guerrilla "github.com/phires/go-guerrilla/response"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/interop/internal/sisimai"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// The tables of this file are of cases that anyone can check by the RFC that each row
// names. Every cell is what the code of that column did when the test ran: ours must
// be right, the others' are written down.
//
//	go test -run 'TestReads|TestWrites|TestPicks|TestKnows' -markdown FILE

var markdown = flag.String("markdown", "", "append the tables of correctness to this `file`")

const right = "✓"

// A table is printed to the log and to the file of the flag.
type table struct {
	title  string
	header []string
	rows   [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

func (t *table) print(tb testing.TB) {
	tb.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "### %s\n\n| %s |\n|%s\n", t.title, strings.Join(t.header, " | "), strings.Repeat("---|", len(t.header)))
	for _, row := range t.rows {
		fmt.Fprintf(&b, "| %s |\n", strings.Join(row, " | "))
	}
	tb.Log("\n" + b.String())
	if *markdown == "" {
		return
	}
	f, err := os.OpenFile(*markdown, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		tb.Fatal(err)
	}
	_, err = f.WriteString(b.String() + "\n")
	if err := errors.Join(err, f.Close()); err != nil {
		tb.Fatal(err)
	}
}

// quoted shows octets as code in a table.
func quoted(s string) string { return "`" + strings.Trim(strconv.Quote(s), `"`) + "`" }

// read is what a reader made of a reply: "550 5.1.1", "550" or "refused".
func read(code int, status string, err error) string {
	if err != nil {
		return refused
	}
	return strings.TrimSpace(fmt.Sprintf("%03d %s", code, status))
}

func readByUs(wire string) string {
	r, err := reply.Parse(wire)
	status := ""
	if r.Enhanced != 0 {
		status = r.Enhanced.String()
	}
	return read(int(r.Code), status, err)
}

func readByTextproto(wire string) string {
	r, err := readResponse(wire)
	return read(int(r.Code), "", err)
}

func readByGoSMTP(wire string) string {
	e, err := goSMTPReader(strings.NewReader(wire))()
	if err != nil {
		return refused
	}
	status := ""
	if c := e.EnhancedCode; c != (gosmtp.EnhancedCode{}) {
		status = fmt.Sprintf("%d.%d.%d", c[0], c[1], c[2])
	}
	return read(e.Code, status, nil)
}

func readByGoMail(wire string) string {
	r, err := readResponse(wire)
	status := goMailEnhanced(&textproto.Error{Code: int(r.Code), Msg: strings.Join(r.Lines, "\n")}, true)
	return read(int(r.Code), status, err)
}

func readByMox(wire string) string {
	client, err := newMox(&server{first: slices.Concat(greeting, []string{wire}), replies: []string{"250 next\r\n"}})
	if err != nil {
		return "refused: " + err.Error()
	}
	code, status, _, _, err := moxRead(client)
	if status != "" { // mox leaves the class out
		status = fmt.Sprintf("%d.%s", code/100, status)
	}
	return read(code, status, err)
}

// readBySisimai asks for all replies at once. It answers nil if Sisimai is missing.
func readBySisimai(t *testing.T, wires []string) []string {
	questions := converted(wires, func(wire string) sisimai.Question { return sisimai.Question{Reply: wire} })
	answers, _, err := sisimai.Ask(questions)
	if errors.Is(err, sisimai.ErrMissing) {
		t.Log(err)
		return nil
	}
	if err != nil {
		t.Fatal(err)
	}
	return converted(answers, func(a sisimai.Answer) string {
		return cmp.Or(strings.TrimSpace(a.Code+" "+a.Status), refused)
	})
}

func TestReads(t *testing.T) {
	cases := []struct{ name, wire, right, rule string }{
		{"a plain refusal", "550 5.1.1 no such user\r\n", "550 5.1.1", "RFC 2034, 4"},
		{"enhanced code on every line", "550-5.1.1 no such user\r\n550 5.1.1 ask us\r\n", "550 5.1.1", "RFC 2034, 4"},
		{"three digits of detail", "550 5.7.708 traffic not accepted\r\n", "550 5.7.708", "RFC 3463, 2: 1*3digit"},
		{"a sign", "550 5.+1.1 no\r\n", "550", "RFC 3463, 2: digits only"},
		{"a sign before the class", "550 -5.1.1 no\r\n", "550", "RFC 3463, 2: digits only"},
		{"a leading zero", "550 5.01.1 no\r\n", "550", "RFC 3463, 2: without leading zero digits"},
		{"four digits", "550 5.1.1234 no\r\n", "550", "RFC 3463, 2: 1*3digit"},
		{"a class that does not exist", "550 9.1.1 no\r\n", "550", "RFC 3463, 2: 2, 4 or 5"},
		{"a class that does not agree", "550 4.1.1 no\r\n", "550", "RFC 2034, 4: must agree with the primary code"},
		{"a 3yz reply", "354 2.0.0 go ahead\r\n", "354", "RFC 2034, 4: 3xx not included"},
		{"an IP address", "550 5.188.206.1 is listed\r\n", "550", "RFC 3463, 2: three fields"},
		{"an IP address further on", "550 host 5.188.206.1 is listed\r\n", "550", "RFC 2034, 4: prefaces the text"},
		{"a version", "550 relay 2.10.4 says no\r\n", "550", "RFC 2034, 4: prefaces the text"},
		{"a mailbox", "550 mail for 5.1.1@example.org refused\r\n", "550", "RFC 2034, 4: prefaces the text"},
		{"a code in the text", "421 4.3.2 closing, ticket 550\r\n", "421 4.3.2", "RFC 5321, 4.2: the code comes first"},
		{"a code alone", "250\r\n", "250", "RFC 5321, 4.2: [ SP textstring ]"},
		{"lines of two codes", "250-one\r\n550 two\r\n", refused, "RFC 5321, 4.2.1: the code on each line must be the same"},
		{"a first digit of 1", "199 what\r\n", refused, "RFC 5321, 4.2: 2 to 5"},
		{"a first digit of 6", "600 what\r\n", refused, "RFC 5321, 4.2: 2 to 5"},
		{"two digits", "25 ok\r\n", refused, "RFC 5321, 4.2: three digits"},
		{"four digits of code", "2500 ok\r\n", refused, "RFC 5321, 4.2: three digits"},
	}
	readers := []func(string) string{readByUs, readByTextproto, readByGoSMTP, readByGoMail, readByMox}
	results := table{
		title:  "Reading",
		header: []string{"case", "reply", "right", "by", "smtpstatus", "net/textproto", "go-smtp", "go-mail", "mox", "Sisimai"},
	}
	wires := converted(cases, func(c struct{ name, wire, right, rule string }) string { return c.wire })
	bySisimai := readBySisimai(t, wires)
	for i, c := range cases {
		if got := readByUs(c.wire); got != c.right {
			t.Errorf("%s: %q is read as %s, not %s", c.name, c.wire, got, c.right)
		}
		row := []string{c.name, quoted(strings.TrimSuffix(c.wire, "\r\n")), c.right, c.rule}
		for _, reader := range readers {
			row = append(row, verdict(reader(c.wire), c.right))
		}
		if bySisimai == nil {
			row = append(row, "not installed")
		} else {
			row = append(row, verdict(bySisimai[i], c.right))
		}
		results.add(row...)
	}
	results.print(t)
}

func verdict(got, want string) string {
	if got == want {
		return right
	}
	return got
}

// written is one connection of a go-smtp server, of which a test keeps what is sent.
type written struct {
	server
	strings.Builder
}

func (w *written) Write(p []byte) (int, error) { return w.Builder.Write(p) }

func writeByGoSMTP(r reply.Reply) string {
	var out written
	status := gosmtp.NoEnhancedCode
	if r.Enhanced != 0 {
		status = r.Enhanced.Triplet()
	}
	goSMTPWrite(goSMTPNewConn(&out, gosmtp.NewServer(nil)), int(r.Code), status, r.Lines...)
	return out.String()
}

func writeByGuerrilla(r reply.Reply) string {
	response := guerrillaResponse(r.Code, r.Enhanced, strings.Join(r.Lines, "\n"))
	return response.String() + "\r\n" // as its server does
}

func TestWrites(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("why not ", 90))
	cases := []struct {
		name  string
		reply reply.Reply
		rule  string
		wrong func(wire string) bool
	}{
		{"one line", reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"no such user"}}, "RFC 2034, 4",
			func(wire string) bool { return wire != "550 5.1.1 no such user\r\n" }},
		{"5.7.708", reply.Reply{Code: 550, Enhanced: 5_007_708, Lines: []string{"no"}}, "RFC 3463, 2: 1*3digit",
			func(wire string) bool { return wire != "550 5.7.708 no\r\n" }},
		{"two lines", reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"no such user", "ask us"}}, "RFC 2034, 4: the same status code in each line",
			func(wire string) bool { return wire != "550-5.1.1 no such user\r\n550 5.1.1 ask us\r\n" }},
		{"CR LF in the text", reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"no\r\n250 ok"}}, "RFC 5321, 4.2: one reply",
			notOneReply},
		{"LF in the text", reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"no\n250 ok"}}, "RFC 5321, 2.3.8: CR LF ends a line",
			notOneReply},
		{"CR in the text", reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"no\r250 ok"}}, "RFC 5321, 2.3.8: CR LF ends a line",
			notOneReply},
		{"classes that do not agree", reply.Reply{Code: 550, Enhanced: 4_002_002, Lines: []string{"full"}}, "RFC 2034, 4: must agree with the primary code",
			func(wire string) bool { return strings.Contains(wire, "4.2.2") }},
		{"a 3yz reply", reply.Reply{Code: 354, Enhanced: 2_000_000, Lines: []string{"go ahead"}}, "RFC 2034, 4: 3xx not included",
			func(wire string) bool { return strings.Contains(wire, "2.0.0") }},
		{"719 octets of text", reply.Reply{Code: 550, Enhanced: 5_007_001, Lines: []string{long}}, "RFC 5321, 4.5.3.1.5: 512 octets a line",
			func(wire string) bool {
				for line := range strings.Lines(wire) {
					if len(line) > reply.MaxLine {
						return true
					}
				}
				return notOneReply(wire)
			}},
		{"a letter outside ASCII", reply.Reply{Code: 550, Enhanced: 5_001_001, Lines: []string{"na\u00efve"}}, "RFC 5321, 4.2: printable US-ASCII",
			func(wire string) bool { return strings.ContainsFunc(wire, func(r rune) bool { return r > 126 }) }},
	}
	results := table{
		title:  "Writing",
		header: []string{"case", "text", "by", "smtpstatus", "go-smtp", "go-guerrilla"},
	}
	for _, c := range cases {
		us := string(c.reply.AppendWire(nil))
		if c.wrong(us) {
			t.Errorf("%s: %q is written", c.name, us)
		}
		text := quoted(strings.Join(c.reply.Lines, " / "))
		if len(text) > 60 {
			text = text[:20] + "...`"
		}
		row := []string{c.name, text, c.rule}
		for _, wire := range []string{us, writeByGoSMTP(c.reply), writeByGuerrilla(c.reply)} {
			switch {
			case !c.wrong(wire):
				row = append(row, right)
			case len(wire) > 100:
				row = append(row, fmt.Sprintf("a line of %d octets", len(wire)))
			default:
				row = append(row, quoted(wire))
			}
		}
		results.add(row...)
	}
	results.print(t)
}

// notOneReply reports whether octets are anything but a single reply.
func notOneReply(wire string) bool {
	for line := range strings.SplitSeq(strings.TrimSuffix(wire, "\r\n"), "\r\n") {
		if !strings.HasPrefix(line, "550") || strings.ContainsAny(line, "\r\n") {
			return true
		}
	}
	_, err := reply.Parse(wire)
	return err != nil
}

// TestPicks looks at the basic codes that stand beside enhanced ones where a library
// chooses them, and at the replies that it has ready.
func TestPicks(t *testing.T) {
	results := table{
		title:  "Choosing",
		header: []string{"what", "smtpstatus", "go-smtp", "go-guerrilla"},
	}
	var named, us, them int
	var odd []string
	for _, status := range namedEnhanced() {
		named++
		agree := func(c smtpcodes.Code) bool {
			standard := c.Status() == smtpcodes.Current || c.Status() == smtpcodes.Obsolete
			return standard && smtpcodes.Class(status.Class()) == c.Class()
		}
		codes := slices.Collect(status.Condition().Replies())
		codes = slices.DeleteFunc(codes, func(c smtpcodes.Code) bool { return smtpcodes.Class(status.Class()) != c.Class() })
		if !slices.ContainsFunc(codes, func(c smtpcodes.Code) bool { return !agree(c) }) {
			us++
		}
		response := guerrillaResponse(0, status, "")
		r, err := reply.Parse(response.String() + "\r\n")
		if err == nil && agree(r.Code) {
			them++
		} else if len(odd) < 6 {
			code, _, _ := strings.Cut(response.String(), " "+status.String())
			odd = append(odd, code+" "+status.String())
		}
	}
	if us != named {
		t.Errorf("%d of %d enhanced codes have other basic codes than those of standards", named-us, named)
	}
	results.add(fmt.Sprintf("of %d enhanced codes, those that get only basic codes which a standard has (RFC 5321, 4.2)", named),
		fmt.Sprintf("%d", us), "chooses none", fmt.Sprintf("%d, not `%s` ...", them, strings.Join(odd, "`, `")))

	var ready int
	var bad []string
	canned := reflect.ValueOf(guerrilla.Canned)
	for i := range canned.NumField() {
		response, _ := canned.Field(i).Interface().(*guerrilla.Response)
		if response == nil {
			continue
		}
		ready++
		text := response.String()
		r, err := reply.Parse(text + "\r\n")
		if err != nil {
			bad = append(bad, canned.Type().Field(i).Name+" "+quoted(text))
			continue
		}
		for _, p := range r.Check(0) {
			if p.Severity == reply.Breach {
				bad = append(bad, canned.Type().Field(i).Name+" "+quoted(text)+" ("+string(p.Rule)+")")
			}
		}
	}
	results.add(fmt.Sprintf("of %d ready replies, those that breach an RFC", ready), "has none", "has none", cmp.Or(strings.Join(bad, ", "), "none"))

	results.add("of the replies that a server makes itself in a session with mistakes, those that breach an RFC or that no document lets answer the command",
		"has no server", strings.Join(oddReplies(t), ", "), "not run")
	results.print(t)
}

// oddReplies returns what Check says of the replies of a go-smtp server in a session in
// which a client makes mistakes. TestGoSMTPItself has them all.
func oddReplies(t *testing.T) []string {
	d := dial(t, serve(t))
	d.read()
	var odd []string
	for _, s := range []struct {
		line    string
		command smtpcodes.Command
	}{
		{"EHLO", smtpcodes.EHLO},
		{"EHLO client.example.org", smtpcodes.EHLO},
		{"RCPT TO:<b@example.org>", smtpcodes.RCPT},
		{"DATA", smtpcodes.DATA},
		{"MAIL FROM:<a@example.org> X=1", smtpcodes.MAIL},
		{"MAIL FROM:<a@example.org> SMTPUTF8", smtpcodes.MAIL},
		{"NOOP", smtpcodes.NOOP},
		{"VRFY a", smtpcodes.VRFY},
		{"QUIT", smtpcodes.QUIT},
	} {
		r, _ := d.ask(s.line)
		for _, problem := range problems(r, s.command) {
			odd = append(odd, fmt.Sprintf("%s: %s (%s)", quoted(s.line), quoted(r.Code.String()+" "+r.Enhanced.String()), problem))
		}
	}
	if len(odd) == 0 {
		return []string{"none"}
	}
	return odd
}

// literals are the numbers and texts that stand in the source of a package, without its
// tests.
func literals(t *testing.T, pkg string) map[string]bool {
	t.Helper()
	out, err := exec.Command("go", "list", "-f", "{{.Dir}}", pkg).Output()
	if err != nil {
		t.Fatalf("go list %s: %v", pkg, err)
	}
	names, err := filepath.Glob(filepath.Join(strings.TrimSpace(string(out)), "*.go"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no source of %s: %v", pkg, err)
	}
	all := make(map[string]bool)
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				all[strings.TrimLeft(strings.Trim(n.Value, `"`), ".X")] = true
			case *ast.CompositeLit: // EnhancedCode{5, 7, 30}
				if len(n.Elts) == 3 {
					_, subject := number(n.Elts[1])
					_, detail := number(n.Elts[2])
					all[subject+"."+detail] = true
				}
			}
			return true
		})
	}
	return all
}

func number(e ast.Expr) (ok bool, text string) {
	lit, ok := e.(*ast.BasicLit)
	if !ok {
		return false, ""
	}
	return true, lit.Value
}

// TestKnows looks for codes in the source of the peers.
func TestKnows(t *testing.T) {
	peers := []string{
		"net/smtp",
		"github.com/emersion/go-smtp",
		"github.com/wneessen/go-mail",
		"github.com/mjl-/mox/smtp",
		"github.com/phires/go-guerrilla/response",
	}
	results := table{
		title:  "Knowing: a constant, a text or any mention in the source of the package",
		header: []string{"code", "from", "smtpstatus", "net/smtp", "go-smtp", "go-mail", "mox", "go-guerrilla", "Sisimai"},
	}
	sources := make([]map[string]bool, len(peers))
	for i, peer := range peers {
		sources[i] = literals(t, peer)
	}
	for _, c := range []struct{ code, from string }{
		{"432", "RFC 4954"}, {"455", "RFC 5321"}, {"521", "RFC 7504"}, {"535", "RFC 4954"}, {"555", "RFC 5321"}, {"556", "RFC 7504"},
	} {
		code, err := smtpcodes.Parse(c.code)
		if err != nil || code.Status() != smtpcodes.Current {
			t.Errorf("%s: %v, %v", c.code, code.Status(), err)
		}
		row := []string{c.code, c.from, code.Name()}
		for _, source := range sources {
			row = append(row, yes(source[c.code]))
		}
		results.add(append(row, "any of 4yz, 5yz")...)
	}
	conditions := []struct{ code, from string }{
		{"X.1.10", "RFC 7505"}, {"X.6.7", "RFC 6531"}, {"X.7.17", "RFC 7293"}, {"X.7.26", "RFC 7372"}, {"X.7.28", "IANA"}, {"X.7.29", "RFC 8617"}, {"X.7.30", "RFC 8689"},
	}
	answers, _, err := sisimai.Ask(converted(conditions, func(c struct{ code, from string }) sisimai.Question {
		return sisimai.Question{Reply: "550 5" + c.code[1:] + " no"}
	}))
	if err != nil && !errors.Is(err, sisimai.ErrMissing) {
		t.Fatal(err)
	}
	for i, c := range conditions {
		condition, err := enhanced.ParseCondition(c.code)
		if err != nil || condition.Name() == "" {
			t.Errorf("%s: %q, %v", c.code, condition.Name(), err)
		}
		row := []string{c.code, c.from, condition.Name()}
		for _, source := range sources {
			row = append(row, yes(source[c.code[2:]]))
		}
		if answers == nil {
			row = append(row, "not installed")
		} else {
			row = append(row, cmp.Or(answers[i].Name, "no"))
		}
		results.add(row...)
	}
	results.print(t)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
