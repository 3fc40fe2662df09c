package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// everyLanguage runs a test with the texts of each language and those of its
// file, or English where it has none; the zero Texts is English.
func everyLanguage(t *testing.T, test func(t *testing.T, texts catalog.Texts, want map[string]specText)) {
	t.Helper()
	t.Run("zero", func(t *testing.T) { test(t, catalog.Texts{}, specTexts()[base]) })
	for _, tag := range specTags() {
		t.Run(tag, func(t *testing.T) { test(t, catalog.For(language.MustParse(tag)), withEnglish(tag)) })
	}
}

// compare checks the text and the meaning of one thing against those of a key;
// no key is no text.
func compare(t *testing.T, what any, text, meaning string, want map[string]specText, key string) {
	t.Helper()
	if key != "" && (want[key].Text == "" || want[key].Meaning == "") {
		t.Errorf("%v: the spec has no text or meaning of %s", what, key)
	}
	if got, want := [2]string{text, meaning}, [2]string{shown(want[key].Text), want[key].Meaning}; got != want {
		t.Errorf("%v: text and meaning %q, want those of %q: %q", what, got, key, want)
	}
}

func TestCode(t *testing.T) {
	everyLanguage(t, func(t *testing.T, texts catalog.Texts, want map[string]specText) {
		for n := range 1 << 16 {
			c := smtpcodes.Code(n)
			key := fmt.Sprintf("code.%d", n)
			switch {
			case n < 200 || n > 599:
				key = ""
			case want[key].Key == "":
				key = fmt.Sprintf("class.%dyz", n/100)
			}
			compare(t, n, texts.Code(c), texts.CodeMeaning(c), want, key)
		}
	})
}

func TestEnhanced(t *testing.T) {
	everyLanguage(t, func(t *testing.T, texts catalog.Texts, want map[string]specText) {
		for _, class := range []int{2, 4, 5} {
			for subject := range 10 {
				for detail := range 41 {
					c, err := enhanced.New(class, subject, detail)
					if err != nil {
						t.Fatal(err)
					}
					key := fmt.Sprintf("condition.X.%d.%d", subject, detail)
					if want[key].Key == "" {
						key = fmt.Sprintf("subject.X.%d", subject)
					}
					if want[key].Key == "" {
						key = fmt.Sprintf("enhanced.%d", class)
					}
					compare(t, c, texts.Enhanced(c), texts.EnhancedMeaning(c), want, key)
				}
			}
		}
		for d := range enhanced.Conditions() {
			for _, c := range []enhanced.Code{d.Success(), d.Transient(), d.Permanent()} {
				compare(t, c, texts.Enhanced(c), texts.EnhancedMeaning(c), want, "condition."+d.String())
			}
		}
		for _, tt := range []struct {
			code enhanced.Code
			key  string
		}{
			{5_007_708, "subject.X.7"}, {5_009_001, "enhanced.5"}, {4_999_999, "enhanced.4"}, {2_007_999, "subject.X.7"}, {2_008_000, "enhanced.2"},
			{0, ""}, {1, ""}, {1_001_001, ""}, {3_001_001, ""}, {6_000_000, ""}, {1<<32 - 1, ""},
		} {
			compare(t, uint32(tt.code), texts.Enhanced(tt.code), texts.EnhancedMeaning(tt.code), want, tt.key)
		}
	})
}

// TestSmallTypes asks for every value there can be, most of which are nothing.
func TestSmallTypes(t *testing.T) {
	keys := make(map[any]string)
	for key, values := range keyed() {
		for _, v := range values {
			keys[v] = key
		}
	}
	everyLanguage(t, func(t *testing.T, texts catalog.Texts, want map[string]specText) {
		for i := range 256 {
			class, category, cmd := smtpcodes.Class(i), smtpcodes.Category(i), smtpcodes.Command(i)
			compare(t, class, texts.Class(class), texts.ClassMeaning(class), want, keys[class])
			compare(t, category, texts.Category(category), texts.CategoryMeaning(category), want, keys[category])
			compare(t, cmd, texts.Command(cmd), texts.CommandMeaning(cmd), want, keys[cmd])
			severity, subject := enhanced.Class(i), enhanced.Subject(i)
			compare(t, severity, texts.EnhancedClass(severity), texts.EnhancedClassMeaning(severity), want, keys[severity])
			compare(t, subject, texts.Subject(subject), texts.SubjectMeaning(subject), want, keys[subject])
			o := origin.Origin(i)
			name := want["origin."+o.String()].Text
			if name == "" {
				name = o.Title()
			}
			if got := texts.Origin(o); got != name || got == "" && o.Name() != "" {
				t.Errorf("Origin(%v) = %q, want %q", o, got, name)
			}
		}
	})
}

