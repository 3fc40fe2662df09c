package lint

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

// script is how a language is written, as far as lint can tell right from wrong.
type script struct {
	letters *unicode.RangeTable // one of these stands in every text
	stop    string              // ends every sentence
	not     encoding.Encoding   // a letter that only this charset has is of the other script
	only    encoding.Encoding
}

// scripts are the ways of writing by ISO 15924 code. A script that is not here is
// checked for what all have in common.
var scripts = map[string]script{
	"Latn": {letters: unicode.Latin, stop: "."},
	"Cyrl": {letters: unicode.Cyrillic, stop: "."},
	"Grek": {letters: unicode.Greek, stop: "."},
	"Hans": {letters: unicode.Han, stop: "。", only: simplifiedchinese.HZGB2312, not: traditionalchinese.Big5},
	"Hant": {letters: unicode.Han, stop: "。", only: traditionalchinese.Big5, not: simplifiedchinese.HZGB2312},
}

// latinWords are words that stay in Latin letters in every language, beside the
// names of commands, extensions and origins.
var latinWords = []string{
	"AOL", "ARC", "ASCII", "BASE64", "CNAME", "CRLF", "DEBUG", "DKIM", "DMARC", "DNS", "FROM", "From", "Go", "IANA", "IMAP", "IP", "IPv4", "IPv6", "JSON",
	"LMTP", "MX", "Microsoft", "PLAIN", "PRDR", "PTR", "QHLO", "REQUIRETLS", "RFC", "RRVS", "SASL", "SMTP", "SPF", "TLS", "TO", "URL", "UTF",
	"base64",
}

var (
	latinWord   = regexp.MustCompile(`[A-Za-z][A-Za-z0-9]+`)
	placeholder = regexp.MustCompile(`\{[^}]*\}`)
)

// checkTexts checks the texts of every language.
func (l *linter) checkTexts() {
	keys := model.Keys(l.Spec)
	base := slices.IndexFunc(l.Texts, func(t load.Language) bool { return t.Tag.Text == model.Base })
	required := slices.ContainsFunc(keys, func(k model.Key) bool { return !k.Optional })
	if base < 0 && required {
		l.faults.Add(load.Pos{File: path.Join(l.Dir, "text", model.Base+".yaml"), Line: 1, Col: 1}, "text-key", "there is no file for the language that others fall back to")
		return
	}
	english := make(map[string]load.Text)
	if base >= 0 {
		for _, t := range l.Texts[base].Texts {
			english[t.Key.Text] = t
		}
	}
	allowed := l.latin()
	for _, lang := range l.Texts {
		tag, err := language.Parse(lang.Tag.Text)
		if err != nil || tag.String() != lang.Tag.Text {
			l.add(lang.Tag, "text-language", "%q is no BCP 47 tag in its canonical form", lang.Tag.Text)
			continue
		}
		if l.Own && !slices.Contains(l.Languages, lang.Tag.Text) {
			l.add(lang.Tag, "text-language", "no texts in the language %q to stand beside, want one of %q", lang.Tag.Text, l.Languages)
		}
		code, _ := tag.Script()
		c := textChecker{linter: l, script: scripts[code.String()], english: english, base: lang.Tag.Text == model.Base, latin: allowed}
		c.keys(lang, keys)
		for _, t := range lang.Texts {
			c.check(t)
		}
	}
}

// latin returns the words that may stand in Latin letters in any language.
func (l *linter) latin() map[string]bool {
	allowed := make(map[string]bool)
	add := func(text string) {
		for _, w := range latinWord.FindAllString(text, -1) {
			allowed[w] = true
		}
	}
	for _, w := range latinWords {
		add(w)
	}
	for _, c := range l.Commands {
		add(c.ID.Text)
		add(c.Extension.Text)
	}
	for _, o := range l.Origins {
		if kind := o.Kind.Text; kind == "software" || kind == "provider" {
			add(o.Title.Text)
		}
	}
	return allowed
}

// textChecker checks the texts of one language.
type textChecker struct {
	*linter
	script  script
	english map[string]load.Text
	base    bool
	latin   map[string]bool
}

