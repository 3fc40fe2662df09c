package cause

// Rule is one rule about what servers say: words, and the cause that they stand for.
// The zero value is none. More exact rules have smaller numbers, which may change
// between releases; store the id.
type Rule uint32

// ID returns the id of the rule in the spec, "" for none.
func (r Rule) ID() string { return r.text().ID }

// Text returns the words of the rule, with {} where other words may stand.
func (r Rule) Text() string { return r.text().Text }

// Cause returns the cause that the words stand for.
func (r Rule) Cause() Cause {
	if own := r.registered(); own != nil {
		return own.tables.Rules[r-own.first].Cause
	}
	if int(r) >= len(compiled.Rules)-1 {
		return Unknown
	}
	return compiled.Rules[r].Cause
}

func (r Rule) text() RuleText {
	if own := r.registered(); own != nil {
		return own.texts[r-own.first]
	}
	if int(r) >= len(ruleTexts) {
		return RuleText{}
	}
	return ruleTexts[r]
}

// registered returns the registered rules to which a rule belongs, nil for one of ours
// and for none.
func (r Rule) registered() *registration {
	own := registrations()
	for i := range own {
		if r > own[i].first && int(r-own[i].first) < len(own[i].texts) {
			return &own[i]
		}
	}
	return nil
}
