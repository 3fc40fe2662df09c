package lint

import (
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

func (l *linter) checkCauses() {
	first := make(map[string]load.Value)
	for _, c := range l.Causes {
		l.oneOf(c.Kind, "kind", "cause", "action")
		l.prose(c.Meaning, true)
		key := c.Kind.Text + " " + c.ID.Text
		if other, ok := first[key]; ok {
			l.add(c.ID, "duplicate", "%s stands at %v too", key, other.Pos)
		}
		first[key] = c.ID
	}
	for _, c := range l.Causes {
		if c.Kind.Text == "action" {
			continue
		}
		if c.Weak.Text != "" {
			l.oneOf(c.Weak, "weak", "true")
		}
		l.oneOf(c.Fault, "fault", "none", "recipient", "sender", "content", "receiver", "network", "policy")
		for _, a := range c.Actions {
			if _, ok := first["action "+a.Text]; !ok {
				l.add(a, "unknown-action", "action %q is not in causes.yaml", a.Text)
			}
		}
		for _, e := range c.Enhanced {
			l.telling(e, true)
		}
		for _, e := range c.ByOrigin {
			origin, code, _ := strings.Cut(e.Text, " ")
			if _, ok := l.origins[origin]; !ok {
				l.add(e, "unknown-origin", "origin %q is not in origins.yaml", origin)
			}
			l.telling(load.Value{Text: code, Pos: e.Pos}, false)
		}
		for _, e := range c.Basic {
			code := e.Text
			if command, rest, ok := strings.Cut(e.Text, " "); ok {
				l.command(load.Value{Text: command, Pos: e.Pos}, false)
				code = rest
			}
			l.basic(load.Value{Text: code, Pos: e.Pos})
		}
	}
	l.checkBlocklists()
	l.checkObserved(first)
}

var domain = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`)

// isKnownHost reports whether hosts can be known by a domain. The matcher looks at the
// last six octets of a host before it compares.
func isKnownHost(s string) bool { return len(s) >= 6 && domain.MatchString(s) }

// checkBlocklists checks the domains of lists.
func (l *linter) checkBlocklists() {
	first := make(map[string]load.Value)
	for _, v := range l.Blocklists {
		if !isKnownHost(v.Text) {
			l.add(v, "blocklist", "%q, want a domain of six letters or more, in lower case", v.Text)
		}
		if other, ok := first[v.Text]; ok {
			l.add(v, "duplicate", "domain %q stands at %v too", v.Text, other.Pos)
		}
		first[v.Text] = v
	}
}

// telling checks a condition or an enhanced code that tells a cause. A provider's own
// use need not be registered.
func (l *linter) telling(v load.Value, registered bool) {
	t, ok := v.Triple()
	switch {
	case !ok || t.Subject < 0 || t.Detail < 0:
		l.add(v, "code-grammar", "enhanced code %q, want a condition such as X.2.2 or a code such as 5.2.2", v.Text)
	case t.Class < 0 && registered:
		l.condition(v)
	}
}

func (l *linter) checkObserved(known map[string]load.Value) {
	ids := make(map[string]load.Value)
	texts := make(map[string]load.Value)
	var rules []model.Reference
	var owners []*load.Observed
	for _, file := range l.Observed {
		if _, ok := l.origins[file.Origin.Text]; !ok && !strings.HasPrefix(file.Origin.Text, "general") {
			l.add(file.Origin, "unknown-origin", "origin %q is not in origins.yaml", file.Origin.Text)
		}
		for i := range file.Rules {
			r := &file.Rules[i]
			if other, ok := ids[r.ID.Text]; ok {
				l.add(r.ID, "duplicate", "rule %q stands at %v too", r.ID.Text, other.Pos)
			}
			ids[r.ID.Text] = r.ID
			if _, ok := known["cause "+r.Cause.Text]; !ok {
				l.add(r.Cause, "unknown-cause", "cause %q is not in causes.yaml", r.Cause.Text)
				continue
			}
			if r.Code.Text != "" {
				l.basic(r.Code)
			}
			if r.Enhanced.Text != "" {
				l.telling(r.Enhanced, false)
			}
			l.command(r.Command, false)
			if r.Weak.Text != "" {
				l.oneOf(r.Weak, "weak", "true", "false")
			}
			wordings := model.References(l.Spec, file.Origin.Text, *r, !strings.HasPrefix(file.Origin.Text, "general"))
			for _, w := range wordings {
				if !l.checkWording(r, w) {
					continue
				}
				key := strings.Join([]string{model.NormalText(w.Segments), r.Code.Text, r.Enhanced.Text, r.Command.Text, file.Origin.Text}, "|")
				if other, ok := texts[key]; ok {
					l.add(r.Text, "duplicate", "%q of rule %q stands at %v too", w.Text, r.ID.Text, other.Pos)
				}
				texts[key] = r.Text
				if l.Mine(r.Pos) {
					rules = append(rules, w)
					owners = append(owners, r)
				}
			}
		}
	}
	l.checkExamples(rules, owners)
}

// checkWording checks the form of a wording of a rule, and reports whether the rule can be
// matched by it.
func (l *linter) checkWording(r *load.Observed, w model.Reference) bool {
	if len(w.Segments) == 0 {
		l.add(r.Text, "rule-text", "no words in %q", w.Text)
		return false
	}
	if n := len(w.Segments) - 1; n > model.MaxGaps {
		l.add(r.Text, "rule-text", "%d gaps, more than %d, in %q", n, model.MaxGaps, w.Text)
		return false // it would be slow to match
	}
	for _, segment := range w.Segments {
		if len(segment) > model.MaxSegment {
			l.add(r.Text, "rule-text", "%d words without a gap, more than %d, in %q", len(segment), model.MaxSegment, w.Text)
		}
	}
	if trimmed := strings.TrimSpace(w.Text); strings.HasPrefix(trimmed, "{}") || strings.HasSuffix(trimmed, "{}") {
		l.add(r.Text, "rule-text", "a gap at the start or the end of %q says nothing", w.Text)
	}
	if strings.Contains(w.Text, "|") {
		l.add(r.Text, "rule-text", "a bar outside of braces in %q", w.Text)
	}
	return true
}

// checkExamples checks the rules against each other, some beside others.
func (l *linter) checkExamples(rules []model.Reference, owners []*load.Observed) {
	candidates := model.Index(rules)
	workers := make([]linter, runtime.GOMAXPROCS(0))
	var wait sync.WaitGroup
	for w := range workers {
		workers[w] = *l
		workers[w].faults = nil
		wait.Go(func() {
			for i := w; i < len(owners); i += len(workers) {
				workers[w].checkRule(i, rules, owners, candidates)
			}
		})
	}
	wait.Wait()
	for _, w := range workers {
		l.faults = append(l.faults, w.faults...)
	}
}

// checkRule holds a wording of a rule against all rules: none may always decide in its place,
// nor give its own words another cause. With the first one come the examples of the rule.
func (l *linter) checkRule(i int, rules []model.Reference, owners []*load.Observed, candidates func(tokens []string) []int) {
	r := owners[i]
	for _, j := range candidates(rules[i].Tokens()) {
		if j == i {
			break // the others are less exact
		}
		if rules[j].Subsumes(rules[i]) {
			l.add(r.ID, "rule-useless", "%q of rule %q never decides: %q of %q matches whenever it does and is more exact", rules[i].Text, r.ID.Text, rules[j].Text, rules[j].ID)
			break
		}
	}
	code, enhanced, tokens := rules[i].Said()
	for _, j := range candidates(tokens) {
		if !rules[j].Matches(code, enhanced, r.Command.Text, tokens) {
			continue
		}
		if rules[j].Cause != r.Cause.Text {
			l.add(r.Text, "rule-hidden", "%q of rule %q is decided by %q with cause %s, not %s", rules[i].Text, r.ID.Text, rules[j].ID, rules[j].Cause, r.Cause.Text)
		}
		break
	}
	if i > 0 && owners[i-1] == r {
		return
	}
	if len(r.Examples) == 0 {
		l.add(r.ID, "rule-example", "rule %q has no example", r.ID.Text)
	}
	for _, example := range r.Examples {
		l.checkExample(r, example, rules, owners, candidates)
	}
}

// checkExample holds an example of a rule against all rules: it must decide about it, and
// none that is as exact may give it another cause.
func (l *linter) checkExample(r *load.Observed, example load.Value, rules []model.Reference, owners []*load.Observed, candidates func(tokens []string) []int) {
	code, enhanced, text, ok := model.SplitExample(example.Text)
	if !ok {
		l.add(example, "rule-example", "example %q does not begin with a code", example.Text)
		return
	}
	tokens := model.Tokens(text, l.Blocklists)
	var matching []int
	for _, j := range candidates(tokens) {
		if rules[j].Matches(code, enhanced, r.Command.Text, tokens) {
			matching = append(matching, j)
		}
	}
	if !slices.ContainsFunc(matching, func(j int) bool { return owners[j] == r }) {
		l.add(example, "rule-example", "rule %q does not match its example %q", r.ID.Text, example.Text)
		return
	}
	switch first := matching[0]; {
	case rules[first].Cause != r.Cause.Text:
		l.add(example, "rule-hidden", "example of rule %q is decided by %q with cause %s, not %s: %q",
			r.ID.Text, rules[first].ID, rules[first].Cause, r.Cause.Text, example.Text)
	case owners[first] != r:
		l.add(example, "rule-hidden", "example of rule %q is decided by %q: %q", r.ID.Text, rules[first].ID, example.Text)
	default:
		for _, j := range matching {
			if rules[j].Rank == rules[first].Rank && rules[j].Cause != r.Cause.Text {
				l.add(example, "rule-order", "rules %q and %q are equally exact and give %q the causes %s and %s",
					r.ID.Text, rules[j].ID, example.Text, r.Cause.Text, rules[j].Cause)
				break
			}
		}
	}
}
