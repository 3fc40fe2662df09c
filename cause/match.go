package cause

import (
	"strings"
	"time"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/internal/words"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// Rule is one rule about what servers say: words, and the cause that they stand for.
// The zero value is none. More exact rules have smaller numbers, which may change
// between releases; store the id.
type Rule uint16

// ID returns the id of the rule in the spec, "" for none.
func (r Rule) ID() string {
	if int(r) >= len(rules)-1 {
		return ""
	}
	return ruleTexts[r].id
}

// Text returns the words of the rule, with {} where other words may stand.
func (r Rule) Text() string {
	if int(r) >= len(rules)-1 {
		return ""
	}
	return ruleTexts[r].text
}

// Cause returns the cause that the words stand for.
func (r Rule) Cause() Cause {
	if int(r) >= len(rules)-1 {
		return Unknown
	}
	return rules[r].cause
}

// maxGap is how many tokens a gap may hold.
const maxGap = 8

// occurrence is a segment that was found, and the token behind it.
type occurrence struct {
	segment uint16
	end     int32
}

// maxOccurrences bounds how far back a rule of several segments can look: over all
// segments found within its gaps in any reply but one that is made to have more.
const maxOccurrences = 256

// matcher goes over the tokens of a reply.
type matcher struct {
	reply   reply.Reply
	command smtpcodes.Command
	best    Rule
	seen    [maxOccurrences]occurrence // segments before a gap, the last ones found
	count   int

	phrase               phrase
	wait                 time.Duration
	url                  string
	knownList, namedList string // hosts of lists: of known ones, and by the words before
}

// scan goes over the text of the reply and finds the most exact rule whose words stand
// there and whose conditions hold, and what else the text holds.
func (m *matcher) scan() {
	m.best = Rule(len(rules) - 1)
	node, index := uint32(0), int32(0)
	for _, line := range m.reply.Lines {
		scan := words.Scan(line)
		for {
			t, ok := scan.Next()
			if !ok {
				break
			}
			index++
			word := m.note(t, line)
			if word == 0 {
				node = 0
				continue
			}
			node = step(node, word)
			for n := node; n != 0; n = uint32(nodes[n].fail) {
				if segment := nodes[n].segment; segment != 0 {
					m.found(segment, index)
				}
			}
		}
	}
	if int(m.best) == len(rules)-1 {
		m.best = 0
	}
}

// note keeps what a token holds beside words, and returns the number of its word in
// rules, 0 if it has none.
func (m *matcher) note(t words.Token, line string) uint32 {
	text := line[t.Start:t.End]
	if t.Kind == words.Word {
		m.phrase.next(text)
		if m.wait == 0 {
			m.wait = m.phrase.wait()
		}
		return wordOf(t.Hash)
	}
	if t.Kind == words.Link && m.url == "" && strings.Contains(text, "://") {
		m.url = text
	}
	host := words.Host(t, line)
	known := knownList(host)
	switch {
	case known && m.knownList == "":
		m.knownList = host
	case host != "" && t.Kind == words.Opaque && m.namedList == "" && m.phrase.afterList():
		m.namedList = host
	}
	m.phrase.next("")
	if !known {
		return 0
	}
	return wordOf(words.Hash(words.ListWord))
}

// wordOf returns the number of a word that stands in rules, 0 for others.
func wordOf(hash uint32) uint32 {
	for i := hash & (uint32(len(wordSlots)) - 1); ; i = (i + 1) & (uint32(len(wordSlots)) - 1) {
		switch slot := &wordSlots[i]; {
		case slot.word == 0:
			return 0
		case slot.hash == hash:
			return uint32(slot.word)
		}
	}
}

// step follows a word from a node of the automaton (Aho and Corasick, 1975).
func step(node, word uint32) uint32 {
	for node != 0 {
		low, high := uint32(nodes[node].child), uint32(nodes[node+1].child)
		for low < high {
			middle := (low + high) / 2
			if uint32(nodes[middle].word) < word {
				low = middle + 1
			} else {
				high = middle
			}
		}
		if low < uint32(nodes[node+1].child) && uint32(nodes[low].word) == word {
			return low
		}
		node = uint32(nodes[node].fail)
	}
	return uint32(roots[word])
}

// found notes that a segment ends before token end.
func (m *matcher) found(segment uint16, end int32) {
	info := &segments[segment]
	start := end - int32(info.length)
	for _, rule := range uses[info.uses:segments[segment+1].uses] {
		if rule >= m.best {
			break // the others are less exact
		}
		r := &rules[rule]
		if m.precede(ruleSegments[r.segments:rules[rule+1].segments], start) && r.holds(m.reply, m.command) {
			m.best = rule
			break
		}
	}
	if info.inner {
		m.seen[m.count%maxOccurrences] = occurrence{segment, end}
		m.count++
	}
}

// precede reports whether the first segments of a rule were found, the last of them
// not more than a gap before token start.
func (m *matcher) precede(first []uint16, start int32) bool {
	if len(first) == 0 {
		return true
	}
	want := first[len(first)-1]
	for i := m.count - 1; i >= max(m.count-maxOccurrences, 0); i-- {
		o := m.seen[i%maxOccurrences]
		if start-o.end > maxGap {
			return false
		}
		if o.segment == want && o.end <= start && m.precede(first[:len(first)-1], o.end-int32(segments[want].length)) {
			return true
		}
	}
	return false
}

// rule is a row of the table: its cause, whose words they are, and the places of its
// conditions and of its segments but the last.
type rule struct {
	cause      Cause
	origin     origin.Origin
	conditions uint16
	segments   uint16
}

// conditions are what must hold beside the words, each zero if nothing must.
type conditions struct {
	class     smtpcodes.Class
	code      smtpcodes.Code
	condition enhanced.Condition
	enhanced  enhanced.Code
	command   smtpcodes.Command
}

// holds reports whether the conditions of a rule hold. One on the command does not if
// the command is not known.
func (r *rule) holds(reply reply.Reply, cmd smtpcodes.Command) bool {
	c := &ruleConditions[r.conditions]
	return (c.class == 0 || c.class == reply.Code.Class()) &&
		(c.code == 0 || c.code == reply.Code) &&
		(c.condition == 0 || c.condition == reply.Enhanced.Condition()) &&
		(c.enhanced == 0 || c.enhanced == reply.Enhanced) &&
		(c.command == 0 || c.command == cmd)
}
