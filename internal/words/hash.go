package words

import "unicode/utf8"

// hasher makes the hash of a word from one octet after the other. It is FNV-1a, but for the
// sum, whose lower half depends on all of it: its lowest bits tell the group of a word.
type hasher uint32

const (
	emptyHash = 2166136261
	prime     = 16777619
)

func (h *hasher) add(c byte) { *h = (*h ^ hasher(c)) * prime }

func (h *hasher) addRune(r rune) {
	var buf [utf8.UTFMax]byte
	for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
		h.add(c)
	}
}

func (h hasher) sum() uint32 { return uint32(h ^ h>>16) }

// Place returns where a word with a hash stands in a table of some places. Its group, the
// words whose hashes end alike, has a shift by which each gets a place of its own.
func Place(hash uint32, shift uint16, places int) uint32 {
	mixed := (hash ^ uint32(shift)<<16) * 0x9e3779b1 // 2^32 over the golden ratio
	return uint32(uint64(mixed^mixed>>15) * uint64(places) >> 32)
}
