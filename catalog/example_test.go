package catalog_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

func Example() {
	texts := catalog.ForString("en-GB,en;q=0.8")
	fmt.Println(texts.Code(smtpcodes.MailboxBusy))
	fmt.Println(texts.CodeMeaning(smtpcodes.AuthSucceeded))
	fmt.Println(texts.Enhanced(enhanced.PermanentBadDestinationMailbox))
	// Output:
	// Requested mail action not taken: mailbox unavailable
	// The login worked.
	// Bad destination mailbox address
}

// A page that tells people who got a message back whose turn it is, in the
// language of their browser.
func Example_webPage() {
	page := func(w http.ResponseWriter, r *http.Request) {
		said, err := reply.ParseObserved(r.FormValue("reply"))
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		e := catalog.ForString(r.Header.Get("Accept-Language")).Explain(said)
		w.Header().Set("Content-Language", e.Language().String())
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Vary", "Accept-Language")
		fmt.Fprintln(w, e.Side)
	}

	for _, accept := range []string{"zh-TW,zh;q=0.9,en;q=0.8", "jbo,tlh;q=0.9", ""} {
		r := httptest.NewRequest(http.MethodGet, "/?reply=550+5.1.1+no+such+user", nil)
		r.Header.Set("Accept-Language", accept)
		w := httptest.NewRecorder()
		page(w, r)
		fmt.Print(w.Header().Get("Content-Language"), ": ", w.Body)
	}
	// Output:
	// zh-Hant: 收件者
	// en: The recipient
	// en: The recipient
}

// A command that follows the locale of its user. The first of these variables
// that is not empty counts, but for LANGUAGE, which only a real locale lets
// count.
func Example_commandLine() {
	locale := func() string {
		for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
			if value := os.Getenv(name); value != "" {
				if list := os.Getenv("LANGUAGE"); list != "" && value != "C" {
					return list
				}
				return value
			}
		}
		return ""
	}

	os.Unsetenv("LC_ALL")
	os.Unsetenv("LC_MESSAGES")
	os.Unsetenv("LANGUAGE")
	os.Setenv("LANG", "en_US.UTF-8")
	said, err := reply.Parse("452 4.2.2 over quota\r\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Print(catalog.ForString(locale()).Explain(said))
	// Output:
	// The reply
	//   452 4.2.2 over quota
	// What it means
	//   Mailbox full
	//   The recipient's mailbox has no room left. It takes mail again once the recipient or their administrator makes room.
	// Who can act
	//   The recipient
	// What to do
	//   Try again later
	//   The sender keeps the message and makes the same attempt again after a while.
}

func ExampleTexts_Answer() {
	var english catalog.Texts
	fmt.Println(english.Answer(smtpcodes.STARTTLS, 454))
	fmt.Println(english.Answer(smtpcodes.AUTH, 454))
	// Output:
	// TLS not available due to temporary reason
	// Temporary authentication failure
}

func ExampleTexts_Enhanced() {
	var english catalog.Texts
	for _, s := range []string{"5.7.1", "5.7.708", "5.9.1"} {
		c, err := enhanced.Parse(s)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(s, english.Enhanced(c))
	}
	// Output:
	// 5.7.1 Delivery not authorized, message refused
	// 5.7.708 Security or Policy Status
	// 5.9.1 Permanent Failure
}

func ExampleTexts_Explain() {
	var english catalog.Texts
	e := english.Explain(reply.New(smtpcodes.MailboxUnavailable, enhanced.DeliveryNotAuthorized, "relay access denied"))
	fmt.Println(e.Title)
	fmt.Println(e.Action)
	// Output:
	// Delivery not authorized, message refused
	// Send by another route
}

func ExampleExplanation() {
	e := catalog.For(language.English).Explain(reply.New(smtpcodes.StartMailInput, 0, "go ahead"))
	fmt.Println(e.Language())
	fmt.Print(e)
	// Output:
	// en
	// The reply
	//   354 go ahead
	// What it means
	//   Start mail input; end with <CRLF>.<CRLF>
	//   The server is ready to receive the message itself. It has not accepted the message yet.
	// What to do
	//   Go on
	//   The server waits for what the client sends next.
}

func ExampleFor() {
	for _, reader := range []language.Tag{language.AmericanEnglish, language.SimplifiedChinese, language.MustParse("zh-HK"), language.MustParse("jbo")} {
		fmt.Println(reader, catalog.For(reader).Language())
	}
	// Output:
	// en-US en
	// zh-Hans zh
	// zh-HK zh-Hant
	// jbo en
}

func ExampleForString() {
	for _, s := range []string{"zh-Hant", "zh_TW.UTF-8", "zh_TW:zh:en", "de-DE,de;q=0.9,zh-CN;q=0.8", "C"} {
		fmt.Println(s, catalog.ForString(s).Language())
	}
	// Output:
	// zh-Hant zh-Hant
	// zh_TW.UTF-8 zh-Hant
	// zh_TW:zh:en zh-Hant
	// de-DE,de;q=0.9,zh-CN;q=0.8 zh
	// C en
}

func ExampleLanguages() {
	fmt.Println(catalog.Languages()[0])
	// Output:
	// en
}

func ExampleKey() {
	fmt.Println(catalog.Key(smtpcodes.MailboxUnavailable))
	fmt.Println(catalog.Key(smtpcodes.RCPT))
	fmt.Println(catalog.Key(enhanced.PermanentBadDestinationMailbox))
	fmt.Println(catalog.Key(enhanced.MailboxStatus))
	fmt.Println(catalog.Key(origin.Gmail))
	fmt.Printf("%q\n", catalog.Key(smtpcodes.Code(599)))
	// Output:
	// code.550
	// command.RCPT
	// condition.X.1.1
	// subject.X.2
	// origin.gmail
	// ""
}

func ExampleAnswerKey() {
	fmt.Println(catalog.AnswerKey(smtpcodes.STARTTLS, 454))
	fmt.Println(catalog.AnswerKey(smtpcodes.AUTH, 454))
	// Output:
	// code.454
	// code.454.AUTH
}

func ExampleCatalog() {
	p := message.NewPrinter(language.BritishEnglish, message.Catalog(catalog.Catalog()))
	p.Println(p.Sprintf(catalog.Key(smtpcodes.ServiceReady), "mx.example.org"))
	p.Println(p.Sprintf(catalog.Key(smtpcodes.AuthSucceeded) + ".meaning"))
	for _, n := range []int{1, 2_000} {
		p.Println(p.Sprintf(catalog.Key(smtpcodes.PendingMessagesCounted), n, "example.net"))
	}
	// Output:
	// mx.example.org Service ready
	// The login worked.
	// OK, 1 pending message for node example.net started
	// OK, 2,000 pending messages for node example.net started
}
