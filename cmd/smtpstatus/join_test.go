package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestJoiner(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines string
		want  []string
	}{
		{"replies", "550 one\n550 two", []string{"550 one", "550 two"}},
		{"a reply of several lines", "550-one\n550 two\n250 three", []string{"550-one\n550 two", "250 three"}},
		{"codes that differ", "550-one\n250 two", []string{"550-one", "250 two"}},
		{"a hyphen at the end", "550-one", []string{"550-one"}},
		{"a reply that is folded", "550-one\n  two\n550 three", []string{"550-one\n  two", "550 three"}},
		{"an indented reply", "  550-one\n  550 two\n  250 three", []string{"  550-one\n  550 two", "  250 three"}},
		{
			"Gmail's report", "Diagnostic-Code: smtp; 550-5.1.1 one\n    550-5.1.1 two\n    550 5.1.1 three\nStatus: 5.1.1",
			[]string{"Diagnostic-Code: smtp; 550-5.1.1 one\n    550-5.1.1 two\n    550 5.1.1 three", "Status: 5.1.1"},
		},
		{"a field that begins on its second line", "Diagnostic-Code:\n smtp; 550 no\n\nx", []string{"Diagnostic-Code:\n smtp; 550 no", "", "x"}},
		{
			"Postfix's bounce", "<a@b>: host mx[1.2.3.4] said: 550-5.1.1 foo\n    550 5.1.1 bar (in reply to\n    RCPT TO command)\n\n<c@d>: none",
			[]string{"<a@b>: host mx[1.2.3.4] said: 550-5.1.1 foo\n    550 5.1.1 bar (in reply to\n    RCPT TO command)", "", "<c@d>: none"},
		},
		{"indented lines of no field", "The answers were:\n  550 one\n  452 two", []string{"The answers were:", "  550 one", "  452 two"}},
		{"a line with a time in it", "12:00:01 x\n  550 one", []string{"12:00:01 x", "  550 one"}},
	} {
		var got []string
		count := 0
		j := &joiner{found: func(text string, lines int) error {
			got = append(got, text)
			count += lines
			return nil
		}}
		lines := strings.Split(tt.lines, "\n")
		for _, line := range lines {
			if err := j.line(line); err != nil {
				t.Fatal(err)
			}
		}
		if err := j.end(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if count != len(lines) {
			t.Errorf("%s: %d lines, want %d", tt.name, count, len(lines))
		}
	}
}

// TestBatchEnd: wherever a batch may end, no reply is cut in two.
func TestBatchEnd(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"250 a\n250 b\n25", "250 a\n250 b\n"},
		{"250 a\n250 b\n", "250 a\n"},
		{"250 a\n550-b\n550", "250 a\n"},
		{"250 a\r\nDiagnostic-Code: smtp; 550-b\r\n 550-c\r\n 550", "250 a\r\n"},
		{"250 a\n\n\n x", "250 a\n\n"},
		{" 550-a\n 550-b\n 550-c\n", " 550-a\n 550-b\n 550-c\n"},
		{"250 a", ""},
		{"", ""},
	} {
		if got := tt.text[:batchEnd([]byte(tt.text))]; got != tt.want {
			t.Errorf("batchEnd(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
