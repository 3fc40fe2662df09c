package interop_test

import (
	"cmp"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/spec"
)

// observed is a wording of a rule about what servers say, without its conditions.
type observed struct{ Text, Cause string }

// rules returns the wordings of all rules, those with the most letters first.
var rules = sync.OnceValue(func() []observed {
	var all []observed
	for r := cause.Rule(1); r.ID() != ""; r++ {
		all = append(all, observed{r.Text(), r.Cause().String()})
	}
	slices.SortStableFunc(all, func(a, b observed) int { return cmp.Compare(len(b.Text), len(a.Text)) })
	return all
})

// pieces are the parts of a wording between the gaps, in lower case.
func (o observed) pieces() []string {
	var all []string
	for _, piece := range strings.Split(strings.ToLower(o.Text), "{}") {
		if piece = strings.TrimSpace(piece); piece != "" {
			all = append(all, piece)
		}
	}
	return all
}

// A byContains tries one rule after the other with strings.Contains, as most bounce
// processors do.
type byContains []struct {
	pieces []string
	cause  string
}

func newByContains(rules []observed) byContains {
	m := make(byContains, len(rules))
	for i, rule := range rules {
		m[i].pieces, m[i].cause = rule.pieces(), rule.Cause
	}
	return m
}

func (m byContains) cause(text string) string {
	text = strings.ToLower(text)
next:
	for i := range m {
		rest := text
		for _, piece := range m[i].pieces {
			_, after, found := strings.Cut(rest, piece)
			if !found {
				continue next
			}
			rest = after
		}
		return m[i].cause
	}
	return "unknown"
}

// A byRegexp has all rules in one expression. It has no groups, for with some thousand
// of them package regexp takes seconds for a reply: which rule it was that matched is
// asked afterwards, of the words that did. The leftmost match wins, and where two begin
// at the same place, the one with more letters.
type byRegexp struct {
	expression *regexp.Regexp
	rules      byContains
}

func newByRegexp(rules []observed) byRegexp {
	var all []string
	for _, rule := range rules {
		pieces := rule.pieces()
		for i, piece := range pieces {
			pieces[i] = regexp.QuoteMeta(piece)
		}
		all = append(all, strings.Join(pieces, `.{0,60}?`))
	}
	return byRegexp{regexp.MustCompile(`(?i)` + strings.Join(all, "|")), newByContains(rules)}
}

func (m byRegexp) cause(text string) string {
	found := m.expression.FindString(text)
	if found == "" {
		return "unknown"
	}
	return m.rules.cause(found)
}

// examples returns the example replies of all rules, shuffled.
func examples(t testing.TB) []string {
	t.Helper()
	names, err := fs.Glob(spec.FS, "observed/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, name := range names {
		data, err := fs.ReadFile(spec.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		var rules []struct{ Examples []string }
		if err := yaml.Unmarshal(data, &rules); err != nil {
			t.Fatal(err)
		}
		for _, rule := range rules {
			if len(rule.Examples) == 0 {
				t.Fatalf("%s: a rule without an example", name)
			}
			list = append(list, rule.Examples...)
		}
	}
	return shuffled(list)
}

// BenchmarkCause is one reply for each operation: read once, then asked for its cause.
// The other ways look for a rule only; they know no conditions and no words that
// are parts of addresses and links, and find no time to wait, no link and no list.
func BenchmarkCause(b *testing.B) {
	all := rules()
	list := examples(b)
	replies := converted(list, func(s string) reply.Reply { r, _ := reply.ParseObserved(s); return r })
	texts := converted(replies, func(r reply.Reply) string { return strings.Join(r.Lines, " ") })
	b.Run("way=smtpstatus", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			sinkInt = int(cause.Of(replies[i%inputs]).Cause)
		}
	})
	b.Run("way=smtpstatus-with-ParseObserved", func(b *testing.B) {
		b.ReportAllocs()
		for i := range b.N {
			r, _ := reply.ParseObserved(list[i%inputs])
			sinkInt = int(cause.Of(r).Cause)
		}
	})
	b.Run("way=strings.Contains", func(b *testing.B) {
		m := newByContains(all)
		b.ReportAllocs()
		b.ResetTimer()
		for i := range b.N {
			sinkString = m.cause(texts[i%inputs])
		}
	})
	b.Run("way=regexp", func(b *testing.B) {
		m := newByRegexp(all)
		b.ReportAllocs()
		b.ResetTimer()
		for i := range b.N {
			sinkString = m.cause(texts[i%inputs])
		}
	})
}

// BenchmarkCauseStart is what the other ways do before the first reply. Ours does
// nothing.
func BenchmarkCauseStart(b *testing.B) {
	all := rules()
	b.Run("way=strings.Contains", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			newByContains(all)
		}
	})
	b.Run("way=regexp", func(b *testing.B) {
		b.ReportAllocs()
		for range b.N {
			newByRegexp(all)
		}
	})
}

// TestCauseWays checks that the other ways in the benchmarks decide by the rules, the
// longer ones first.
func TestCauseWays(t *testing.T) {
	some := []observed{
		{Text: "user unknown here {} sorry", Cause: "user-unknown"},
		{Text: "mailbox full", Cause: "mailbox-full"},
		{Text: "full", Cause: "system-full"},
	}
	contains, expression := newByContains(some), newByRegexp(some)
	for text, want := range map[string]string{
		"Mailbox FULL, try later":              "mailbox-full",
		"the disk is full":                     "system-full",
		"User unknown here, we are very sorry": "user-unknown",
		"sorry, user unknown here":             "unknown",
		"":                                     "unknown",
	} {
		if got := contains.cause(text); got != want {
			t.Errorf("strings.Contains: %q is %s, not %s", text, got, want)
		}
		if got := expression.cause(text); got != want {
			t.Errorf("regexp: %q is %s, not %s", text, got, want)
		}
	}
}
