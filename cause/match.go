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

// maxOpen and maxGaps bound what is kept while a reply is read, more than any reply that was
// seen needs. In one that is made to need more, rules are missed.
const maxOpen, maxGaps, maxReached = 48, 79, maxOpen + maxGaps + 1 // a power of 2

// matcher goes over the tokens of a reply with one set of rules. How many nodes a token
// reaches is hardly ever foreseen: most of what depends on it is done without branches.
type matcher struct {
	*Tables
	reply   *reply.Reply
	command smtpcodes.Command
	best    Place
	denies  bool // whether the token that was read last denies what follows
	index   uint // of that token, from 1

	// From these places the next word may lead on: those that the token reached, and above
	// them those behind gaps, in the order in which tokens reached them.
	places [maxReached]place
	opened uint             // how many the token reached
	end    uint             // of those behind gaps, which begin at maxOpen
	since  [2 * maxGap]uint // how many those were before each of the last tokens
	seen   uint64           // a bit for each node behind a gap that was ever added

	reached [maxReached]Place // by the token
}

// placeOf returns a node with its base, to which the number of a word is added for the node
// to which it leads.
func placeOf(node, base Place) place { return place(node) | place(base)<<placeBits }

func (p place) node() Place { return Place(p) }

func (p place) child(word Place) Place { return Place(p>>placeBits) + word }

// noPlace is one from which no word leads on.
const noPlace = place(1<<placeBits - 1)

// Match returns the number of the rule in t that decides about a reply to a command, 0
// if none does. It does not look at what was registered, nor at the codes alone.
func (t *Tables) Match(r reply.Reply, cmd smtpcodes.Command) int { return int(t.match(&r, cmd, nil)) }

// match returns the number of the most exact rule whose words stand in the reply and
// whose conditions hold, 0 if there is none, and adds to notes, unless they are nil,
// what else the text holds.
func (t *Tables) match(r *reply.Reply, cmd smtpcodes.Command, notes *notes) Place {
	var m matcher // made in its place: a literal would be copied
	m.Tables, m.reply, m.command, m.best = t, r, cmd, Place(len(t.Rules))
	m.end = maxOpen
	m.word(words.StartHash, true)
	for _, line := range r.Lines {
		line, _ = words.InReplyTo(line)
		scan := words.Scan(line)
		for {
			token, ok := scan.Next()
			if !ok {
				break
			}
			if token.Kind == words.Word {
				if notes != nil {
					notes.word(token.Hash, token.Text)
				}
				m.word(token.Hash, true)
				continue
			}
			host := token.Host()
			known := lookup(host)
			if notes != nil {
				notes.other(token, host, known)
			}
			m.word(words.ListHash, known.list())
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
	from, to := m.behind(m.index-1), m.end
	m.since[m.index%uint(len(m.since))] = m.end - maxOpen
	if m.denies {
		to = from
	}
	denied := m.denies
	m.denies = isWord && words.Negation(hash)
	from -= m.opened
	m.opened = 0
	if !isWord {
		return
	}
	word := m.wordOf(hash)
	if word == 0 {
		return
	}
	nodes, n := m.Nodes, uint(0)
	if !denied {
		m.reached[0] = nodes[root][nodeBase] + word
		n = one(nodes[m.reached[0]][nodeParent] == root)
	}
	for ; from < to; from++ {
		p := m.places[from%maxReached]
		child := p.child(word)
		m.reached[n%maxReached] = child
		n += one(nodes[child][nodeParent] == p.node())
	}
	m.enter(m.reached[:n])
}

// one returns 1 for true.
func one(b bool) uint {
	if b {
		return 1
	}
	return 0
}

// wordOf returns the number of a word that stands in rules, 0 for others.
func (t *Tables) wordOf(hash uint32) Place {
	i := words.Place(hash, t.Shifts[hash&uint32(len(t.Shifts)-1)], len(t.Hashes))
	if t.Hashes[i] != hash {
		return 0
	}
	return Place(i) + 1
}

// behind returns where the places behind gaps begin from which the token after one may go on.
func (m *matcher) behind(index uint) uint {
	return maxOpen + m.since[(index-maxGap)%uint(len(m.since))]
}

// enter takes what is at nodes: the rules that end there, and what may follow.
func (m *matcher) enter(nodes []Place) {
	if m.end+uint(len(nodes)) > maxOpen+maxGaps {
		m.makeRoom()
	}
	t := m.Tables
	first, opened, end := m.behind(m.index), uint(0), m.end
	for _, node := range nodes {
		n := &t.Nodes[node]
		if n[nodeRule]-1 < m.best-1 { // 0 is none: 0-1 is the greatest number
			m.decide(n[nodeRule])
		}
		base := n[nodeBase]
		if base == 0 {
			continue
		}
		if opened < maxOpen {
			opened++
			m.places[(first-opened)%maxReached] = placeOf(node, base)
		}
		gap := base + gapWord
		g := &t.Nodes[gap]
		isGap := one(g[nodeParent] == node)
		bit := uint64(isGap) << (gap % 64)
		if m.seen&bit != 0 {
			m.forget(gap)
		}
		m.seen |= bit
		if end < maxOpen+maxGaps {
			m.places[end] = placeOf(gap, g[nodeBase])
			end += isGap
		}
	}
	m.opened, m.end = opened, end
}

// forget takes a node out of those behind gaps that were known before the token, since it
// comes anew.
func (m *matcher) forget(node Place) {
	for i := m.behind(m.index); i < m.end; i++ {
		if m.places[i].node() == node {
			m.places[i] = noPlace
		}
	}
}

// makeRoom drops the places behind gaps from which no word goes on anymore.
func (m *matcher) makeRoom() {
	first := m.behind(m.index)
	m.end = maxOpen + uint(copy(m.places[maxOpen:], m.places[first:m.end]))
	for i := range m.since {
		m.since[i] -= min(m.since[i], first-maxOpen)
	}
}

// decide takes the most exact of rules with the same words whose conditions hold.
func (m *matcher) decide(rule Place) {
	for ; rule-1 < m.best-1; rule = m.next(rule) {
		if when := m.rule(rule).When; when == 0 || m.Conditions[when].hold(m.reply, m.command) {
			m.best = rule
			return
		}
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
func (c *Conditions) hold(r *reply.Reply, cmd smtpcodes.Command) bool {
	return (c.Class == 0 || c.Class == r.Code.Class()) &&
		(c.Code == 0 || c.Code == r.Code) &&
		(c.Condition == 0 || c.Condition == r.Enhanced.Condition()) &&
		(c.Enhanced == 0 || c.Enhanced == r.Enhanced) &&
		(c.Command == 0 || c.Command == cmd)
}
