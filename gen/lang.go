package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"

	"go.yaml.in/yaml/v4"
	"golang.org/x/text/language"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

// writeLanguage writes the file of texts of a language anew below the folder of the
// spec: every key, the English beside it as a comment, and what is translated
// already. It prints how much that is.
func writeLanguage(source fs.FS, dir, tag string, stdout io.Writer) error {
	parsed, err := language.Parse(tag)
	if err != nil || parsed.String() != tag {
		return fmt.Errorf("-lang %q: want a BCP 47 tag in its canonical form, such as %q or %q", tag, "fr", "pt-BR")
	}
	spec, err := load.Load(source, dir)
	if err != nil {
		return err
	}
	english := textsOf(spec, model.Base)
	if tag == model.Base || english == nil {
		return fmt.Errorf("-lang %q: the language that others fall back to is written by hand", tag)
	}
	done := textsOf(spec, tag)
	list := &yaml.Node{Kind: yaml.SequenceNode}
	translated, all, titles := 0, 0, 0
	for _, key := range model.Keys(spec) {
		en, mine := english[key.Name], done[key.Name]
		entry := &yaml.Node{Kind: yaml.MappingNode}
		add := func(name, english, text string) {
			if english == "" {
				return
			}
			all++
			if text != "" {
				translated++
			}
			value := scalar(text)
			value.Style = yaml.DoubleQuotedStyle
			entry.Content = append(entry.Content, scalar(name), value)
			entry.HeadComment += "# " + english + "\n"
		}
		entry.Content = append(entry.Content, scalar("key"), scalar(key.Name))
		add("text", en.Text.Text, mine.Text.Text)
		if mine.Text.Text != "" {
			titles++
		}
		if en.One.Text != "" {
			value := scalar(mine.One.Text)
			value.Style = yaml.DoubleQuotedStyle
			entry.Content = append(entry.Content, scalar("one"), value)
			entry.HeadComment += "# " + en.One.Text + " (where {n} is 1; leave it empty if the language has no other form)\n"
		}
		add("meaning", en.Meaning.Text, mine.Meaning.Text)
		list.Content = append(list.Content, entry)
	}
	data, err := yaml.Dump(list, yaml.WithIndent(2), yaml.WithLineWidth(-1))
	if err != nil {
		return err
	}
	name := filepath.Join(dir, "text", tag+".yaml")
	temp, err := writeTemp(name, data)
	if err != nil {
		return err
	}
	if err := os.Rename(temp, name); err != nil {
		return errors.Join(err, os.Remove(temp))
	}
	fmt.Fprintf(stdout, "%s: %d of %d texts are translated, %d of %d titles; readers are offered the language from three quarters of the titles on\n",
		filepath.ToSlash(name), translated, all, titles, len(list.Content))
	return nil
}

func scalar(text string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text}
}

// textsOf returns the texts of a language by key, nil if it has no file.
func textsOf(spec *load.Spec, tag string) map[string]load.Text {
	i := slices.IndexFunc(spec.Texts, func(l load.Language) bool { return l.Tag.Text == tag })
	if i < 0 {
		return nil
	}
	texts := make(map[string]load.Text)
	for _, t := range spec.Texts[i].Texts {
		texts[t.Key.Text] = t
	}
	return texts
}
