package model

import (
	"strconv"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
)

// Data is the whole spec for readers that are no Go programs: every row of every
// table, with the names that the JSON Schema in package emit describes.
type Data struct {
	Origins         []DataOrigin                   `json:"origins"`
	Classes         []DataReply                    `json:"classes"`
	Categories      []DataReply                    `json:"categories"`
	Codes           []DataReply                    `json:"codes"`
	Commands        []DataCommand                  `json:"commands"`
	Validity        []DataValidity                 `json:"validity"`
	Practice        []DataPractice                 `json:"practice"`
	EnhancedClasses []DataEnhanced                 `json:"enhancedClasses"`
	Subjects        []DataEnhanced                 `json:"subjects"`
	Conditions      []DataEnhanced                 `json:"conditions"`
	Pairs           []DataPair                     `json:"pairs"`
	Actions         []DataAction                   `json:"actions"`
	Causes          []DataCause                    `json:"causes"`
	Rules           []DataRule                     `json:"rules"`
	Wordings        []DataWording                  `json:"wordings"` // of rules, the most exact first
	Blocklists      []string                       `json:"blocklists"`
	Texts           map[string]map[string]DataText `json:"texts"` // by language and key
}

// DataSource is a document, or software, and the sections of it that say so.
type DataSource struct {
	Origin   string   `json:"origin"`
	Sections []string `json:"sections,omitempty"`
}

// DataOrigin is an entry of origins.yaml.
type DataOrigin struct {
	ID         string   `json:"id"`
	Name       string   `json:"name"`
	Kind       string   `json:"kind"`
	Title      string   `json:"title"`
	Year       int      `json:"year,omitempty"`
	Obsoletes  []string `json:"obsoletes,omitempty"`
	Signatures []string `json:"signatures,omitempty"`
}

// DataReply is a row of replies.csv.
type DataReply struct {
	Code    string       `json:"code"`
	Name    string       `json:"name"`
	Text    string       `json:"text,omitempty"`
	Status  string       `json:"status"`
	Outcome string       `json:"outcome,omitempty"`
	Meaning string       `json:"meaning"`
	Usage   string       `json:"usage,omitempty"`
	Sources []DataSource `json:"sources"`
}

// DataCommand is an entry of commands.yaml, and the codes that it allows.
type DataCommand struct {
	ID        string       `json:"id"`
	Text      string       `json:"text"`
	Kind      string       `json:"kind"`
	Extension string       `json:"extension,omitempty"`
	Status    string       `json:"status"`
	Enhanced  bool         `json:"enhanced"`
	Meaning   string       `json:"meaning"`
	Allows    []string     `json:"allows"`
	Sources   []DataSource `json:"sources"`
}

// DataValidity is a row of validity.csv.
type DataValidity struct {
	Command string       `json:"command"` // "*": any
	Code    string       `json:"code"`
	Kind    string       `json:"kind"`
	Status  string       `json:"status"`
	Name    string       `json:"name,omitempty"`
	Text    string       `json:"text,omitempty"`
	Key     string       `json:"key,omitempty"` // of the texts, where the command gives the code words of its own
	Outcome string       `json:"outcome,omitempty"`
	Except  []string     `json:"except,omitempty"`
	When    string       `json:"when"`
	Sources []DataSource `json:"sources"`
}

// DataPractice is a row of practice.csv.
type DataPractice struct {
	Command  string   `json:"command"`
	Code     string   `json:"code"`
	Enhanced string   `json:"enhanced,omitempty"`
	Origin   string   `json:"origin"`
	Versions []string `json:"versions"`
	When     string   `json:"when"`
}

// DataEnhanced is a row of enhanced.csv.
type DataEnhanced struct {
	Code        string       `json:"code"`
	Name        string       `json:"name"`
	Text        string       `json:"text,omitempty"`
	Classes     []string     `json:"classes"`
	Tolerated   []string     `json:"tolerated,omitempty"`
	Status      string       `json:"status"`
	Replacement string       `json:"replacement,omitempty"`
	Exceptions  []string     `json:"exceptions,omitempty"`
	Meaning     string       `json:"meaning"`
	Usage       string       `json:"usage,omitempty"`
	Basis       string       `json:"basis,omitempty"`
	Sources     []DataSource `json:"sources"`
}

