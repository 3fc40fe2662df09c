package model

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/internal/words"
)

// Cause is a cause of refusals.
type Cause struct {
	ID, Name string
	Fault    string   // Go constant, "" for nobody's
	Actions  []string // Go constants
	Doc      Doc
}

// Action is what a sender does.
type Action struct {
	ID, Name string
	Doc      Doc
}

// ByEnhanced is an enhanced code that alone tells a cause.
type ByEnhanced struct {
	Condition int    // packed, or
	Code      int    // packed
	Origin    string // Go constant, "" for anybody's
	Cause     string
}

// ByBasic is a basic code that alone tells a cause.
type ByBasic struct{ Command, Code, Cause string }

// Signature is a word by which an origin is told.
type Signature struct {
	Hash   uint32
	Origin string // Go constant
}

// KnownHost is the domain of a list, or one by which an origin is told.
type KnownHost struct {
	Domain string
	Origin string // Go constant, "" for a list
}

// Observed is one wording of a rule about what servers say.
type Observed struct {
	ID, Text string
	RuleRow
	When // what must hold too

	segments [][]string
	strength int
	rank     int
}

// RuleRow is what a rule says.
type RuleRow struct {
	Cause  string
	Origin string
	Place  int // of what must hold too in Model.When, from 1, 0 if nothing must
}

// When is conditions of a rule, empty where it has none.
type When struct {
	Class     string
	Code      string
	Condition int
	Enhanced  int
	Command   string
}

func (b *builder) buildCauses() {
	for _, c := range b.spec.Causes {
		if c.Kind.Text == "action" {
			b.model.Actions = append(b.model.Actions, Action{ID: c.ID.Text, Name: c.Name.Text, Doc: Doc{c.Name.Text + ": " + c.Meaning.Text}})
		}
	}
	names := make(map[string]string)
	for _, a := range b.model.Actions {
		names[a.ID] = a.Name
	}
	for _, c := range b.spec.Causes {
		if c.Kind.Text != "cause" {
			continue
		}
		cause := Cause{ID: c.ID.Text, Name: c.Name.Text, Doc: Doc{c.Name.Text + ": " + c.Meaning.Text}}
		if c.Fault.Text != "none" {
			cause.Fault = exported(c.Fault.Text)
		}
		for _, a := range c.Actions {
			cause.Actions = append(cause.Actions, names[a.Text])
		}
		b.model.Causes = append(b.model.Causes, cause)
		for _, v := range c.Enhanced {
			b.model.ByEnhanced = append(b.model.ByEnhanced, b.byEnhanced(v.Text, "", c.Name.Text))
		}
		for _, v := range c.ByOrigin {
			id, code, _ := strings.Cut(v.Text, " ")
			b.model.ByEnhanced = append(b.model.ByEnhanced, b.byEnhanced(code, b.origins[id].Name.Text, c.Name.Text))
		}
		for _, v := range c.Basic {
			command, code, ok := strings.Cut(v.Text, " ")
			if !ok {
				command, code = "", v.Text
			}
			basic, _ := load.Value{Text: code}.Basic()
			b.model.ByBasic = append(b.model.ByBasic, ByBasic{command, b.codeName(basic.Code), c.Name.Text})
		}
	}
	// A row for a command comes before one for any.
	slices.SortStableFunc(b.model.ByBasic, func(x, y ByBasic) int { return cmp.Compare(Number(x.Command == ""), Number(y.Command == "")) })
	b.buildObserved()
	for _, o := range b.spec.Origins {
		for _, s := range o.Signatures {
			if strings.Contains(s.Text, ".") {
				b.model.KnownHosts = append(b.model.KnownHosts, KnownHost{s.Text, o.Name.Text})
			} else {
				b.model.Signatures = append(b.model.Signatures, Signature{words.Hash(s.Text), o.Name.Text})
			}
		}
	}
	for _, v := range b.spec.Blocklists {
		b.model.KnownHosts = append(b.model.KnownHosts, KnownHost{v.Text, ""})
	}
	slices.SortStableFunc(b.model.KnownHosts, func(x, y KnownHost) int {
		return cmp.Compare(words.Ending(x.Domain), words.Ending(y.Domain))
	})
	for i, h := range slices.Backward(b.model.KnownHosts) {
		b.model.KnownHostAt[words.Ending(h.Domain)] = i + 1
	}
}

