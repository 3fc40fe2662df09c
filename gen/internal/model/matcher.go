package model

import (
	"cmp"
	"maps"
	"math/bits"
	"slices"

	"github.com/smtpstatus/smtpstatus/internal/words"
)

// Matcher is the tables of cause.Tables.
type Matcher struct {
	Hashes   []uint32
	Nodes    [][3]int // what a word is added to may be below 0: places wrap around
	Segments [][2]int
	Inner    []int

	words int    // in Hashes
	alike string // one that has the hash of another
}

// gapFollows marks the size of a segment that a gap follows in some rule.
const gapFollows = 0x80

// trie is a node while the tables are made.
type trie struct {
	children map[string]*trie
	segment  *segment // that ends here
	place    int      // in Matcher.Nodes
	base     int      // what the number of a word is added to for the place of a child
}

// segment is words between gaps.
type segment struct {
	size  int      // its words, and gapFollows
	rules []ending // that end in it
	place int      // in Matcher.Segments
}

// ending is a rule and its last segment but one.
type ending struct {
	rule   int
	before *segment
}

// compile makes the tables. Rules are numbered from 1 in their order.
func compile(rules []Observed) Matcher {
	root := &trie{children: make(map[string]*trie)}
	var list []string
	var segments, inner []*segment
	known := make(map[string]bool)
	for i, r := range rules {
		rules[i].Segments = len(inner)
		for place, text := range r.segments {
			node := root
			for _, w := range text {
				if !known[w] {
					known[w] = true
					list = append(list, w)
				}
				if node.children[w] == nil {
					node.children[w] = &trie{children: make(map[string]*trie)}
				}
				node = node.children[w]
			}
			if node.segment == nil {
				node.segment = &segment{size: len(text)}
				segments = append(segments, node.segment)
			}
			if place < len(r.segments)-1 {
				node.segment.size |= gapFollows
				inner = append(inner, node.segment)
				continue
			}
			e := ending{rule: i + 1}
			if place > 0 {
				e.before = inner[len(inner)-1]
			}
			node.segment.rules = append(node.segment.rules, e)
		}
	}

	m := Matcher{Segments: make([][2]int, 1)}
	for _, s := range segments {
		s.place = len(m.Segments)
		m.Segments = append(m.Segments, make([][2]int, 1+len(s.rules))...)
	}
	for _, s := range segments {
		m.Segments[s.place] = [2]int{s.size, len(s.rules)}
		for i, e := range s.rules {
			m.Segments[s.place+1+i][0] = e.rule
			if e.before != nil {
				m.Segments[s.place+1+i][1] = e.before.place
			}
		}
	}
	for _, s := range inner {
		m.Inner = append(m.Inner, s.place)
	}
	m.arrange(root, m.hash(list))
	return m
}

// hash makes the table of words, and returns their numbers, which are their places in it.
func (m *Matcher) hash(list []string) map[string]int {
	numbers := make(map[string]int, len(list))
	m.words = len(list)
	m.Hashes = make([]uint32, 1<<bits.Len(uint(len(list)*3/2)))
	for _, w := range list {
		hash := words.Hash(w)
		i := int(hash) & (len(m.Hashes) - 1)
		for m.Hashes[i] != 0 && m.Hashes[i] != hash {
			i = (i + 1) & (len(m.Hashes) - 1)
		}
		if hash == 0 || m.Hashes[i] != 0 {
			m.alike = w
		}
		m.Hashes[i], numbers[w] = hash, i
	}
	return numbers
}

// arrange gives each node a place so that its children are found by one look: they
// stand where the numbers of their words lead from the base of the node. Those with the
// most brothers look for room first, and single ones fill what is left. Place 0 stays
// empty, and 1 is the root's.
func (m *Matcher) arrange(root *trie, numbers map[string]int) {
	nodes := []*trie{root}
	for i := 0; i < len(nodes); i++ {
		for _, w := range slices.Sorted(maps.Keys(nodes[i].children)) {
			nodes = append(nodes, nodes[i].children[w])
		}
	}
	parents := slices.DeleteFunc(slices.Clone(nodes), func(n *trie) bool { return len(n.children) == 0 })
	slices.SortStableFunc(parents, func(a, b *trie) int { return cmp.Compare(len(b.children), len(a.children)) })

	root.place = 1
	room := room{taken: []bool{true, true}, first: 2}
	for _, n := range parents {
		var places []int
		for w := range n.children {
			places = append(places, numbers[w])
		}
		slices.Sort(places)
		n.base = room.take(places)
		for w, child := range n.children {
			child.place = n.base + numbers[w]
		}
	}

	m.Nodes = make([][3]int, len(room.taken))
	for _, n := range nodes {
		for _, child := range n.children {
			m.Nodes[child.place][0] = n.place
		}
		m.Nodes[n.place][1] = n.base
		if n.segment != nil {
			m.Nodes[n.place][2] = n.segment.place
		}
	}
}

// room is the places that are taken.
type room struct {
	taken []bool
	first int // the first that is free
}

// take takes the first places that have these distances, and returns what was added to
// each, which is never 0. They are sorted.
func (r *room) take(distances []int) int {
	for start := r.first; ; start++ {
		base := start - distances[0]
		if base == 0 || slices.ContainsFunc(distances, func(d int) bool { return base+d < len(r.taken) && r.taken[base+d] }) {
			continue
		}
		last := base + distances[len(distances)-1]
		r.taken = append(r.taken, make([]bool, max(last+1-len(r.taken), 0))...)
		for _, d := range distances {
			r.taken[base+d] = true
		}
		for r.first < len(r.taken) && r.taken[r.first] {
			r.first++
		}
		return base
	}
}
