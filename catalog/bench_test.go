package catalog_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"golang.org/x/text/language"
	"golang.org/x/text/message"
	xcatalog "golang.org/x/text/message/catalog"

	"github.com/smtpstatus/smtpstatus/catalog"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Results are stored here, so that the compiler cannot drop the calls.
var (
	sinkString  string
	sinkTexts   catalog.Texts
	sinkCatalog xcatalog.Catalog
)

// inputs is a power of two, so that a mask picks one.
const inputs = 1 << 12

// shuffled returns values in random order, for a branch predictor must not guess
// the next.
func shuffled[T any](all []T) []T {
	random := rand.New(rand.NewPCG(3463, 5248))
	values := make([]T, inputs)
	for i := range values {
		values[i] = all[random.IntN(len(all))]
	}
	return values
}

func BenchmarkTexts(b *testing.B) {
	codes := shuffled(slices.Collect(smtpcodes.All()))
	var all []enhanced.Code
	for d := range enhanced.Conditions() {
		all = append(all, d.Transient(), d.Permanent())
	}
	conditions := shuffled(all)
	for _, tag := range []string{"en", "zh-Hant"} {
		texts := catalog.ForString(tag)
		for name, f := range map[string]func(i int) string{
			"Code":            func(i int) string { return texts.Code(codes[i]) },
			"CodeMeaning":     func(i int) string { return texts.CodeMeaning(codes[i]) },
			"Answer":          func(i int) string { return texts.Answer(smtpcodes.RCPT, codes[i]) },
			"Enhanced":        func(i int) string { return texts.Enhanced(conditions[i]) },
			"EnhancedMeaning": func(i int) string { return texts.EnhancedMeaning(conditions[i]) },
			"Command":         func(i int) string { return texts.Command(smtpcodes.RCPT) },
		} {
			b.Run(name+"/"+tag, func(b *testing.B) {
				b.ReportAllocs()
				for i := 0; b.Loop(); i++ {
					sinkString = f(i & (inputs - 1))
				}
			})
		}
	}
}

func BenchmarkExplain(b *testing.B) {
	texts := catalog.ForString("zh-TW")
	r := reply.New(550, enhanced.BadDestinationMailbox, "no such user")
	b.Run("Explain", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			sinkString = texts.Explain(r).Title
		}
	})
	b.Run("String", func(b *testing.B) {
		b.ReportAllocs()
		e := texts.Explain(r)
		for b.Loop() {
			sinkString = e.String()
		}
	})
}

func BenchmarkFor(b *testing.B) {
	tag := language.MustParse("zh-TW")
	b.ReportAllocs()
	for b.Loop() {
		sinkTexts = catalog.For(tag)
	}
}

func BenchmarkForString(b *testing.B) {
	for name, s := range map[string]string{
		"tag":    "zh-TW",
		"locale": "zh_TW.UTF-8",
		"header": "zh-TW,zh;q=0.9,en-US;q=0.8,en;q=0.7",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkTexts = catalog.ForString(s)
			}
		})
	}
}

// gotext is a catalog in the shape that gotext generates: one string with every
// message of a language, an index into it, and a map from keys to places.
type gotext struct {
	places map[string]int
	index  []uint32
	data   string
}

func (d *gotext) Lookup(key string) (data string, ok bool) {
	p, ok := d.places[key]
	if !ok {
		return "", false
	}
	start, end := d.index[p], d.index[p+1]
	if start == end {
		return "", false
	}
	return d.data[start:end], true
}

// allKeys returns the keys of texts and of meanings.
func allKeys() []string {
	var all []string
	for _, key := range specKeys() {
		all = append(all, key)
		if specTexts()[base][key].Meaning != "" {
			all = append(all, key+".meaning")
		}
	}
	return all
}

// newGotext compiles every message ahead, as gotext does in its output.
func newGotext(tb testing.TB) map[string]*gotext {
	tb.Helper()
	all := make(map[string]*gotext)
	for _, tag := range specTags() {
		compiled := catalog.ForString(tag).Dictionary()
		d := &gotext{index: []uint32{0}}
		for _, key := range allKeys() {
			data, ok := compiled.Lookup(key)
			if !ok {
				tb.Fatalf("%s has no %s", tag, key)
			}
			d.data += data
			d.index = append(d.index, uint32(len(d.data)))
		}
		all[tag] = d
	}
	return all
}

// fillGotext is what gotext's init does: it fills the map and makes the catalog.
func fillGotext(tb testing.TB, keys []string, all map[string]*gotext) xcatalog.Catalog {
	tb.Helper()
	places := make(map[string]int, len(keys))
	for i, key := range keys {
		places[key] = i
	}
	dictionaries := make(map[string]xcatalog.Dictionary)
	for tag, d := range all {
		d.places = places
		dictionaries[tag] = d
	}
	c, err := xcatalog.NewFromMap(dictionaries, xcatalog.Fallback(language.English))
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

// BenchmarkFirstUse is what a program pays once for a catalog: with ours when it
// asks for it, with gotext's at start, with a builder where it fills it.
func BenchmarkFirstUse(b *testing.B) {
	b.Run("smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			catalog.Forget()
			sinkCatalog = catalog.Catalog()
		}
	})
	b.Run("smtpstatus/For", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			catalog.Forget()
			sinkTexts = catalog.For(language.TraditionalChinese)
		}
	})
	b.Run("gotext", func(b *testing.B) {
		keys, all := allKeys(), newGotext(b)
		b.ReportAllocs()
		for b.Loop() {
			sinkCatalog = fillGotext(b, keys, all)
		}
	})
	b.Run("Builder", func(b *testing.B) {
		all := entries()
		b.ReportAllocs()
		for b.Loop() {
			sinkCatalog = newBuilder(b, all)
		}
	})
}

// BenchmarkPrint prints the same messages from three catalogs.
func BenchmarkPrint(b *testing.B) {
	catalogs := []struct {
		name    string
		catalog xcatalog.Catalog
	}{
		{"smtpstatus", catalog.Catalog()},
		{"gotext", fillGotext(b, allKeys(), newGotext(b))},
		{"Builder", newBuilder(b, entries())},
	}
	var plain []string
	for _, key := range allKeys() {
		if len(params(key)) == 0 {
			plain = append(plain, key)
		}
	}
	keys := shuffled(plain)
	for _, c := range catalogs {
		p := message.NewPrinter(language.TraditionalChinese, message.Catalog(c.catalog))
		b.Run("any key/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				sinkString = p.Sprintf(keys[i&(inputs-1)])
			}
		})
		b.Run("argument/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				sinkString = p.Sprintf("code.220", "mx.example.org")
			}
		})
		english := message.NewPrinter(language.English, message.Catalog(c.catalog))
		b.Run("plural/"+c.name, func(b *testing.B) {
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				sinkString = english.Sprintf("code.253", i&3, "x")
			}
		})
	}
}