// buildObserved makes the rules about what servers say, and the tables that find
// them.
func (b *builder) buildObserved() {
	causes := make(map[string]string)
	for _, c := range b.spec.Causes {
		if c.Kind.Text == "cause" {
			causes[c.ID.Text] = c.Name.Text
		}
	}
	for _, file := range b.spec.Observed {
		for _, r := range file.Rules {
			if b.spec.Mine(r.Pos) {
				b.model.Observed = append(b.model.Observed, b.observed(file, r, causes)...)
			}
		}
	}
	slices.SortFunc(b.model.Observed, func(x, y Observed) int {
		return cmp.Or(-cmp.Compare(x.rank, y.rank), cmp.Compare(x.ID, y.ID), cmp.Compare(x.Text, y.Text))
	})
	b.model.Matcher = compile(b.model.Observed)
	b.model.ObservedRows = []int{0}
	rows := make(map[RuleRow]int)
	for _, o := range b.model.Observed {
		if o.When != (When{}) {
			place := slices.Index(b.model.When, o.When)
			if place < 0 {
				place = len(b.model.When)
				b.model.When = append(b.model.When, o.When)
			}
			o.Place = place + 1
		}
		if rows[o.RuleRow] == 0 {
			b.model.RuleRows = append(b.model.RuleRows, o.RuleRow)
			rows[o.RuleRow] = len(b.model.RuleRows)
		}
		b.model.ObservedRows = append(b.model.ObservedRows, rows[o.RuleRow])
	}
}

// Fits reports what there is too much of for the tables of package cause.
func (m *Model) Fits() error {
	c := m.Matcher
	for _, table := range []struct {
		what       string
		size, most int
	}{
		{"rules", len(m.Observed) + 1, math.MaxUint16},
		{"shifts of words", slices.Max(c.Shifts) + 1, math.MaxUint16},
		{"nodes and words", len(c.Nodes), math.MaxUint16},
	} {
		if table.size > table.most {
			return fmt.Errorf("observed: %d %s, more than the tables hold, which is %d", table.size, table.what, table.most)
		}
	}
	if n := len(m.When); n > math.MaxUint8 {
		return fmt.Errorf("observed: %d different conditions of rules, more than the tables hold, which is %d", n, math.MaxUint8)
	}
	if c.alike[0] != "" {
		return fmt.Errorf("observed: the hash of the word %q is that of %q: word the rules with one of them otherwise", c.alike[0], c.alike[1])
	}
	return nil
}

func (b *builder) byEnhanced(form, origin, cause string) ByEnhanced {
	t, _ := load.Value{Text: form}.Triple()
	e := ByEnhanced{Origin: origin, Cause: cause}
	if t.Class < 0 {
		e.Condition = t.Subject*subjectUnit + t.Detail
		return e
	}
	e.Code = t.Class*classUnit + t.Subject*subjectUnit + t.Detail
	return e
}

// observed makes each wording of a rule.
func (b *builder) observed(file load.ObservedFile, r load.Observed, causes map[string]string) []Observed {
	o := Observed{ID: r.ID.Text, RuleRow: RuleRow{Cause: causes[r.Cause.Text]}, When: When{Command: r.Command.Text}}
	if origin, ok := b.origins[file.Origin.Text]; ok && !(b.spec.Own && b.spec.Mine(origin.Pos)) {
		o.Origin = origin.Name.Text // package origin knows only ours
	}
	if r.Code.Text != "" {
		basic, _ := r.Code.Basic()
		if basic.Class != 0 {
			o.Class = b.className(basic.Class)
		} else {
			o.Code = b.codeName(basic.Code)
		}
	}
	if r.Enhanced.Text != "" {
		e := b.byEnhanced(r.Enhanced.Text, "", "")
		o.Condition, o.Enhanced = e.Condition, e.Code
	}
	o.strength = strength(b.spec, r)
	list := make([]Observed, len(r.Wordings))
	for i, text := range r.Wordings {
		w := o
		w.Text, w.segments = text, Segments(text)
		w.rank = rank(w)
		if w.Origin != "" && !b.tells(text, w.segments, file.Origin.Text) {
			w.Origin = "" // words that others say too
		}
		list[i] = w
	}
	return list
}

