package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	xcatalog "golang.org/x/text/message/catalog"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// counts are numbers that languages tell apart, and one that is grouped.
var counts = []int{0, 1, 2, 5, 11, 21, 1234}

// hostile are arguments that look like formats, placeholders and messages.
var hostile = []string{"mx.example.org", "", "100%", "%s%d%[1]s%!", "{n} <n> <domain> {domain}", "${x}", "\x02\x14", "\u4f8b\u5b50"}

// arguments returns the arguments of a key: every count, every hostile text.
func arguments(key string) [][]any {
	names := params(key)
	if len(names) == 0 {
		return [][]any{nil}
	}
	var sets [][]any
	for i := range max(len(counts), len(hostile)) {
		var args []any
		for j, name := range names {
			if name == "n" {
				args = append(args, counts[i%len(counts)])
			} else {
				args = append(args, hostile[(i+j)%len(hostile)])
			}
		}
		sets = append(sets, args)
	}
	return sets
}

// TestPrinterPrintsAsBuilder prints every text and meaning of every language
// with the arguments it takes.
func TestPrinterPrintsAsBuilder(t *testing.T) {
	builder := newBuilder(t, entries())
	for _, tag := range specTags() {
		lang := language.MustParse(tag)
		ours := message.NewPrinter(lang, message.Catalog(catalog.Catalog()))
		theirs := message.NewPrinter(lang, message.Catalog(builder))
		for _, key := range specKeys() {
			for _, args := range arguments(key) {
				if got, want := ours.Sprintf(key, args...), theirs.Sprintf(key, args...); got != want || got == "" || got == key {
					t.Errorf("%s: Sprintf(%q, %q) = %q, want %q", tag, key, args, got, want)
				}
			}
			if specTexts()[base][key].Meaning == "" {
				continue
			}
			meaning := key + ".meaning"
			if got, want := ours.Sprintf(meaning), theirs.Sprintf(meaning); got != want || got == "" || got == meaning {
				t.Errorf("%s: Sprintf(%q) = %q, want %q", tag, meaning, got, want)
			}
		}
	}
}

// TestPrinterFillsPlaceholders: each argument stands where its name stood,
// whatever it contains. Of x/text is only how a language groups digits.
func TestPrinterFillsPlaceholders(t *testing.T) {
	filled := 0
	for _, tag := range specTags() {
		p := message.NewPrinter(language.MustParse(tag), message.Catalog(catalog.Catalog()))
		for key, text := range withEnglish(tag) {
			names := params(key)
			for _, args := range arguments(key) {
				var pairs []string
				want := text.Text
				for i, name := range names {
					if args[i] == 1 && text.One != "" {
						want = text.One
					}
					pairs = append(pairs, "{"+name+"}", strings.Replace(fmt.Sprint(args[i]), "1234", p.Sprint(1234), 1))
				}
				want = strings.NewReplacer(pairs...).Replace(want)
				if got := p.Sprintf(key, args...); got != want {
					t.Errorf("%s: Sprintf(%q, %q) = %q, want %q", tag, key, args, got, want)
				}
				filled += len(names)
			}
		}
	}
	if filled == 0 {
		t.Error("no text has placeholders")
	}
}

// renderer is the other way to use a catalog: without a printer, for a program
// that formats by itself.
type renderer struct {
	args  []any
	parts []string
}

func (r *renderer) Render(s string) { r.parts = append(r.parts, s) }

func (r *renderer) Arg(i int) any {
	if i < 1 || i > len(r.args) {
		return nil
	}
	return r.args[i-1]
}

