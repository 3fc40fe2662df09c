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

// What plain rows are made of: numbers, or keys with names of constants and numbers.
const (
	numberOctets = "0123456789abcdefx,"
	fieldOctets  = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_., :"
)

// plainRow returns the row of a table that a line is, without the comma behind it, if it
// is one string, numbers, or one struct of constants; nil if it is anything else.
func plainRow(line []byte) []byte {
	row, ok := bytes.CutSuffix(line, []byte(",\n"))
	if !ok || len(row) == 0 {
		return nil
	}
	switch end := len(row) - 1; {
	case row[0] == '"':
		ok = stringLen(row) == len(row)
	case row[0] == '{' && row[end] == '}':
		ok = len(bytes.TrimLeft(row[1:end], fieldOctets)) == 0
	default:
		ok = row[0] >= '0' && row[0] <= '9' && len(bytes.TrimLeft(row, numberOctets)) == 0
	}
	if !ok {
		return nil
	}
	return row
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

// writeRow writes a plain row with blanks behind commas and none before colons.
func writeRow(out *bytes.Buffer, row []byte) {
	if row[0] == '"' {
		out.Write(row)
		out.WriteString(",\n")
		return
	}
	for i, c := range row {
		if c == ' ' && row[i+1] == ':' {
			continue
		}
		out.WriteByte(c)
		if c == ',' {
			out.WriteByte(' ')
		}
	}
	out.WriteString(",\n")
}