// DataPair is a row of pairs.csv.
type DataPair struct {
	Code     string       `json:"code"`
	Enhanced string       `json:"enhanced"`
	Commands []string     `json:"commands,omitempty"`
	Status   string       `json:"status"`
	Strength string       `json:"strength"`
	When     string       `json:"when,omitempty"`
	Sources  []DataSource `json:"sources"`
}

// DataAction is an action of causes.yaml.
type DataAction struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Meaning string `json:"meaning"`
}

// DataCause is a cause of causes.yaml, with the codes that tell it by themselves.
type DataCause struct {
	ID       string     `json:"id"`
	Name     string     `json:"name"`
	Fault    string     `json:"fault"`
	Actions  []string   `json:"actions"`
	Meaning  string     `json:"meaning"`
	Weak     bool       `json:"weak,omitempty"` // its rules give way to others
	Enhanced []DataTell `json:"enhanced,omitempty"`
	Basic    []DataTell `json:"basic,omitempty"`
}

// DataTell is a code that tells a cause: said by an origin, or as the answer to a
// command, if these are given.
type DataTell struct {
	Code    string `json:"code"`
	Origin  string `json:"origin,omitempty"`
	Command string `json:"command,omitempty"`
}

// DataRule is an entry of observed/*.yaml.
type DataRule struct {
	ID       string   `json:"id"`
	Text     string   `json:"text"`
	Cause    string   `json:"cause"`
	File     string   `json:"file"`
	Code     string   `json:"code,omitempty"`
	Enhanced string   `json:"enhanced,omitempty"`
	Command  string   `json:"command,omitempty"`
	Weak     *bool    `json:"weak,omitempty"`
	Examples []string `json:"examples"`
}

// DataWording is one of the wordings that the text of a rule stands for.
type DataWording struct {
	Text   string `json:"text"`
	Rule   int    `json:"rule"`             // its place among the rules, from 0
	Origin string `json:"origin,omitempty"` // whom the words alone tell
	Place  int    `json:"-"`                // among the wordings of the rule
}

// DataText is an entry of text/*.yaml.
type DataText struct {
	Text    string `json:"text"`
	One     string `json:"one,omitempty"`
	Meaning string `json:"meaning,omitempty"`
}

// buildData fills in the data from the spec; what is decided elsewhere, such as the
// order of rules, it takes from the model.
func (b *builder) buildData() {
	d := &b.model.Data
	for _, o := range b.spec.Origins {
		origin := DataOrigin{ID: o.ID.Text, Name: o.Name.Text, Kind: o.Kind.Text, Title: o.Title.Text, Obsoletes: list(o.Obsoletes), Signatures: list(o.Signatures)}
		origin.Year, _ = strconv.Atoi(o.Year.Text)
		d.Origins = append(d.Origins, origin)
	}
	for _, r := range b.spec.Replies {
		row := DataReply{r.Code.Text, r.Name.Text, r.Text.Text, r.Status.Text, r.Outcome.Text, r.Meaning.Text, r.Usage.Text, sources(r.Sources)}
		switch basic, _ := r.Code.Basic(); {
		case basic.Class != 0:
			d.Classes = append(d.Classes, row)
		case basic.Category >= 0:
			d.Categories = append(d.Categories, row)
		default:
			d.Codes = append(d.Codes, row)
		}
	}
	for i, c := range b.spec.Commands {
		row := DataCommand{c.ID.Text, c.Text.Text, c.Kind.Text, c.Extension.Text, c.Status.Text, c.Enhanced.Text != "false", c.Meaning.Text, []string{}, sources(c.Sources)}
		for _, place := range b.model.Commands[i].Allowed {
			row.Allows = append(row.Allows, d.Codes[place-1].Code)
		}
		d.Commands = append(d.Commands, row)
	}
	for _, v := range b.spec.Validity {
		d.Validity = append(d.Validity, DataValidity{v.Command.Text, v.Code.Text, v.Kind.Text, v.Status.Text, v.Name.Text, v.Text.Text,
			answerKey(b.spec, v), v.Outcome.Text, v.Except.List(), v.When.Text, sources(v.Sources)})
	}
	for _, p := range b.spec.Practice {
		d.Practice = append(d.Practice, DataPractice{p.Command.Text, p.Code.Text, p.Enhanced.Text, p.Origin.Text, p.Versions.List(), p.When.Text})
	}
	for _, e := range b.spec.Enhanced {
		row := DataEnhanced{e.Code.Text, e.Name.Text, e.Text.Text, e.Classes.List(), e.Tolerated.List(), e.Status.Text, e.Replacement.Text,
			e.Exceptions.List(), e.Meaning.Text, e.Usage.Text, e.Basis.Text, sources(e.Sources)}
		if row.Classes == nil {
			row.Classes = []string{} // an obsolete condition is for none
		}
		switch t, _ := e.Code.Triple(); {
		case t.Class > 0:
			d.EnhancedClasses = append(d.EnhancedClasses, row)
		case t.Detail < 0:
			d.Subjects = append(d.Subjects, row)
		default:
			d.Conditions = append(d.Conditions, row)
		}
	}
	for _, p := range b.spec.Pairs {
		d.Pairs = append(d.Pairs, DataPair{p.Code.Text, p.Enhanced.Text, p.Commands.List(), p.Status.Text, p.Strength.Text, p.When.Text, sources(p.Sources)})
	}
	b.dataCauses()
	d.Blocklists = list(b.spec.Blocklists)
	b.dataTexts()
}

