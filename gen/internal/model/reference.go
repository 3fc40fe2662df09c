package model

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/internal/words"
)

// Reference is a rule that is matched by reading it, slowly. Lint uses it, and tests
// hold the compiled matcher against it.
type Reference struct {
	ID, Cause string
	Text      string // one wording of the rule
	code      string
	enhanced  string
	command   string
	Segments  [][]string // the words between gaps
	Rank      int        // how exact it is
}

// References makes a reference of each wording of a rule of a spec; own says that it is of
// a certain origin.
func References(spec *load.Spec, origin string, r load.Observed, own bool) []Reference {
	o := Observed{strength: strength(spec, r)}
	if own {
		o.Origin = origin
	}
	if basic, ok := r.Code.Basic(); ok && basic.Class != 0 {
		o.Class = r.Code.Text
	} else if ok {
		o.Code = r.Code.Text
	}
	if t, ok := r.Enhanced.Triple(); ok && t.Class < 0 {
		o.Condition = 1
	} else if ok {
		o.Enhanced = 1
	}
	o.Command = r.Command.Text
	list := make([]Reference, len(r.Wordings))
	for i, text := range r.Wordings {
		o.segments = Segments(text)
		list[i] = Reference{r.ID.Text, r.Cause.Text, text, r.Code.Text, r.Enhanced.Text, r.Command.Text, o.segments, rank(o)}
	}
	return list
}

// Order returns the places of rules, the most exact first.
func Order(rules []Reference) []int {
	order := make([]int, len(rules))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(-cmp.Compare(rules[i].Rank, rules[j].Rank), cmp.Compare(rules[i].ID, rules[j].ID), cmp.Compare(rules[i].Text, rules[j].Text))
	})
	return order
}

// pair is two words of a rule that follow each other, or a word alone between gaps.
type pair [2]string

// pairs returns those of a rule.
func (r Reference) pairs() []pair {
	var list []pair
	for _, segment := range r.Segments {
		if len(segment) == 1 {
			list = append(list, pair{segment[0]})
		}
		for i, w := range segment[1:] {
			list = append(list, pair{segment[i], w})
		}
	}
	return list
}

// Index returns a function that gives the places of the rules which may match a text,
// the most exact first: those whose rarest pair of words stands in it.
func Index(rules []Reference) func(tokens []string) []int {
	order := Order(rules)
	count := make(map[pair]int)
	for _, r := range rules {
		for _, p := range r.pairs() {
			count[p]++
		}
	}
	byPair := make(map[pair][]int)
	for place, i := range order {
		rarest := slices.MinFunc(rules[i].pairs(), func(p, q pair) int { return cmp.Compare(count[p], count[q]) })
		byPair[rarest] = append(byPair[rarest], place)
	}
	return func(tokens []string) []int {
		var places []int
		for i, w := range tokens {
			places = append(places, byPair[pair{w}]...)
			if i > 0 {
				places = append(places, byPair[pair{tokens[i-1], w}]...)
			}
		}
		slices.Sort(places)
		places = slices.Compact(places)
		for i, place := range places {
			places[i] = order[place]
		}
		return places
	}
}

// Tokens returns the tokens of a text: words, and "" for what is none; the host of one
// of the lists is words.ListWord, and words.StartWord and words.EndWord stand around all.
func Tokens(text string, lists []load.Value) []string {
	tokens := []string{words.StartWord}
	text, _ = words.InReplyTo(text)
	scan := words.Scan(text)
	for {
		t, ok := scan.Next()
		if !ok {
			return append(tokens, words.EndWord)
		}
		word := ""
		if t.Kind == words.Word {
			word = words.Normal(t.Text)
		} else if host := t.Host(); slices.ContainsFunc(lists, func(v load.Value) bool { return words.Below(host, v.Text) }) {
			word = words.ListWord
		}
		tokens = append(tokens, word)
	}
}

// NormalText writes segments as one text.
func NormalText(segments [][]string) string {
	var parts []string
	for _, s := range segments {
		parts = append(parts, strings.Join(s, " "))
	}
	return strings.Join(parts, " {} ")
}

