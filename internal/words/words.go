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
	Opaque             // an address, an IP address, a dotted number
	Host               // a host name
	Link               // a URL
)

// Token is a piece of a text.
type Token struct {
	Kind  Kind
	Hash  uint32 // of a Word: of its letters in lower case, without apostrophes
	Start int    // in the text
	Text  string
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
		text, start := s.text, s.pos
		for lower[text[start]] == 0 && text[start] < utf8.RuneSelf {
			if start++; start == len(text) {
				return Token{}, false
			}
		}
		// Most words are of ASCII letters and digits behind which no more can follow.
		hash, end := hasher(emptyHash), start
		for end < len(text) && lower[text[end]] != 0 {
			hash.add(lower[text[end]])
			end++
		}
		if end > start && endsWord(text[end:]) {
			s.pos = end
			return Token{Word, hash.sum(), start, text[start:end]}, true
		}
		s.pos = start
		if t, ok = s.other(end - start); ok {
			return t, true
		}
	}
	return Token{}, false
}

// endsWord reports whether a word ends before a text: a point and a colon end it at the end of
// a sentence.
func endsWord(rest string) bool {
	return rest == "" || marks[rest[0]] || (rest[0] == '.' || rest[0] == ':') && (len(rest) == 1 || rest[1] == ' ')
}

// marks has what always ends a word.
var marks = [256]bool{' ': true, ',': true, ';': true, '!': true, '?': true, '(': true, ')': true, '<': true, '>': true, '[': true, ']': true, '"': true}

