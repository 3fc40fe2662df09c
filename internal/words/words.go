// Package words splits the text of a reply into the words that rules are made of.
// The generator and the matcher share it, so that both see the same words.
package words

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Kind is what a [Token] is.
type Kind uint8

// The kinds of token.
const (
	Word   Kind = iota // letters and digits
	Opaque             // an address, a host name, an IP address, a dotted number
	Link               // a URL
)

// Token is a piece of a text.
type Token struct {
	Kind       Kind
	Start, End int    // in the text
	Hash       uint32 // of a Word: of its letters in lower case, without apostrophes
}

// Scanner goes over a text.
type Scanner struct {
	text string
	pos  int
	tag  int // the end of a tag inside a URL, whose words are read; 0 outside of one
	link int // where the text goes on after that URL
}

// Scan starts at the beginning of a text.
func Scan(text string) Scanner { return Scanner{text: text} }

// Next returns the next token; ok is false at the end.
func (s *Scanner) Next() (t Token, ok bool) {
	if s.tag > 0 {
		if t, ok = s.nextOfTag(); ok {
			return t, true
		}
	}
	for s.pos < len(s.text) {
		start := s.pos
		if c := s.text[start]; c < utf8.RuneSelf && !isLetter(c) {
			s.pos++
			continue
		}
		if hash, n := plainWord(s.text[start:]); n > 0 {
			s.pos += n
			return Token{Kind: Word, Start: start, End: s.pos, Hash: hash}, true
		}
		if t, ok = s.other(); ok {
			return t, true
		}
	}
	return Token{}, false
}

// other reads a link, an opaque token or a word, or goes on behind a character that begins
// none.
func (s *Scanner) other() (t Token, ok bool) {
	start, rest := s.pos, s.text[s.pos:]
	if n := linkLen(rest); n > 0 {
		return s.readLink(n), true
	}
	if n := opaqueLen(rest); n > 0 {
		t = Token{Kind: Opaque, Start: start, End: start + n}
		if n < len(rest) && rest[n] == '/' && Host(t, s.text) != "" {
			return s.readLink(urlLen(rest)), true
		}
		s.pos += n
		return t, true
	}
	if hash, n := word(rest); n > 0 {
		s.pos += n
		return Token{Kind: Word, Start: start, End: s.pos, Hash: hash}, true
	}
	_, n := utf8.DecodeRuneInString(rest)
	s.pos += n
	return Token{}, false
}

// readLink reads a link of some octets, and finds the tag that it may have.
func (s *Scanner) readLink(n int) Token {
	start := s.pos
	s.pos += n
	if from, to := linkTag(s.text[start:s.pos]); to > 0 {
		s.link, s.tag, s.pos = s.pos, start+to, start+from
	}
	return Token{Kind: Link, Start: start, End: start + n}
}

// nextOfTag returns the next word of a tag inside a URL, and goes on behind that URL at
// its end.
func (s *Scanner) nextOfTag() (t Token, ok bool) {
	for s.pos < s.tag {
		start := s.pos
		hash, n := word(s.text[start:s.tag])
		s.pos += max(n, 1)
		if n > 0 {
			return Token{Kind: Word, Start: start, End: s.pos, Hash: hash}, true
		}
	}
	s.pos, s.tag = s.link, 0
	return Token{}, false
}

func isDigit(c byte) bool  { return c-'0' <= 9 }
func isLetter(c byte) bool { return isDigit(c) || (c|0x20)-'a' <= 'z'-'a' }

// tags are what stands in URLs of pages that tell a reply apart: Gmail's reasons, the
// pages about SPF, and that of qmail about bare LF. The words of a tag are read from
// skip on, and after it as far as letters go.
var tags = [...]struct {
	mark string
	skip int
}{
	{"?p=", len("?")},
	{"openspf", 0},
	{"/docs/smtplf", len("/docs/")},
}

// linkTag returns where a tag stands in a URL; to is 0 if there is none.
func linkTag(url string) (from, to int) {
	for _, t := range tags {
		if i := strings.Index(url, t.mark); i >= 0 {
			end := i + len(t.mark)
			return i + t.skip, end + tagLen(url[end:])
		}
	}
	return 0, 0
}

// tagLen returns how many of the first octets are letters.
func tagLen(s string) int {
	n := 0
	for n < len(s) && isLetter(s[n]) {
		n++
	}
	return n
}

// plainWord reads a word of ASCII letters and digits behind which no more can follow,
// as most are, and returns 0 for what may be anything else.
func plainWord(s string) (hash uint32, n int) {
	state := uint64(0)
	for {
		octets, size := letters(s[n:])
		if size > 0 {
			state = mix(state, octets)
		}
		n += size
		if size < 8 {
			break
		}
	}
	if n < len(s) && !endsWord[s[n]] && (s[n] != '.' && s[n] != ':' || n+1 < len(s) && s[n+1] != ' ') {
		return 0, 0
	}
	return uint32(state), n
}

