package main

import (
	"bufio"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/smtpstatus/smtpstatus/catalog"
)

// TestTablesFit: no list has a line wider than the output, in any language.
func TestTablesFit(t *testing.T) {
	for _, tag := range catalog.Languages() {
		for _, l := range lists {
			for _, width := range []int{60, columns, maxColumns} {
				var b strings.Builder
				texts := catalog.For(tag)
				a := &app{stdout: bufio.NewWriter(&b), texts: texts, words: wordsFor(texts.Language()), width: width}
				table, _ := l.rows(a, &filter{command: new(commandValue)})
				table.print(a)
				a.stdout.Flush()
				for line := range strings.Lines(b.String()) {
					if n := textWidth(strings.TrimSuffix(line, "\n")); n > width {
						t.Errorf("%v: %s: %d columns of %d: %s", tag, l.name, n, width, line)
					}
				}
			}
		}
	}
}

func TestWrapCell(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 5, []string{""}},
		{"one two", 5, []string{"one", "two"}},
		{"draft-levine-mailbomb-header", 14, []string{"draft-levine-", "mailbomb-", "header"}},
		{"NonstandardSuccess", 11, []string{"Nonstandard", "Success"}},
		{"a draft-x-y", 7, []string{"a", "draft-", "x-y"}},
	} {
		if diff := cmp.Diff(tt.want, wrapCell(tt.text, tt.width)); diff != "" {
			t.Errorf("wrapCell(%q, %d) (-want +got):\n%s", tt.text, tt.width, diff)
		}
	}
}
