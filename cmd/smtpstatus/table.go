package main

import (
	"bufio"
	"strings"
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

// print writes the table. A column that is empty in all rows is left out.
func (t *table) print(w *bufio.Writer, s style) {
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
	left := columns
	for i := range last {
		if widths[i] > 0 {
			left -= widths[i] + len(gap)
		}
	}
	widths[last] = max(left, 20)
	t.line(w, t.heads, widths[:last+1], s.heading)
	for _, row := range t.rows {
		t.line(w, row, widths[:last+1], func(text string) string { return text })
	}
}

// line writes one row, which may take several lines.
func (t *table) line(w *bufio.Writer, cells []string, widths []int, paint func(string) string) {
	wrapped := make([][]string, len(widths))
	height := 1
	for i, width := range widths {
		if width > 0 {
			wrapped[i] = wrap(printable(cells[i]), width)
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