func (b *builder) dataCauses() {
	d := &b.model.Data
	for _, c := range b.spec.Causes {
		if c.Kind.Text == "action" {
			d.Actions = append(d.Actions, DataAction{c.ID.Text, c.Name.Text, c.Meaning.Text})
			continue
		}
		cause := DataCause{ID: c.ID.Text, Name: c.Name.Text, Fault: c.Fault.Text, Actions: list(c.Actions), Meaning: c.Meaning.Text, Weak: c.Weak.Text == "true"}
		if cause.Actions == nil {
			cause.Actions = []string{}
		}
		for _, v := range c.Enhanced {
			cause.Enhanced = append(cause.Enhanced, DataTell{Code: v.Text})
		}
		for _, v := range c.ByOrigin {
			origin, code, _ := strings.Cut(v.Text, " ")
			cause.Enhanced = append(cause.Enhanced, DataTell{Code: code, Origin: origin})
		}
		for _, v := range c.Basic {
			command, code, ok := strings.Cut(v.Text, " ")
			if !ok {
				command, code = "", v.Text
			}
			cause.Basic = append(cause.Basic, DataTell{Code: code, Command: command})
		}
		d.Causes = append(d.Causes, cause)
	}
	rows := make(map[string]int)
	places := make(map[[2]string]int) // of wordings, by the id of the rule and the text
	for _, file := range b.spec.Observed {
		for _, r := range file.Rules {
			var weak *bool
			if text := r.Weak.Text; text != "" {
				weak = new(text == "true")
			}
			rows[r.ID.Text] = len(d.Rules)
			for i, text := range r.Wordings {
				places[[2]string{r.ID.Text, text}] = i
			}
			d.Rules = append(d.Rules, DataRule{r.ID.Text, r.Text.Text, r.Cause.Text, file.Origin.Text,
				r.Code.Text, r.Enhanced.Text, r.Command.Text, weak, list(r.Examples)})
		}
	}
	ids := make(map[string]string)
	for _, o := range b.model.Origins {
		ids[o.Name] = o.ID
	}
	for _, o := range b.model.Observed {
		d.Wordings = append(d.Wordings, DataWording{o.Text, rows[o.ID], ids[o.Origin], places[[2]string{o.ID, o.Text}]})
	}
}

func (b *builder) dataTexts() {
	texts := make(map[string]map[string]DataText)
	b.model.Data.Texts = texts
	for _, l := range b.model.Languages {
		texts[l.Tag] = make(map[string]DataText)
	}
	page := make(map[string]bool)
	for _, key := range PageLabels {
		page[key] = true
	}
	for _, l := range b.spec.Texts {
		byKey, ok := texts[l.Tag.Text]
		if !ok {
			continue
		}
		for _, t := range l.Texts {
			if t.Text.Text != "" && !page[t.Key.Text] {
				byKey[t.Key.Text] = DataText{t.Text.Text, t.One.Text, t.Meaning.Text}
			}
		}
	}
}

// list returns the texts of values.
func list(values []load.Value) []string {
	var texts []string
	for _, v := range values {
		texts = append(texts, v.Text)
	}
	return texts
}

// sources splits a cell of sources, and the sections of each.
func sources(v load.Value) []DataSource {
	var out []DataSource
	cited, _ := v.Sources()
	for _, s := range cited {
		source := DataSource{Origin: s.Origin}
		if s.Section != "" {
			source.Sections = strings.Split(s.Section, ", ")
		}
		out = append(out, source)
	}
	return out
}
