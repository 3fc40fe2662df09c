package emit

import (
	"bytes"
	"go/format"
)

// placeholder stands for plain rows while gofmt formats what is around them.
const placeholder = "plainRows,\n"

// gofmt formats a file that jennifer rendered. Most of the large ones is plain rows of
// tables, which gofmt takes most of a second for; they are formatted here instead.
func gofmt(source []byte) ([]byte, error) {
	var frame, out bytes.Buffer
	var runs [][][]byte // plain rows that follow each other
	inRun := false
	for line := range bytes.Lines(source) {
		switch row := plainRow(line); {
		case row == nil:
			frame.Write(line)
			inRun = false
		case inRun:
			last := len(runs) - 1
			runs[last] = append(runs[last], row)
		default:
			frame.WriteString(placeholder)
			runs = append(runs, [][]byte{row})
			inRun = true
		}
	}
	formatted, err := format.Source(frame.Bytes())
	if err != nil {
		return nil, err
	}
	for line := range bytes.Lines(formatted) {
		indent, ok := bytes.CutSuffix(line, []byte(placeholder))
		if !ok {
			out.Write(line)
			continue
		}
		for _, row := range runs[0] {
			out.Write(indent)
			writeRow(&out, row)
		}
		runs = runs[1:]
	}
	return out.Bytes(), nil
}

// plainOctets are what rows of numbers and of constants are made of.
const plainOctets = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_., :{}"

// plainRow returns the row of a table that a line is, without the comma behind it, if it
// is one string, numbers, or structs of constants; nil if it is anything else.
func plainRow(line []byte) []byte {
	row, ok := bytes.CutSuffix(line, []byte(",\n"))
	if !ok || len(row) == 0 {
		return nil
	}
	switch c := row[0]; {
	case c == '"':
		ok = stringLen(row) == len(row)
	case c == '{' || c >= '0' && c <= '9':
		ok = len(bytes.TrimLeft(row, plainOctets)) == 0 && whole(row)
	default:
		ok = false
	}
	if !ok {
		return nil
	}
	return row
}

// whole reports whether a row closes as many braces as it opens, and has no key outside
// of them, for gofmt aligns what follows such keys.
func whole(row []byte) bool {
	depth := 0
	for _, c := range row {
		switch c {
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 && c == ':' {
			return false
		}
	}
	return depth == 0
}

// stringLen returns the length of the string that begins a piece of Go or JSON.
func stringLen(text []byte) int {
	for i := 1; i < len(text); i++ {
		switch text[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(text) + 1
}

// writeRow writes a plain row with blanks behind commas and colons, and nowhere else.
func writeRow(out *bytes.Buffer, row []byte) {
	if row[0] == '"' {
		out.Write(row)
		out.WriteString(",\n")
		return
	}
	for _, c := range row {
		if c == ' ' {
			continue
		}
		out.WriteByte(c)
		if c == ',' || c == ':' {
			out.WriteByte(' ')
		}
	}
	out.WriteString(",\n")
}
