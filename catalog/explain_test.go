package catalog_test

import (
	"cmp"
	"os"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/text/language"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// explained is an explanation by the keys of its fields. The key of what happened is
// that of the title, unless the words tell a cause; by is the cause that only the codes tell.
type explained struct{ said, means, side, advice, by string }

var explanations = []struct {
	name  string
	reply reply.Reply
	want  explained
}{
	{"a code", reply.New(550, 0, "no"), explained{"550 no", "code.550", "side.unknown", "advice.refused", ""}},
	{"both codes", reply.New(550, enhanced.BadDestinationMailbox, "no", "bye"),
		explained{"550 5.1.1 no bye", "condition.X.1.1", "fault.recipient", "action.stop-sending", "cause.user-unknown"}},
	{"a full mailbox, for now", reply.New(452, enhanced.MailboxFull, "full"),
		explained{"452 4.2.2 full", "condition.X.2.2", "fault.recipient", "action.retry-later", "cause.mailbox-full"}},
	{"the server's own trouble", reply.New(451, enhanced.MailSystemFull, ""),
		explained{"451 4.3.1 ", "condition.X.3.1", "fault.receiver", "action.retry-later", "cause.system-full"}},
	{"the network", reply.New(451, enhanced.UnableToRoute, "no MX"),
		explained{"451 4.4.4 no MX", "condition.X.4.4", "side.network", "advice.try-later", ""}},
	{"the protocol", reply.New(503, enhanced.InvalidCommand, "?"),
		explained{"503 5.5.1 ?", "condition.X.5.1", "fault.sender", "action.fix-client", "cause.protocol-error"}},
	{"a policy", reply.New(550, enhanced.DeliveryNotAuthorized, "no"),
		explained{"550 5.7.1 no", "condition.X.7.1", "side.unknown", "advice.refused", ""}},
	{"an enhanced code that says nothing", reply.New(550, enhanced.OtherUndefined, "no"),
		explained{"550 5.0.0 no", "code.550", "side.unknown", "advice.refused", ""}},
	{"one that says the subject only", reply.New(450, enhanced.OtherMailbox, "wait"),
		explained{"450 4.2.0 wait", "code.450", "side.recipient", "advice.try-later", ""}},
	{"an enhanced code that is not registered", reply.Reply{Code: 550, Enhanced: 5_007_708, Lines: []string{"no"}},
		explained{"550 5.7.708 no", "code.550", "side.unknown", "advice.refused", ""}},
	{"a code that is not registered", reply.New(599, 0, "no"),
		explained{"599 no", "class.5yz", "side.unknown", "advice.refused", ""}},
	{"a code that is not registered with a condition that is", reply.New(599, enhanced.MailboxFull, "no"),
		explained{"599 5.2.2 no", "condition.X.2.2", "fault.recipient", "action.retry-later", "cause.mailbox-full"}},
	{"only an enhanced code", reply.Reply{Enhanced: enhanced.PermanentBadDestinationMailbox, Lines: []string{"no"}},
		explained{"5.1.1 no", "condition.X.1.1", "fault.recipient", "action.stop-sending", "cause.user-unknown"}},
	{"only one that is not registered", reply.Reply{Enhanced: 4_007_708, Lines: []string{"wait"}},
		explained{"4.7.708 wait", "subject.X.7", "side.unknown", "advice.try-later", ""}},
	{"success", reply.New(250, enhanced.DestinationValid, "ok"),
		explained{"250 2.1.5 ok", "condition.X.1.5", "", "advice.done", ""}},
	{"the next part", reply.New(354, 0, "go"), explained{"354 go", "code.354", "", "advice.continue", ""}},
	{"closing", reply.New(421, 0, "bye"), explained{"421 bye", "code.421", "side.unknown", "advice.closing", ""}},
	{"the end", reply.New(221, 0, "bye"), explained{"221 bye", "code.221", "", "advice.done", ""}},
	{"success with the enhanced code of a failure", reply.Reply{Code: 250, Enhanced: enhanced.PermanentBadDestinationMailbox},
		explained{"250 5.1.1", "code.250", "", "advice.done", ""}},
	{"failure with the enhanced code of a success", reply.Reply{Code: 550, Enhanced: enhanced.SuccessDestinationValid},
		explained{"550 2.1.5", "code.550", "side.unknown", "advice.refused", ""}},
	{"failure with the enhanced code of another failure", reply.Reply{Code: 550, Enhanced: enhanced.TransientMailboxFull},
		explained{"550 4.2.2", "condition.X.2.2", "fault.recipient", "action.retry-later", "cause.mailbox-full"}},
	{"no text", reply.New(250, 0), explained{"250", "code.250", "", "advice.done", ""}},
	{"success with telling words", reply.New(250, 0, "mailbox full"), explained{"250 mailbox full", "code.250", "", "advice.done", ""}},
	{"no code", reply.Reply{Lines: []string{"bye"}}, explained{said: "bye"}},
	{"nothing", reply.Reply{}, explained{}},
}

// answered are replies that a command makes mean something of their own.
var answered = []struct {
	cmd   smtpcodes.Command
	reply reply.Reply
	want  explained
}{
	{smtpcodes.AUTH, reply.New(454, 0), explained{"454", "code.454.AUTH", "side.unknown", "advice.try-later", ""}},
	{smtpcodes.AUTH, reply.New(454, enhanced.OtherSecurity), explained{"454 4.7.0", "code.454.AUTH", "side.unknown", "advice.try-later", ""}},
	{smtpcodes.STARTTLS, reply.New(454, 0), explained{"454", "code.454", "fault.network", "action.fix-tls", "cause.tls-failed"}},
	{smtpcodes.RCPT, reply.New(552, 0), explained{"552", "code.552", "side.unknown", "advice.try-later", ""}},
	{smtpcodes.EndOfData, reply.New(552, 0), explained{"552", "code.552", "side.unknown", "advice.refused", ""}},
	{smtpcodes.MAIL, reply.New(221, 0), explained{"221", "code.221", "", "advice.closing", ""}},
	{smtpcodes.QUIT, reply.New(221, 0), explained{"221", "code.221", "", "advice.done", ""}},
	{smtpcodes.QUIT, reply.New(421, 0), explained{"421", "code.421", "side.unknown", "advice.closing", ""}},
}

// told are replies whose words tell a cause, which is the key's.
var told = []struct {
	cmd   smtpcodes.Command
	reply reply.Reply
	cause string
	want  explained
}{
	{0, reply.New(550, enhanced.BadDestinationMailbox, "no such", "user"), "cause.user-unknown",
		explained{"550 5.1.1 no such user", "condition.X.1.1", "fault.recipient", "action.stop-sending", ""}},
	{smtpcodes.MAIL, reply.New(550, enhanced.BadDestinationMailbox, "no such user"), "cause.sender-rejected",
		explained{"550 5.1.1 no such user", "code.550", "fault.sender", "action.fix-sender", ""}},
	{0, reply.New(550, enhanced.BadDestinationMailbox, "mailbox full"), "cause.mailbox-full",
		explained{"550 5.1.1 mailbox full", "code.550", "fault.recipient", "action.retry-later", ""}},
	// Gmail has uses of its own for three conditions of the registry.
	{0, reply.Reply{Code: 550, Enhanced: 5_007_027, Lines: []string{"x - gsmtp"}}, "cause.spf-failed",
		explained{"550 5.7.27 x - gsmtp", "code.550", "fault.sender", "action.fix-authentication", ""}},
	{0, reply.Reply{Code: 550, Enhanced: 5_007_029, Lines: []string{"x - gsmtp"}}, "cause.tls-required",
		explained{"550 5.7.29 x - gsmtp", "code.550", "fault.sender", "action.fix-tls", ""}},
	{0, reply.Reply{Code: 550, Enhanced: 5_007_030, Lines: []string{"x - gsmtp"}}, "cause.dkim-failed",
		explained{"550 5.7.30 x - gsmtp", "code.550", "fault.sender", "action.fix-authentication", ""}},
	{0, reply.New(450, enhanced.OtherMailbox, "greylisted"), "cause.greylisted",
		explained{"450 4.2.0 greylisted", "code.450", "fault.policy", "action.retry-later", ""}},
	{0, reply.New(554, 0, "spam"), "cause.spam-content",
		explained{"554 spam", "code.554", "fault.content", "action.change-content", ""}},
	{smtpcodes.RCPT, reply.New(552, enhanced.MailboxFull, "邮箱已满"), "cause.mailbox-full",
		explained{"552 5.2.2 邮箱已满", "condition.X.2.2", "fault.recipient", "action.retry-later", ""}},
	{0, reply.New(550, 0, "受信者が見つかりません"), "cause.user-unknown",
		explained{"550 受信者が見つかりません", "code.550", "fault.recipient", "action.stop-sending", ""}},
	{0, reply.Reply{Lines: []string{"connection reset"}}, "cause.timeout",
		explained{said: "connection reset", side: "fault.network", advice: "action.retry-later"}},
}

// titleOf is a text without its placeholders.
func titleOf(text string) string { return strings.TrimSpace(placeholder.ReplaceAllString(text, "")) }

// TestExplain compares each field with the text of its key, and the lines of
// String with the fields.
func TestExplain(t *testing.T) {
	type test struct {
		name  string
		got   func(catalog.Texts) catalog.Explanation
		cause string
		want  explained
	}
	var tests []test
	for _, tt := range explanations {
		tests = append(tests, test{tt.name, func(texts catalog.Texts) catalog.Explanation { return texts.Explain(tt.reply) }, "", tt.want})
	}
	for _, tt := range answered {
		tests = append(tests, test{
			tt.reply.String() + " to " + tt.cmd.String(),
			func(texts catalog.Texts) catalog.Explanation { return texts.ExplainAnswer(tt.cmd, tt.reply) }, "", tt.want,
		})
	}
	for _, tt := range told {
		tests = append(tests, test{
			tt.reply.String() + " to " + tt.cmd.String(),
			func(texts catalog.Texts) catalog.Explanation { return texts.ExplainAnswer(tt.cmd, tt.reply) }, tt.cause, tt.want,
		})
	}
	everyLanguage(t, func(t *testing.T, texts catalog.Texts, want map[string]specText) {
		for _, tt := range tests {
			e := tt.got(texts)
			if e.Language() != texts.Language() {
				t.Errorf("%s: in %v", tt.name, e.Language())
			}
			fields := []string{e.Said, e.Title, e.Cause, e.Meaning, e.Side, e.Action, e.Advice}
			if diff := gocmp.Diff([]string{
				tt.want.said, titleOf(want[tt.want.means].Text), want[cmp.Or(tt.cause, tt.want.by)].Text, want[cmp.Or(tt.cause, tt.want.means)].Meaning,
				want[tt.want.side].Text, want[tt.want.advice].Text, want[tt.want.advice].Meaning,
			}, fields); diff != "" {
				t.Errorf("%s: fields (-want +got):\n%s", tt.name, diff)
			}
			var lines strings.Builder
			for _, section := range [][]string{
				{"label.said", e.Said}, {"label.means", e.Title, e.Cause, e.Meaning}, {"label.side", e.Side}, {"label.advice", e.Action, e.Advice},
			} {
				if strings.Join(section[1:], "") == "" {
					continue
				}
				lines.WriteString(want[section[0]].Text + "\n")
				for i, line := range section[1:] {
					if line != "" && line != section[i] {
						lines.WriteString("  " + line + "\n")
					}
				}
			}
			if diff := gocmp.Diff(lines.String(), e.String()); diff != "" {
				t.Errorf("%s: String (-want +got):\n%s", tt.name, diff)
			}
		}
	})
}

// TestTitles: no title begins with the name of a server that the reader does not
// have, and none has the gap of one.
func TestTitles(t *testing.T) {
	everyLanguage(t, func(t *testing.T, texts catalog.Texts, _ map[string]specText) {
		for cmd := range smtpcodes.Command(30) {
			for c := smtpcodes.Code(200); c < 600; c++ {
				title := texts.ExplainAnswer(cmd, reply.New(c, 0)).Title
				if title == "" || strings.HasPrefix(title, "<domain>") || title != strings.Join(strings.Fields(title), " ") || strings.HasSuffix(title, ":") || strings.HasSuffix(title, "：") {
					t.Errorf("%v to %v: title %q", c, cmd, title)
				}
			}
		}
	})
}

// printed are explanations as people see them, with the texts that the language
// has under the keys in brackets.
var printed = map[string]struct {
	reply reply.Reply
	want  string
}{
	"en": {reply.New(550, enhanced.BadDestinationMailbox, "no such user"), `The reply
  550 5.1.1 no such user
What it means
  Bad destination mailbox address
  User unknown
  [cause.user-unknown.meaning]
Who can act
  The recipient
What to do
  [action.stop-sending]
  [action.stop-sending.meaning]
`},
	"zh": {reply.New(452, enhanced.MailboxFull, "邮箱已满", "请稍后再试"), `[label.said]
  452 4.2.2 邮箱已满 请稍后再试
[label.means]
  [condition.X.2.2]
  [cause.mailbox-full]
  [cause.mailbox-full.meaning]
[label.side]
  [fault.recipient]
[label.advice]
  [action.retry-later]
  [action.retry-later.meaning]
`},
	"zh-Hant": {reply.New(220, 0, "mx.example.org ESMTP"), `[label.said]
  220 mx.example.org ESMTP
[label.means]
  [code.220]
  [code.220.meaning]
[label.advice]
  [advice.done]
  [advice.done.meaning]
`},
}

func TestExplanationString(t *testing.T) {
	for tag, tt := range printed {
		var fill []string
		for key, text := range specTexts()[tag] {
			fill = append(fill, "["+key+"]", titleOf(text.Text), "["+key+".meaning]", text.Meaning)
		}
		want := strings.NewReplacer(fill...).Replace(tt.want)
		if diff := gocmp.Diff(want, catalog.ForString(tag).Explain(tt.reply).String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tag, diff)
		}
	}
}

