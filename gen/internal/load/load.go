// Package load reads the spec's CSV and YAML files into records of text, each
// value with the place where it stands. It checks the form of the files:
// columns, keys and types, not what the values say.
package load

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"slices"
)

// Pos is a place in a file of the spec, line and column counted from 1, the
// column in octets.
type Pos struct {
	File string
	Line int
	Col  int
}

func (p Pos) String() string { return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col) }

// Value is the text of a cell of a CSV file or a scalar of a YAML file. The text
// of a missing value is empty, its place that of its row.
type Value struct {
	Text string
	Pos  Pos
}

// Fault is something wrong with the spec.
type Fault struct {
	Pos  Pos
	Rule string // the id of the rule that found it
	Msg  string
}

func (f Fault) Error() string { return fmt.Sprintf("%v: %s: %s", f.Pos, f.Rule, f.Msg) }

// Faults is every fault found, as an error.
type Faults []Fault

// Add notes a fault.
func (fs *Faults) Add(pos Pos, rule, format string, args ...any) {
	*fs = append(*fs, Fault{pos, rule, fmt.Sprintf(format, args...)})
}

// Sort puts the faults in the order of their places.
func (fs Faults) Sort() {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		return cmp.Or(
			cmp.Compare(a.Pos.File, b.Pos.File),
			cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Pos.Col, b.Pos.Col),
			cmp.Compare(a.Rule, b.Rule),
		)
	})
}

// Err returns fs, or nil if there are none.
func (fs Faults) Err() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}

func (fs Faults) Error() string {
	errs := make([]error, len(fs))
	for i, f := range fs {
		errs[i] = f
	}
	return errors.Join(errs...).Error()
}

// Spec is the whole spec as it is written. The tags name the columns and keys.
type Spec struct {
	Dir        string // what places in the spec begin with
	Origins    []Origin
	Replies    []Reply
	Commands   []Command
	Validity   []Validity
	Practice   []Practice
	Enhanced   []Enhanced
	Pairs      []Pair
	Causes     []Cause
	Observed   []ObservedFile
	Blocklists []Value // domains, a line each
	Texts      []Language
	Released   []Value // the exported names of the last release, a line each

	Own       bool     // an organisation's own spec, whose rows follow those of ours
	Languages []string // of ours, for an own spec
	baseDir   string   // what places in ours begin with, for an own spec
}

// Origin is an entry of origins.yaml.
type Origin struct {
	Pos        Pos
	ID         Value   `spec:"id,required"`
	Name       Value   `spec:"name,required"`
	Kind       Value   `spec:"kind,required"`
	Title      Value   `spec:"title,required"`
	Year       Value   `spec:"year"`
	Obsoletes  []Value `spec:"obsoletes"`
	Signatures []Value `spec:"signatures"` // words, and domains of hosts, that tell its replies
}

// Reply is a row of replies.csv: a class, a category or a code.
type Reply struct {
	Pos     Pos
	Code    Value `spec:"code,required"`
	Name    Value `spec:"name,required"`
	Text    Value `spec:"text"`
	Status  Value `spec:"status,required"`
	Sources Value `spec:"sources,required"`
	Outcome Value `spec:"outcome"`
	Meaning Value `spec:"meaning,required"`
	Usage   Value `spec:"usage"`
}

// Command is an entry of commands.yaml.
type Command struct {
	Pos       Pos
	ID        Value `spec:"id,required"`
	Text      Value `spec:"text,required"`
	Kind      Value `spec:"kind,required"`
	Extension Value `spec:"extension"`
	Status    Value `spec:"status,required"`
	Sources   Value `spec:"sources,required"`
	Enhanced  Value `spec:"enhanced"`
	Meaning   Value `spec:"meaning,required"`
}

// Validity is a row of validity.csv.
type Validity struct {
	Pos     Pos
	Command Value `spec:"command,required"`
	Code    Value `spec:"code,required"`
	Kind    Value `spec:"kind,required"`
	Status  Value `spec:"status,required"`
	Name    Value `spec:"name"`
	Text    Value `spec:"text"`
	Outcome Value `spec:"outcome"`
	Sources Value `spec:"sources,required"`
	Except  Value `spec:"except"`
	When    Value `spec:"when,required"`
}

