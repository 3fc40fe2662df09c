package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

// TestHiddenSource hides one file of rules at a time and asks the others for the causes
// of its examples: how far do words that are nobody's in particular carry to replies
// that no rule was written from? With -v it prints the figures. What it holds fast is
// that a wrong answer is much rarer than a right one where a program or a provider is hidden
// whole, with all the words that only it has.
func TestHiddenSource(t *testing.T) {
	ref := newReference(t)
	type count struct{ all, right, unknown, wrong int }
	var total count
	t.Logf("%-24s %5s %6s %8s %6s", "hidden", "all", "right", "unknown", "wrong")
	first := 0
	for _, file := range ref.files {
		var c count
		last := first
		for _, rule := range file.Rules {
			last += len(rule.Wordings)
		}
		for _, rule := range file.Rules {
			for _, example := range rule.Examples {
				code, enhanced, text, _ := model.SplitExample(example.Text)
				tokens := model.Tokens(text, ref.lists)
				found, by := "", ""
				for _, i := range ref.candidates(tokens) {
					if (i < first || i >= last) && ref.rules[i].Matches(code, enhanced, rule.Command.Text, tokens) {
						found, by = ref.rules[i].Cause, ref.rules[i].ID
						break
					}
				}
				c.all++
				switch found {
				case rule.Cause.Text:
					c.right++
				case "":
					c.unknown++
				default:
					c.wrong++
					if !strings.HasPrefix(file.Origin.Text, "general") {
						t.Logf("wrong: %s instead of %s by %s: %s", found, rule.Cause.Text, by, example.Text)
					}
				}
			}
		}
		first = last
		if strings.HasPrefix(file.Origin.Text, "general") {
			continue
		}
		t.Logf("%-24s %5d %6d %8d %6d", file.Origin.Text, c.all, c.right, c.unknown, c.wrong)
		total = count{total.all + c.all, total.right + c.right, total.unknown + c.unknown, total.wrong + c.wrong}
	}
	percent := func(n int) string { return fmt.Sprintf("%.1f %%", 100*float64(n)/float64(total.all)) }
	t.Logf("of %d examples: %s right, %s unknown, %s wrong", total.all, percent(total.right), percent(total.unknown), percent(total.wrong))
	if total.wrong*3 > total.right {
		t.Errorf("%s of the answers are wrong where their source is hidden", percent(total.wrong))
	}

}