// TestContextExecutesAsBuilder compares the format strings themselves.
func TestContextExecutesAsBuilder(t *testing.T) {
	builder := newBuilder(t, entries())
	execute := func(c xcatalog.Catalog, lang language.Tag, key string, args []any) ([]string, error) {
		r := &renderer{args: args}
		err := c.Context(lang, r).Execute(key)
		return r.parts, err
	}
	for _, tag := range specTags() {
		lang := language.MustParse(tag)
		for _, key := range specKeys() {
			for _, key := range []string{key, key + ".meaning"} {
				for _, args := range arguments(strings.TrimSuffix(key, ".meaning")) {
					got, err := execute(catalog.Catalog(), lang, key, args)
					want, wantErr := execute(builder, lang, key, args)
					if diff := cmp.Diff(want, got); diff != "" || err != wantErr {
						t.Errorf("%s: Execute(%q) with %q: error %v, want %v; parts (-builder +ours):\n%s", tag, key, args, err, wantErr, diff)
					}
				}
			}
		}
		for _, key := range []string{"", ".meaning", "code", "code.", "code.599", "code.550.meaning.meaning", "label.said.meaning", "CODE.550"} {
			if got, err := execute(catalog.Catalog(), lang, key, nil); err != xcatalog.ErrNotFound {
				t.Errorf("%s: Execute(%q) = %q, %v, want ErrNotFound", tag, key, got, err)
			}
		}
	}
}

// printers has the language that a printer for each tag has to find.
var printers = map[string]string{
	"zh": "zh", "zh-CN": "zh", "zh-SG": "zh", "zh-Hans": "zh", "zh-Hans-HK": "zh",
	"zh-TW": "zh-Hant", "zh-HK": "zh-Hant", "zh-MO": "zh-Hant", "zh-Hant": "zh-Hant", "zh-Hant-CN": "zh-Hant",
	"en": "en", "en-GB": "en", "en-US-u-hc-h12": "en",
	"und": "en", "am": "en", "ja": "en", "sr-Latn": "en", "tlh": "en", "x-private": "en",
}

func TestPrinterLanguages(t *testing.T) {
	for tag, want := range printers {
		p := message.NewPrinter(language.Make(tag), message.Catalog(catalog.Catalog()))
		for _, key := range specKeys() {
			text := specTexts()[want][key]
			if len(params(key)) == 0 {
				if got := p.Sprintf(key); got != text.Text {
					t.Errorf("%s: Sprintf(%q) = %q, want %q", tag, key, got, text.Text)
				}
			}
			if got := p.Sprintf(key + ".meaning"); text.Meaning != "" && got != text.Meaning {
				t.Errorf("%s: Sprintf(%q) = %q, want %q", tag, key+".meaning", got, text.Meaning)
			}
		}
	}
}

// filled is the text of 253 in a language that has one form.
func filled(tag string, n int) string {
	return strings.NewReplacer("{n}", fmt.Sprint(n), "{x}", "x").Replace(specTexts()[tag]["code.253"].Text)
}

// TestPlural: 253 is the text with a number. English tells 1 apart for readers
// of any language that gets English, by the rules of English and not of theirs:
// Amharic takes 0 for singular, Japanese has one form.
func TestPlural(t *testing.T) {
	want := map[string]func(n int) string{
		"en": func(n int) string {
			if n == 1 {
				return "OK, 1 pending message for node x started"
			}
			return fmt.Sprintf("OK, %d pending messages for node x started", n)
		},
		"zh":      func(n int) string { return filled("zh", n) },
		"zh-Hant": func(n int) string { return filled("zh-Hant", n) },
	}
	for tag, lang := range printers {
		t.Run(tag, func(t *testing.T) {
			p := message.NewPrinter(language.Make(tag), message.Catalog(catalog.Catalog()))
			for _, n := range []int{0, 1, 2, 5} {
				for _, arg := range []any{n, int64(n), uint8(n)} {
					if got, want := p.Sprintf("code.253", arg, "x"), want[lang](n); got != want {
						t.Errorf("%T(%d): %q, want %q", arg, n, got, want)
					}
				}
			}
		})
	}
}