// TestExplainExchanges explains what real servers said. The file's header says
// what it is.
func TestExplainExchanges(t *testing.T) {
	data, err := os.ReadFile("../reply/testdata/exchanges.txt")
	if err != nil {
		t.Fatal(err)
	}
	_, rows, _ := strings.Cut(string(data), "\n\n")
	var replies []string
	for row := range strings.Lines(rows) {
		columns := strings.Split(strings.TrimSuffix(row, "\n"), "\t")
		line, err := strconv.Unquote(`"` + strings.ReplaceAll(columns[2], `"`, `\"`) + `"`)
		if err != nil {
			t.Fatalf("%q: %v", columns[2], err)
		}
		if columns[0] != "" {
			replies = append(replies, "")
		}
		replies[len(replies)-1] += line + "\r\n"
	}
	if len(replies) < 100 {
		t.Fatalf("%d replies", len(replies))
	}
	for _, tag := range []language.Tag{language.English, language.Chinese, language.TraditionalChinese} {
		texts := catalog.For(tag)
		coded := 0
		for _, wire := range replies {
			r, err := reply.ParseObserved(wire)
			if err != nil {
				continue
			}
			e := texts.Explain(r)
			failed := r.Code.Class() > smtpcodes.PositiveIntermediate
			most := 10
			if e.Cause != "" {
				most++
			}
			switch {
			case e.Said == "":
				t.Errorf("%v: %q: nothing said", tag, wire)
			case r.Code == 0 && r.Enhanced == 0:
				continue
			case e.Title == "" || e.Meaning == "" || e.Action == "" || e.Advice == "" || failed && e.Side == "":
				t.Errorf("%v: %q: %+v", tag, wire, e)
			case strings.Contains(e.String(), "\r") || strings.Count(e.String(), "\n") > most:
				t.Errorf("%v: %q: too many lines:\n%s", tag, wire, e)
			}
			coded++
		}
		t.Logf("%v: %d of %d replies have codes", tag, coded, len(replies))
		if coded < len(replies)*9/10 {
			t.Errorf("only %d of %d replies have codes", coded, len(replies))
		}
	}
}

