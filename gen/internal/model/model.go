// Package model turns a spec without faults into what the emitters print:
// everything sorted, named, numbered and packed, each comment composed.
package model

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/internal/words"
)

// Model is the content of all generated packages.
type Model struct {
	Origins      []Origin
	Classes      []Enum // of basic codes
	Categories   []Enum
	Codes        []Code
	Aliases      []Alias
	Commands     []Command
	Rules        []Rule
	Outcomes     []Outcome
	Practices    []Practice
	Severities   []Enum // classes of enhanced codes
	Subjects     []Enum
	Conditions   []Condition
	Pairs        []Pair // of one basic code
	ClassPairs   []Pair // of every basic code of a class
	Actions      []Action
	Causes       []Cause
	ByEnhanced   []ByEnhanced
	ByBasic      []ByBasic
	Observed     []Observed // the most exact first
	ObservedRows []int      // the place of each in RuleRows, from 1, after 0
	When         []When     // the conditions of rules
	RuleRows     []RuleRow  // what rules have in common
	Matcher      Matcher
	Signatures   []Signature // words
	KnownHosts   []KnownHost // by words.Ending

	KnownHostAt [words.Endings]int // the first of them with an ending, from 1, 0 if there is none
	Keys        []Key
	Answers     []Answer
	Languages   []Language // the base language first
	Data        Data       // the spec for the reference

	Local map[string]bool // in an own spec, the codes that it has itself
}

// Doc is a comment: paragraphs, the first of which begins with the name.
type Doc []string

// Enum is a class, a category or a subject.
type Enum struct {
	Name   string
	Number int // the value of the constant
	Form   string
	Text   string
	Doc    Doc
}

// Origin is who defines a code or talks in a certain way.
type Origin struct {
	Name      string
	ID        string
	Kind      string // the Go constant
	Title     string
	Year      int
	Obsoletes []string // names
	Doc       Doc
}

// Code is a basic reply code.
type Code struct {
	Name    string
	Number  int
	Text    string
	Status  string // the Go constant
	Sources []Source
	Doc     Doc
}

// Source is who says so, and where.
type Source struct{ Origin, Section string }

// Alias is the second name of a code that has another meaning as the answer to
// some command.
type Alias struct {
	Name string
	Code string // the name of the code
	Doc  Doc
}

// Command is a command or a stage.
type Command struct {
	Name      string
	Text      string
	Stage     bool
	Extension string
	Status    string
	Enhanced  bool
	Rules     []int // places in Model.Rules, in the order of the codes
	Allowed   []int // places in Model.Codes, counted from 1
	Doc       Doc
}

// Rule is a row of the validity table.
type Rule struct {
	Command string // name, "" for any
	Code    string // name, "" for a whole class
	Class   string // name, "" but for a whole class
	Kind    string
	Status  string
	Origin  string
	Section string
	When    string
	Text    string

	order int
}

// Outcome is what a client concludes against the first digit of a code.
type Outcome struct {
	Command string // name, "" for any
	Code    string
	Outcome string
}

// Practice is software that answers beyond the standards.
type Practice struct {
	Command string // name, "" for a command that the server does not know
	Code    string
	Origin  string
}

// Condition is a condition of an enhanced code. Names and Forms hold the one
// without a class first, then those of classes 2, 4 and 5.
type Condition struct {
	Number    int
	Subject   int
	Detail    int
	Status    string
	Classes   []string // names
	Tolerated []string
	Text      string
	Names     [4]string
	Forms     [4]string
	Doc       Doc
	CodeDocs  [4]Doc
	Sources   []Source
}

// Pair is a basic code with an enhanced code.
type Pair struct {
	Reply    string // name, "" for a whole class
	Enhanced int
	Form     string // "5.2.2"
	Command  string
	Status   string
	Origin   string
	Section  string
	Strength string
	When     string
}

// builder holds what rows refer to.
type builder struct {
	spec     *load.Spec
	model    *Model
	origins  map[string]load.Origin
	codes    map[int]load.Reply
	commands map[string]load.Command
	standard string                  // the words of standards
	except   map[int]map[string]bool // commands, by the place of a rule for any command
}

// Build makes the model of a spec in which lint finds no fault.
func Build(spec *load.Spec) *Model {
	b := newBuilder(spec)
	b.buildOrigins()
	b.buildRules()
	b.buildCommands()
	b.buildReplies()
	b.buildPractice()
	b.buildEnhanced()
	b.buildPairs()
	b.buildCauses()
	b.buildTexts()
	b.buildData()
	return b.model
}

func newBuilder(spec *load.Spec) *builder {
	b := &builder{
		spec:     spec,
		model:    new(Model),
		origins:  make(map[string]load.Origin),
		codes:    make(map[int]load.Reply),
		commands: make(map[string]load.Command),
		standard: standardTexts(spec),
	}
	for _, o := range spec.Origins {
		b.origins[o.ID.Text] = o
	}
	for _, r := range spec.Replies {
		if basic, _ := r.Code.Basic(); basic.Code != 0 {
			b.codes[basic.Code] = r
		}
	}
	for _, c := range spec.Commands {
		b.commands[c.ID.Text] = c
	}
	return b
}

