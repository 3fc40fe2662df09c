package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestTextWidth(t *testing.T) {
	for text, want := range map[string]int{
		"":          0,
		"550 5.1.1": 9,
		"邮箱":        4,
		"「信箱」":      8,
		"ｱ":         1, // half width
		"Ａ":         2, // full width
		"é":         1,
		"e\u0301":   1,
	} {
		if got := textWidth(text); got != want {
			t.Errorf("textWidth(%q) = %d, want %d", text, got, want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"one two three", 13, []string{"one two three"}},
		{"unbreakable word", 4, []string{"unbreakable", "word"}},
		{"收件人的邮箱已满。", 10, []string{"收件人的邮", "箱已满。"}},
		{"收件人的邮箱满了。", 16, []string{"收件人的邮箱满", "了。"}},
		{"向「管理员」询问", 6, []string{"向「管", "理员」", "询问"}},
		{"使用 STARTTLS 命令", 13, []string{"使用 STARTTLS", "命令"}},
		{`holds "再见" here`, 11, []string{`holds "再`, `见" here`}},
		{"邮\u0301箱", 2, []string{"邮\u0301", "箱"}},
		{"\ufe08（0", 2, []string{"\ufe08", "（0"}},
	} {
		if diff := cmp.Diff(tt.want, wrap(tt.text, tt.width)); diff != "" {
			t.Errorf("wrap(%q, %d) (-want +got):\n%s", tt.text, tt.width, diff)
		}
	}
}

// FuzzWrap: nothing but spaces at which a line ends is lost, and a line that is too
// wide is one piece.
func FuzzWrap(f *testing.F) {
	f.Add("550 5.1.1 no such user", 10)
	f.Add("收件人的邮箱（已满）。", 7)
	f.Fuzz(func(t *testing.T, text string, width int) {
		width = width&63 + 1
		lines := wrap(text, width)
		squeeze := func(s string) string { return strings.ReplaceAll(s, " ", "") }
		if got := squeeze(strings.Join(lines, "")); got != squeeze(text) {
			t.Errorf("wrap(%q, %d) = %q", text, width, lines)
		}
		for _, line := range lines {
			if textWidth(line) > width && len(pieces(line)) > 1 && strings.TrimLeft(line, " ") == line {
				t.Errorf("wrap(%q, %d): %q is too wide", text, width, line)
			}
		}
	})
}

func TestPrintable(t *testing.T) {
	for text, want := range map[string]string{
		"550 no":              "550 no",
		"邮箱已满":                "邮箱已满",
		"a\tb":                "a b",
		"\x1b[31mred":         `\x1b[31mred`,
		"a\r\nb\x00":          `a\x0d\x0ab\x00`,
		"\xff\xfe":            `\xff\xfe`,
		"\u202egnp.exe\u0085": `\u202egnp.exe\u0085`,
		"\ufffd":              "\ufffd",
	} {
		if got := printable(text); got != want {
			t.Errorf("printable(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestShorten(t *testing.T) {
	for _, tt := range []struct {
		text  string
		width int
		want  string
	}{
		{"short", 5, "short"},
		{"longer", 5, "long…"},
		{"收件人的邮箱", 6, "收件…"},
	} {
		if got := shorten(tt.text, tt.width); got != tt.want {
			t.Errorf("shorten(%q, %d) = %q, want %q", tt.text, tt.width, got, tt.want)
		}
	}
}