// other reads a link, an opaque token or a word, or goes on behind a character that begins
// none. So many ASCII letters and digits are known to stand here.
func (s *Scanner) other(letters int) (t Token, ok bool) {
	start, rest := s.pos, s.text[s.pos:]
	if n := linkLen(rest); n > 0 {
		return s.readLink(n), true
	}
	if kind, n := opaque(rest, letters); n > 0 {
		if kind == Host && n < len(rest) && rest[n] == '/' {
			return s.readLink(urlLen(rest)), true
		}
		s.pos += n
		return Token{Kind: kind, Start: start, Text: rest[:n]}, true
	}
	if hash, n := word(rest); n > 0 {
		s.pos += n
		return Token{Word, hash, start, rest[:n]}, true
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
	return Token{Kind: Link, Start: start, Text: s.text[start : start+n]}
}

// nextOfTag returns the next word of a tag inside a URL, and goes on behind that URL at
// its end.
func (s *Scanner) nextOfTag() (t Token, ok bool) {
	for s.pos < s.tag {
		start := s.pos
		hash, n := word(s.text[start:s.tag])
		s.pos += max(n, 1)
		if n > 0 {
			return Token{Word, hash, start, s.text[start:s.pos]}, true
		}
	}
	s.pos, s.tag = s.link, 0
	return Token{}, false
}

func isDigit(c byte) bool  { return c-'0' <= 9 }
func isLetter(c byte) bool { return lower[c] != 0 }

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

// lower has the ASCII letters in lower case, the digits, and 0 for all other octets.
var lower = [256]byte{
	'0': '0', '1', '2', '3', '4', '5', '6', '7', '8', '9',
	'A': 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
	'a': 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z',
}

// word reads the word that begins s and returns its hash and length, 0 if none
// does.
func word(s string) (hash uint32, n int) {
	h := hasher(emptyHash)
	for n < len(s) {
		c := s[n]
		switch {
		case isLetter(c):
			h.add(lower[c])
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
	ListHash  = 0x93f4f146
	StartHash = 0x933b82d4
	EndHash   = 0x3d5f5511
)

// Negation reports whether a word with a hash denies what follows it: "not full". It is
// asked of each word, and nearly always in vain.
func Negation(hash uint32) bool {
	return hash == 0x29b1b53b || hash == 0x9e8957c6 || hash == 0x5abbce2c || hash == 0x6a7e52de || hash == 0x0ac95a40 || hash == 0x62360dcc
}

// Negations are the words for which [Negation] is true.
var Negations = [...]string{"not", "isnt", "arent", "wasnt", "never", "no"}

// Host returns the host name that a token is or a [Link] has, "" if none.
func (t Token) Host() string {
	if t.Kind == Host {
		return t.Text
	}
	if t.Kind != Link {
		return ""
	}
	host := t.Text
	if i := strings.Index(host, "://"); i >= 0 {
		host = host[i+len("://"):]
	}
	if i := strings.IndexAny(host, "/:?#"); i >= 0 {
		host = host[:i]
	}
	if last := len(host) - 1; last < 0 || isDigit(host[last]) || !isLetter(host[last]) || strings.IndexByte(host, '@') >= 0 || strings.IndexByte(host, '.') < 0 {
		return ""
	}
	return host
}

// Below reports whether a host is a domain or a name below it.
func Below(host, domain string) bool {
	rest := len(host) - len(domain)
	return rest >= 0 && (rest == 0 || host[rest-1] == '.') && strings.EqualFold(host[rest:], domain)
}

// endLen is how many of the last octets of a host [Ending] looks at.
const endLen = 6

// Endings is above all that [Ending] returns.
const Endings = 1024

// Ending returns a number below [Endings] for the end of a host, the same for all that are
// [Below] a domain of at least as many octets as it looks at.
func Ending(host string) uint32 {
	h := uint32(0)
	for i := max(len(host)-endLen, 0); i < len(host); i++ {
		h = h*33 ^ uint32(host[i]|0x20)
	}
	return h % Endings
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
	n := len(line)
	if n < 3 || line[n-1] != ')' && line[n-2] != ')' && line[n-3] != ')' { // nearly always
		return line, ""
	}
	text, rest, _ := strings.Cut(line, "(in reply to ")
	command, _, ok := strings.Cut(rest, " command)")
	for ; ok && !strings.HasSuffix(line[:n], " command)"); n-- {
		ok = n > len(line)-2 && !isLetter(line[n-1])
	}
	if ok {
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

// longestOpaque bounds how far opaque looks, so that a hostile text costs little.
const longestOpaque = 320

// opaque returns the kind and the length of the address, host name, IP address or dotted
// number that begins s, 0 if none does. The first n octets are known to be letters or digits.
func opaque(s string, n int) (Kind, int) {
	s = s[:min(len(s), longestOpaque)]
	dots, colons, at := 0, 0, -1
	label := 0 // where the last label begins
scan:
	for n = min(n, len(s)); ; n++ {
		for n < len(s) && isLetter(s[n]) {
			n++
		}
		if n == len(s) {
			break
		}
		switch c := s[n]; c {
		case '.':
			if n+1 == len(s) || !isLetter(s[n+1]) {
				break scan
			}
			dots++
			label = n + 1
		case '-', '_':
		case '+', '=', '%', '/', '*', '&', '#', '~':
			if c == '/' && at >= 0 || !addressAhead(s[n:]) {
				break scan
			}
		case '@':
			if n == 0 || at >= 0 {
				break scan
			}
			at, dots, label = n, 0, n+1
		case ':':
			if at >= 0 || n+1 == len(s) || !isHex(s[n+1]) && s[n+1] != ':' {
				break scan // behind an address stands what is said of it
			}
			colons++
		default:
			break scan
		}
	}
	number := dots > 0 && allDigits(s[:n])
	for n > 0 && (s[n-1] == '-' || s[n-1] == '_') {
		n--
	}
	switch {
	case at > 0 && n > at+1:
		return Opaque, n
	case colons >= 2 && allHex(s[:n]):
		return Opaque, n
	case colons > 0:
		return opaque(s[:strings.IndexByte(s, ':')], 0)
	case number:
		return Opaque, n
	case dots > 0 && topLevel(s[label:n]):
		return Host, n
	}
	return Opaque, 0
}

// allDigits reports whether a text has only digits and dots.
func allDigits(s string) bool {
	for i := range len(s) {
		if !isDigit(s[i]) && s[i] != '.' {
			return false
		}
	}
	return true
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
		return !isDigit(s[0]) && !isDigit(s[1]) && (isLetter(s[0]) || isLetter(s[1]))
	}
	switch strings.ToLower(s) {
	case "com", "net", "org", "edu", "gov", "mil", "int", "info", "biz", "name", "pro", "mobi", "arpa", "local", "localdomain", "localhost", "lan",
		"internal", "invalid", "test", "example", "domain", "online", "shop", "site", "xyz", "top", "club", "cloud", "app", "dev", "email", "tech", "html", "htm", "php":
		return true
	}
	return false
}
