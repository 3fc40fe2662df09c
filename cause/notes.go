package cause

import (
	"strings"
	"time"

	"github.com/smtpstatus/smtpstatus/internal/words"
)

// notes are what a text holds beside the words of rules.
type notes struct {
	phrase               phrase
	wait                 time.Duration
	url                  string
	knownList, namedList string // hosts of lists: of known ones, and by the words before
}

// add takes a token with its text, and the host that it has; known says that this
// belongs to a list that is known.
func (n *notes) add(t words.Token, text, host string, known bool) {
	if t.Kind == words.Word {
		n.phrase.next(text)
		if n.wait == 0 {
			n.wait = n.phrase.wait()
		}
		return
	}
	if t.Kind == words.Link && n.url == "" && strings.Contains(text, "://") {
		n.url = text
	}
	switch {
	case known && n.knownList == "":
		n.knownList = host
	case host != "" && t.Kind == words.Opaque && n.namedList == "" && n.phrase.afterList():
		n.namedList = host
	}
	n.phrase.next("")
}

// knownList reports whether a host belongs to a list that is known.
func knownList(host string) bool {
	if host == "" {
		return false
	}
	for _, domain := range blocklists {
		if words.Below(host, domain) {
			return true
		}
	}
	return false
}

// phrase keeps the last words of a text, for phrases such as "try again in 5
// minutes" and "listed by bl.example.org".
type phrase struct {
	earlier, before, number, last string
}

// next adds a word, or "" for what is none.
func (p *phrase) next(word string) {
	p.earlier, p.before, p.number, p.last = p.before, p.number, p.last, word
}

// wait returns the time that the last words name: "again", "in", "5", "minutes".
func (p *phrase) wait() time.Duration {
	unit := time.Duration(0)
	switch {
	case p.last == "" || p.number == "" || p.number[0] < '0' || p.number[0] > '9':
		return 0
	case isOneOf(p.last, "s", "sec", "secs", "second", "seconds"):
		unit = time.Second
	case isOneOf(p.last, "m", "min", "mins", "minute", "minutes"):
		unit = time.Minute
	case isOneOf(p.last, "h", "hr", "hrs", "hour", "hours"):
		unit = time.Hour
	case isOneOf(p.last, "d", "day", "days"):
		unit = 24 * time.Hour
	default:
		return 0
	}
	switch {
	case isOneOf(p.before, "wait", "least", "another", "again", "later", "retry"):
	case !isOneOf(p.before, "in", "after", "for", "about"):
		return 0
	case !isOneOf(p.earlier, "again", "later", "retry", "back", "wait", "try", "resend", "greylisted", "graylisted", "greylisting", "graylisting", "deferred", "delayed"):
		return 0
	}
	n := 0
	for i := range len(p.number) {
		c := p.number[i]
		if c < '0' || c > '9' || n > 100_000 {
			return 0
		}
		n = n*10 + int(c-'0')
	}
	return time.Duration(n) * unit
}

// afterList reports whether the last word is one behind which the name of a list
// stands.
func (p *phrase) afterList() bool {
	return isOneOf(p.last, "using", "by", "in", "at", "on", "from", "rbl", "dnsbl", "list", "blacklist", "blocklist", "see")
}

func isOneOf(word string, list ...string) bool {
	for _, w := range list {
		if strings.EqualFold(word, w) {
			return true
		}
	}
	return false
}
