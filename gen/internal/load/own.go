package load

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// ownFiles are what an organisation's own spec may have, each if it is there.
var ownFiles = []string{"origins.yaml", "replies.csv", "enhanced.csv", "observed", "text"}

// LoadOwn reads an organisation's own spec, which stands beside the one that it is
// compiled with: its rows follow those of base, but for the texts, which are its own
// alone.
func LoadOwn(fsys fs.FS, dir string, base *Spec) (*Spec, error) {
	entries, err := fs.ReadDir(fsys, ".")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", dir, err)
	}
	l := &loader{fsys: fsys, dir: dir}
	if len(entries) == 0 {
		return nil, fmt.Errorf("%s: the folder is empty: an own spec may have %q", dir, ownFiles)
	}
	there := make(map[string]bool)
	for _, e := range entries {
		name := e.Name()
		there[name] = slices.Contains(ownFiles, name)
		if !there[name] && !strings.HasPrefix(name, ".") && !strings.HasPrefix(name, "README") {
			l.faults.Add(l.pos(name, 1, 1), formRule, "%s is no part of an own spec, which may have %q", name, ownFiles)
		}
	}
	spec := *base
	spec.Dir, spec.Own, spec.baseDir = dir, true, base.Dir
	spec.Texts, spec.Released = nil, nil
	if there["origins.yaml"] {
		own := readYAML[Origin](l, "origins.yaml")
		for _, o := range own {
			for _, v := range o.Signatures {
				l.faults.Add(v.Pos, formRule, "signatures are for origins that package origin has, which an own one is not")
			}
		}
		spec.Origins = slices.Concat(base.Origins, own)
	}
	if there["replies.csv"] {
		spec.Replies = slices.Concat(base.Replies, readCSV[Reply](l, "replies.csv"))
	}
	if there["enhanced.csv"] {
		spec.Enhanced = slices.Concat(base.Enhanced, readCSV[Enhanced](l, "enhanced.csv"))
	}
	if there["observed"] {
		spec.Observed = slices.Concat(base.Observed, l.observed("observed"))
	}
	if there["text"] {
		spec.Texts = l.texts("text")
	}
	if l.err != nil {
		return nil, l.err
	}
	for _, known := range base.Texts {
		spec.Languages = append(spec.Languages, known.Tag.Text)
	}
	l.faults.Sort()
	return &spec, l.faults.Err()
}

// Mine reports whether a place is in this spec and not in the one beside which it
// stands.
func (s *Spec) Mine(p Pos) bool { return !s.Own || !strings.HasPrefix(p.File, s.baseDir+"/") }
