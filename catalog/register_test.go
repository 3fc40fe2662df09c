package catalog_test

import (
	"fmt"
	"sync"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// An organisation's own code has a text wherever a program asks for one.
func ExampleRegister() {
	const held enhanced.Condition = 7_911
	catalog.Register(language.English, []catalog.Entry{{Of: held, Text: "Held for review", Meaning: "A person has to look at it."}})
	fmt.Println(catalog.ForString("en").Explain(reply.New(550, held, "wait")).Title)
	// Output: Held for review
}

// TestRegister: an own text is what the language has of it, or English; a cause in a
// language without an own text has ours.
func TestRegister(t *testing.T) {
	defer catalog.Unregister()
	catalog.Forget()
	defer catalog.Forget()
	const code, condition = smtpcodes.Code(566), enhanced.Condition(7_912)
	var wait sync.WaitGroup
	for tag, entries := range map[language.Tag][]catalog.Entry{
		language.English: {
			{Of: code, Text: "Own", Meaning: "Own meaning."},
			{Of: condition, Text: "Own condition"},
			{Of: cause.PolicyRefusal, Meaning: "Ask the help desk."},
			{Of: cause.RetryLater, Text: "Wait"},
		},
		language.Chinese: {{Of: code, Text: "自有"}},
	} {
		wait.Go(func() { catalog.Register(tag, entries) })
	}
	wait.Wait()
	english, chinese := catalog.For(language.English), catalog.For(language.Chinese)
	ours := func(texts catalog.Texts) string { return texts.CauseMeaning(cause.MailboxFull) }
	got := map[string]string{
		"code":             english.Code(code) + " " + english.CodeMeaning(code),
		"code zh":          chinese.Code(code) + " " + chinese.CodeMeaning(code),
		"condition zh":     chinese.Enhanced(condition.Permanent()),
		"cause":            english.Cause(cause.PolicyRefusal) + ": " + english.CauseMeaning(cause.PolicyRefusal),
		"action":           english.Action(cause.RetryLater),
		"printer zh":       message.NewPrinter(language.Chinese, message.Catalog(catalog.Catalog())).Sprintf(catalog.Key(code)),
		"printer":          message.NewPrinter(language.English, message.Catalog(catalog.Catalog())).Sprintf(catalog.Key(condition)),
		"explained zh":     chinese.Explain(reply.New(550, condition, "x")).Title,
		"another cause":    ours(english),
		"another cause zh": ours(chinese),
	}
	want := map[string]string{
		"code": "Own Own meaning.", "code zh": "自有 Own meaning.", "condition zh": "Own condition",
		"cause": "Policy refusal: Ask the help desk.", "action": "Wait", "printer zh": "自有", "printer": "Own condition",
		"explained zh": "Own condition", "another cause": got["another cause"], "another cause zh": got["another cause zh"],
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("texts (-want +got):\n%s", diff)
	}
	if m := chinese.CauseMeaning(cause.PolicyRefusal); m == "Ask the help desk." || m == "" {
		t.Errorf("in Chinese a cause with an English text of its own means %q", m)
	}
}

func TestRegisterRefuses(t *testing.T) {
	for name, register := range map[string]func(){
		"language": func() { catalog.Register(language.Polish, nil) },
		"type":     func() { catalog.Register(language.English, []catalog.Entry{{Of: origin.Postfix, Text: "x"}}) },
		"no code":  func() { catalog.Register(language.English, []catalog.Entry{{Of: smtpcodes.Code(0), Text: "x"}}) },
		"no cause": func() { catalog.Register(language.English, []catalog.Entry{{Of: cause.Cause(250), Text: "x"}}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: registered", name)
				}
			}()
			register()
		}()
	}
}