// endsWord has what may stand behind a word, but for a point and a colon, which do at the
// end of a sentence.
var endsWord = [256]bool{' ': true, ',': true, ';': true, '!': true, '?': true, '(': true, ')': true, '<': true, '>': true, '[': true, ']': true, '"': true}

// word reads the word that begins s and returns its hash and length, 0 if none
// does.
func word(s string) (hash uint32, n int) {
	var h hasher
	for n < len(s) {
		c := s[n]
		switch {
		case isDigit(c):
			h.add(c)
			n++
		case isLetter(c):
			h.add(c | 0x20)
			n++
		case c == '\'' && n > 0 && n+1 < len(s) && isLetter(s[n+1]):
			n++
		case c >= utf8.RuneSelf:
			r, size := utf8.DecodeRuneInString(s[n:])
			switch {
			case r == '\u2019' && n > 0:
				n += size
				continue
			case !unicode.IsLetter(r):
				return h.sum(), n
			case ideograph(r):
				if n > 0 {
					return h.sum(), n
				}
				h.addRune(r)
				return h.sum(), size
			}
			h.addRune(unicode.ToLower(r))
			n += size
		default:
			return h.sum(), n
		}
	}
	return h.sum(), n
}

// ideograph reports whether a character is a word of its own.
func ideograph(r rune) bool {
	return r >= 0x3040 && r < 0xa000 || r >= 0xf900 && r < 0xfb00 || r >= 0x20000
}

// Words that stand for what is none: the host of a list of addresses or domains that
// is known, by itself or in a URL; the start of a reply's text; and its end.
const (
	ListWord  = "zzblocklistzz"
	StartWord = "zzstartzz"
	EndWord   = "zzendzz"
)

// The [Hash] of these words.
const (
	ListHash  = 0x404e5049
	StartHash = 0x30f7f97d
	EndHash   = 0xc97a38fa
)

// Negation reports whether a word with a hash denies what follows it: "not full". It is
// asked of each word, and nearly always in vain.
func Negation(hash uint32) bool {
	return hash == 0x06f905a0 || hash == 0xab81e0e3 || hash == 0x6f1870c5 || hash == 0x89bde503 || hash == 0x57635796 || hash == 0xf453d7e3
}

// Negations are the words for which [Negation] is true.
var Negations = [...]string{"not", "isnt", "arent", "wasnt", "never", "no"}

// Host returns the host name that an [Opaque] token or a [Link] has, "" if none.
func Host(t Token, text string) string {
	text = text[t.Start:t.End]
	if t.Kind == Link {
		if i := strings.Index(text, "://"); i >= 0 {
			text = text[i+len("://"):]
		}
		if i := strings.IndexAny(text, "/:?#"); i >= 0 {
			text = text[:i]
		}
	}
	if t.Kind == Word || strings.IndexByte(text, '@') >= 0 || strings.IndexByte(text, '.') < 0 {
		return ""
	}
	if c := text[len(text)-1]; isDigit(c) || !isLetter(c) {
		return ""
	}
	return text
}

// Below reports whether a host is a domain or a name below it.
func Below(host, domain string) bool {
	rest := len(host) - len(domain)
	return rest >= 0 && (rest == 0 || host[rest-1] == '.') && strings.EqualFold(host[rest:], domain)
}

// endLen is how many of the last octets of a host [Ending] looks at.
const endLen = 6

// Ending returns a number below 1024 for the end of a host, the same for all that are
// [Below] a domain of at least as many octets as it looks at.
func Ending(host string) uint32 {
	h := uint32(0)
	for i := max(len(host)-endLen, 0); i < len(host); i++ {
		h = h*33 ^ uint32(host[i]|0x20)
	}
	return h & 1023
}

// Hash returns the hash of a word.
func Hash(text string) uint32 {
	hash, _ := word(text)
	return hash
}

// Normal returns a word as its hash sees it.
func Normal(word string) string {
	return strings.Map(func(r rune) rune {
		if r == '\'' || r == '\u2019' {
			return -1
		}
		return unicode.ToLower(r)
	}, word)
}

// linkLen returns the length of the URL that begins s, 0 if none does.
func linkLen(s string) int {
	if len(s) < len("www.a.b") || s[0]|0x20 != 'h' && s[0]|0x20 != 'w' {
		return 0
	}
	if !hasPrefix(s, "http://") && !hasPrefix(s, "https://") && !hasPrefix(s, "www.") {
		return 0
	}
	return urlLen(s)
}

// endsLink has the marks that stand in no URL.
var endsLink = [256]bool{'<': true, '>': true, '"': true, '\'': true, '(': true, ')': true, '[': true, ']': true}