// keys finds keys that are missing, unknown or there twice.
func (c *textChecker) keys(lang load.Language, keys []model.Key) {
	first := make(map[string]load.Pos)
	for _, t := range lang.Texts {
		if pos, ok := first[t.Key.Text]; ok {
			c.add(t.Key, "duplicate", "key %q stands at %v too", t.Key.Text, pos)
		}
		first[t.Key.Text] = t.Key.Pos
		if !slices.ContainsFunc(keys, func(k model.Key) bool { return k.Name == t.Key.Text }) {
			c.add(t.Key, "text-key", "key %q stands for nothing in the spec", t.Key.Text)
		}
	}
	for _, k := range keys {
		if _, ok := first[k.Name]; !ok && !k.Optional {
			c.add(lang.Tag, "text-key", "key %q is missing", k.Name)
		}
	}
	for _, t := range lang.Texts {
		i := slices.IndexFunc(keys, func(k model.Key) bool { return k.Name == t.Key.Text })
		switch {
		case i < 0:
		case c.base && !keys[i].Optional && (t.Text.Text == "" || keys[i].Meaning && t.Meaning.Text == ""):
			c.add(t.Key, "text-key", "key %q needs a text%s in the language that others fall back to", t.Key.Text, map[bool]string{true: " and a meaning"}[keys[i].Meaning])
		case !keys[i].Meaning && t.Meaning.Text != "":
			c.add(t.Meaning, "text-key", "key %q has no meaning", t.Key.Text)
		}
	}
}

func (c *textChecker) check(t load.Text) {
	english := c.english[t.Key.Text]
	want := slices.Sorted(slices.Values(model.Params(english.Text.Text)))
	for _, v := range []load.Value{t.Text, t.One} {
		if v.Text == "" {
			continue
		}
		c.form(v)
		c.placeholders(v)
		if got := slices.Sorted(slices.Values(model.Params(v.Text))); !slices.Equal(got, want) {
			c.add(v, "text-placeholder", "placeholders %q in %q, want %q", got, v.Text, want)
		}
		if stop := c.script.stop; stop != "" && strings.HasSuffix(v.Text, stop) {
			c.add(v, "text-form", "a title ends in a full stop: %q", v.Text)
		}
	}
	if t.One.Text != "" && !slices.Contains(want, "n") {
		c.add(t.One, "text-placeholder", "a text for the number 1 has no {n}: %q", t.One.Text)
	}
	if v := t.Meaning; v.Text != "" {
		c.form(v)
		if !strings.HasSuffix(v.Text, c.script.stop) {
			c.add(v, "text-form", "a sentence does not end in %q: %q", c.script.stop, v.Text)
		}
		if strings.Contains(v.Text, "{") {
			c.add(v, "text-placeholder", "a meaning has no placeholders: %q", v.Text)
		}
	}
	if c.base {
		return
	}
	if english.Key.Text != "" {
		c.translated(t.Text, english.Text)
		c.translated(t.Meaning, english.Meaning)
	}
}

// form checks what every language has in common, and the letters of this one.
func (c *textChecker) form(v load.Value) {
	if strings.TrimSpace(v.Text) != v.Text || strings.Contains(v.Text, "  ") {
		c.add(v, "text-form", "stray spaces in %q", v.Text)
	}
	if !norm.NFC.IsNormalString(v.Text) || strings.ContainsFunc(v.Text, unicode.IsControl) {
		c.add(v, "text-form", "control characters, or not in Unicode's form NFC: %q", v.Text)
	}
	for _, r := range v.Text {
		if c.script.not != nil && unicode.Is(unicode.Han, r) && !encodes(c.script.only, r) && encodes(c.script.not, r) {
			c.add(v, "text-script", "%q is a character of the other Chinese script: %q", r, v.Text)
		}
	}
}

// encodes reports whether a charset has a character.
func encodes(charset encoding.Encoding, r rune) bool {
	s, err := charset.NewEncoder().String(string(r))
	if err != nil || charset != traditionalchinese.Big5 {
		return err == nil
	}
	// x/text's Big5 has Hong Kong's supplement too, and with it hundreds of
	// simplified characters: the standard's two planes count, and what ETEN added.
	return s >= "\xa4\x40" && s <= "\xc6\x7e" || s >= "\xc9\x40" && s <= "\xf9\xdc"
}

// translated checks that a text is in the language and not in English.
func (c *textChecker) translated(v, english load.Value) {
	if v.Text == "" {
		return
	}
	text := placeholder.ReplaceAllString(v.Text, " ")
	foreign := ""
	for _, w := range latinWord.FindAllString(text, -1) {
		if !c.latin[w] {
			foreign = w
			break
		}
	}
	latin := c.script.letters == nil || c.script.letters == unicode.Latin
	switch {
	case foreign == "":
	case v.Text == english.Text:
		c.add(v, "text-english", "the text is English still: %q", v.Text)
	case !latin:
		c.add(v, "text-english", "the English word %s in %q", foreign, v.Text)
	}
	if letters := c.script.letters; !latin && foreign != "" && !strings.ContainsFunc(text, func(r rune) bool { return unicode.Is(letters, r) }) {
		c.add(v, "text-script", "no letter of the language's script in %q", v.Text)
	}
}
