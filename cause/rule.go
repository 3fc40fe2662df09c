package cause

import "strings"

// Rule is a rule about what servers say, words and the cause that they stand for, in one of
// its wordings. The zero value is none. More exact wordings have smaller numbers, which may
// change between releases; store the id.
type Rule uint32

// ID returns the id of the rule in the spec, "" for none. The wordings of a rule have the
// same.
func (r Rule) ID() string {
	id, _, _ := strings.Cut(r.text(), " ")
	return id
}

// Text returns the words, with {} where other words may stand.
func (r Rule) Text() string {
	_, text, _ := strings.Cut(r.text(), " ")
	return text
}

// Cause returns the cause that the words stand for.
func (r Rule) Cause() Cause {
	if own := r.registered(); own != nil {
		return own.tables.rule(Place(r - own.first)).Cause
	}
	if int(r) >= len(compiled.Rules) {
		return Unknown
	}
	return compiled.rule(Place(r)).Cause
}

// text returns the id and the words of the rule, as generated code has them.
func (r Rule) text() string {
	if own := r.registered(); own != nil {
		return own.texts[r-own.first]
	}
	if int(r) >= len(ruleTexts) {
		return ""
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
