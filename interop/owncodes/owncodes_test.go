package owncodes_test

import (
	"fmt"
	"os/exec"
	"testing"

	"golang.org/x/text/message"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/interop/owncodes"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func Example() {
	r := reply.New(owncodes.HeldForReview, owncodes.ReviewPending, "Message held for review, ticket 4711")
	fmt.Println(r)

	f := cause.OfCommand(r, smtpcodes.EndOfData)
	fmt.Println(f.Cause, f.Rule.ID())

	fmt.Print(catalog.ForString("en").Explain(r))
	// Output:
	// 448 4.7.900 Message held for review, ticket 4711
	// policy gateway-held
	// The reply
	//   448 4.7.900 Message held for review, ticket 4711
	// What it means
	//   Review pending
	//   Policy refusal
	//   A rule of Example Ltd refused the message. Its help desk on extension 4711 knows which.
	// Who can act
	//   Whoever makes the rules at the receiving side
	// What to do
	//   Ask the receiver's administrator
	//   The sender writes to the administrator of the receiving mail system (the postmaster) and includes the reply.
}

// TestUpToDate runs the generator as an organisation does, which must change nothing.
func TestUpToDate(t *testing.T) {
	out, err := exec.Command("go", "run", "github.com/smtpstatus/smtpstatus/gen",
		"-spec", "spec", "-base", "-package", "owncodes", "-out", ".", "-check").CombinedOutput()
	if err != nil {
		t.Errorf("%v\n%s", err, out)
	}
}

// TestConstants: the constants are of the types of the packages, and what these say of
// their numbers is right.
func TestConstants(t *testing.T) {
	check := func(code smtpcodes.Code, condition enhanced.Condition, status enhanced.Code) {
		if code.String() != "548" || code.Class() != smtpcodes.PermanentNegative {
			t.Errorf("%v of class %v", code, code.Class())
		}
		if condition.String() != "X.7.901" || condition.Permanent() != status || status.String() != "5.7.901" {
			t.Errorf("%v, %v", condition, status)
		}
	}
	check(owncodes.RefusedByReview, owncodes.ReviewFailed, owncodes.PermanentReviewFailed)
}

// TestTexts: each language has the texts, one without its own has the English ones, and
// what a cause has not is ours.
func TestTexts(t *testing.T) {
	type row struct{ Code, Meaning, Enhanced, Cause string }
	got := make(map[string]row)
	for _, lang := range []string{"en", "zh", "zh-Hant"} {
		texts := catalog.ForString(lang)
		got[lang] = row{
			texts.Code(owncodes.RefusedByReview), texts.CodeMeaning(owncodes.RefusedByReview),
			texts.Enhanced(owncodes.TransientReviewPending), texts.Cause(cause.PolicyRefusal),
		}
	}
	want := map[string]row{
		"en":      {"Message refused after review", "A person at Example Ltd looked at the message and refused it.", "Review pending", "Policy refusal"},
		"zh":      {"邮件未通过人工审核", "Example 公司的人员审核后拒收了此邮件。", "等待审核", "因策略被拒收"},
		"zh-Hant": {"Message refused after review", "A person at Example Ltd looked at the message and refused it.", "Review pending", "因政策遭拒收"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	printer := message.NewPrinter(catalog.ForString("zh").Language(), message.Catalog(catalog.Catalog()))
	if got := printer.Sprintf(catalog.Key(owncodes.TransientReviewPending)); got != "等待审核" {
		t.Errorf("a printer says %q", got)
	}
}

// TestRules: own rules are tried first, ours after them, and a rule's number is that of
// its own text.
func TestRules(t *testing.T) {
	type row struct {
		Cause cause.Cause
		Rule  string
	}
	for text, want := range map[string]row{
		"550 5.7.1 user@example.net is not a partner of Example Ltd": {cause.SenderRejected, "gateway-partner"},
		"550 5.1.1 user unknown: not a partner of Example Ltd":       {cause.SenderRejected, "gateway-partner"},
		"448 4.7.900 held for review":                                {cause.PolicyRefusal, "gateway-held"},
		"550 5.2.2 mailbox full":                                     {cause.MailboxFull, "general-mailbox-full"},
	} {
		r, err := reply.ParseObserved(text)
		if err != nil {
			t.Fatal(err)
		}
		f := cause.Of(r)
		if got := (row{f.Cause, f.Rule.ID()}); got != want || f.Rule.Cause() != want.Cause {
			t.Errorf("%q: %v (%v), want %v", text, got, f.Rule.Cause(), want)
		}
	}
	if r := cause.Rule(1 << 30); r.ID() != "" || r.Cause() != cause.Unknown {
		t.Errorf("rule %d is %q", r, r.ID())
	}
}
