package enhanced_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/smtpstatus/smtpstatus/enhanced"
	"github.com/smtpstatus/smtpstatus/origin"
	"github.com/smtpstatus/smtpstatus/smtpcodes"
)

// unregistered has a code of each class that nobody registered: what ForReply
// yields for it is said of the whole class.
var unregistered = map[smtpcodes.Class]smtpcodes.Code{2: 299, 3: 399, 4: 499, 5: 599}

func isPairOrder(pairs []enhanced.Pair) bool {
	return slices.IsSortedFunc(pairs, func(a, b enhanced.Pair) int { return int(a.Enhanced) - int(b.Enhanced) })
}

// TestForReplyEveryValue checks for all numbers that a Code can hold: a pair has
// that code and its class, those of the code alone come first, and what is said
// of the class follows. Both are in order.
func TestForReplyEveryValue(t *testing.T) {
	ofClass := make(map[smtpcodes.Class][]enhanced.Pair)
	for class, c := range unregistered {
		ofClass[class] = slices.Collect(enhanced.ForReply(c))
	}
	for n := 0; n <= math.MaxUint16; n++ {
		c := smtpcodes.Code(n)
		got := slices.Collect(enhanced.ForReply(c))
		if c.Class() == 0 || c.Class() == smtpcodes.PositiveIntermediate {
			// RFC 2034, section 4: no enhanced code goes with 3yz.
			if len(got) != 0 {
				t.Errorf("ForReply(%d) has %v", n, got)
			}
			continue
		}
		for _, p := range got {
			if p.Reply != c || int(p.Enhanced.Class()) != int(c.Class()) {
				t.Errorf("ForReply(%v) has %v %v", c, p.Reply, p.Enhanced)
			}
		}
		class := slices.Clone(ofClass[c.Class()])
		for i := range class {
			class[i].Reply = c
		}
		if len(class) == 0 || len(class) > len(got) {
			t.Errorf("ForReply(%v) has %d pairs, and its class has %d", c, len(got), len(class))
			continue
		}
		own := got[:len(got)-len(class)]
		for i, p := range got {
			if i < len(own) && p.Class != 0 || i >= len(own) && p.Class != c.Class() {
				t.Errorf("ForReply(%v) has %v with class %v", c, p.Enhanced, p.Class)
			}
		}
		if diff := cmp.Diff(class, got[len(own):]); diff != "" {
			t.Errorf("the end of ForReply(%v) (-class +got):\n%s", c, diff)
		}
		if !isPairOrder(own) || !isPairOrder(class) {
			t.Errorf("ForReply(%v) is not in the order of the enhanced codes", c)
		}
	}
	for range enhanced.ForReply(599) {
		break
	}
}

// TestPairsAreWhole checks each row with what else is known of its parts.
func TestPairsAreWhole(t *testing.T) {
	strengths := []string{"MUST", "SHOULD", "MAY", "stated", "registration", "association", "example"}
	for c := smtpcodes.Code(200); c < 600; c++ {
		seen := make(map[enhanced.Pair]bool)
		for p := range enhanced.ForReply(c) {
			d, class := p.Enhanced.Condition(), p.Enhanced.Class()
			switch {
			case d.Status() == smtpcodes.Unregistered:
				t.Errorf("%v %v: nobody registered the condition", c, p.Enhanced)
			case !slices.Contains(slices.Concat(slices.Collect(d.Classes()), slices.Collect(d.Tolerated())), class):
				t.Errorf("%v %v: %v is neither for class %v nor tolerated in it", c, p.Enhanced, d, class)
			case p.Status == smtpcodes.Current && p.Enhanced.Name() == "":
				t.Errorf("%v %v is in force and has no constant", c, p.Enhanced)
			case p.Status == smtpcodes.Unregistered || p.Origin.String() == "":
				t.Errorf("%v %v is %v by %q", c, p.Enhanced, p.Status, p.Origin)
			case p.Section == "" && p.Origin != origin.IANA:
				t.Errorf("%v %v: no section of %v", c, p.Enhanced, p.Origin)
			case !slices.Contains(strengths, p.Strength):
				t.Errorf("%v %v: strength %q", c, p.Enhanced, p.Strength)
			case strings.HasSuffix(p.When, "."):
				t.Errorf("%v %v: When is a phrase, without a full stop: %q", c, p.Enhanced, p.When)
			case p.Command != 0 && !p.Command.Enhanced():
				t.Errorf("%v %v answers %v, whose replies carry no enhanced code", c, p.Enhanced, p.Command)
			case seen[p]:
				t.Errorf("%v %v to %v by %v is there twice", c, p.Enhanced, p.Command, p.Origin)
			}
			seen[p] = true
		}
	}
}

// TestPairsKeepRules checks that a pair in force for a command does not
// contradict the rules for that command.
func TestPairsKeepRules(t *testing.T) {
	for c := range smtpcodes.All() {
		for p := range enhanced.ForReply(c) {
			if p.Class == 0 && p.Command != 0 && p.Status == smtpcodes.Current && !p.Command.Allows(c) {
				t.Errorf("%v puts %v beside %v to %v, which does not allow %v", p.Origin, p.Enhanced, c, p.Command, c)
			}
		}
	}
}

// TestOwnerChanged has the pairs that RFC 7293, section 15.3 registers for any
// 5yz code.
func TestOwnerChanged(t *testing.T) {
	for _, c := range []smtpcodes.Code{500, 550, 554, 571, 599} {
		var got []string
		for p := range enhanced.ForReply(c) {
			if p.Origin == origin.RFC7293 && p.Class == smtpcodes.PermanentNegative && !slices.Contains(got, p.Enhanced.String()) {
				got = append(got, p.Enhanced.String())
			}
		}
		if diff := cmp.Diff([]string{"5.7.17", "5.7.18", "5.7.19"}, got); diff != "" {
			t.Errorf("ForReply(%v) of RFC 7293 (-want +got):\n%s", c, diff)
		}
	}
}

// TestReplies checks that Replies is the reverse of ForReply, without what is
// said of whole classes.
func TestReplies(t *testing.T) {
	want := make(map[enhanced.Condition][]smtpcodes.Code)
	for c := smtpcodes.Code(200); c < 600; c++ {
		pairs := slices.Collect(enhanced.ForReply(c))
		class := 0
		for range enhanced.ForReply(unregistered[c.Class()]) {
			class++
		}
		for _, p := range pairs[:len(pairs)-class] {
			d := p.Enhanced.Condition()
			if !slices.Contains(want[d], c) {
				want[d] = append(want[d], c)
			}
		}
	}
	for d := range enhanced.Conditions() {
		if diff := cmp.Diff(want[d], slices.Collect(d.Replies())); diff != "" {
			t.Errorf("%v.Replies() (-ForReply +got):\n%s", d, diff)
		}
		for range d.Replies() {
			break
		}
	}
}