// TestAnswer compares the English answers with the text that the rule has, which
// comes from another file; other languages differ where English does.
func TestAnswer(t *testing.T) {
	differ := make(map[string]bool)
	everyLanguage(t, func(t *testing.T, texts catalog.Texts, _ map[string]specText) {
		for i := range 256 {
			cmd := smtpcodes.Command(i)
			for c := range smtpcodes.Code(700) {
				text, meaning := texts.Answer(cmd, c), texts.AnswerMeaning(cmd, c)
				rule, _ := cmd.Rule(c)
				own := rule.Text != "" && rule.Text != c.Text()
				if !own && (text != texts.Code(c) || meaning != texts.CodeMeaning(c)) {
					t.Errorf("%v to %v: %q, %q, want those of the code", c, cmd, text, meaning)
				}
				if own && texts.Language() == language.English && text != rule.Text {
					t.Errorf("%v to %v: %q, want %q", c, cmd, text, rule.Text)
				}
				if own && (text == "" || meaning == "" || text == texts.Code(c) || meaning == texts.CodeMeaning(c)) {
					t.Errorf("%v to %v: %q, %q, want other than those of the code", c, cmd, text, meaning)
				}
				if own {
					differ[fmt.Sprint(cmd, " ", c)] = true
				}
			}
		}
	})
	for _, want := range []string{"AUTH 454", "AUTH response 454", "ETRN 250", "ETRN 251", "ETRN 252", "connection opening 554", "STARTTLS 220"} {
		if !differ[want] {
			t.Errorf("%s has no text of its own", want)
		}
	}
}

// TestAnswerInLanguages: the key of an answer leads to the same thing in every
// language.
func TestAnswerInLanguages(t *testing.T) {
	everyLanguage(t, func(t *testing.T, texts catalog.Texts, want map[string]specText) {
		for _, tt := range []struct {
			cmd  smtpcodes.Command
			code smtpcodes.Code
			key  string
		}{
			{smtpcodes.AUTH, 454, "code.454.AUTH"},
			{smtpcodes.AuthResponse, 454, "code.454.AUTH"},
			{smtpcodes.STARTTLS, 454, "code.454"},
			{smtpcodes.ETRN, 250, "code.250.ETRN"},
			{smtpcodes.ETRN, 253, "code.253"},
			{smtpcodes.ETRN, 299, "class.2yz"},
			{smtpcodes.MAIL, 250, "code.250"},
			{smtpcodes.Connect, 554, "code.554.Connect"},
			{0, 554, "code.554"},
			{255, 454, "code.454"},
			{smtpcodes.AUTH, 0, ""},
			{smtpcodes.AUTH, 600, ""},
		} {
			what := fmt.Sprint(tt.code, " to ", tt.cmd)
			compare(t, what, texts.Answer(tt.cmd, tt.code), texts.AnswerMeaning(tt.cmd, tt.code), want, tt.key)
		}
	})
}

