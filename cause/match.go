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

// filterWords is the size of a filter of segments.
const filterWords = 8

// matcher goes over the tokens of a reply with one set of rules.
type matcher struct {
	*Tables
	reply   reply.Reply
	command smtpcodes.Command
	best    Place
	index   int32             // of the token that was read last, from 1
	denials uint64            // a bit for each of the last tokens, the last one lowest: whether it denies
	open    [maxSegment]Place // nodes to which the last words lead, the longest way first
	opened  int
	seen    [maxOccurrences]occurrence // segments before a gap, the last ones found
	count   int
	before  [filterWords]uint64 // a bit for the segments before a gap that were found: some share one
}

// Match returns the number of the rule in t that decides about a reply to a command, 0
// if none does. It does not look at what was registered, nor at the codes alone.
func (t *Tables) Match(r reply.Reply, cmd smtpcodes.Command) int { return int(t.match(r, cmd, nil)) }

// match returns the number of the most exact rule whose words stand in the reply and
// whose conditions hold, 0 if there is none, and adds to notes, unless they are nil,
// what else the text holds.
func (t *Tables) match(r reply.Reply, cmd smtpcodes.Command, notes *notes) Place {
	m := matcher{Tables: t, reply: r, command: cmd, best: Place(len(t.Rules) - 1)}
	m.word(words.StartHash, true)
	for _, line := range r.Lines {
		scan := words.Scan(line)
		for {
			token, ok := scan.Next()
			if !ok {
				break
			}
			hash, isWord, host := token.Hash, token.Kind == words.Word, ""
			if !isWord {
				host = words.Host(token, line)
				hash, isWord = words.ListHash, knownList(host)
			}
			if notes != nil {
				notes.add(token, line[token.Start:token.End], host, isWord)
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
	word := Place(0)
	if isWord {
		word = m.wordOf(hash)
		if words.Negation(hash) {
			m.denials |= 1
		}
	}
	n := 0
	if word != 0 {
		for _, node := range m.open[:m.opened] {
			if node = m.step(node, word); node != 0 {
				m.open[n] = node
				n++
			}
		}
		if node := m.Roots[word]; node != 0 && n < maxSegment {
			m.open[n] = node
			n++
		}
		for _, node := range m.open[:n] {
			if segment := m.NodeSegment[node]; segment != 0 {
				m.found(segment, m.index)
			}
		}
	}
	m.opened = n
}

// wordOf returns the number of a word that stands in rules, 0 for others.
func (t *Tables) wordOf(hash uint32) Place {
	mask := uint32(len(t.Slots) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		if word := t.Slots[i]; word == 0 || t.Hashes[word] == hash {
			return word
		}
	}
}

// step follows a word from a node, 0 if it leads nowhere.
func (t *Tables) step(node, word Place) Place {
	low, high := t.NodeChild[node], t.NodeChild[node+1]
	for low < high {
		middle := low + (high-low)/2
		switch w := t.NodeWord[middle]; {
		case w == word:
			return middle
		case w < word:
			low = middle + 1
		default:
			high = middle
		}
	}
	return 0
}

// found notes that a segment ends before token end, unless the word before it denies it.
func (m *matcher) found(segment Place, end int32) {
	size := m.SegmentSize[segment]
	if m.denials>>(size&^gapFollows)&1 != 0 {
		return
	}
	start := end - int32(size&^gapFollows)
	for use := m.SegmentUses[segment]; use < m.SegmentUses[segment+1]; use++ {
		rule := m.UseRule[use]
		if rule >= m.best {
			break // the others are less exact
		}
		if before := m.UseBefore[use]; before != 0 && m.before[before/64%filterWords]&(1<<(before%64)) == 0 {
			continue
		}
		r := &m.Rules[rule]
		if m.precede(m.Inner[r.Inner:m.Rules[rule+1].Inner], start) && m.Conditions[r.When].hold(m.reply, m.command) {
			m.best = rule
			break
		}
	}
	if size&gapFollows != 0 {
		m.seen[m.count%maxOccurrences] = occurrence{segment, end}
		m.count++
		m.before[segment/64%filterWords] |= 1 << (segment % 64)
	}
}

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
		if o.segment == want && o.end <= start && m.precede(first[:len(first)-1], o.end-int32(m.SegmentSize[want]&^gapFollows)) {
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
