package interop_test

import (
	"io/fs"
	"path"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	xcatalog "golang.org/x/text/message/catalog"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
	"github.com/smtpstatus/smtpstatus/spec"
)

// messages are the texts and meanings of the spec by language and key, those without
// placeholders. English is the first language and fills what others lack.
type messages struct {
	languages []string
	keys      []string
	texts     map[string]map[string]string
}

func readMessages(t testing.TB) messages {
	t.Helper()
	names, err := fs.Glob(spec.FS, "text/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	m := messages{texts: make(map[string]map[string]string)}
	slices.SortFunc(names, func(a, b string) int { // English first
		if (a == "text/en.yaml") != (b == "text/en.yaml") {
			if a == "text/en.yaml" {
				return -1
			}
			return 1
		}
		return strings.Compare(a, b)
	})
	for _, name := range names {
		data, err := fs.ReadFile(spec.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		var all []struct{ Key, Text, Meaning string }
		if err := yaml.Unmarshal(data, &all); err != nil {
			t.Fatal(err)
		}
		tag := strings.TrimSuffix(path.Base(name), ".yaml")
		texts := make(map[string]string)
		for _, e := range all {
			if strings.HasPrefix(e.Key, "page.") {
				continue // of the reference page, and not in the catalog
			}
			for key, text := range map[string]string{e.Key: e.Text, e.Key + ".meaning": e.Meaning} {
				if text != "" && !strings.ContainsAny(text, "{%") {
					texts[key] = text
				}
			}
		}
		m.languages = append(m.languages, tag)
		m.texts[tag] = texts
	}
	for key := range m.texts["en"] {
		m.keys = append(m.keys, key)
	}
	slices.Sort(m.keys)
	if len(m.languages) < 3 || len(m.keys) < 500 {
		t.Fatalf("%d keys in %q", len(m.keys), m.languages)
	}
	return m
}

// newBuilder fills x/text's own catalog, as a program does at start.
func (m messages) newBuilder() (xcatalog.Catalog, error) {
	b := xcatalog.NewBuilder(xcatalog.Fallback(language.English))
	for _, lang := range m.languages {
		tag := language.MustParse(lang)
		for key, text := range m.texts[lang] {
			if err := b.SetString(tag, key, text); err != nil {
				return nil, err
			}
		}
	}
	return b, nil
}

// gotextData is what the gotext command writes for a language: one text with all
// messages, compiled, and where each begins.
type gotextData struct {
	index []uint32
	data  string
}

// compile does what the gotext command does ahead of time.
func (m messages) compile() map[string]gotextData {
	all := make(map[string]gotextData)
	for _, lang := range m.languages {
		d := gotextData{index: []uint32{0}}
		for _, key := range m.keys {
			if text, ok := m.texts[lang][key]; ok {
				d.data += "\x02" + text
			}
			d.index = append(d.index, uint32(len(d.data)))
		}
		all[lang] = d
	}
	return all
}

type gotextDictionary struct {
	places map[string]int
	gotextData
}

func (d *gotextDictionary) Lookup(key string) (string, bool) {
	p, ok := d.places[key]
	if !ok {
		return "", false
	}
	start, end := d.index[p], d.index[p+1]
	return d.data[start:end], start != end
}

// newGotext does what the code that gotext writes does at start: the map of keys,
// a composite literal there, is filled, and the catalog is made.
func (m messages) newGotext(compiled map[string]gotextData) (xcatalog.Catalog, error) {
	places := make(map[string]int, len(m.keys))
	for i, key := range m.keys {
		places[key] = i
	}
	dictionaries := make(map[string]xcatalog.Dictionary)
	for lang, d := range compiled {
		dictionaries[lang] = &gotextDictionary{places, d}
	}
	return xcatalog.NewFromMap(dictionaries, xcatalog.Fallback(language.English))
}

// catalogs returns the same messages from us and in the two other ways.
func (m messages) catalogs(t testing.TB) map[string]xcatalog.Catalog {
	t.Helper()
	builder, err := m.newBuilder()
	if err != nil {
		t.Fatal(err)
	}
	gotext, err := m.newGotext(m.compile())
	if err != nil {
		t.Fatal(err)
	}
	return map[string]xcatalog.Catalog{"smtpstatus": catalog.Catalog(), "gotext": gotext, "Builder": builder}
}

// TestCatalogs checks that all three catalogs print what the spec has.
func TestCatalogs(t *testing.T) {
	m := readMessages(t)
	for way, c := range m.catalogs(t) {
		for _, lang := range []string{"en", "zh", "zh-Hant"} {
			p := message.NewPrinter(language.MustParse(lang), message.Catalog(c))
			for _, key := range m.keys {
				if want := m.texts[lang][key]; want != "" && p.Sprintf(key) != want {
					t.Errorf("%s: %s in %s is %q, not %q", way, key, lang, p.Sprintf(key), want)
				}
			}
		}
	}
}

// BenchmarkCatalogPrint prints a message through a message.Printer.
func BenchmarkCatalogPrint(b *testing.B) {
	m := readMessages(b)
	keys := shuffled(m.keys)
	catalogs := m.catalogs(b)
	for _, way := range []string{"smtpstatus", "gotext", "Builder"} {
		p := message.NewPrinter(language.TraditionalChinese, message.Catalog(catalogs[way]))
		b.Run("way="+way, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkString = p.Sprintf(keys[i%inputs])
			}
		})
	}
}

// BenchmarkCatalogText asks for the text of a code, without a printer, which only we
// can, and with one.
func BenchmarkCatalogText(b *testing.B) {
	m := readMessages(b)
	catalogs := m.catalogs(b)
	var plain []smtpcodes.Code
	for c := range smtpcodes.All() {
		if _, ok := m.texts["zh-Hant"][catalog.Key(c)]; ok {
			plain = append(plain, c)
		}
	}
	codes := shuffled(plain)
	keys := converted(codes, func(c smtpcodes.Code) string { return catalog.Key(c) })
	b.Run("way=smtpstatus", func(b *testing.B) {
		texts := catalog.For(language.TraditionalChinese)
		b.ReportAllocs()
		for i := range b.N {
			sinkString = texts.Code(codes[i%inputs])
		}
	})
	for _, way := range []string{"gotext", "Builder"} {
		p := message.NewPrinter(language.TraditionalChinese, message.Catalog(catalogs[way]))
		b.Run("way="+way, func(b *testing.B) {
			b.ReportAllocs()
			for i := range b.N {
				sinkString = p.Sprintf(keys[i%inputs])
			}
		})
	}
}

// BenchmarkCatalogStart is what the other two do when a program starts. Ours does it
// when it is first asked for a catalog; the programs folder measures that.
func BenchmarkCatalogStart(b *testing.B) {
	m := readMessages(b)
	compiled := m.compile()
	b.Run("way=gotext", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			if _, err := m.newGotext(compiled); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("way=Builder", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			if _, err := m.newBuilder(); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkCatalogFor chooses a language for a reader.
func BenchmarkCatalogFor(b *testing.B) {
	supported := catalog.Languages()
	matcher := language.NewMatcher(supported)
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			sinkString = catalog.ForString("zh_TW.UTF-8").Code(550)
		}
	})
	b.Run("way=MatchStrings", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			_, i := language.MatchStrings(matcher, "zh-TW")
			sinkInt = i
		}
	})
}
