package main

import (
	"reflect"
	"testing"

	"github.com/smtpstatus/smtpstatus/catalog"
)

// TestWords: every language of the catalog has all the command's words, and English
// has no titles of rules, whose details are English.
func TestWords(t *testing.T) {
	for _, tag := range catalog.Languages() {
		w := wordsFor(tag)
		v := reflect.ValueOf(*w)
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if v.Field(i).IsZero() != (w == &english && name == "rules") {
				t.Errorf("%v: %s is %v", tag, name, v.Field(i))
			}
		}
		for rule := range simplified.rules {
			if w != &english && w.rules[rule] == "" {
				t.Errorf("%v: no title of %s", tag, rule)
			}
		}
	}
}
