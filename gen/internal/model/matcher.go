package model

import (
	"cmp"
	"maps"
	"math"
	"math/bits"
	"slices"

	"github.com/smtpstatus/smtpstatus/internal/words"
)

// Matcher is the tables of cause.Tables.
type Matcher struct {
	Hashes []uint32
	Shifts []int
	Nodes  [][3]int
	Next   [][2]int

	alike [2]string // words that have one hash
}

// trie is a node while the tables are made.
type trie struct {
	children map[string]*trie // by word, "" for a gap
	rule     int              // the most exact that ends here
	place    int              // in Matcher.Nodes
	base     int              // what the number of a word is added to for the place of a child
}

func (n *trie) child(word string) *trie {
	if n.children == nil {
		n.children = make(map[string]*trie)
	}
	if n.children[word] == nil {
		n.children[word] = new(trie)
	}
	return n.children[word]
}

// compile makes the tables. Rules are numbered from 1 in their order.
func compile(rules []Observed) Matcher {
	var m Matcher
	var root trie
	var list []string
	known := make(map[string]bool)
	last := make(map[*trie]int) // rule that ends there
	for i, r := range rules {
		node := &root
		for place, segment := range r.segments {
			if place > 0 {
				node = node.child("")
			}
			for _, w := range segment {
				if !known[w] {
					known[w] = true
					list = append(list, w)
				}
				node = node.child(w)
			}
		}
		if node.rule == 0 {
			node.rule = i + 1
		} else {
			m.Next = append(m.Next, [2]int{last[node], i + 1})
		}
		last[node] = i + 1
	}
	slices.SortFunc(m.Next, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	m.arrange(&root, m.hash(list))
	return m
}

// hash makes the table of words, and returns their numbers, which are their places in it
// from 1. That of a gap is 0. The words of the largest groups look for places first.
func (m *Matcher) hash(list []string) map[string]int {
	m.Hashes = make([]uint32, len(list)+len(list)/16+1)
	m.Shifts = make([]int, 1<<bits.Len(uint(len(list)/4)))
	groups := make([][]uint32, len(m.Shifts))
	known := make(map[uint32]string)
	for _, w := range list {
		hash := words.Hash(w)
		if other, ok := known[hash]; ok || hash == 0 {
			m.alike = [2]string{w, other}
			continue
		}
		known[hash] = w
		group := &groups[hash&uint32(len(groups)-1)]
		*group = append(*group, hash)
	}
	order := make([]int, len(groups))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(len(groups[b]), len(groups[a])) })
	numbers := make(map[string]int, len(list))
	for _, i := range order {
		for m.Shifts[i] <= math.MaxUint16 && !m.place(groups[i], m.Shifts[i]) {
			m.Shifts[i]++
		}
		for _, hash := range groups[i] {
			numbers[known[hash]] = m.number(hash, m.Shifts[i])
		}
	}
	return numbers
}

func (m *Matcher) number(hash uint32, shift int) int {
	return int(words.Place(hash, uint16(shift), len(m.Hashes))) + 1
}

// place gives each word of a group its place by a shift, if all are free.
func (m *Matcher) place(group []uint32, shift int) bool {
	for i, hash := range group {
		at := m.number(hash, shift) - 1
		if m.Hashes[at] != 0 {
			for _, hash := range group[:i] {
				m.Hashes[m.number(hash, shift)-1] = 0
			}
			return false
		}
		m.Hashes[at] = hash
	}
	return true
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

	m.Nodes = make([][3]int, len(room.taken)+len(m.Hashes))
	for _, n := range nodes {
		for _, child := range n.children {
			m.Nodes[child.place][0] = n.place
		}
		m.Nodes[n.place][1], m.Nodes[n.place][2] = n.base, n.rule
	}
}

// room is the places that are taken.
type room struct {
	taken []bool
	first int // the first that is free
	size  int // how many places were looked for last
	start int // and where they were found
}

// take takes places that have these distances, and returns what was added to each, which
// is above 0. They are sorted. Where as many did not fit before is not tried again.
func (r *room) take(distances []int) int {
	if len(distances) != r.size {
		r.size, r.start = len(distances), r.first
	}
	r.start = max(r.start, r.first, distances[0]+1)
	for !r.fit(r.start-distances[0], distances) {
		r.start++
	}
	base := r.start - distances[0]
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

func (r *room) fit(base int, distances []int) bool {
	for _, d := range distances {
		if base+d < len(r.taken) && r.taken[base+d] {
			return false
		}
	}
	return true
}
