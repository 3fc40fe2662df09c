package main

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/gen/internal/model"
	"github.com/smtpstatus/smtpstatus/internal/words"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
	"github.com/smtpstatus/smtpstatus/spec"
)

// reference is every wording of the rules of the spec, to be matched by reading them.
type reference struct {
	lists      []load.Value
	rules      []model.Reference
	candidates func(tokens []string) []int
	files      []load.ObservedFile
}

func newReference(tb testing.TB) *reference {
	s, err := Lint(spec.FS, "spec")
	if err != nil {
		tb.Fatal(err)
	}
	r := &reference{lists: s.Blocklists, files: s.Observed}
	for _, file := range s.Observed {
		for _, rule := range file.Rules {
			r.rules = append(r.rules, model.References(s, file.Origin.Text, rule, !strings.HasPrefix(file.Origin.Text, "general"))...)
		}
	}
	r.candidates = model.Index(r.rules)
	return r
}

// best returns the wording that decides, by trying all whose rarest word stands in the text.
func (r *reference) best(code, enhanced, command, text string) model.Reference {
	tokens := model.Tokens(text, r.lists)
	for _, i := range r.candidates(tokens) {
		if r.rules[i].Matches(code, enhanced, command, tokens) {
			return r.rules[i]
		}
	}
	return model.Reference{}
}

// check holds the finding about a reply against the wording that decides.
func (r *reference) check(tb testing.TB, code, enh, command, text string) {
	tb.Helper()
	if _, told := words.InReplyTo(text); told != "" && command == "" {
		return // which command it answers is no matter of the rules
	}
	basic, _ := smtpcodes.Parse(code)
	e, _ := enhanced.Parse(enh)
	f := cause.OfCommand(reply.Reply{Code: basic, Enhanced: e, Lines: []string{text}}, commandNamed(command))
	want := r.best(code, enh, command, text)
	if f.Rule.ID() != want.ID || f.Rule.Text() != want.Text {
		tb.Errorf("%s %s %q to %q is decided by %q of %s, want %q of %s", code, enh, text, command, f.Rule.Text(), f.Rule.ID(), want.Text, want.ID)
	}
}

// commandNamed returns the command whose Go constant has this name.
func commandNamed(name string) smtpcodes.Command {
	for cmd := range smtpcodes.Commands() {
		if cmd.Name() == name {
			return cmd
		}
	}
	return 0
}

// TestMatcher holds the compiled matcher against the wordings read one by one, on every
// example and every wording of every rule.
func TestMatcher(t *testing.T) {
	ref := newReference(t)
	for _, file := range ref.files {
		for _, rule := range file.Rules {
			for _, example := range rule.Examples {
				code, enh, text, _ := model.SplitExample(example.Text)
				ref.check(t, code, enh, rule.Command.Text, text)
				r, _ := reply.ParseObserved(example.Text)
				if f := cause.OfCommand(r, commandNamed(rule.Command.Text)); f.Cause.String() != rule.Cause.Text {
					t.Errorf("%v: %q is %v, want %s", example.Pos, example.Text, f.Cause, rule.Cause.Text)
				}
			}
			for _, text := range rule.Wordings {
				code := strings.Replace(cmp.Or(rule.Code.Text, "550"), "yz", "50", 1)
				text = strings.NewReplacer("{list}", "zen.spamhaus.org", "{}", "user@example.org", "{start}", "", "{end}", "").Replace(text)
				ref.check(t, code, strings.Replace(rule.Enhanced.Text, "X", code[:1], 1), rule.Command.Text, text)
			}
		}
	}
}

// TestMatcherDense holds the compiled matcher against rules of few words, in texts in which
// these repeat at every distance: parts that share words, gaps that are begun anew or are
// just too long, and words that deny.
func TestMatcherDense(t *testing.T) {
	s, err := Lint(spec.FS, "spec")
	if err != nil {
		t.Fatal(err)
	}
	file := load.ObservedFile{Origin: load.Value{Text: "general"}}
	for i, text := range []string{
		"a b {} b c", "a {} a {} c", "b {} a b a", "a b c {} c", "c {} b {} a {} c", "a a", "c c {} c c", "b {} not {} b", "{start} c {} a {end}", "a {} b", "c b",
		"b b {} a c {} a", "c a b c", "not {} c a",
	} {
		file.Rules = append(file.Rules, load.Observed{
			ID: load.Value{Text: fmt.Sprint("rule-", i)}, Wordings: load.Wordings(text), Cause: load.Value{Text: "policy"},
		})
	}
	dense := *s
	dense.Observed = []load.ObservedFile{file}
	m := model.Build(&dense)
	table := tables(m)
	var rules []model.Reference
	for _, r := range file.Rules {
		rules = append(rules, model.References(&dense, "", r, false)...)
	}
	order := model.Order(rules)
	units := []string{"a", "b", "c", "a", "b", "c", "not", "x", "x x x x x x x", "x x x x x x x x", "x x x x x x x x x"}
	random := rand.New(rand.NewPCG(1, 2))
	found := make(map[string]int)
	for range 50_000 {
		var words []string
		for range random.IntN(20) {
			words = append(words, units[random.IntN(len(units))])
		}
		text := strings.Join(words, " ")
		tokens := model.Tokens(text, nil)
		want := ""
		for _, i := range order {
			if rules[i].Matches("550", "", "", tokens) {
				want = rules[i].ID
				break
			}
		}
		got := ""
		if i := table.Match(reply.Reply{Code: 550, Lines: []string{text}}, 0); i > 0 {
			got = m.Observed[i-1].ID
		}
		if got != want {
			t.Fatalf("%q is decided by %q, want %q", text, got, want)
		}
		found[want]++
	}
	for _, r := range rules {
		if found[r.ID] == 0 {
			t.Errorf("no text was decided by %s, %q", r.ID, r.Segments)
		}
	}
}

// tables are what the emitter prints, as a value, but for conditions.
func tables(m *model.Model) *cause.Tables {
	c := m.Matcher
	t := &cause.Tables{Hashes: c.Hashes, Rows: make([]cause.RuleRow, 1), Conditions: make([]cause.Conditions, 1)}
	for _, n := range c.Shifts {
		t.Shifts = append(t.Shifts, uint16(n))
	}
	for _, n := range c.Nodes {
		t.Nodes = append(t.Nodes, [3]cause.Place{cause.Place(n[0]), cause.Place(n[1]), cause.Place(n[2])})
	}
	for _, n := range c.Next {
		t.Next = append(t.Next, [2]cause.Place{cause.Place(n[0]), cause.Place(n[1])})
	}
	t.Rules = make([]cause.Place, 1+len(m.Observed))
	return t
}

// FuzzMatcher holds the compiled matcher against the rules on any text.
func FuzzMatcher(f *testing.F) {
	ref := newReference(f)
	for _, file := range ref.files {
		for i, rule := range file.Rules {
			if i%20 == 0 && len(rule.Examples) > 0 {
				f.Add(rule.Examples[0].Text)
			}
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) <= 2000 {
			ref.check(t, "550", "", "", text)
		}
	})
}
