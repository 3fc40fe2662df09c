package main

import (
	"bytes"
	"cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

var statsCommand = &command{
	name: "stats", args: "FILE...|-", summary: "count the causes, origins and codes of the replies in a log",
	help: `
Each line holds a reply, or is a line of the log of Postfix, Exim, Sendmail,
OpenSMTPD or qmail. The lines of one reply are counted as one reply, and lines
without a reply as such. - is standard input. On a terminal the progress is
shown while it reads.

Exit code 1 means that there was no reply.`,
	setup: func(flags *flag.FlagSet) func(*app, []string) error {
		top := flags.Int("top", 20, "print the `n` most frequent of each kind, 0 for all")
		return func(a *app, args []string) error { return stats(a, args, *top) }
	},
}

// codes are both codes of a reply.
type codes struct {
	basic    smtpcodes.Code
	enhanced enhanced.Code
}

func (c codes) String() string {
	if c.basic == 0 {
		return c.enhanced.String()
	}
	return strings.TrimSuffix(c.basic.String()+" "+c.enhanced.String(), " ")
}

// maxCodes bounds how many pairs of codes are told apart, so that no input makes
// the memory grow. What comes after them is counted without the enhanced code.
const maxCodes = 10_000

// tally is what was counted.
type tally struct {
	lines, replies, without int
	causes                  map[cause.Cause]int
	origins                 map[origin.Origin]int
	codes                   map[codes]int
}

func newTally() *tally {
	return &tally{causes: make(map[cause.Cause]int), origins: make(map[origin.Origin]int), codes: make(map[codes]int)}
}

// batch counts the lines of a batch.
func (t *tally) batch(b batch) {
	j := &joiner{found: t.entry}
	for line := range bytes.Lines(b) {
		j.line(string(trimEnd(line)))
	}
	j.end()
}

// entry counts a reply, or lines without one.
func (t *tally) entry(text string, lines int) error {
	t.lines += lines
	o, ok := readLine(text)
	if !ok || o.warning {
		t.without += lines
		return nil
	}
	t.replies++
	f := cause.OfCommand(o.reply, o.command)
	t.causes[f.Cause]++
	t.origins[f.Origin]++
	t.code(codes{o.reply.Code, o.reply.Enhanced}, 1)
	return nil
}

func (t *tally) code(c codes, n int) {
	if _, ok := t.codes[c]; !ok && len(t.codes) >= maxCodes {
		c.enhanced = 0
	}
	t.codes[c] += n
}

// add adds what another tally has counted.
func (t *tally) add(other *tally) {
	t.lines += other.lines
	t.replies += other.replies
	t.without += other.without
	for c, n := range other.causes {
		t.causes[c] += n
	}
	for o, n := range other.origins {
		t.origins[o] += n
	}
	for c, n := range other.codes {
		t.code(c, n)
	}
}

func stats(a *app, args []string, top int) error {
	if len(args) == 0 {
		return usagef("name the files to read, or - for standard input")
	}
	if top < 0 {
		return usagef("-top must not be negative")
	}
	c := newCounter()
	for _, name := range args {
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			c.total.Add(info.Size())
		}
	}
	stop := func() {}
	if a.watched {
		stop = c.watch(a.stderr)
	}
	var err error
	for _, name := range args {
		if err = c.file(a, name); err != nil {
			break
		}
	}
	t := c.sum()
	stop() // before anything else is written to the terminal
	if err != nil {
		return err
	}
	if a.json {
		a.tallyJSON(t, top)
	} else {
		a.tally(t, top)
	}
	if t.replies == 0 {
		return errNothing
	}
	return nil
}

// counted is an entry of a list of what was counted.
type counted struct {
	ID    string `json:"id"`
	Title string `json:"title,omitempty"`
	Count int    `json:"count"`
}

// most sorts what was counted, the most frequent first.
func most[K comparable](counts map[K]int, describe func(K) (id, title string)) []counted {
	list := make([]counted, 0, len(counts))
	for k, n := range counts {
		id, title := describe(k)
		list = append(list, counted{id, title, n})
	}
	slices.SortFunc(list, func(a, b counted) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), strings.Compare(a.ID, b.ID))
	})
	return list
}

// lists returns what a tally has counted: causes, origins and codes.
func (a *app) lists(t *tally) (causes, origins, codeList []counted) {
	causes = most(t.causes, func(c cause.Cause) (string, string) { return c.String(), a.texts.Cause(c) })
	origins = most(t.origins, func(o origin.Origin) (string, string) {
		if o == 0 {
			return "", a.words.unknownOrigin
		}
		return o.String(), a.texts.Origin(o)
	})
	codeList = most(t.codes, func(c codes) (string, string) {
		if c.enhanced.Condition().Name() != "" && c.enhanced.Detail() != 0 {
			return c.String(), a.texts.Enhanced(c.enhanced)
		}
		if c == (codes{}) {
			return "", a.words.unknownOrigin
		}
		if c.basic == 0 {
			return c.String(), a.texts.Enhanced(c.enhanced)
		}
		return c.String(), a.texts.Code(c.basic)
	})
	return causes, origins, codeList
}

// tallyJSON prints a tally as one object.
func (a *app) tallyJSON(t *tally, top int) {
	causes, origins, codeList := a.lists(t)
	a.writeJSON(struct {
		Lines   int       `json:"lines"`
		Replies int       `json:"replies"`
		Without int       `json:"without_reply"`
		Causes  []counted `json:"causes"`
		Origins []counted `json:"origins"`
		Codes   []counted `json:"codes"`
	}{t.lines, t.replies, t.without, first(causes, top), first(origins, top), first(codeList, top)})
}

// first returns the first n of a list, all if n is 0.
func first(list []counted, n int) []counted {
	if n == 0 {
		return list
	}
	return list[:min(n, len(list))]
}

// tally prints a tally as tables.
func (a *app) tally(t *tally, top int) {
	w := a.words
	fmt.Fprintf(a.stdout, w.lines+"\n", grouped(t.lines), grouped(t.replies), grouped(t.without))
	causes, origins, codeList := a.lists(t)
	for _, l := range []struct {
		head string
		list []counted
	}{{w.cause, causes}, {w.origin, origins}, {w.code, codeList}} {
		if len(l.list) == 0 {
			continue
		}
		shown := first(l.list, top)
		table := &table{heads: []string{w.count, w.share, l.head, w.title}, right: map[int]bool{0: true, 1: true}}
		for _, c := range shown {
			table.add(grouped(c.Count), fmt.Sprintf("%.1f %%", 100*float64(c.Count)/float64(t.replies)), cmp.Or(c.ID, "-"), c.Title)
		}
		fmt.Fprintln(a.stdout)
		table.print(a)
		if rest := l.list[len(shown):]; len(rest) > 0 {
			n := 0
			for _, c := range rest {
				n += c.Count
			}
			fmt.Fprintf(a.stdout, w.more+"\n", len(rest), grouped(n))
		}
	}
}

// grouped writes a number with a comma between thousands.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}
