package catalog_test

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	xcatalog "golang.org/x/text/message/catalog"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/spec"
)

// What the package says is compared with the files that people edit, read here
// without the generator.

// base is the language that others fall back to.
const base = "en"

// specText is an entry of a file of texts, with its placeholders in braces.
type specText struct {
	Key     string `yaml:"key"`
	Text    string `yaml:"text"`
	One     string `yaml:"one"`
	Meaning string `yaml:"meaning"`
}

// shown is the text as people read it: <domain>.
func shown(text string) string { return strings.NewReplacer("{", "<", "}", ">").Replace(text) }

// specTexts has the texts of every language but those of the reference page, by tag
// and key.
var specTexts = sync.OnceValue(func() map[string]map[string]specText {
	texts := make(map[string]map[string]specText)
	for tag, all := range specFiles() {
		texts[tag] = maps.Clone(all)
		maps.DeleteFunc(texts[tag], func(key string, _ specText) bool { return strings.HasPrefix(key, "page.") })
	}
	return texts
})

// specFiles reads the texts of every language, by tag and key.
var specFiles = sync.OnceValue(func() map[string]map[string]specText {
	names, err := fs.Glob(spec.FS, "text/*.yaml")
	if err != nil || len(names) == 0 {
		panic(fmt.Sprintf("no files of texts: %v", err))
	}
	all := make(map[string]map[string]specText)
	for _, name := range names {
		data, err := spec.FS.ReadFile(name)
		if err != nil {
			panic(err)
		}
		var list []specText
		if err := yaml.Unmarshal(data, &list); err != nil {
			panic(name + ": " + err.Error())
		}
		texts := make(map[string]specText)
		for _, t := range list {
			texts[t.Key] = t
		}
		all[strings.TrimSuffix(path.Base(name), ".yaml")] = texts
	}
	return all
})

// specTags returns the languages that have three quarters of their titles, English
// first, as Languages promises.
func specTags() []string {
	tags := []string{base}
	for _, tag := range slices.Sorted(maps.Keys(specFiles())) {
		titles := 0
		for _, text := range specFiles()[tag] {
			if text.Text != "" {
				titles++
			}
		}
		if tag != base && 4*titles >= 3*len(specFiles()[base]) {
			tags = append(tags, tag)
		}
	}
	return tags
}

// withEnglish returns the texts of a language, in English where it has none.
func withEnglish(tag string) map[string]specText {
	texts := maps.Clone(specTexts()[base])
	for key, text := range specTexts()[tag] {
		english := texts[key]
		if text.Text == "" {
			text.Text, text.One = english.Text, english.One
		}
		text.Meaning = cmp.Or(text.Meaning, english.Meaning)
		texts[key] = text
	}
	return texts
}

// specKeys returns every key, sorted.
func specKeys() []string { return slices.Sorted(maps.Keys(specTexts()[base])) }

var placeholder = regexp.MustCompile(`\{([a-z-]+)\}`)

// params returns the names of the placeholders of a key, in the order of a
// printer's arguments.
func params(key string) []string {
	var names []string
	for _, m := range placeholder.FindAllStringSubmatch(specTexts()[base][key].Text, -1) {
		names = append(names, m[1])
	}
	return names
}

// formatOf makes a format string of a text in the spec.
func formatOf(text string, names []string) string {
	text = strings.ReplaceAll(text, "%", "%%")
	return placeholder.ReplaceAllStringFunc(text, func(p string) string {
		name := strings.Trim(p, "{}")
		if name == "n" {
			return fmt.Sprintf("%%[%d]d", slices.Index(names, name)+1)
		}
		return fmt.Sprintf("%%[%d]s", slices.Index(names, name)+1)
	})
}

// entry is a message of a builder.
type entry struct {
	lang    language.Tag
	key     string
	message xcatalog.Message
}

// entries returns every text and meaning of the spec as a program writes them
// that knows nothing of this package.
func entries() []entry {
	var all []entry
	for _, tag := range specTags() {
		lang := language.MustParse(tag)
		for key, text := range withEnglish(tag) {
			names := params(key)
			message := xcatalog.String(formatOf(text.Text, names))
			if text.One != "" {
				n := slices.Index(names, "n") + 1
				message = plural.Selectf(n, "%d", "=1", formatOf(text.One, names), plural.Other, formatOf(text.Text, names))
			}
			all = append(all, entry{lang, key, message})
			if text.Meaning != "" {
				all = append(all, entry{lang, key + ".meaning", xcatalog.String(formatOf(text.Meaning, nil))})
			}
		}
	}
	return all
}

// newBuilder makes catalogs of messages.
func newBuilder(tb testing.TB, all []entry) *xcatalog.Builder {
	tb.Helper()
	b := xcatalog.NewBuilder(xcatalog.Fallback(language.English))
	for _, e := range all {
		if err := b.Set(e.lang, e.key, e.message); err != nil {
			tb.Fatalf("%v %s: %v", e.lang, e.key, err)
		}
	}
	return b
}

// TestTablesAreTheSpec: every language has each text of its file and no other,
// and those that the package is released with lack none.
func TestTablesAreTheSpec(t *testing.T) {
	for _, tag := range specTags() {
		want := make(map[string]catalog.Words)
		for key, text := range specTexts()[tag] {
			want[key] = catalog.Words{Text: shown(text.Text), Meaning: text.Meaning, One: shown(text.One)}
		}
		texts := catalog.For(language.MustParse(tag))
		if got := texts.Language().String(); got != tag {
			t.Errorf("For(%s) is in %s", tag, got)
		}
		if diff := gocmp.Diff(want, texts.Own()); diff != "" {
			t.Errorf("%s differs from its file (-spec +table):\n%s", tag, diff)
		}
	}
	for _, tag := range []string{"en", "zh", "zh-Hant"} {
		for key, english := range specTexts()[base] {
			text := specTexts()[tag][key]
			if text.Text == "" || (text.Meaning == "") != (english.Meaning == "") {
				t.Errorf("%s: %s is incomplete: %+v", tag, key, text)
			}
		}
	}
}
