package main

import (
	"bufio"
	"strings"
	"unicode/utf8"
)

// gap stands between two columns of a table.
const gap = "  "

// table is rows of cells. The last column is wrapped, and those with a limit.
type table struct {
	heads []string
	right map[int]bool // columns of numbers
	limit map[int]int  // the width of columns that are wrapped
	rows  [][]string
}

func (t *table) add(cells ...string) { t.rows = append(t.rows, cells) }

// narrowest is how narrow the last column may be before others are wrapped, and
// narrow how narrow those may be.
const narrowest, narrow = 16, 8

// print writes the table. A column that is empty in all rows is left out.
func (t *table) print(a *app) {
	widths := t.widths(a.width)
	t.line(a.stdout, t.heads, widths, a.style.heading)
	for _, row := range t.rows {
		t.line(a.stdout, row, widths, func(text string) string { return text })
	}
}

// widths returns the widths of the columns, so that a line has no more than a width.
func (t *table) widths(width int) []int {
	widths := make([]int, len(t.heads))
	last := 0
	for i := range t.heads {
		for _, row := range t.rows {
			widths[i] = max(widths[i], textWidth(row[i]))
		}
		if widths[i] == 0 {
			continue
		}
		widths[i] = max(widths[i], textWidth(t.heads[i]))
		if limit := t.limit[i]; limit > 0 {
			widths[i] = min(widths[i], limit)
		}
		last = i
	}
	left := width
	for i := range last {
		if widths[i] > 0 {
			left -= widths[i] + len(gap)
		}
	}
	for ; left < min(narrowest, widths[last]); left++ {
		widest := 0
		for i := range last {
			if widths[i] > widths[widest] {
				widest = i
			}
		}
		if widths[widest] <= narrow {
			break
		}
		widths[widest]--
	}
	widths[last] = max(left, narrow)
	return widths[:last+1]
}

// line writes one row, which may take several lines.
func (t *table) line(w *bufio.Writer, cells []string, widths []int, paint func(string) string) {
	wrapped := make([][]string, len(widths))
	height := 1
	for i, width := range widths {
		if width > 0 {
			wrapped[i] = wrapCell(printable(cells[i]), width)
			height = max(height, len(wrapped[i]))
		}
	}
	for n := range height {
		var b strings.Builder
		for i, width := range widths {
			cell := ""
			if n < len(wrapped[i]) {
				cell = wrapped[i][n]
			}
			switch {
			case width == 0:
			case t.right[i]:
				b.WriteString(strings.Repeat(" ", max(0, width-textWidth(cell))) + cell + gap)
			default:
				b.WriteString(pad(cell, width) + gap)
			}
		}
		w.WriteString(paint(strings.TrimRight(b.String(), " ")) + "\n")
	}
}

// wrapCell is wrap that breaks a word wider than the column too, behind a hyphen if it
// has one there.
func wrapCell(text string, width int) []string {
	var lines []string
	for _, line := range wrap(text, width) {
		for textWidth(line) > width {
			end, hyphen, used := 0, 0, 0
			for i, r := range line {
				if used += runeWidth(r); used > width && i > 0 {
					break
				}
				_, size := utf8.DecodeRuneInString(line[i:])
				end = i + size
				if r == '-' {
					hyphen = end
				}
			}
			if hyphen > 0 {
				end = hyphen
			}
			lines, line = append(lines, line[:end]), line[end:]
		}
		lines = append(lines, line)
	}
	return lines
}
