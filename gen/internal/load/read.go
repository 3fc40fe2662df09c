package load

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// formRule is the id of every fault in a file's form.
const formRule = "form"

// loader reads files until one cannot be read, and collects their faults.
type loader struct {
	fsys   fs.FS
	dir    string
	faults Faults
	err    error
}

func (l *loader) read(name string) ([]byte, bool) {
	data, err := fs.ReadFile(l.fsys, name)
	if err != nil {
		l.err = errors.Join(l.err, fmt.Errorf("%s: %w", path.Join(l.dir, name), err))
		return nil, false
	}
	return data, true
}

func (l *loader) pos(name string, line, col int) Pos {
	return Pos{path.Join(l.dir, name), line, col}
}

// lines reads a text file: a value a line, without empty lines and those that
// begin with #.
func (l *loader) lines(name string) []Value {
	data, ok := l.read(name)
	if !ok {
		return nil
	}
	var values []Value
	n := 0
	for line := range strings.Lines(string(data)) {
		n++
		if text := strings.TrimSpace(line); text != "" && !strings.HasPrefix(text, "#") {
			values = append(values, Value{text, l.pos(name, n, 1)})
		}
	}
	return values
}

// yamlFiles returns the names of the YAML files in a folder.
func (l *loader) yamlFiles(dir string) []string {
	names, err := fs.Glob(l.fsys, path.Join(dir, "*.yaml"))
	if err != nil {
		l.err = errors.Join(l.err, err)
	}
	return names
}

// texts reads every file of texts in a folder.
func (l *loader) texts(dir string) []Language {
	var languages []Language
	for _, name := range l.yamlFiles(dir) {
		languages = append(languages, Language{
			Tag:   Value{strings.TrimSuffix(path.Base(name), ".yaml"), l.pos(name, 1, 1)},
			Texts: readYAML[Text](l, name),
		})
	}
	return languages
}

// field is a field of a record with a tag.
type field struct {
	name     string
	index    int
	required bool
	list     bool
}

// fields returns the tagged fields of a record in their order.
func fields(record reflect.Type) []field {
	var tagged []field
	for i := range record.NumField() {
		f := record.Field(i)
		name, option, _ := strings.Cut(f.Tag.Get("spec"), ",")
		if name == "" {
			continue
		}
		tagged = append(tagged, field{name, i, option == "required", f.Type == reflect.TypeFor[[]Value]()})
	}
	return tagged
}

// names returns the columns or keys of fields.
func names(fields []field) []string {
	names := make([]string, len(fields))
	for i, f := range fields {
		names[i] = f.name
	}
	return names
}

// at returns a field of a record, to be set.
func at[V any](v reflect.Value) *V { return v.Addr().Interface().(*V) }

// readCSV reads a CSV file whose header is the tags of T in their order.
func readCSV[T any](l *loader, name string) []T {
	data, ok := l.read(name)
	if !ok {
		return nil
	}
	tagged := fields(reflect.TypeFor[T]())
	r := csv.NewReader(bytes.NewReader(data))
	r.FieldsPerRecord = len(tagged)
	header, err := r.Read()
	if want := names(tagged); err != nil || !slices.Equal(header, want) {
		l.faults.Add(l.pos(name, 1, 1), formRule, "header is %q, want %q", strings.Join(header, ","), strings.Join(want, ","))
		return nil
	}
	var rows []T
	for {
		cells, err := r.Read()
		if err == io.EOF {
			return rows
		}
		if err != nil {
			line, col, msg := 1, 1, err.Error()
			if e := (*csv.ParseError)(nil); errors.As(err, &e) {
				line, col, msg = e.Line, e.Column, e.Err.Error()
				if e.StartLine != e.Line {
					msg += fmt.Sprintf(" in the row that begins on line %d", e.StartLine)
				}
			}
			l.faults.Add(l.pos(name, line, max(col, 1)), formRule, "%s", msg)
			if errors.Is(err, csv.ErrFieldCount) {
				continue
			}
			return rows
		}
		var row T
		v := reflect.ValueOf(&row).Elem()
		line, _ := r.FieldPos(0)
		*at[Pos](v.FieldByName("Pos")) = l.pos(name, line, 1)
		for i, cell := range cells {
			line, col := r.FieldPos(i)
			value := Value{cell, l.pos(name, line, col)}
			f := tagged[i]
			if cell == "" && f.required {
				l.faults.Add(value.Pos, formRule, "%s is empty", f.name)
			}
			*at[Value](v.Field(f.index)) = value
		}
		rows = append(rows, row)
	}
}

