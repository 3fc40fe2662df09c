package cause

import (
	"strings"
	"time"

	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/internal/words"
	"github.com/smtpstatus/smtpstatus/origin"
)

// notes are what a text holds beside the words of rules.
type notes struct {
	phrase               phrase
	wait                 time.Duration
	unit                 time.Duration // of the part of wait that was read last
	since                uint          // tokens since that part
	url                  string
	knownList, namedList string        // hosts of lists: of known ones, and by the words before
	origin               origin.Origin // by a mark
	quoted               enhanced.Code // of a reply that the text quotes
}

// word takes a word with its hash.
func (n *notes) word(hash uint32, text string) {
	for i := range signatures {
		if signatures[i].hash == hash && n.origin == 0 {
			n.origin = signatures[i].origin
		}
	}
	n.since++
	afterNumber := n.phrase.digit
	if n.phrase.next(text); n.phrase.digit || afterNumber {
		n.time()
	}
}

// other takes a token that is no word, and the host that it has, with what is known of it.
func (n *notes) other(t words.Token, host string, known *knownHost) {
	n.since++
	if known != nil && n.origin == 0 {
		n.origin = known.origin
	}
	if t.Kind == words.Link && n.url == "" && strings.Contains(t.Text, "://") {
		n.url = t.Text
	}
	if t.Kind == words.Opaque {
		if n.wait == 0 {
			n.wait = n.phrase.clock(t.Text)
		}
		if n.quoted == 0 {
			n.quoted = n.phrase.quoted(t.Text)
		}
	}
	switch {
	case known.list() && n.knownList == "":
		n.knownList = host
	case host != "" && t.Kind == words.Host && n.namedList == "" && n.phrase.afterList():
		n.namedList = host
	}
	n.phrase.next("")
}

// time adds the time that the last words name, if a wait is asked for by the words before
// them or they go on with one: "5 minutes and 30 seconds".
func (n *notes) time() {
	amount, unit, size := n.phrase.time()
	if unit == 0 {
		return
	}
	goesOn := n.since == size || n.since == size+1 && isOneOf(n.phrase.back(size), "and")
	if n.wait == 0 && asks(n.phrase.back(size+1), n.phrase.back(size)) || goesOn && unit < n.unit {
		n.wait += amount * unit
		n.unit, n.since = unit, 0
	}
}

// knownHost is the domain of a list, or that of an origin that is told by its hosts.
type knownHost struct {
	domain string
	origin origin.Origin // 0 for a list
}

func (h *knownHost) list() bool { return h != nil && h.origin == 0 }

// lookup returns what is known of a host, nil if nothing is.
func lookup(host string) *knownHost {
	if host == "" {
		return nil
	}
	end := words.Ending(host)
	for i := int(knownHostAt[end]) - 1; i >= 0 && i < len(knownHosts); i++ {
		switch domain := knownHosts[i].domain; {
		case words.Below(host, domain):
			return &knownHosts[i]
		case words.Ending(domain) != end:
			return nil
		}
	}
	return nil
}

// phrase keeps the last words of a text, for phrases such as "try again in 5
// minutes" and "listed by bl.example.org".
type phrase struct {
	words [4]string // by their number, of which the last two bits count
	read  uint      // how many were
	digit bool      // whether the last one begins with a digit
}

// next adds a word, or "" for what is none.
func (p *phrase) next(word string) {
	p.read++
	p.words[p.read%uint(len(p.words))] = word
	p.digit = startsWithDigit(word)
}

// back returns the word that stands before the last ones.
func (p *phrase) back(size uint) string { return p.words[(p.read-size)%uint(len(p.words))] }

// time returns the time that the last words name, as a number of units, and how many words
// they are: "5", "minutes", or "5min". The unit is 0 if they name none.
func (p *phrase) time() (n, unit time.Duration, size uint) {
	last, before := p.back(0), p.back(1)
	if startsWithDigit(last) {
		if n, rest := amount(last); rest != "" {
			return n, unitOf(rest), 1
		}
	} else if startsWithDigit(before) {
		if n, rest := amount(before); rest == "" {
			return n, unitOf(last), 2
		}
	}
	return 0, 0, 0
}

func startsWithDigit(word string) bool { return word != "" && word[0]-'0' <= 9 }

// clock returns the time that the last words ask to wait and then a token such as
// 00:05:00 names, in hours, minutes and seconds.
func (p *phrase) clock(token string) time.Duration {
	if len(token) != len("00:05:00") || token[2] != ':' || token[5] != ':' || !asks(p.back(1), p.back(0)) {
		return 0
	}
	sum := time.Duration(0)
	for i := 0; i < len(token); i += 3 {
		n, rest := amount(token[i : i+2])
		if rest != "" || i > 0 && n >= 60 {
			return 0
		}
		sum = sum*60 + n
	}
	return sum * time.Second
}

// quoted returns the enhanced code of a reply that the last word and a token begin:
// "550", "5.1.1". It is 0 if they are no codes, or not of one class.
func (p *phrase) quoted(token string) enhanced.Code {
	last := p.back(0)
	if _, rest := amount(last); rest != "" || len(last) != 3 || token[0] != last[0] || token[0] != '4' && token[0] != '5' {
		return 0
	}
	var parts [3]int
	n := 0
	for part := range strings.SplitSeq(token, ".") {
		number, rest := amount(part)
		if n == len(parts) || rest != "" || len(part) > 3 {
			return 0
		}
		parts[n] = int(number)
		n++
	}
	if n < len(parts) {
		return 0
	}
	code, _ := enhanced.New(parts[0], parts[1], parts[2]) // in range
	return code
}

// asks reports whether two words say that a time to wait follows.
func asks(earlier, before string) bool {
	return isOneOf(before, "wait", "least", "another", "again", "later", "retry") ||
		isOneOf(before, "in", "after", "for", "about") &&
			isOneOf(earlier, "again", "later", "retry", "retrying", "back", "wait", "try", "resend", "resubmit", "return",
				"greylisted", "graylisted", "greylisting", "graylisting", "deferred", "delayed")
}

// amount reads the number that begins a word, and returns what follows it: all of the
// word if none does, or one that is too great.
func amount(word string) (n time.Duration, rest string) {
	i := 0
	for ; i < len(word) && word[i]-'0' <= 9; i++ {
		if n = n*10 + time.Duration(word[i]-'0'); n > 100_000 {
			return 0, word
		}
	}
	return n, word[i:]
}

// unitOf returns the time that a word stands for, 0 for other words.
func unitOf(word string) time.Duration {
	if word == "" {
		return 0
	}
	switch word[0] | 0x20 {
	case 's':
		if isOneOf(word, "s", "sec", "secs", "second", "seconds") {
			return time.Second
		}
	case 'm':
		if isOneOf(word, "m", "min", "mins", "minute", "minutes") {
			return time.Minute
		}
	case 'h':
		if isOneOf(word, "h", "hr", "hrs", "hour", "hours") {
			return time.Hour
		}
	case 'd':
		if isOneOf(word, "d", "day", "days") {
			return 24 * time.Hour
		}
	}
	return 0
}

// afterList reports whether the last word is one behind which the name of a list
// stands.
func (p *phrase) afterList() bool {
	return isOneOf(p.back(0), "using", "by", "in", "at", "on", "from", "rbl", "dnsbl", "list", "blacklist", "blocklist", "see")
}

func isOneOf(word string, list ...string) bool {
	for _, w := range list {
		if len(word) == len(w) && strings.EqualFold(word, w) {
			return true
		}
	}
	return false
}