func TestCatalogLanguages(t *testing.T) {
	c := catalog.Catalog()
	if got := catalog.Catalog(); got != c {
		t.Error("made twice")
	}
	for want, tags := range map[string][]string{
		"en":      {"en-AU", "jbo"},
		"zh":      {"zh-CN", "zh-SG", "cmn"},
		"zh-Hant": {"zh-TW", "zh-HK"},
	} {
		for _, tag := range tags {
			_, i, _ := c.Matcher().Match(language.Make(tag))
			if got := c.Languages()[i].String(); got != want {
				t.Errorf("the matcher of the catalog finds %s for %s, want %s", got, tag, want)
			}
		}
	}
}

// keyed is everything that Key takes, by the key it should have.
func keyed() map[string][]any {
	all := make(map[string][]any)
	add := func(key string, v any) { all[key] = append(all[key], v) }
	for c := range smtpcodes.All() {
		add("code."+c.String(), c)
	}
	for c := range smtpcodes.Class(255) {
		if c.Name() != "" {
			add("class."+c.String(), c)
		}
	}
	for c := range smtpcodes.Category(255) {
		if c.Name() != "" {
			add("category."+c.String(), c)
		}
	}
	for cmd := range smtpcodes.Commands() {
		id := cmd.String()
		// Stages are named by their constants, for their names have spaces.
		switch cmd {
		case smtpcodes.Connect:
			id = "Connect"
		case smtpcodes.EndOfData:
			id = "EndOfData"
		case smtpcodes.AuthResponse:
			id = "AuthResponse"
		}
		add("command."+id, cmd)
	}
	for _, class := range []enhanced.Class{enhanced.Success, enhanced.Transient, enhanced.Permanent} {
		add(fmt.Sprintf("enhanced.%d", class), class)
		for d := range enhanced.Conditions() {
			add("condition."+d.String(), d.With(class))
		}
	}
	for d := range enhanced.Conditions() {
		add("condition."+d.String(), d)
	}
	for s := range enhanced.Subject(8) {
		add(fmt.Sprintf("subject.X.%d", s), s)
	}
	for c := range cause.All() {
		add("cause."+c.String(), c)
	}
	for a := range cause.Actions() {
		add("action."+a.String(), a)
	}
	for f := cause.Recipient; f <= cause.Policy; f++ {
		add("fault."+f.String(), f)
	}
	for o := range origin.All() {
		if key := "origin." + o.String(); specTexts()[base][key].Text != "" {
			add(key, o)
		}
	}
	return all
}

func TestKey(t *testing.T) {
	all := keyed()
	for key, values := range all {
		if specTexts()[base][key].Text == "" {
			t.Errorf("the spec has no %s for %v", key, values[0])
		}
		for _, v := range values {
			if got := catalog.Key(v); got != key {
				t.Errorf("Key(%T %v) = %q, want %q", v, v, got, key)
			}
		}
	}
	for _, key := range specKeys() {
		kind, rest, _ := strings.Cut(key, ".")
		answer := kind == "code" && strings.Contains(rest, ".")
		if all[key] == nil && !answer && kind != "label" && kind != "side" && kind != "advice" {
			t.Errorf("no value has the key %s", key)
		}
	}
	for _, v := range []any{
		nil, 550, "550", uint16(550), struct{}{}, (*smtpcodes.Code)(nil), []smtpcodes.Code{550},
		smtpcodes.Code(0), smtpcodes.Code(199), smtpcodes.Code(599), smtpcodes.Code(600), smtpcodes.Code(65535),
		smtpcodes.Class(0), smtpcodes.Class(1), smtpcodes.Class(6), smtpcodes.Class(255),
		smtpcodes.Category(0), smtpcodes.Category(7), smtpcodes.Category(255),
		smtpcodes.Command(0), smtpcodes.Command(255), smtpcodes.Current, smtpcodes.Done, smtpcodes.Rule{},
		enhanced.Code(0), enhanced.Code(1), enhanced.Code(5_007_708), enhanced.Code(5_009_001), enhanced.Code(3_001_001), enhanced.Code(1<<32 - 1),
		enhanced.Condition(0), enhanced.Condition(255),
		enhanced.Class(0), enhanced.Class(3), enhanced.Class(255), enhanced.Subject(8), enhanced.Subject(255),
		origin.Origin(0), origin.Origin(255), origin.RFC5321, language.English,
	} {
		if got := catalog.Key(v); got != "" {
			t.Errorf("Key(%T %v) = %q, want none", v, v, got)
		}
	}
}

