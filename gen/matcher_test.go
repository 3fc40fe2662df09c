package main

import (
	"strings"
	"testing"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/gen/internal/model"
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

// FuzzMatcher holds the compiled matcher against the rules on any text.
func FuzzMatcher(f *testing.F) {
	ref := newReference(f)
	for i, rule := range ref.all {
		if i%20 == 0 && len(rule.Examples) > 0 {
			f.Add(rule.Examples[0].Text)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		got := cause.Of(reply.Reply{Code: 550, Lines: []string{text}}).Rule.ID()
		if want := ref.best("550", "", "", text); got != want {
			t.Errorf("%q is decided by %q, want %q", text, got, want)
		}
	})
}