// urlLen returns how many octets of s belong to the URL that begins it.
func urlLen(s string) int {
	n := 0
	for n < len(s) && s[n] > ' ' && s[n] < utf8.RuneSelf && !endsLink[s[n]] {
		n++
	}
	for n > 0 && strings.IndexByte(".,;:!?", s[n-1]) >= 0 {
		n--
	}
	return n
}

// InReplyTo splits a line before what Postfix writes behind a reply that it quotes: "(in
// reply to RCPT TO command)", with at most two marks at the end. The command is ""
// if that is not there.
func InReplyTo(line string) (text, command string) {
	if line == "" || isLetter(line[len(line)-1]) || strings.IndexByte(line[max(len(line)-3, 0):], ')') < 0 {
		return line, ""
	}
	text, rest, ok := strings.Cut(line, "(in reply to ")
	if command, _, ends := strings.Cut(rest, " command)"); ok && ends {
		return text, command
	}
	return line, ""
}

// hasPrefix is strings.HasPrefix without regard to case; prefix is in lower case.
func hasPrefix(s, prefix string) bool {
	if len(s) < len(prefix) {
		return false
	}
	for i := range len(prefix) {
		c := s[i]
		if c-'A' <= 'Z'-'A' {
			c += 'a' - 'A'
		}
		if c != prefix[i] {
			return false
		}
	}
	return true
}

// longestOpaque bounds how far opaqueLen looks, so that a hostile text costs little.
const longestOpaque = 320

// opaqueLen returns the length of the address, host name, IP address or dotted
// number that begins s, 0 if none does.
func opaqueLen(s string) int {
	s = s[:min(len(s), longestOpaque)]
	n, dots, colons, at := 0, 0, 0, -1
	hasLetter := false // what follows the last dot
	digitsOnly := true
	label := 0 // where the last label begins
scan:
	for n < len(s) {
		octets, size := letters(s[n:])
		if octets&(0x40*ones) != 0 { // no digit has this bit
			hasLetter, digitsOnly = true, false
		}
		if n += size; n == len(s) || size == 8 {
			continue
		}
		switch c := s[n]; c {
		case '.':
			if n+1 == len(s) || !isLetter(s[n+1]) {
				break scan
			}
			dots++
			hasLetter, label = false, n+1
		case '-', '_':
			digitsOnly = false
		case '+', '=', '%', '/', '*', '&', '#', '~':
			if c == '/' && at >= 0 || !addressAhead(s[n:]) {
				break scan
			}
			digitsOnly = false
		case '@':
			if n == 0 || at >= 0 {
				break scan
			}
			at, dots, label, digitsOnly = n, 0, n+1, false
		case ':':
			if at >= 0 || n+1 == len(s) || !isHex(s[n+1]) && s[n+1] != ':' {
				break scan // behind an address stands what is said of it
			}
			colons++
		default:
			break scan
		}
		n++
	}
	for n > 0 && (s[n-1] == '-' || s[n-1] == '_') {
		n--
	}
	switch {
	case at > 0 && n > at+1:
		return n
	case colons >= 2 && allHex(s[:n]):
		return n
	case colons > 0:
		return opaqueLen(s[:strings.IndexByte(s, ':')])
	case dots == 0:
		return 0
	case digitsOnly:
		return n
	case hasLetter && topLevel(s[label:n]):
		return n
	}
	return 0
}

// addressAhead reports whether an at sign follows before the word ends.
func addressAhead(s string) bool {
	for i := range len(s) {
		c := s[i]
		if c == '@' {
			return true
		}
		if c <= ' ' || i > 64 || strings.IndexByte("<>()[]{},;:\"'", c) >= 0 {
			return false
		}
	}
	return false
}

func isHex(c byte) bool { return isDigit(c) || (c|0x20)-'a' <= 'f'-'a' }

func allHex(s string) bool {
	for i := range len(s) {
		if c := s[i]; !isHex(c) && c != ':' && c != '.' {
			return false
		}
	}
	return true
}

// topLevel reports whether a label may end a host name. A sentence that goes on
// without a space, "full.It", is none: its capital tells.
func topLevel(s string) bool {
	if len(s) > 1 && s[0]-'A' <= 'Z'-'A' && s[1]-'a' <= 'z'-'a' {
		return false
	}
	if len(s) == 2 {
		return !isDigit(s[0]) && !isDigit(s[1])
	}
	switch strings.ToLower(s) {
	case "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "mobi", "arpa", "local", "localdomain", "localhost", "lan",
		"internal", "invalid", "test", "example", "domain", "online", "shop", "site", "xyz", "top", "club", "cloud", "app", "dev", "email", "tech", "html", "htm", "php":
		return true
	}
	return false
}
