package words

import (
	"math/bits"
	"unicode/utf8"
)

// mix goes on in the hash of a word by its next eight octets, the first the lowest, 0 for
// those that are missing of the last eight.
func mix(hash, octets uint64) uint64 {
	hash = (hash ^ octets) * 0x9e3779b97f4a7c15 // 2^64 over the golden ratio
	return hash ^ hash>>32
}

// hasher makes the hash of a word from one octet after the other.
type hasher struct {
	hash uint64
	last uint64 // octets that are not mixed in yet
	size int    // how many they are
}

func (h *hasher) add(c byte) {
	h.last |= uint64(c) << (8 * h.size)
	if h.size++; h.size == 8 {
		h.hash, h.last, h.size = mix(h.hash, h.last), 0, 0
	}
}

func (h *hasher) addRune(r rune) {
	var buf [utf8.UTFMax]byte
	for _, c := range buf[:utf8.EncodeRune(buf[:], r)] {
		h.add(c)
	}
}

func (h *hasher) sum() uint32 {
	if h.size > 0 {
		return uint32(mix(h.hash, h.last))
	}
	return uint32(h.hash)
}

// In each octet: a one, and the highest bit.
const (
	ones  = 0x0101010101010101
	highs = 0x80 * ones
)

// letters returns the ASCII letters, in lower case, and digits that begin s, at most
// eight, and how many they are. It looks at the eight octets at once: an octet below
// 0x80 is at least c where adding 0x80-c sets its highest bit.
func letters(s string) (octets uint64, n int) {
	var x uint64
	if len(s) >= 8 {
		x = uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
	} else {
		for i := len(s) - 1; i >= 0; i-- {
			x = x<<8 | uint64(s[i])
		}
	}
	lower := x | 0x20*ones
	letter, digit := lower&^highs, x&^highs
	letter = (letter + (0x80-'a')*ones) &^ (letter + (0x7f-'z')*ones)
	digit = (digit + (0x80-'0')*ones) &^ (digit + (0x7f-'9')*ones)
	ends := ^((letter | digit) &^ x) & highs
	before := (ends&-ends)>>7 - 1 // all bits of the octets before the first end
	return lower & before, bits.TrailingZeros64(ends) / 8
}
