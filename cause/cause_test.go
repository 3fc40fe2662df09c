package cause_test

import (
	"encoding/json"
	"errors"
	"io/fs"
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v4"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/spec"
)

// row is a row of spec/causes.yaml.
type row struct {
	ID, Kind, Name, Fault string
	Actions               []string
}

// rows reads the rows of a kind.
func rows(t *testing.T, kind string) []row {
	t.Helper()
	data, err := fs.ReadFile(spec.FS, "causes.yaml")
	if err != nil {
		t.Fatal(err)
	}
	var list []row
	if err := yaml.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(list, func(r row) bool { return r.Kind != kind })
}

func TestCauses(t *testing.T) {
	var got []row
	for c := range cause.All() {
		fault := c.Fault().String()
		if c.Fault() == 0 {
			fault = "none"
		}
		r := row{ID: c.String(), Kind: "cause", Name: c.Name(), Fault: fault}
		for a := range c.Actions() {
			r.Actions = append(r.Actions, a.String())
		}
		got = append(got, r)
	}
	if diff := cmp.Diff(rows(t, "cause"), got); diff != "" {
		t.Errorf("causes (-spec +got):\n%s", diff)
	}
}

func TestActions(t *testing.T) {
	var got []row
	for a := range cause.Actions() {
		got = append(got, row{ID: a.String(), Kind: "action", Name: a.Name()})
	}
	if diff := cmp.Diff(rows(t, "action"), got); diff != "" {
		t.Errorf("actions (-spec +got):\n%s", diff)
	}
}

func TestFault(t *testing.T) {
	want := map[cause.Fault]string{
		cause.Recipient: "recipient",
		cause.Sender:    "sender",
		cause.Content:   "content",
		cause.Receiver:  "receiver",
		cause.Network:   "network",
		cause.Policy:    "policy",
	}
	for f := range 256 {
		if got := cause.Fault(f).String(); got != want[cause.Fault(f)] {
			t.Errorf("Fault(%d) = %q, want %q", f, got, want[cause.Fault(f)])
		}
	}
}

func TestBasisString(t *testing.T) {
	want := map[cause.Basis]string{
		cause.None:     "none",
		cause.Text:     "text",
		cause.Enhanced: "enhanced",
		cause.Basic:    "basic",
	}
	for b := range 256 {
		if got := cause.Basis(b).String(); got != want[cause.Basis(b)] {
			t.Errorf("Basis(%d) = %q, want %q", b, got, want[cause.Basis(b)])
		}
	}
}

func TestParse(t *testing.T) {
	for c := range cause.All() {
		if got, err := cause.Parse(c.String()); got != c || err != nil {
			t.Errorf("Parse(%q) = %v, %v", c, got, err)
		}
	}
	// Ids are exact: names, other case and actions are none.
	for _, id := range []string{"", "MailboxFull", "Mailbox-Full", " mailbox-full", "mailbox-full\n", "retry-later", "no-such-cause"} {
		got, err := cause.Parse(id)
		var parseError *cause.ParseError
		if got != cause.Unknown || !errors.As(err, &parseError) || parseError.Input != id || !errors.Is(err, origin.ErrUnknown) {
			t.Errorf("Parse(%q) = %v, %v", id, got, err)
		}
	}
}

func TestMarshal(t *testing.T) {
	want := make(map[cause.Cause]cause.Cause)
	for c := range cause.All() {
		want[c] = c
	}
	data, err := json.Marshal(want)
	if err != nil {
		t.Fatal(err)
	}
	var got map[cause.Cause]cause.Cause
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("as JSON and back (-want +got):\n%s", diff)
	}

	c := cause.Virus
	if err := c.UnmarshalText([]byte("no-such-cause")); err == nil || c != cause.Virus {
		t.Errorf("an unknown id: %v, %v; want an error and no change", c, err)
	}
}

// TestUnknownValues uses values that a newer release may have.
func TestUnknownValues(t *testing.T) {
	count := len(rows(t, "cause"))
	for i := count; i <= math.MaxUint8; i++ {
		c := cause.Cause(i)
		text, err := c.MarshalText()
		if c.String() != "unknown" || c.Name() != "Unknown" || c.Fault() != 0 || string(text) != "unknown" || err != nil {
			t.Errorf("Cause(%d): %q, %q, %v, %q, %v", i, c, c.Name(), c.Fault(), text, err)
		}
		for a := range c.Actions() {
			t.Errorf("Cause(%d) has the action %v", i, a)
		}
	}
	for i := range math.MaxUint8 + 1 {
		if a := cause.Action(i); i == 0 || i > len(rows(t, "action")) {
			if a.String() != "" || a.Name() != "" {
				t.Errorf("Action(%d): %q, %q", i, a, a.Name())
			}
		}
	}
	for _, r := range []cause.Rule{0, math.MaxUint16} {
		if r.ID() != "" || r.Text() != "" || r.Cause() != cause.Unknown {
			t.Errorf("Rule(%d): %q, %q, %v", r, r.ID(), r.Text(), r.Cause())
		}
	}
}

// TestEarlyBreak leaves the loops before their end, which a wrong iterator does not
// survive.
func TestEarlyBreak(t *testing.T) {
	for range cause.All() {
		break
	}
	for range cause.Actions() {
		break
	}
	for range cause.MailboxFull.Actions() {
		break
	}
}

// TestRules compares the rules with the files that they are made from: each has as many
// wordings as there are ways to choose, and they fit its text.
func TestRules(t *testing.T) {
	type ruleRow struct{ ID, Text, Cause string }
	names, err := fs.Glob(spec.FS, "observed/*.yaml")
	if err != nil {
		t.Fatal(err)
	}
	rows := make(map[string]ruleRow)
	want := make(map[string]int)
	for _, name := range names {
		data, err := fs.ReadFile(spec.FS, name)
		if err != nil {
			t.Fatal(err)
		}
		var list []ruleRow
		if err := yaml.Unmarshal(data, &list); err != nil {
			t.Fatal(err)
		}
		for _, r := range list {
			rows[r.ID], want[r.ID] = r, 1
			for _, choice := range choices.FindAllString(gaps.ReplaceAllString(r.Text, "…"), -1) {
				want[r.ID] *= 1 + strings.Count(choice, "|")
			}
		}
	}
	got := make(map[string]int)
	seen := make(map[string]bool)
	for r := cause.Rule(1); r.ID() != ""; r++ {
		row := rows[r.ID()]
		if key := r.ID() + " " + r.Text(); seen[key] {
			t.Errorf("%s stands twice", key)
		} else {
			seen[key] = true
		}
		if r.Cause().String() != row.Cause || !pattern(row.Text).MatchString(r.Text()) {
			t.Errorf("rule %s is %q for %v, want %q for %s", r.ID(), r.Text(), r.Cause(), row.Text, row.Cause)
		}
		got[r.ID()]++
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("wordings of rules (-spec +got):\n%s", diff)
	}
}

var (
	gaps    = regexp.MustCompile(`\{[a-z]*\}`)
	choices = regexp.MustCompile(`\{[^{}]*\}`)
)

// pattern matches the wordings of the text of a rule.
func pattern(text string) *regexp.Regexp {
	kept := regexp.QuoteMeta(gaps.ReplaceAllStringFunc(text, func(gap string) string { return "«" + gap[1:len(gap)-1] + "»" }))
	return regexp.MustCompile("^" + strings.NewReplacer(`\{`, "(?:", `\|`, "|", `\}`, ")", " ", " *", "«", `\{`, "»", `\}`).Replace(kept) + "$")
}