// readYAML reads a YAML file that is a list of maps with the tags of T as keys.
// Values stay text, so that 0250 cannot become a number.
func readYAML[T any](l *loader, name string) []T {
	data, ok := l.read(name)
	if !ok {
		return nil
	}
	var doc yaml.Node
	if err := yaml.Load(data, &doc); err != nil {
		line, col, msg := 1, 1, err.Error()
		if e := (*yaml.LoadError)(nil); errors.As(err, &e) {
			line, col, msg = max(e.Mark.Line, 1), max(e.Mark.Column, 1), e.Message
		}
		l.faults.Add(l.pos(name, line, col), formRule, "%s", strings.ReplaceAll(msg, "\n", " "))
		return nil
	}
	list := &doc
	if list.Kind == yaml.DocumentNode && len(list.Content) == 1 {
		list = list.Content[0]
	}
	if list.Kind != yaml.SequenceNode {
		l.faults.Add(l.pos(name, max(list.Line, 1), max(list.Column, 1)), formRule, "want a list of maps")
		return nil
	}
	file := path.Join(l.dir, name)
	tagged := fields(reflect.TypeFor[T]())
	entries := make([]T, len(list.Content))
	for i, node := range list.Content {
		l.fill(reflect.ValueOf(&entries[i]).Elem(), tagged, file, node)
	}
	return entries
}

// fill sets the tagged fields of a record from a map.
func (l *loader) fill(record reflect.Value, tagged []field, file string, node *yaml.Node) {
	pos := func(n *yaml.Node) Pos { return Pos{file, n.Line, n.Column} }
	*at[Pos](record.FieldByName("Pos")) = pos(node)
	if node.Kind != yaml.MappingNode {
		l.faults.Add(pos(node), formRule, "want a map")
		return
	}
	seen, bad := make([]bool, len(tagged)), make([]bool, len(tagged))
	for i := 0; i < len(node.Content); i += 2 {
		key, value := node.Content[i], node.Content[i+1]
		n := slices.IndexFunc(tagged, func(f field) bool { return f.name == key.Value })
		switch {
		case n < 0:
			l.faults.Add(pos(key), formRule, "unknown key %q, want one of %s", key.Value, strings.Join(names(tagged), ", "))
			continue
		case seen[n]:
			l.faults.Add(pos(key), formRule, "key %q stands twice", key.Value)
			continue
		}
		seen[n] = true
		f := tagged[n]
		switch {
		case f.list && value.Kind == yaml.SequenceNode:
			var values []Value
			for _, item := range value.Content {
				if item.Kind != yaml.ScalarNode {
					l.faults.Add(pos(item), formRule, "%s: want text", f.name)
					continue
				}
				values = append(values, Value{item.Value, pos(item)})
			}
			*at[[]Value](record.Field(f.index)) = values
		case !f.list && value.Kind == yaml.ScalarNode:
			*at[Value](record.Field(f.index)) = Value{value.Value, pos(value)}
		case f.list:
			l.faults.Add(pos(value), formRule, "%s: want a list", f.name)
		default:
			bad[n] = true
			l.faults.Add(pos(value), formRule, "%s: want text", f.name)
		}
	}
	for n, f := range tagged {
		if f.list {
			continue
		}
		value := at[Value](record.Field(f.index))
		if value.Pos.Line == 0 {
			value.Pos = pos(node)
		}
		if f.required && value.Text == "" && !bad[n] {
			l.faults.Add(value.Pos, formRule, "%s is missing or empty", f.name)
		}
	}
}
