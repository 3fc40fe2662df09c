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
	Hashes  []uint32
	Parents []int
	Nodes   [][2]int
	Next    [][2]int

	words int       // in Hashes
	alike [2]string // two that have one hash
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
// from 1. That of a gap is 0.
func (m *Matcher) hash(list []string) map[string]int {
	numbers := make(map[string]int, len(list))
	m.words = len(list)
	m.Hashes = make([]uint32, 1<<bits.Len(uint(len(list)*4/3)))
	placed := make([]string, len(m.Hashes))
	for _, w := range list {
		hash := words.Hash(w)
		i := int(hash) & (len(m.Hashes) - 1)
		for m.Hashes[i] != 0 && m.Hashes[i] != hash {
			i = (i + 1) & (len(m.Hashes) - 1)
		}
		if hash == 0 || m.Hashes[i] != 0 {
			m.alike = [2]string{w, placed[i]}
		}
		placed[i] = w
		m.Hashes[i], numbers[w] = hash, i+1
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

	m.Nodes = make([][2]int, len(room.taken))
	m.Parents = make([]int, len(m.Nodes)+len(m.Hashes))
	for _, n := range nodes {
		for _, child := range n.children {
			m.Parents[child.place] = n.place
		}
		m.Nodes[n.place] = [2]int{n.base, n.rule}
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
