package cause_test

import (
	"fmt"
	"sync"
	"testing"

	"github.com/smtpstatus/smtpstatus/cause"
	"github.com/smtpstatus/smtpstatus/internal/words"
	"github.com/smtpstatus/smtpstatus/reply"
)

// oneRule is tables of one rule, which asks for one word.
func oneRule(word string, c cause.Cause) *cause.Tables {
	return &cause.Tables{
		Hashes: []uint32{words.Hash(word)}, Shifts: make([]uint16, 1), Nodes: [][3]cause.Place{{}, {0, 2}, {}, {1, 0, 1}},
		Rules: []cause.Place{0, 1}, Rows: []cause.RuleRow{{}, {Cause: c}}, Conditions: []cause.Conditions{{}},
	}
}

// TestRegister registers rules from several goroutines: each is tried before ours and
// has a number of its own.
func TestRegister(t *testing.T) {
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			cause.Register(oneRule(fmt.Sprintf("zzregistered%d", i), cause.Expired), []string{"", fmt.Sprintf("own-%d zzregistered%[1]d", i)})
			cause.Of(reply.Reply{Code: 550, Lines: []string{"mailbox full"}})
		})
	}
	wait.Wait()
	numbers := make(map[cause.Rule]bool)
	for i := range 4 {
		f := cause.Of(reply.Reply{Code: 550, Lines: []string{fmt.Sprintf("mailbox full: zzregistered%d", i)}})
		if want := fmt.Sprintf("own-%d", i); f.Cause != cause.Expired || f.Basis != cause.Text || f.Rule.ID() != want ||
			f.Rule.Text() != fmt.Sprintf("zzregistered%d", i) || f.Rule.Cause() != cause.Expired {
			t.Errorf("%v by %v, rule %q %q %v, want %q", f.Cause, f.Basis, f.Rule.ID(), f.Rule.Text(), f.Rule.Cause(), want)
		}
		numbers[f.Rule] = true
	}
	if len(numbers) != 4 {
		t.Errorf("the rules have the numbers %v", numbers)
	}
	if f := cause.Of(reply.Reply{Code: 550, Lines: []string{"mailbox full"}}); f.Cause != cause.MailboxFull {
		t.Errorf("our own rules say %v", f.Cause)
	}
	for _, r := range []cause.Rule{cause.Rule(len(cause.Compiled.Rules)), 1 << 31} {
		if r.ID() != "" || r.Text() != "" || r.Cause() != cause.Unknown {
			t.Errorf("Rule(%d): %q, %q, %v", r, r.ID(), r.Text(), r.Cause())
		}
	}
}

// TestRegisterRefuses: tables that are none stop the program at once, and not at some
// reply.
func TestRegisterRefuses(t *testing.T) {
	for name, tables := range map[string]*cause.Tables{
		"empty":     {},
		"no groups": {Hashes: make([]uint32, 1), Rules: make([]cause.Place, 1), Rows: make([]cause.RuleRow, 1), Nodes: make([][3]cause.Place, 3)},
		"no rules":  {Hashes: make([]uint32, 1), Shifts: make([]uint16, 1), Nodes: make([][3]cause.Place, 3)},
		"a rule":    {Hashes: make([]uint32, 1), Shifts: make([]uint16, 1), Rules: make([]cause.Place, 1), Rows: make([]cause.RuleRow, 1), Nodes: [][3]cause.Place{{}, {0, 0, 1}, {}}, Conditions: make([]cause.Conditions, 1)},
		"a pair":    {Hashes: make([]uint32, 1), Shifts: make([]uint16, 1), Rules: make([]cause.Place, 1), Rows: make([]cause.RuleRow, 1), Nodes: make([][3]cause.Place, 3), Next: [][2]cause.Place{{0, 1}}, Conditions: make([]cause.Conditions, 1)},
		"no row":    {Hashes: make([]uint32, 1), Shifts: make([]uint16, 1), Rules: make([]cause.Place, 1), Nodes: make([][3]cause.Place, 3)},
		"no when":   {Hashes: make([]uint32, 1), Shifts: make([]uint16, 1), Rules: make([]cause.Place, 1), Rows: make([]cause.RuleRow, 1), Nodes: make([][3]cause.Place, 3)},
		"3 groups":  {Hashes: make([]uint32, 1), Shifts: make([]uint16, 3), Rules: make([]cause.Place, 1), Rows: make([]cause.RuleRow, 1), Nodes: make([][3]cause.Place, 3)},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: registered", name)
				}
			}()
			cause.Register(tables, []string{""})
		}()
	}
}

// An organisation's rules by themselves: the number of the one that decides.
func ExampleTables_Match() {
	tables := oneRule("quarantined", cause.PolicyRefusal)
	r, _ := reply.ParseObserved("560 5.7.900 quarantined")
	fmt.Println(tables.Match(r, 0), tables.Rows[tables.Rules[tables.Match(r, 0)]].Cause)
	// Output: 1 policy
}