// maxGap is how many tokens a gap may hold, and MaxSegment how many words may stand
// without one; package cause has the same. MaxGaps bounds how many ways there are to
// find a rule in a text that repeats its words.
const (
	maxGap     = 8
	MaxSegment = 32
	MaxGaps    = 4
)

// Matches reports whether the rule matches a reply with these codes and tokens to a
// command.
func (r Reference) Matches(code, enhanced, command string, tokens []string) bool {
	switch {
	case r.command != "" && r.command != command:
		return false
	case strings.HasSuffix(r.code, "yz") && !strings.HasPrefix(code, r.code[:1]):
		return false
	case r.code != "" && !strings.HasSuffix(r.code, "yz") && r.code != code:
		return false
	case strings.HasPrefix(r.enhanced, "X") && (enhanced == "" || r.enhanced[1:] != enhanced[1:]):
		return false
	case r.enhanced != "" && !strings.HasPrefix(r.enhanced, "X") && r.enhanced != enhanced:
		return false
	}
	return inOrder(r.Segments, 0, len(tokens), tokens)
}

// Tokens returns the words of the rule as tokens of a text, with gaps as long as they may
// be, of what is no word.
func (r Reference) Tokens() []string {
	tokens := slices.Clone(r.Segments[0])
	for _, s := range r.Segments[1:] {
		tokens = append(append(tokens, make([]string, maxGap)...), s...)
	}
	return tokens
}

// Said returns a reply that says just the words of the rule, with gaps of one token, and has
// the codes that it asks for: these and its tokens.
func (r Reference) Said() (code, enhanced string, tokens []string) {
	code, enhanced = strings.Replace(r.code, "yz", "50", 1), strings.Replace(r.enhanced, "X", "5", 1)
	for i, s := range r.Segments {
		if i > 0 {
			tokens = append(tokens, "")
		}
		tokens = append(tokens, s...)
	}
	return code, enhanced, tokens
}

// Subsumes reports whether r matches wherever other does: it asks for no more words, none
// of them over a gap, and for no other conditions.
func (r Reference) Subsumes(other Reference) bool {
	for _, condition := range [][2]string{{r.code, other.code}, {r.enhanced, other.enhanced}, {r.command, other.command}} {
		if condition[0] != "" && condition[0] != condition[1] {
			return false
		}
	}
	tokens := other.Tokens()
	return inOrder(r.Segments, 0, len(tokens), tokens)
}

// inOrder reports whether segments follow each other in a text, the first of which begins
// between two tokens.
func inOrder(segments [][]string, least, most int, tokens []string) bool {
	if len(segments) == 0 {
		return true
	}
	segment := segments[0]
	for start := least; start <= most && start+len(segment) <= len(tokens); start++ {
		end := start + len(segment)
		if !slices.Equal(tokens[start:end], segment) {
			continue
		}
		denied := start > 0 && slices.Contains(words.Negations[:], tokens[start-1])
		if !denied && inOrder(segments[1:], end, end+maxGap, tokens) {
			return true
		}
	}
	return false
}

// exampleForm is how an example begins: with a code, and perhaps an enhanced one.
var exampleForm = regexp.MustCompile(`^([2-5][0-9]{2})[ -](?:([245]\.[0-9]{1,3}\.[0-9]{1,3}) )?`)

// SplitExample splits an example into its codes and its text, from which it takes the
// codes of further lines that are run together with the first.
func SplitExample(example string) (code, enhanced, text string, ok bool) {
	m := exampleForm.FindStringSubmatch(example)
	if m == nil || strings.Contains(example, "\n") {
		return "", "", "", false
	}
	code, enhanced, text = m[1], m[2], example[len(m[0]):]
	if enhanced != "" {
		for _, separator := range []string{"-", " "} {
			text = strings.ReplaceAll(text, " "+code+separator+enhanced+" ", " ")
		}
	}
	return code, enhanced, text, true
}