// telling is how many letters a rule has that can tell by its words whose they are.
const telling = 28

// tells reports whether the words of a rule tell whose they are: there are many and no
// standard has them, or one is a name or a mark, such as TSS04, HL:REP and
// UnsolicitedMessageError.
func (b *builder) tells(text string, segments [][]string, origin string) bool {
	if slices.ContainsFunc(strings.Fields(text), func(word string) bool {
		return mark.MatchString(word) || strings.EqualFold(strings.Trim(word, ".,;:!-"), origin)
	}) {
		return true
	}
	n := 0
	for _, segment := range segments {
		n += len(strings.Join(segment, ""))
	}
	return n >= telling && !strings.Contains(b.standard, " "+NormalText(segments)+" ")
}

// standardTexts returns the words that standards have for codes, side by side.
func standardTexts(spec *load.Spec) string {
	var all strings.Builder
	add := func(v load.Value) { all.WriteString(" " + NormalText(Segments(v.Text)) + " |") }
	for _, r := range spec.Replies {
		add(r.Text)
	}
	for _, v := range spec.Validity {
		add(v.Text)
	}
	for _, e := range spec.Enhanced {
		add(e.Text)
	}
	return all.String()
}

// mark matches a word with letters and digits, with a colon, point or underscore in it,
// or with a capital behind a small letter.
var mark = regexp.MustCompile(`[A-Za-z][0-9]|[0-9][A-Za-z]|[A-Za-z][:._][A-Za-z]|[a-z][A-Z]`)

// marks are what a rule writes for words that stand for none.
var marks = strings.NewReplacer("{list}", words.ListWord, "{start}", words.StartWord, "{end}", words.EndWord)

// Segments splits the text of a rule into its words between gaps.
func Segments(text string) [][]string {
	var segments [][]string
	for part := range strings.SplitSeq(marks.Replace(text), "{}") {
		var segment []string
		scan := words.Scan(part)
		for {
			t, ok := scan.Next()
			if !ok {
				break
			}
			if t.Kind == words.Word {
				segment = append(segment, words.Normal(t.Text))
			} else if len(segment) > 0 {
				segments = append(segments, segment) // a number with dots is a gap
				segment = nil
			}
		}
		if len(segment) > 0 {
			segments = append(segments, segment)
		}
	}
	return segments
}

// strength is how far a rule is the reason where it stands, and not only words that
// stand around it: 2 for most, 1 for a weak rule, 0 for one of a weak cause, unless the
// rule says that it is not weak.
func strength(spec *load.Spec, r load.Observed) int {
	switch r.Weak.Text {
	case "true":
		return 1
	case "false":
		return 2
	}
	for i := range spec.Causes {
		if c := &spec.Causes[i]; c.ID.Text == r.Cause.Text && c.Kind.Text == "cause" && c.Weak.Text == "true" {
			return 0
		}
	}
	return 2
}

// strengthUnit is more than the letters of any rule count.
const strengthUnit = 100_000

// rank is how exact a rule is: its strength, the letters that it fixes, then its
// conditions, and whether it is of a certain origin.
func rank(o Observed) int {
	n := o.strength * strengthUnit
	for _, segment := range o.segments {
		for _, word := range segment {
			switch word {
			case words.ListWord:
				n += 240 // whoever names a list means it
				continue
			case words.StartWord, words.EndWord:
				n += 30
				continue
			}
			n += 10 * (len([]rune(word)) + 1)
			if len(word) > len([]rune(word)) {
				n += 10 * len([]rune(word)) // an ideograph says as much as a word
			}
		}
	}
	for _, condition := range []bool{o.Class != "", o.Code != "", o.Condition != 0, o.Enhanced != 0, o.Command != ""} {
		if condition {
			n += 15
		}
	}
	if o.Origin != "" {
		n += 8
	}
	return n - 5*(len(o.segments)-1)
}
