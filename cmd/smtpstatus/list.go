package main

import (
	"flag"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

var listCommand = &command{
	name: "list", args: "codes|conditions|commands|pairs|causes|origins", summary: "list what the tables hold",
	help: `
  codes        basic codes; with -command the rules that let them answer it
  conditions   enhanced codes without their class
  commands     commands and stages of a session
  pairs        enhanced codes beside basic ones, and who puts them there
  causes       why mail is refused
  origins      documents, registries, software and providers

Exit code 1 means that nothing passes the filters.`,
	setup: func(flags *flag.FlagSet) func(*app, []string) error {
		f := new(filter)
		f.command = commandFlag(flags, "only what answers this `COMMAND` (codes, pairs)")
		flags.StringVar(&f.origin, "origin", "", "only what this `id` of an origin says, such as rfc5321 or postfix (codes, commands, conditions, pairs)")
		flags.StringVar(&f.digit, "class", "", "only this `class`: 2, 3, 4 or 5 (codes, conditions, pairs)")
		flags.StringVar(&f.status, "status", "", "only this `standing`: current, obsolete, draft or nonstandard (codes, commands, conditions, pairs)")
		flags.StringVar(&f.fault, "fault", "", "only causes of this `side`: recipient, sender, content, receiver, network or policy")
		flags.StringVar(&f.kind, "kind", "", "only origins of this `kind`: standard, registry, software, provider or folklore")
		return func(a *app, args []string) error { return list(a, args, f) }
	},
}

// filter is the flags of list.
type filter struct {
	command                     *commandValue
	origin, status, fault, kind string
	digit                       string        // the flag class
	class                       int           // of it
	from                        origin.Origin // of the flag origin
}

// lists are what can be listed, and the filters that apply.
var lists = []struct {
	name    string
	filters []string
	rows    func(*app, *filter) (*table, []any)
}{
	{"codes", []string{"command", "origin", "class", "status"}, listCodes},
	{"conditions", []string{"origin", "class", "status"}, listConditions},
	{"commands", []string{"origin", "status"}, listCommands},
	{"pairs", []string{"command", "origin", "class", "status"}, listPairs},
	{"causes", []string{"fault"}, listCauses},
	{"origins", []string{"kind"}, listOrigins},
}

func listNames() []string {
	var names []string
	for _, l := range lists {
		names = append(names, l.name)
	}
	return names
}

func list(a *app, args []string, f *filter) error {
	if len(args) != 1 {
		return usagef("name one list: %s", strings.Join(listNames(), ", "))
	}
	i := slices.Index(listNames(), args[0])
	if i < 0 {
		return usagef("unknown list %q, want one of %s", args[0], strings.Join(listNames(), ", "))
	}
	if err := f.check(lists[i].name, lists[i].filters); err != nil {
		return err
	}
	t, objects := lists[i].rows(a, f)
	if len(objects) == 0 {
		fmt.Fprintf(a.stderr, "%s: nothing passes the filters\n", a.title())
		return errNothing
	}
	if a.json {
		for _, o := range objects {
			a.writeJSON(o)
		}
		return nil
	}
	t.print(a)
	return nil
}

// check reads the filters, and refuses those that the list does not have.
func (f *filter) check(list string, has []string) error {
	given := map[string]bool{
		"command": f.command.value != 0, "origin": f.origin != "", "class": f.digit != "",
		"status": f.status != "", "fault": f.fault != "", "kind": f.kind != "",
	}
	for _, name := range []string{"command", "origin", "class", "status", "fault", "kind"} {
		if given[name] && !slices.Contains(has, name) {
			return usagef("-%s does not apply to %s, which have -%s", name, list, strings.Join(has, " -"))
		}
	}
	if f.origin != "" {
		var err error
		if f.from, err = origin.Parse(strings.ToLower(strings.ReplaceAll(f.origin, " ", ""))); err != nil {
			return usagef("unknown origin %q; \"smtpstatus list origins\" has them", f.origin)
		}
	}
	f.digit = strings.TrimSuffix(strings.TrimSuffix(f.digit, "yz"), "xx") // as the standards and others write it
	for _, v := range []struct {
		flag, value string
		values      []string
	}{
		{"class", f.digit, slices.Concat([]string{""}, classes)},
		{"status", f.status, slices.Concat([]string{""}, statuses)},
		{"fault", f.fault, slices.Concat([]string{""}, faults)},
		{"kind", f.kind, slices.Concat([]string{""}, kinds)},
	} {
		if !slices.Contains(v.values, v.value) {
			return usagef("-%s %s: want one of %s", v.flag, v.value, strings.Join(v.values[1:], ", "))
		}
	}
	f.class, _ = strconv.Atoi(f.digit)
	return nil
}

var (
	classes  = []string{"2", "3", "4", "5"}
	statuses = []string{"current", "obsolete", "draft", "nonstandard"}
	faults   = []string{"recipient", "sender", "content", "receiver", "network", "policy"}
	kinds    = []string{"standard", "registry", "software", "provider", "folklore"}
)

// has reports whether the status passes.
func (f *filter) has(s smtpcodes.Status) bool { return f.status == "" || s.String() == f.status }

func listCodes(a *app, f *filter) (*table, []any) {
	if f.command.value != 0 {
		return listAnswers(a, f)
	}
	type row struct {
		Code    smtpcodes.Code `json:"code"`
		Name    string         `json:"name"`
		Status  string         `json:"status"`
		Text    string         `json:"text"`
		Meaning string         `json:"meaning"`
	}
	t := &table{heads: []string{a.words.code, a.words.status, a.words.name, a.words.text}}
	var objects []any
	for c := range smtpcodes.All() {
		if f.class != 0 && int(c.Class()) != f.class || !f.has(c.Status()) || f.from != 0 && !saysCode(f.from, c) {
			continue
		}
		t.add(c.String(), c.Status().String(), c.Name(), a.texts.Code(c))
		objects = append(objects, row{c, c.Name(), c.Status().String(), a.texts.Code(c), a.texts.CodeMeaning(c)})
	}
	return t, objects
}

// saysCode reports whether an origin has a code, lets it answer some command, or answers
// so.
func saysCode(o origin.Origin, c smtpcodes.Code) bool {
	if slices.ContainsFunc(slices.Collect(c.Sources()), func(s origin.Source) bool { return s.Origin == o }) {
		return true
	}
	for cmd := range allCommands() {
		for rule := range cmd.Rules() {
			if rule.Code == c && rule.Origin == o {
				return true
			}
		}
		for by := range cmd.Practice(c) {
			if by == o {
				return true
			}
		}
	}
	return false
}

// allCommands yields every command, and the zero one for those that are not known.
func allCommands() iter.Seq[smtpcodes.Command] {
	return func(yield func(smtpcodes.Command) bool) {
		if !yield(0) {
			return
		}
		for cmd := range smtpcodes.Commands() {
			if !yield(cmd) {
				return
			}
		}
	}
}

// listAnswers lists the codes that may answer a command, and those that software is
// known to answer with beside them.
func listAnswers(a *app, f *filter) (*table, []any) {
	type row struct {
		Code    string            `json:"code"`
		Command smtpcodes.Command `json:"command"`
		Kind    string            `json:"kind,omitempty"`
		Status  string            `json:"status"`
		Origin  origin.Origin     `json:"origin"`
		Section string            `json:"section,omitempty"`
		Text    string            `json:"text,omitempty"`
		When    string            `json:"when,omitempty"`
	}
	cmd := f.command.value
	var rows []row
	add := func(class smtpcodes.Class, s smtpcodes.Status, r row) {
		if (f.class == 0 || int(class) == f.class) && f.has(s) && (f.from == 0 || f.from == r.Origin) {
			r.Command, r.Status = cmd, s.String()
			rows = append(rows, r)
		}
	}
	for rule := range cmd.Rules() {
		r := row{Code: rule.Code.String(), Kind: rule.Kind.String(), Origin: rule.Origin, Section: rule.Section, Text: a.texts.Answer(cmd, rule.Code), When: rule.When}
		class := rule.Code.Class()
		if rule.Class != 0 {
			class = rule.Class
			r.Code, r.Text = anyOf(class), a.texts.Class(class)
		}
		add(class, rule.Status, r)
	}
	for c := range smtpcodes.All() {
		for o := range cmd.Practice(c) {
			// What the software means by it may be something else than what documents do.
			add(c.Class(), smtpcodes.Nonstandard, row{Code: c.String(), Kind: "practice", Origin: o})
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return strings.Compare(a.Code, b.Code) })
	t := &table{heads: []string{a.words.code, a.words.status, a.words.origin, a.words.text}, limit: map[int]int{2: 28}}
	var objects []any
	for i, r := range rows {
		objects = append(objects, r)
		who := r.Origin.String()
		if r.Section != "" {
			who += " " + r.Section
		}
		if i > 0 && rows[i-1].Code == r.Code && rows[i-1].Status == r.Status {
			last := t.rows[len(t.rows)-1]
			last[2] += "; " + who
			continue
		}
		if r.Kind == "practice" {
			r.Text = a.words.practice
		}
		t.add(r.Code, r.Status, who, r.Text)
	}
	return t, objects
}

// anyOf is how the standards write every code of a class, such as 5yz.
func anyOf(class smtpcodes.Class) string { return strconv.Itoa(int(class)) + "yz" }

func listConditions(a *app, f *filter) (*table, []any) {
	type row struct {
		Condition enhanced.Condition `json:"condition"`
		Name      string             `json:"name"`
		Classes   []int              `json:"classes"`
		Status    string             `json:"status"`
		Beside    []string           `json:"beside"`
		Text      string             `json:"text"`
		Meaning   string             `json:"meaning"`
	}
	t := &table{heads: []string{a.words.condition, a.words.classes, a.words.status, a.words.beside, a.words.text}, limit: map[int]int{3: 19}}
	var objects []any
	for d := range enhanced.Conditions() {
		classes := []int{}
		for class := range d.Classes() {
			classes = append(classes, int(class))
		}
		if f.class != 0 && !slices.Contains(classes, f.class) || !f.has(d.Status()) || f.from != 0 && !saysCondition(f.from, d) {
			continue
		}
		code := d.With(firstClass(d))
		beside := besideCondition(d)
		t.add(d.String(), strings.Trim(fmt.Sprint(classes), "[]"), d.Status().String(), strings.Join(beside, " "), a.texts.Enhanced(code))
		objects = append(objects, row{d, d.Name(), classes, d.Status().String(), beside, a.texts.Enhanced(code), a.texts.EnhancedMeaning(code)})
	}
	return t, objects
}

// saysCondition reports whether an origin has a condition.
func saysCondition(o origin.Origin, d enhanced.Condition) bool {
	return slices.ContainsFunc(slices.Collect(d.Sources()), func(s origin.Source) bool { return s.Origin == o })
}

func listCommands(a *app, f *filter) (*table, []any) {
	type row struct {
		Command   smtpcodes.Command `json:"command"`
		Name      string            `json:"name"`
		Stage     bool              `json:"stage"`
		Status    string            `json:"status"`
		Extension string            `json:"extension,omitempty"`
		Codes     []smtpcodes.Code  `json:"codes"`
		Text      string            `json:"text"`
		Meaning   string            `json:"meaning"`
	}
	t := &table{heads: []string{a.words.command, a.words.status, a.words.extension, a.words.meaning}}
	var objects []any
	for cmd := range smtpcodes.Commands() {
		codes := []smtpcodes.Code{}
		says := false
		for rule := range cmd.Rules() {
			says = says || rule.Origin == f.from && rule.Command == cmd
			if cmd.Allows(rule.Code) && !slices.Contains(codes, rule.Code) {
				codes = append(codes, rule.Code)
			}
		}
		if !f.has(cmd.Status()) || f.from != 0 && !says {
			continue
		}
		t.add(commandWord(cmd), cmd.Status().String(), cmd.Extension(), a.texts.CommandMeaning(cmd))
		objects = append(objects, row{cmd, cmd.Name(), cmd.Stage(), cmd.Status().String(), cmd.Extension(), codes, a.texts.Command(cmd), a.texts.CommandMeaning(cmd)})
	}
	return t, objects
}

func listPairs(a *app, f *filter) (*table, []any) {
	type row struct {
		Code     string            `json:"code"`
		Enhanced enhanced.Code     `json:"enhanced"`
		Command  smtpcodes.Command `json:"command,omitzero"`
		Status   string            `json:"status"`
		Origin   origin.Origin     `json:"origin"`
		Section  string            `json:"section,omitempty"`
		Strength string            `json:"strength"`
		Text     string            `json:"text"`
		When     string            `json:"when,omitempty"`
	}
	t := &table{heads: []string{a.words.code, a.words.enhanced, a.words.command, a.words.origin, a.words.section, a.words.text}, limit: map[int]int{2: 13, 4: 12}}
	var objects []any
	seen := make(map[enhanced.Pair]bool) // rows for a whole class come with each of its codes
	for c := range smtpcodes.All() {
		for p := range enhanced.ForReply(c) {
			code, class := p.Reply.String(), p.Reply.Class()
			if p.Class != 0 {
				code, class = anyOf(p.Class), p.Class
				p.Reply = 0
			}
			if seen[p] || f.class != 0 && int(class) != f.class || !f.has(p.Status) || f.from != 0 && p.Origin != f.from ||
				f.command.value != 0 && p.Command != f.command.value {
				continue
			}
			seen[p] = true
			text := a.texts.Enhanced(p.Enhanced)
			t.add(code, p.Enhanced.String(), commandWord(p.Command), p.Origin.String(), p.Section, text)
			objects = append(objects, row{code, p.Enhanced, p.Command, p.Status.String(), p.Origin, p.Section, p.Strength, text, p.When})
		}
	}
	return t, objects
}

func listCauses(a *app, f *filter) (*table, []any) {
	type row struct {
		Cause   cause.Cause `json:"cause"`
		Name    string      `json:"name"`
		Fault   string      `json:"fault,omitempty"`
		Actions []described `json:"actions"`
		Title   string      `json:"title"`
		Meaning string      `json:"meaning"`
	}
	t := &table{heads: []string{a.words.cause, a.words.fault, a.words.action, a.words.title}}
	var objects []any
	for c := range cause.All() {
		if f.fault != "" && c.Fault().String() != f.fault {
			continue
		}
		actions := []described{}
		for action := range c.Actions() {
			actions = append(actions, described{action.String(), a.texts.Action(action), a.texts.ActionMeaning(action)})
		}
		first := ""
		if len(actions) > 0 {
			first = actions[0].ID
		}
		t.add(c.String(), c.Fault().String(), first, a.texts.Cause(c))
		objects = append(objects, row{c, c.Name(), c.Fault().String(), actions, a.texts.Cause(c), a.texts.CauseMeaning(c)})
	}
	return t, objects
}

func listOrigins(a *app, f *filter) (*table, []any) {
	type row struct {
		Origin    origin.Origin   `json:"origin"`
		Kind      string          `json:"kind"`
		Year      int             `json:"year,omitempty"`
		Title     string          `json:"title"`
		Obsoletes []origin.Origin `json:"obsoletes,omitempty"`
	}
	t := &table{heads: []string{a.words.origin, a.words.kind, a.words.title}}
	var objects []any
	for o := range origin.All() {
		if f.kind != "" && o.Kind().String() != f.kind {
			continue
		}
		t.add(o.String(), o.Kind().String(), a.texts.Origin(o))
		objects = append(objects, row{o, o.Kind().String(), o.Year(), a.texts.Origin(o), slices.Collect(o.Obsoletes())})
	}
	return t, objects
}