// exported turns an id of the spec such as "try-later" into the name of its Go
// constant.
func exported(id string) string {
	var s strings.Builder
	for part := range strings.SplitSeq(id, "-") {
		s.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return s.String()
}

// shown is a text as people read it: placeholders in angle brackets.
func shown(text string) string { return strings.NewReplacer("{", "<", "}", ">").Replace(text) }

// lead returns the first source of a cell.
func lead(v load.Value) load.Source {
	sources, _ := v.Sources()
	return sources[0]
}

// sources returns the sources of a cell, the one that is followed first.
func (b *builder) sources(v load.Value) []Source {
	cited, _ := v.Sources()
	list := make([]Source, len(cited))
	for i, s := range cited {
		list[i] = Source{b.origins[s.Origin].Name.Text, s.Section}
	}
	return list
}

func (b *builder) buildOrigins() {
	for _, o := range b.spec.Origins {
		origin := Origin{Name: o.Name.Text, ID: o.ID.Text, Kind: exported(o.Kind.Text), Title: o.Title.Text}
		origin.Year, _ = strconv.Atoi(o.Year.Text)
		for _, old := range o.Obsoletes {
			origin.Obsoletes = append(origin.Obsoletes, b.origins[old.Text].Name.Text)
		}
		origin.Doc = originDoc(origin)
		b.model.Origins = append(b.model.Origins, origin)
	}
}

// codeName returns the name of a code's constant.
func (b *builder) codeName(code int) string { return b.codes[code].Name.Text }

func (b *builder) className(class int) string {
	for _, r := range b.spec.Replies {
		if basic, _ := r.Code.Basic(); basic.Class == class {
			return r.Name.Text
		}
	}
	return ""
}

func (b *builder) buildRules() {
	b.except = make(map[int]map[string]bool)
	for i, v := range b.spec.Validity {
		basic, _ := v.Code.Basic()
		source := lead(v.Sources)
		rule := Rule{
			Kind:    "Kind" + exported(v.Kind.Text),
			Status:  exported(v.Status.Text),
			Origin:  b.origins[source.Origin].Name.Text,
			Section: source.Section,
			When:    v.When.Text,
			Text:    shown(v.Text.Text),
			order:   basic.Order(),
		}
		if basic.Code != 0 {
			rule.Code = b.codeName(basic.Code)
		} else {
			rule.Class = b.className(basic.Class)
		}
		if v.Command.Text != "*" {
			rule.Command = v.Command.Text
		} else {
			b.except[i] = make(map[string]bool)
			for _, id := range v.Except.List() {
				b.except[i][id] = true
			}
		}
		b.model.Rules = append(b.model.Rules, rule)
	}
}

func (b *builder) buildCommands() {
	place := make(map[string]int) // of a code's name, from 1
	for _, r := range b.spec.Replies {
		if basic, _ := r.Code.Basic(); basic.Code != 0 {
			place[r.Name.Text] = len(place) + 1
		}
	}
	for _, c := range b.spec.Commands {
		command := Command{
			Name:      c.ID.Text,
			Text:      c.Text.Text,
			Stage:     c.Kind.Text == "stage",
			Extension: c.Extension.Text,
			Status:    exported(c.Status.Text),
			Enhanced:  c.Enhanced.Text != "false",
			Doc:       b.commandDoc(c),
		}
		for i, rule := range b.model.Rules {
			if rule.Command != command.Name && (rule.Command != "" || b.except[i][command.Name]) {
				continue
			}
			command.Rules = append(command.Rules, i)
			inForce := rule.Status == "Current" || rule.Status == "Nonstandard" && command.Status == "Nonstandard"
			if rule.Code != "" && inForce {
				command.Allowed = append(command.Allowed, place[rule.Code])
			}
		}
		slices.SortStableFunc(command.Rules, func(i, j int) int {
			return cmp.Compare(b.model.Rules[i].order, b.model.Rules[j].order)
		})
		slices.Sort(command.Allowed)
		command.Allowed = slices.Compact(command.Allowed)
		b.model.Commands = append(b.model.Commands, command)
	}
}

func (b *builder) buildReplies() {
	aliases := make(map[string]int)
	for _, v := range b.spec.Validity {
		basic, _ := v.Code.Basic()
		if v.Outcome.Text != "" {
			o := Outcome{Code: b.codeName(basic.Code), Outcome: exported(v.Outcome.Text)}
			if v.Command.Text != "*" {
				o.Command = v.Command.Text
			}
			b.model.Outcomes = append(b.model.Outcomes, o)
		}
		if name := v.Name.Text; name != "" {
			alias := Alias{Name: name, Code: b.codeName(basic.Code), Doc: b.aliasDoc(v)}
			if i, ok := aliases[name]; !ok {
				aliases[name] = len(b.model.Aliases)
				b.model.Aliases = append(b.model.Aliases, alias)
			} else if v.Command.Text == "*" {
				b.model.Aliases[i] = alias
			}
		}
	}
	for _, r := range b.spec.Replies {
		basic, _ := r.Code.Basic()
		enum := Enum{Name: r.Name.Text, Form: r.Code.Text, Text: shown(r.Text.Text), Doc: b.replyDoc(r)}
		switch {
		case basic.Class != 0:
			enum.Number = basic.Class
			b.model.Classes = append(b.model.Classes, enum)
		case basic.Category >= 0:
			enum.Number = basic.Category + 1
			b.model.Categories = append(b.model.Categories, enum)
		default:
			b.model.Codes = append(b.model.Codes, Code{
				Name: enum.Name, Number: basic.Code, Text: enum.Text, Status: exported(r.Status.Text), Sources: b.sources(r.Sources), Doc: enum.Doc,
			})
			if r.Outcome.Text != "" {
				b.model.Outcomes = append(b.model.Outcomes, Outcome{Code: enum.Name, Outcome: exported(r.Outcome.Text)})
			}
		}
	}
}

func (b *builder) buildPractice() {
	for _, p := range b.spec.Practice {
		basic, _ := p.Code.Basic()
		practice := Practice{Code: b.codeName(basic.Code), Origin: b.origins[p.Origin.Text].Name.Text}
		if p.Command.Text != "*" {
			practice.Command = p.Command.Text
		}
		if !slices.Contains(b.model.Practices, practice) {
			b.model.Practices = append(b.model.Practices, practice)
		}
	}
}
