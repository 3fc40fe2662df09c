package cause

import (
	"cmp"
	"math"
	"slices"

	"github.com/smtpstatus/smtpstatus/internal/words"
	"github.com/smtpstatus/smtpstatus/reply"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// maxGap is how many tokens a gap may hold.
const maxGap = 8

// maxOpen and maxStarts bound what is kept while a reply is read, twice what any reply that
// was seen needs. In one that is made to need more, rules are missed.
const maxOpen, maxStarts = 48, 48

// matcher goes over the tokens of a reply with one set of rules.
type matcher struct {
	*Tables
	reply   reply.Reply
	command smtpcodes.Command
	best    Place
	index   int32          // of the token that was read last, from 1
	denies  bool           // whether that denies what follows
	open    [maxOpen]place // from which the next word may lead on
	opened  int
	starts  [maxStarts]start // at which words begin: the root, and the ends of gaps
	started int
	reached [maxOpen + maxStarts]Place // by the token
}

// place is a node, and what the number of a word is added to for the one to which it leads.
type place struct{ node, base Place }

// start is a place and the last token that may lead on from there.
type start struct {
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
	m.begin(root, math.MaxInt32)
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
	// Whether a word leads on is hardly ever foreseen: no branch depends on it.
	n := 0
	for i := range open {
		m.reached[n] = m.child(open[i], word)
		n += one(m.reached[n] != 0)
	}
	if !denied {
		starts, kept := m.starts[:m.started], 0
		for i := range starts {
			s := &starts[i]
			m.reached[n] = m.child(s.place, word)
			n += one(m.reached[n] != 0) & one(s.last >= m.index)
			starts[kept] = *s
			kept += one(s.last > m.index)
		}
		m.started = kept
	}
	for _, node := range m.reached[:n] {
		m.enter(node)
	}
}

// one returns 1 for true.
func one(b bool) int {
	if b {
		return 1
	}
	return 0
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

// child returns the node to which a word leads from a place, 0 if it leads nowhere.
func (t *Tables) child(p place, word Place) Place {
	child := p.base + word
	if int(child) >= len(t.Nodes) {
		child = 0
	}
	if t.Nodes[child][nodeParent] != p.node {
		child = 0
	}
	return child
}

// enter takes what is at a node: the rules that end there, and what may follow.
func (m *matcher) enter(node Place) {
	for rule := m.Nodes[node][nodeRule]; rule-1 < m.best-1; rule = m.next(rule) { // 0 is none: 0-1 is the greatest number
		if m.Conditions[m.Rules[rule].When].hold(m.reply, m.command) {
			m.best = rule
			break
		}
	}
	p := place{node, m.Nodes[node][nodeBase]}
	if p.base == 0 {
		return
	}
	if m.opened < maxOpen {
		m.open[m.opened] = p
		m.opened++
	}
	if behind := m.child(p, gapWord); behind != 0 {
		m.begin(behind, m.index+1+maxGap)
	}
}

// begin lets words begin at a node up to a token.
func (m *matcher) begin(node Place, last int32) {
	for i := range m.starts[:m.started] {
		if m.starts[i].node == node {
			m.starts[i].last = last
			return
		}
	}
	if m.started < maxStarts {
		m.starts[m.started] = start{place{node, m.Nodes[node][nodeBase]}, last}
		m.started++
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

// hold reports whether the conditions hold. One on the command does not if the command
// is not known.
func (c *Conditions) hold(r reply.Reply, cmd smtpcodes.Command) bool {
	return (c.Class == 0 || c.Class == r.Code.Class()) &&
		(c.Code == 0 || c.Code == r.Code) &&
		(c.Condition == 0 || c.Condition == r.Enhanced.Condition()) &&
		(c.Enhanced == 0 || c.Enhanced == r.Enhanced) &&
		(c.Command == 0 || c.Command == cmd)
}