// TestPartial: a language may lack texts and meanings, each on its own.
func TestPartial(t *testing.T) {
	texts := catalog.Partial("pl", map[string]catalog.Words{
		"code.550":        {Text: "tekst"},
		"code.551":        {Meaning: "Sens."},
		"code.552":        {Text: "tekst", Meaning: "Sens."},
		"condition.X.1.1": {Text: "adres"},
		"class.5yz":       {Text: "klasa"},
		"origin.gmail":    {Text: "poczta"},
		"label.means":     {Text: "Co to znaczy"},
	})
	english := catalog.Texts{}
	if got := texts.Language(); got != language.Polish {
		t.Errorf("language %v", got)
	}
	for _, tt := range []struct{ name, got, want string }{
		{"own text", texts.Code(550), "tekst"},
		{"English meaning", texts.CodeMeaning(550), english.CodeMeaning(550)},
		{"English text", texts.Code(551), english.Code(551)},
		{"own meaning", texts.CodeMeaning(551), "Sens."},
		{"both", texts.Code(552) + texts.CodeMeaning(552), "tekstSens."},
		{"neither", texts.Code(553) + texts.CodeMeaning(553), english.Code(553) + english.CodeMeaning(553)},
		{"own class of a code that is not registered", texts.Code(599), "klasa"},
		{"no code", texts.Code(0), ""},
		{"own condition", texts.Enhanced(enhanced.PermanentBadDestinationMailbox), "adres"},
		{"English condition", texts.Enhanced(enhanced.TransientMailboxFull), english.Enhanced(enhanced.TransientMailboxFull)},
		{"own name of an origin", texts.Origin(origin.Gmail), "poczta"},
		{"English name", texts.Origin(origin.IANA), english.Origin(origin.IANA)},
		{"title", texts.Origin(origin.RFC5321), origin.RFC5321.Title()},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
	e := texts.Explain(reply.New(550, 0))
	const want = "The reply\n  550\nCo to znaczy\n  tekst\n"
	if got := e.String(); !strings.HasPrefix(got, want+"  "+english.CodeMeaning(550)+"\n") || e.Language() != language.Polish {
		t.Errorf("explanation in %v:\n%s", e.Language(), got)
	}
}

func TestLanguages(t *testing.T) {
	var want []language.Tag
	for _, tag := range specTags() {
		want = append(want, language.MustParse(tag))
	}
	same := cmp.Comparer(func(a, b language.Tag) bool { return a == b })
	got := catalog.Languages()
	if diff := cmp.Diff(want, got, same); diff != "" {
		t.Errorf("languages (-want +got):\n%s", diff)
	}
	for _, tag := range []language.Tag{language.English, language.Chinese, language.TraditionalChinese} {
		if !slices.Contains(got, tag) {
			t.Errorf("%v is missing", tag)
		}
	}
	clear(got)
	if diff := cmp.Diff(want, catalog.Languages(), same); diff != "" {
		t.Errorf("after the caller changed what it got (-want +got):\n%s", diff)
	}
}

func TestFor(t *testing.T) {
	tags := func(list ...string) []language.Tag {
		var all []language.Tag
		for _, s := range list {
			all = append(all, language.Make(s))
		}
		return all
	}
	for _, tt := range []struct {
		prefs []language.Tag
		want  string
	}{
		{nil, "en"},
		{tags("und"), "en"},
		{tags("jbo"), "en"},
		{tags("jbo", "zh-TW"), "zh-Hant"},
		{tags("zh"), "zh"},
		{tags("zh-CN"), "zh"},
		{tags("zh-SG"), "zh"},
		{tags("zh-Hans-HK"), "zh"},
		{tags("zh-TW"), "zh-Hant"},
		{tags("zh-HK"), "zh-Hant"},
		{tags("zh-MO"), "zh-Hant"},
		{tags("zh-HK", "zh"), "zh-Hant"},
		{tags("en-GB", "zh"), "en"},
		{tags("cmn"), "zh"},
		{tags("tlh"), "en"},
	} {
		if got := catalog.For(tt.prefs...).Language().String(); got != tt.want {
			t.Errorf("For(%v) is in %s, want %s", tt.prefs, got, tt.want)
		}
	}
}

func TestForString(t *testing.T) {
	for s, want := range map[string]string{
		// POSIX locales and the value of LANGUAGE.
		"zh_TW.UTF-8":          "zh-Hant",
		"zh_CN.GB18030@stroke": "zh",
		"zh_CN@stroke":         "zh",
		"zh_TW:zh:en":          "zh-Hant",
		"de:zh_TW":             "zh-Hant",
		"en_US":                "en",
		"en_US:zh_CN":          "en",
		"C":                    "en",
		"C.UTF-8":              "en",
		"POSIX":                "en",
		"":                     "en",
		":zh":                  "zh",
		"C:zh":                 "zh",
		"zh_HK:zh":             "zh-Hant",

		// BCP 47 tags.
		"zh":                "zh",
		"zh-Hant":           "zh-Hant",
		"zh-Hant-HK":        "zh-Hant",
		"zh-hans-tw":        "zh",
		"ZH-TW":             "zh-Hant",
		"zh-CN-u-co-pinyin": "zh",
		"cmn":               "zh",
		"yue":               "en", // which x/text takes for no kind of zh
		"jbo":               "en",
		"tlh":               "en",
		"und":               "en",

		// Accept-Language.
		"zh;q=0.1, en;q=0.9":                            "en",
		"en;q=0.1, zh;q=0.9":                            "zh",
		"jbo-DE,jbo;q=0.8,zh-TW;q=0.5":                  "zh-Hant",
		"zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7,*;q=0.5":   "zh-Hant",
		"zh-HK,zh;q=0.9,en-US;q=0.8,en;q=0.7":           "zh-Hant",
		"zh-MO,zh-CN;q=0.1":                             "zh-Hant",
		"zh-Hant-HK,zh;q=0.9":                           "zh-Hant",
		"zh-CN,zh;q=0.8,zh-TW;q=0.7,zh-HK;q=0.5,en;q=0": "zh",
		"zh-TW;q=0,en":                                  "en",
		"zh-TW;q=1.0":                                   "zh-Hant",
		"zh-TW,":                                        "zh-Hant",
		"*":                                             "en",
		"*,zh":                                          "zh",

		// Nonsense.
		",":                  "en",
		";":                  "en",
		";;;,,;q=":           "en",
		"zh-TW;q=high,en":    "en",
		"\xff\xfe,\x00":      "en",
		"\xff\xfe":           "en",
		"<script>;</script>": "en",
		"zh\x00":             "en",
		"../../etc/passwd":   "en",
	} {
		if got := catalog.ForString(s).Language().String(); got != want {
			t.Errorf("ForString(%q) is in %s, want %s", s, got, want)
		}
	}
}

// TestForStringIsBounded: a header of a stranger costs no more than a long one
// of a browser, and what stands at its front counts.
func TestForStringIsBounded(t *testing.T) {
	const megabyte = 1 << 20
	for _, part := range []string{",", ";", ":", "-", "_", "a", "zh,", "zh-", "zh:", "en-GB;q=0.1,", "a-b-c-d-e,", "\xff", " "} {
		long := strings.Repeat(part, megabyte/len(part))
		best := time.Hour
		for range 10 {
			start := time.Now()
			catalog.ForString(long)
			best = min(best, time.Since(start))
		}
		if best > 10*time.Millisecond {
			t.Errorf("a megabyte of %q takes %v", part, best)
		}
	}
	for n := range 13 {
		// Wherever the end of what is looked at falls.
		header := "zh-TW," + strings.Repeat(" ", n) + strings.Repeat("en-GB;q=0.1,", 200)
		if got := catalog.ForString(header).Language(); got != language.TraditionalChinese {
			t.Errorf("with %d spaces, a long header that begins with zh-TW gets %v", n, got)
		}
	}
}

// TestConcurrentFirstUse has goroutines meet at the first use of everything that
// is built when it is asked for; it says something with -race.
func TestConcurrentFirstUse(t *testing.T) {
	for range 5 {
		catalog.Forget()
		start := make(chan struct{})
		var wg sync.WaitGroup
		for i := range 32 {
			wg.Go(func() {
				<-start
				tag := []string{"zh-TW", "zh-CN", "en-GB", "jbo"}[i%4]
				texts := catalog.ForString(tag)
				p := message.NewPrinter(language.MustParse(tag), message.Catalog(catalog.Catalog()))
				if got, want := p.Sprintf(catalog.Key(smtpcodes.OK)), texts.Code(smtpcodes.OK); got != want {
					t.Errorf("%s: printed %q, want %q", tag, got, want)
				}
				if got := p.Sprintf("code.253", 2, "x"); got == "" || strings.Contains(got, "%!") {
					t.Errorf("%s: printed %q", tag, got)
				}
				if got := texts.Explain(reply.New(550, enhanced.BadDestinationMailbox)).String(); got == "" {
					t.Errorf("%s: no explanation", tag)
				}
				if n := len(catalog.Languages()); n < 3 {
					t.Errorf("%d languages", n)
				}
			})
		}
		close(start)
		wg.Wait()
	}
}

// TestAllocs: a text costs no allocation in any language.
func TestAllocs(t *testing.T) {
	unregistered, err := enhanced.Parse("5.7.708")
	if err != nil {
		t.Fatal(err)
	}
	everyLanguage(t, func(t *testing.T, texts catalog.Texts, _ map[string]specText) {
		for name, f := range map[string]func() string{
			"Code":                     func() string { return texts.Code(550) },
			"Code, not registered":     func() string { return texts.Code(599) },
			"CodeMeaning":              func() string { return texts.CodeMeaning(550) },
			"Answer":                   func() string { return texts.Answer(smtpcodes.AUTH, 454) },
			"AnswerMeaning":            func() string { return texts.AnswerMeaning(smtpcodes.AUTH, 454) },
			"Enhanced":                 func() string { return texts.Enhanced(enhanced.PermanentBadDestinationMailbox) },
			"Enhanced, not registered": func() string { return texts.Enhanced(unregistered) },
			"EnhancedMeaning":          func() string { return texts.EnhancedMeaning(enhanced.PermanentBadDestinationMailbox) },
			"Class":                    func() string { return texts.Class(smtpcodes.PermanentNegative) },
			"Category":                 func() string { return texts.Category(smtpcodes.MailSystem) },
			"Command":                  func() string { return texts.Command(smtpcodes.RCPT) },
			"CommandMeaning":           func() string { return texts.CommandMeaning(smtpcodes.RCPT) },
			"EnhancedClass":            func() string { return texts.EnhancedClass(enhanced.Permanent) },
			"Subject":                  func() string { return texts.Subject(enhanced.MailboxStatus) },
			"Origin":                   func() string { return texts.Origin(origin.Gmail) },
			"Origin, by its title":     func() string { return texts.Origin(origin.RFC5321) },
			"AnswerKey":                func() string { return catalog.AnswerKey(smtpcodes.AUTH, 454) },
		} {
			if got := testing.AllocsPerRun(100, func() { sinkString = f() }); got != 0 || sinkString == "" {
				t.Errorf("%s: %v allocations for %q", name, got, sinkString)
			}
		}
	})
}
