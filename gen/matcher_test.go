package main

import (
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

// reference is every rule of the spec, to be matched by reading it.
type reference struct {
	lists      []load.Value
	rules      []model.Reference
	candidates func(tokens []string) []int
	all        []load.Observed
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
			r.rules = append(r.rules, model.NewReference(s, file.Origin.Text, rule, !strings.HasPrefix(file.Origin.Text, "general")))
			r.all = append(r.all, rule)
		}
	}
	r.candidates = model.Index(r.rules)
	return r
}

// best returns the id of the rule that decides, by trying all whose rarest word stands
// in the text.
func (r *reference) best(code, enhanced, command, text string) string {
	tokens := model.Tokens(text, r.lists)
	for _, i := range r.candidates(tokens) {
		if r.rules[i].Matches(code, enhanced, command, tokens) {
			return r.rules[i].ID
		}
	}
	return ""
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

// TestMatcher holds the compiled matcher against the rules read one by one, on every
// example of every rule.
func TestMatcher(t *testing.T) {
	ref := newReference(t)
	for i, rule := range ref.all {
		cmd := commandNamed(rule.Command.Text)
		for _, example := range rule.Examples {
			basic, enh, text, _ := model.SplitExample(example.Text)
			code, _ := smtpcodes.Parse(basic)
			e, _ := enhanced.Parse(enh)
			if _, told := words.InReplyTo(text); told != "" && cmd == 0 {
				continue
			}
			f := cause.OfCommand(reply.Reply{Code: code, Enhanced: e, Lines: []string{text}}, cmd)
			want := ref.best(basic, enh, rule.Command.Text, text)
			if got := f.Rule.ID(); got != want {
				t.Errorf("%v: %q to %v is decided by %q, want %q", example.Pos, example.Text, cmd, got, want)
			}
			if f.Cause.String() != ref.rules[i].Cause {
				t.Errorf("%v: %q is %v, want %v", example.Pos, example.Text, f.Cause, ref.rules[i].Cause)
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
			ID: load.Value{Text: fmt.Sprint("rule-", i)}, Text: load.Value{Text: text}, Cause: load.Value{Text: "policy"},
		})
	}
	dense := *s
	dense.Observed = []load.ObservedFile{file}
	m := model.Build(&dense)
	table := tables(m)
	var rules []model.Reference
	for _, r := range file.Rules {
		rules = append(rules, model.NewReference(&dense, "", r, false))
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
	for i, rule := range ref.all {
		if i%20 == 0 && len(rule.Examples) > 0 {
			f.Add(rule.Examples[0].Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if _, told := words.InReplyTo(text); told != "" || len(text) > 2000 {
			return // which command it answers is no matter of the rules
		}
		got := cause.Of(reply.Reply{Code: 550, Lines: []string{text}}).Rule.ID()
		if want := ref.best("550", "", "", text); got != want {
			t.Errorf("%q is decided by %q, want %q", text, got, want)
		}
	})
}