// TestExplainLists explains replies that one list of codes copies from the next,
// with texts of the language and of no other.
func TestExplainLists(t *testing.T) {
	data, err := os.ReadFile("../cause/testdata/lists.tsv")
	if err != nil {
		t.Fatal(err)
	}
	commands := map[string]smtpcodes.Command{"": 0}
	for c := range smtpcodes.Commands() {
		commands[c.Name()] = c
	}
	for _, tag := range []string{"zh", "zh-Hant"} {
		texts, want := catalog.ForString(tag), specTexts()[tag]
		known := make(map[string]bool)
		for _, text := range want {
			known[text.Text], known[text.Meaning] = true, true
		}
		known[""] = false
		told := 0
		for line := range strings.Lines(string(data)) {
			columns := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
			if strings.HasPrefix(line, "#") || columns[3] == "unknown" || columns[3] == "accepted" {
				continue
			}
			r, err := reply.ParseObserved(columns[0] + " " + columns[1])
			cmd, ok := commands[columns[2]]
			if err != nil || !ok {
				t.Fatalf("%q: %v", line, err)
			}
			e, f := texts.ExplainAnswer(cmd, r), cause.OfCommand(r, cmd)
			if !known[e.Meaning] || !known[e.Side] || !known[e.Action] {
				t.Errorf("%s: %q: %+v", tag, line, e)
			}
			key := ""
			if f.Basis == cause.Text {
				told++
				key = "cause." + f.Cause.String()
			}
			if e.Cause != want[key].Text || known[e.Cause] != (key != "") || key != "" && e.Meaning != want[key].Meaning {
				t.Errorf("%s: %q: cause %q, %q, want %s", tag, line, e.Cause, e.Meaning, key)
			}
		}
		if told < 100 {
			t.Errorf("%s: the words of %d rows tell a cause", tag, told)
		}
	}
}
