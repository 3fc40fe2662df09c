package load

import (
	"path"
	"strings"
)

// ObservedFile is a file of rules about what servers say: observed/postfix.yaml.
type ObservedFile struct {
	Origin Value // the name of the file without its ending
	Rules  []Observed
}

// Observed is an entry of such a file.
type Observed struct {
	Pos      Pos
	ID       Value   `spec:"id,required"`
	Text     Value   `spec:"text,required"`
	Cause    Value   `spec:"cause,required"`
	Code     Value   `spec:"code"`
	Enhanced Value   `spec:"enhanced"`
	Command  Value   `spec:"command"`
	Weak     Value   `spec:"weak"`
	Examples []Value `spec:"examples"`

	Wordings []string // what Text stands for, with one chosen of each of its choices
}

// observed reads every file of rules in a folder.
func (l *loader) observed(dir string) []ObservedFile {
	var files []ObservedFile
	for _, name := range l.yamlFiles(dir) {
		file := ObservedFile{
			Origin: Value{strings.TrimSuffix(path.Base(name), ".yaml"), l.pos(name, 1, 1)},
			Rules:  readYAML[Observed](l, name),
		}
		for i := range file.Rules {
			r := &file.Rules[i]
			r.Text.Text = strings.ReplaceAll(r.Text.Text, "| ", "|") // where a line was folded
			if r.Wordings = Wordings(r.Text.Text); len(r.Wordings) > maxWordings {
				l.faults.Add(r.Text.Pos, formRule, "text: its choices make more than %d wordings", maxWordings)
			}
		}
		files = append(files, file)
	}
	return files
}

// maxWordings is how many wordings the text of a rule may have.
const maxWordings = 1000

// Wordings returns what the text of a rule stands for: {full|over quota|} is a choice, of
// one of these words or of none. There are at most maxWordings of them, and one more if
// there would be more.
func Wordings(text string) []string {
	if !strings.Contains(text, "|") {
		return []string{text}
	}
	wordings := []string{""}
	for text != "" {
		before, choices, after := nextChoice(text)
		var longer []string
		for _, w := range wordings {
			for _, c := range choices {
				longer = append(longer, w+before+c)
			}
		}
		wordings, text = longer[:min(len(longer), maxWordings+1)], after
	}
	for i, w := range wordings {
		wordings[i] = strings.Join(strings.Fields(w), " ")
	}
	return wordings
}

// nextChoice splits a text around its first choice, in which gaps may stand. If there is
// none, the choices are one empty one.
func nextChoice(text string) (before string, choices []string, after string) {
	start, last := 0, 0 // of the braces that are open, and of the alternative
	depth := 0
	for i, c := range text {
		switch {
		case c == '{':
			if depth++; depth == 1 {
				start, last, choices = i, i+1, nil
			}
		case c == '|' && depth == 1:
			choices = append(choices, text[last:i])
			last = i + 1
		case c == '}' && depth > 0:
			if depth--; depth == 0 && choices != nil {
				return text[:start], append(choices, text[last:i]), text[i+1:]
			}
		}
	}
	return text, []string{""}, ""
}