// Practice is a row of practice.csv.
type Practice struct {
	Pos      Pos
	Command  Value `spec:"command,required"`
	Code     Value `spec:"code,required"`
	Enhanced Value `spec:"enhanced"`
	Origin   Value `spec:"origin,required"`
	Versions Value `spec:"versions,required"`
	When     Value `spec:"when,required"`
}

// Enhanced is a row of enhanced.csv: a class, a subject or a condition.
type Enhanced struct {
	Pos         Pos
	Code        Value `spec:"code,required"`
	Name        Value `spec:"name,required"`
	Text        Value `spec:"text"`
	Classes     Value `spec:"classes"`
	Tolerated   Value `spec:"tolerated"`
	Status      Value `spec:"status,required"`
	Sources     Value `spec:"sources,required"`
	Replacement Value `spec:"replacement"`
	Exceptions  Value `spec:"exceptions"`
	Basis       Value `spec:"basis"`
	Meaning     Value `spec:"meaning,required"`
	Usage       Value `spec:"usage"`
}

// Exceptions are what a row of enhanced.csv may declare: that it differs from the
// registry on purpose, in its text, its associated codes or its references. The
// row's basis says why.
var Exceptions = []string{"iana-text", "iana-associated", "iana-references"}

// Pair is a row of pairs.csv.
type Pair struct {
	Pos      Pos
	Code     Value `spec:"code,required"`
	Enhanced Value `spec:"enhanced,required"`
	Commands Value `spec:"commands"`
	Status   Value `spec:"status,required"`
	Sources  Value `spec:"sources,required"`
	Strength Value `spec:"strength,required"`
	When     Value `spec:"when"`
}

// Cause is an entry of causes.yaml: a cause, or an action.
type Cause struct {
	Pos      Pos
	ID       Value   `spec:"id,required"`
	Kind     Value   `spec:"kind,required"`
	Name     Value   `spec:"name,required"`
	Fault    Value   `spec:"fault"`
	Actions  []Value `spec:"actions"`
	Enhanced []Value `spec:"enhanced"`
	ByOrigin []Value `spec:"by-origin"`
	Basic    []Value `spec:"basic"`
	Weak     Value   `spec:"weak"`
	Meaning  Value   `spec:"meaning,required"`
}

// Language is a file of texts: text/zh-Hant.yaml.
type Language struct {
	Tag   Value // the name of the file without its ending; the place is its start
	Texts []Text
}

// Text is an entry of a file of texts.
type Text struct {
	Pos     Pos
	Key     Value `spec:"key,required"`
	Text    Value `spec:"text"`
	One     Value `spec:"one"` // the text where {n} is 1, if the language tells it apart
	Meaning Value `spec:"meaning"`
}

// Load reads the spec. dir is the name that places in the spec begin with. The
// error is Faults for what is wrong in the files, or says which file could not
// be read.
func Load(fsys fs.FS, dir string) (*Spec, error) {
	l := &loader{fsys: fsys, dir: dir}
	spec := &Spec{
		Dir:        dir,
		Origins:    readYAML[Origin](l, "origins.yaml"),
		Replies:    readCSV[Reply](l, "replies.csv"),
		Commands:   readYAML[Command](l, "commands.yaml"),
		Validity:   readCSV[Validity](l, "validity.csv"),
		Practice:   readCSV[Practice](l, "practice.csv"),
		Enhanced:   readCSV[Enhanced](l, "enhanced.csv"),
		Pairs:      readCSV[Pair](l, "pairs.csv"),
		Causes:     readYAML[Cause](l, "causes.yaml"),
		Observed:   l.observed("observed"),
		Blocklists: l.lines("blocklists.txt"),
		Texts:      l.texts("text"),
		Released:   l.lines("released.txt"),
	}
	if l.err != nil {
		return nil, l.err
	}
	l.faults.Sort()
	return spec, l.faults.Err()
}
