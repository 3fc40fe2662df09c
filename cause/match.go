package cause

import (
	"cmp"
	"slices"

	"github.com/smtpstatus/smtpstatus/internal/words"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// maxGap is how many tokens a gap may hold.
const maxGap = 8

// maxOpen and maxGaps bound what is kept while a reply is read: over all that any reply
// needs but one that is made to need more.
const maxOpen, maxGaps = 64, 64

// matcher goes over the tokens of a reply with one set of rules.
type matcher struct {
	*Tables
	reply   reply.Reply
	command smtpcodes.Command
	best    Place
	index   int32 // of the token that was read last, from 1
	denies  bool  // whether that denies what follows
	root    place
	open    [maxOpen]place // from which the next word may lead on
	opened  int
	gaps    [maxGaps]gap // behind which words may begin, from first to count, in their order
	first   int
	count   int
	reached [maxOpen + 1 + maxGaps]Place // by the token
}

// place is a node, and what a word is added to for the one to which it leads.
type place struct{ node, children Place }

// gap is the end of a gap, and the last token at which words may begin behind it.
type gap struct {
	place
	last int32
}

// Match returns the number of the rule in t that decides about a reply to a command, 0
// if none does. It does not look at what was registered, nor at the codes alone.
func (t *Tables) Match(r reply.Reply, cmd smtpcodes.Command) int { return int(t.match(r, cmd, nil)) }

// match returns the number of the most exact rule whose words stand in the reply and
// whose conditions hold, 0 if there is none, and adds to notes, unless they are nil,
// what else the text holds.
func (t *Tables) match(r reply.Reply, cmd smtpcodes.Command, notes *notes) Place {
	var m matcher // made in its place: a literal would be copied
	m.Tables, m.reply, m.command, m.best = t, r, cmd, Place(len(t.Rules))
	m.root = m.at(root)
	m.word(words.StartHash, true)
	for _, line := range r.Lines {
		line, _ = words.InReplyTo(line)
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
	if int(m.best) == len(t.Rules) {
		return 0
	}
	return m.best
}

// word goes on by a token: a word with a hash, or one that no rule has.
func (m *matcher) word(hash uint32, isWord bool) {
	m.index++
	denied := m.denies
	m.denies = isWord && words.Negation(hash)
	open := m.open[:m.opened]
	m.opened = 0
	if !isWord {
		return
	}
	word := m.wordOf(hash)
	if word == 0 {
		return
	}
	n := 0
	for _, p := range open {
		if node := m.child(p, word); node != 0 {
			m.reached[n] = node
			n++
		}
	}
	if !denied {
		if node := m.child(m.root, word); node != 0 {
			m.reached[n] = node
			n++
		}
		m.forget()
		for _, gap := range m.gaps[m.first:m.count] {
			if node := m.child(gap.place, word); node != 0 {
				m.reached[n] = node
				n++
			}
		}
	}
	for _, node := range m.reached[:n] {
		m.enter(node)
	}
}

// wordOf returns the number of a word that stands in rules, 0 for others.
func (t *Tables) wordOf(hash uint32) Place {
	mask := uint32(len(t.Hashes) - 1)
	for i := hash & mask; ; i = (i + 1) & mask {
		switch t.Hashes[i] {
		case hash:
			return Place(i) + 1
		case 0:
			return 0
		}
	}
}

func (t *Tables) at(node Place) place { return place{node, t.Nodes[node][nodeChildren]} }

// child returns the node to which a word, or a gap, leads from a place, 0 if it leads
// nowhere.
func (t *Tables) child(p place, word Place) Place {
	child := p.children + word
	if int(child) < len(t.Nodes) && t.Nodes[child][nodeParent] == p.node {
		return child
	}
	return 0
}

// enter takes what is at a node: the rules that end there, and what may follow.
func (m *matcher) enter(node Place) {
	for rule := m.Nodes[node][nodeRule]; rule != 0 && rule < m.best; rule = m.next(rule) {
		if m.Conditions[m.Rules[rule].When].hold(m.reply, m.command) {
			m.best = rule
			break
		}
	}
	p := m.at(node)
	if p.children == 0 {
		return
	}
	if m.opened < maxOpen {
		m.open[m.opened] = p
		m.opened++
	}
	if behind := m.child(p, gapWord); behind != 0 {
		m.begin(behind)
	}
}

// next returns the next less exact rule with the words of a rule, 0 if there is none.
func (t *Tables) next(rule Place) Place {
	i, ok := slices.BinarySearchFunc(t.Next, rule, func(pair [2]Place, rule Place) int { return cmp.Compare(pair[0], rule) })
	if !ok {
		return 0
	}
	return t.Next[i][1]
}

// begin begins a gap that ends at a node, or begins it anew.
func (m *matcher) begin(node Place) {
	for i := m.first; i < m.count; i++ {
		if m.gaps[i].node == node {
			m.count = i + copy(m.gaps[i:], m.gaps[i+1:m.count])
		}
	}
	if m.count < maxGaps {
		m.gaps[m.count] = gap{m.at(node), m.index + 1 + maxGap}
		m.count++
	}
}

// forget drops the gaps that are too long now, which are the first.
func (m *matcher) forget() {
	for m.first < m.count && m.gaps[m.first].last < m.index {
		m.first++
	}
	if m.first >= maxGaps/4 {
		m.count = copy(m.gaps[:], m.gaps[m.first:m.count])
		m.first = 0
	}
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
