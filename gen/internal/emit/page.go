package emit

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

//go:embed page
var pageFiles embed.FS

// scripts are the parts of the page's script in their order.
var scripts = []string{"data.js", "words.js", "reply.js", "cause.js", "explain.js", "dom.js", "entries.js", "map.js", "search.js", "page.js"}

// page prints the reference: one file that needs no other. Its policy lets nothing run
// but its own script and nothing be fetched.
func page(m *model.Model) ([]byte, error) {
	content, err := layout(pageDataOf(m))
	if err != nil {
		return nil, err
	}
	var script bytes.Buffer
	script.WriteString("\"use strict\";\n{\n")
	for _, name := range scripts {
		part, err := pageFiles.ReadFile("page/" + name)
		if err != nil {
			return nil, err
		}
		script.WriteByte('\n')
		script.Write(part)
	}
	script.WriteString("}\n")
	style, err := pageFiles.ReadFile("page/page.css")
	if err != nil {
		return nil, err
	}
	frame, err := pageFiles.ReadFile("page/page.html")
	if err != nil {
		return nil, err
	}
	policy := fmt.Sprintf("default-src 'none'; img-src data:; style-src %s; script-src %s; base-uri 'none'; form-action 'none'",
		hash(style), hash(script.Bytes()))
	return []byte(strings.NewReplacer(
		"[policy]", policy,
		"[style]", string(style),
		"[data]", strings.ReplaceAll(string(content), "<", `\u003c`), // so that no text can end the element
		"[script]", script.String(),
	).Replace(string(frame))), nil
}

// hash names a script or style in a content security policy.
func hash(text []byte) string {
	sum := sha256.Sum256(text)
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// pageData is what the page knows: the data, with rules and texts as rows.
type pageData struct {
	model.Data
	Rules     []pageRow      `json:"rules"`
	Wordings  []pageRow      `json:"wordings"`
	Texts     *struct{}      `json:"texts,omitempty"` // hides those of the data
	Keys      []string       `json:"keys"`
	Languages []pageLanguage `json:"languages"`
}

// pageRow is a rule: its text, the place of the cause, that of the origin from 1, an example,
// and the code, enhanced code and command that must hold, if any; or a wording: the
// place of the rule, its own among those of the rule, and 1 if the words tell the origin.
// What would be most of the page stays away: the ids, the texts of wordings, and the
// examples of words that are nobody's, which are made up around the words.
type pageRow []any

// trimmed returns a row without what is empty at its end.
func trimmed(row ...any) pageRow {
	for last := len(row) - 1; last > 0 && (row[last] == "" || row[last] == 0); last-- {
		row = row[:last]
	}
	return row
}

// pageLanguage is the texts and meanings in the order of the keys, and the labels.
type pageLanguage struct {
	Tag      string            `json:"tag"`
	Texts    []string          `json:"texts"`
	Meanings []string          `json:"meanings"`
	Labels   map[string]string `json:"labels"`
}

func pageDataOf(m *model.Model) pageData {
	d := pageData{Data: m.Data}
	causes, origins := make(map[string]int), make(map[string]int)
	for i, c := range m.Data.Causes {
		causes[c.ID] = i
	}
	for i, o := range m.Data.Origins {
		origins[o.ID] = i + 1
	}
	for _, r := range m.Data.Rules {
		example := ""
		if len(r.Examples) > 0 && !strings.HasPrefix(r.File, "general") {
			example = r.Examples[0]
		}
		d.Rules = append(d.Rules, pageRow{r.Text, causes[r.Cause], 0, example, r.Code, r.Enhanced, r.Command})
	}
	for _, w := range m.Data.Wordings {
		origin := 0
		if w.Origin != "" {
			origin = 1
			d.Rules[w.Rule][2] = origins[w.Origin]
		}
		d.Wordings = append(d.Wordings, trimmed(w.Rule, w.Place, origin))
	}
	for i, r := range d.Rules {
		d.Rules[i] = trimmed(r...)
	}
	for _, k := range m.Keys {
		d.Keys = append(d.Keys, k.Name)
	}
	for _, l := range m.Languages {
		labels := make(map[string]string)
		for i, key := range model.PageLabels {
			labels[key] = l.Page[i]
		}
		d.Languages = append(d.Languages, pageLanguage{l.Tag, l.Texts, l.Meanings, labels})
	}
	return d
}
