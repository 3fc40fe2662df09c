package cause

import (
	"github.com/smtpstatus/smtpstatus/internal/words"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// maxGap is how many tokens a gap may hold, and maxSegment how many words may stand
// without one.
const (
	maxGap     = 8
	maxSegment = 32
)

// occurrence is a segment that was found, and the token behind it.
type occurrence struct {
	segment Place
	end     int32
}

// maxOccurrences bounds how far back a rule of several segments can look: over all
// segments found within its gaps in any reply but one that is made to have more.
const maxOccurrences = 128

// filterSize is the size of a filter of segments.
const filterSize = 256

// matcher goes over the tokens of a reply with one set of rules.
type matcher struct {
	*Tables
	reply   reply.Reply
	command smtpcodes.Command
	best    Place
	index   int32             // of the token that was read last, from 1
	denials uint64            // a bit for each of the last tokens, the last one lowest: whether it denies
	open    [maxSegment]Place // nodes to which the last words lead and from which more may, the longest way first, the root last
	opened  int
	seen    [maxOccurrences]occurrence // segments before a gap, the last ones found
	count   int
	before  [filterSize]bool // whether one of the segments before a gap that share a place was found
}

// Match returns the number of the rule in t that decides about a reply to a command, 0
// if none does. It does not look at what was registered, nor at the codes alone.
func (t *Tables) Match(r reply.Reply, cmd smtpcodes.Command) int { return int(t.match(r, cmd, nil)) }

// match returns the number of the most exact rule whose words stand in the reply and
// whose conditions hold, 0 if there is none, and adds to notes, unless they are nil,
// what else the text holds.
func (t *Tables) match(r reply.Reply, cmd smtpcodes.Command, notes *notes) Place {
	var m matcher // made in its place: a literal would be copied
	m.Tables, m.reply, m.command, m.best = t, r, cmd, Place(len(t.Rules)-1)
	m.restart(0)
	m.word(words.StartHash, true)
	for _, line := range r.Lines {
		scan := words.Scan(line)
		for {
			token, ok := scan.Next()
			if !ok {
				break
			}
			hash, isWord := token.Hash, token.Kind == words.Word
			host, known := "", (*knownHost)(nil)
			if !isWord {
				host = words.Host(token, line)
				known = lookup(host)
				hash, isWord = words.ListHash, known.list()
			}
			if notes != nil {
				notes.add(token, line[token.Start:token.End], host, known)
			}
			m.word(hash, isWord)
		}
	}
	m.word(words.EndHash, true)
	if int(m.best) == len(t.Rules)-1 {
		return 0
	}
	return m.best
}

// word goes on by a token: a word with a hash, or one that no rule has.
func (m *matcher) word(hash uint32, isWord bool) {
	m.index++
	m.denials <<= 1
	if !isWord {
		m.restart(0)
		return
	}
	if words.Negation(hash) {
		m.denials |= 1
	}
	word, known := m.wordOf(hash)
	if !known {
		m.restart(0)
		return
	}
	n := 0
	nodes := m.Nodes
	for _, from := range m.open[:m.opened] {
		child := nodes[from][nodeChildren] + word
		if int(child) >= len(nodes) || nodes[child][nodeParent] != from {
			continue
		}
		node := &nodes[child]
		if segment := node[nodeSegment]; segment != 0 {
			m.found(segment, m.index)
		}
		if node[nodeChildren] != 0 {
			m.open[n] = child
			n++
		}
	}
	m.restart(n)
}

// restart keeps some of the open nodes, and the root behind them.
func (m *matcher) restart(keep int) {
	m.open[keep] = root
	m.opened = keep + 1
}

// wordOf returns the number of a word that stands in rules.
func (t *Tables) wordOf(hash uint32) (word Place, ok bool) {
	mask := uint32(len(t.Hashes) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		switch t.Hashes[i] {
		case hash:
			return Place(i), true
		case 0:
			return 0, false
		}
	}
}

// found notes that a segment ends before token end, unless the word before it denies it.
func (m *matcher) found(segment Place, end int32) {
	size, count := m.Segments[segment][0], m.Segments[segment][1]
	length := int32(size &^ gapFollows)
	if m.denials>>length&1 != 0 {
		return
	}
	ending := m.Segments[int(segment)+1:][:count]
	for i := range ending {
		rule, before := ending[i][0], ending[i][1]
		if rule >= m.best {
			break // the others are less exact
		}
		if before != 0 && !m.before[before%filterSize] {
			continue
		}
		r := &m.Rules[rule]
		if m.precede(m.Inner[r.Inner:m.Rules[rule+1].Inner], end-length) && m.Conditions[r.When].hold(m.reply, m.command) {
			m.best = rule
			break
		}
	}
	if size&gapFollows != 0 {
		m.seen[m.count%maxOccurrences] = occurrence{segment, end}
		m.count++
		m.before[segment%filterSize] = true
	}
}

// length returns how many words a segment has.
func (t *Tables) length(segment Place) int32 { return int32(t.Segments[segment][0] &^ gapFollows) }

// precede reports whether the first segments of a rule were found, the last of them
// not more than a gap before token start.
func (m *matcher) precede(first []Place, start int32) bool {
	if len(first) == 0 {
		return true
	}
	want := first[len(first)-1]
	for i := m.count - 1; i >= max(m.count-maxOccurrences, 0); i-- {
		o := m.seen[i%maxOccurrences]
		if start-o.end > maxGap {
			return false
		}
		if o.segment == want && o.end <= start && m.precede(first[:len(first)-1], o.end-m.length(want)) {
			return true
		}
	}
	return false
}

// hold reports whether the conditions hold. One on the command does not if the command
// is not known.
func (c *Conditions) hold(r reply.Reply, cmd smtpcodes.Command) bool {
	return (c.Class == 0 || c.Class == r.Code.Class()) &&
		(c.Code == 0 || c.Code == r.Code) &&
		(c.Condition == 0 || c.Condition == r.Enhanced.Condition()) &&
		(c.Enhanced == 0 || c.Enhanced == r.Enhanced) &&
		(c.Command == 0 || c.Command == cmd)
}