// TestAnswerKey: the key is one of Key's unless a row of the rules gives the code
// another text there, which is then that of the key.
func TestAnswerKey(t *testing.T) {
	p := message.NewPrinter(language.English, message.Catalog(catalog.Catalog()))
	own := make(map[string]bool)
	for cmd := range smtpcodes.Command(255) {
		for c := range smtpcodes.Code(700) {
			got := catalog.AnswerKey(cmd, c)
			rule, _ := cmd.Rule(c)
			if rule.Text == "" || c.Text() == rule.Text {
				if want := catalog.Key(c); got != want {
					t.Errorf("AnswerKey(%v, %v) = %q, want %q", cmd, c, got, want)
				}
				continue
			}
			own[got] = true
			if !strings.HasPrefix(got, "code."+c.String()+".") {
				t.Errorf("AnswerKey(%v, %v) = %q, want one of its own for %q", cmd, c, got, rule.Text)
			}
			args := make([]any, len(params(got)))
			for i, name := range params(got) {
				args[i] = "<" + name + ">"
			}
			if text := p.Sprintf(got, args...); text != catalog.For(language.English).Answer(cmd, c) {
				t.Errorf("AnswerKey(%v, %v) = %q, which prints %q", cmd, c, got, text)
			}
		}
	}
	for _, key := range specKeys() {
		kind, rest, _ := strings.Cut(key, ".")
		if kind == "code" && strings.Contains(rest, ".") && !own[key] {
			t.Errorf("no command and code have the key %s", key)
		}
	}
}

// TestPartialDictionary: a printer gets English, key by key, for what a language
// has not.
func TestPartialDictionary(t *testing.T) {
	dictionaries := map[string]xcatalog.Dictionary{
		"und": catalog.Texts{}.Dictionary(),
		"pl": catalog.Partial("pl", map[string]catalog.Words{
			"code.550": {Text: "Nie wykonano"},
			"code.220": {Meaning: "Serwer czeka."},
			"code.459": {Text: "<reason> - <x> 100%"},
		}).Dictionary(),
	}
	c, err := xcatalog.NewFromMap(dictionaries)
	if err != nil {
		t.Fatal(err)
	}
	p := message.NewPrinter(language.Polish, message.Catalog(c))
	for _, tt := range []struct {
		key  string
		args []any
		want string
	}{
		{"code.550", nil, "Nie wykonano"},
		{"code.550.meaning", nil, specTexts()[base]["code.550"].Meaning},
		{"code.220", []any{"mx"}, "mx Service ready"},
		{"code.220.meaning", nil, "Serwer czeka."},
		{"code.459", []any{"a", "b"}, "b - a 100%"},
		{"code.551", []any{"b"}, strings.Replace(specTexts()[base]["code.551"].Text, "{forward-path}", "b", 1)},
		{"code.253", []any{1, "x"}, "OK, 1 pending message for node x started"},
		{"code.253", []any{2, "x"}, "OK, 2 pending messages for node x started"},
	} {
		if got := p.Sprintf(tt.key, tt.args...); got != tt.want {
			t.Errorf("Sprintf(%q, %v) = %q, want %q", tt.key, tt.args, got, tt.want)
		}
	}
}

// TestKeysDiffer: the keys of texts and meanings share one space.
func TestKeysDiffer(t *testing.T) {
	seen := specKeys()
	for _, key := range specKeys() {
		seen = append(seen, key+".meaning")
	}
	slices.Sort(seen)
	if n := len(seen); len(slices.Compact(seen)) != n {
		t.Error("two keys are the same")
	}
}
