package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/smtpstatus/smtpstatus/gen/internal/emit"
	"github.com/smtpstatus/smtpstatus/gen/internal/lint"
	"github.com/smtpstatus/smtpstatus/gen/internal/load"
	"github.com/smtpstatus/smtpstatus/gen/internal/model"
	"github.com/smtpstatus/smtpstatus/spec"
)

// Files is what the generator makes: contents by slash-separated path below the
// root of the module.
type Files map[string][]byte

// Lint reads a spec and returns it, or every fault in it as load.Faults.
func Lint(fsys fs.FS, dir string) (*load.Spec, error) {
	s, err := load.Load(fsys, dir)
	if err != nil {
		return nil, err
	}
	return s, lint.Check(s).Err()
}

// Generate makes all files from the spec and from nothing else. dir is the name
// that places in the spec begin with. Faults in the spec are load.Faults.
func Generate(fsys fs.FS, dir string) (Files, error) {
	s, err := Lint(fsys, dir)
	if err != nil {
		return nil, err
	}
	m := model.Build(s)
	if err := m.Fits(); err != nil {
		return nil, err
	}
	return emit.Files(m)
}

// base is what places in the spec that is built in begin with, for an own spec.
const base = "github.com/smtpstatus/smtpstatus/spec"

// LintOwn reads an organisation's own spec, which stands beside ours, and returns both,
// or every fault in it as load.Faults.
func LintOwn(own fs.FS, dir string) (*load.Spec, error) {
	ours, err := load.Load(spec.FS, base)
	if err != nil {
		return nil, err
	}
	s, err := load.LoadOwn(own, dir, ours)
	if err != nil {
		return nil, err
	}
	return s, lint.Check(s).Err()
}

// GenerateOwn makes the files of the package pkg from an own spec.
func GenerateOwn(own fs.FS, dir, pkg string) (Files, error) {
	s, err := LintOwn(own, dir)
	if err != nil {
		return nil, err
	}
	m := model.BuildOwn(s)
	if err := m.Fits(); err != nil {
		return nil, err
	}
	return emit.OwnFiles(m, dir, pkg)
}

// Drift is a file on disk that is not what the generator makes.
type Drift struct {
	Name string // below the root of the module, with slashes
	Kind DriftKind
	Diff string // unified, for a changed file
}

// DriftKind says how a file differs.
type DriftKind string

// The ways in which a file differs.
const (
	Changed  DriftKind = "changed"
	Missing  DriftKind = "missing"
	Orphaned DriftKind = "orphaned" // named like a generated file, and not made any more
)

func (d Drift) String() string {
	if d.Kind == Changed {
		return d.Diff
	}
	return fmt.Sprintf("%s: %s\n", d.Name, d.Kind)
}

// Verify compares the files below dir with those that were made, in the order of
// their names.
func Verify(dir string, files Files) ([]Drift, error) {
	var drifts []Drift
	for _, name := range slices.Sorted(maps.Keys(files)) {
		old, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		switch {
		case errors.Is(err, fs.ErrNotExist):
			drifts = append(drifts, Drift{Name: name, Kind: Missing})
		case err != nil:
			return nil, err
		case !bytes.Equal(old, files[name]):
			d := diff.Diff(name, old, name+" (generated)", files[name])
			drifts = append(drifts, Drift{Name: name, Kind: Changed, Diff: string(d)})
		}
	}
	orphans, err := orphans(dir, files)
	for _, name := range orphans {
		drifts = append(drifts, Drift{Name: name, Kind: Orphaned})
	}
	slices.SortFunc(drifts, func(a, b Drift) int { return cmp.Compare(a.Name, b.Name) })
	return drifts, err
}

// orphans returns the files below dir that are named like generated ones and are
// not among files. Other modules, hidden folders and testdata are left alone, and so
// are all folders if the files are those of one package.
func orphans(dir string, files Files) ([]string, error) {
	onePackage := !slices.ContainsFunc(slices.Collect(maps.Keys(files)), func(name string) bool { return strings.Contains(name, "/") })
	var names []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if path == dir && errors.Is(err, fs.ErrNotExist) {
			return nil // all files are missing
		}
		if err != nil || path == dir {
			return err
		}
		base := entry.Name()
		if entry.IsDir() {
			_, err := os.Stat(filepath.Join(path, "go.mod"))
			if err == nil || onePackage || base == "testdata" || strings.HasPrefix(base, ".") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasPrefix(base, "z_") || filepath.Ext(base) != ".go" {
			return nil
		}
		rel, err := filepath.Rel(dir, path)
		if name := filepath.ToSlash(rel); err == nil && files[name] == nil {
			names = append(names, name)
		}
		return err
	})
	return names, err
}

// Write brings the files below dir up to date: it replaces those that differ and
// removes orphans that carry the generator's header. All new files are written
// beside their places before the first is renamed, so that a failure leaves the
// old ones whole. It returns the names of what it changed.
func Write(dir string, files Files) (changed []string, err error) {
	drifts, err := Verify(dir, files)
	if err != nil {
		return nil, err
	}
	for _, d := range drifts {
		if d.Kind != Orphaned {
			continue
		}
		ours, err := generated(filepath.Join(dir, filepath.FromSlash(d.Name)))
		if err != nil {
			return nil, err
		}
		if !ours {
			return nil, fmt.Errorf("%s is named like a generated file and has not its header: rename or remove it", d.Name)
		}
	}
	temps := make(map[string]string)
	defer func() {
		for _, temp := range temps {
			err = errors.Join(err, os.Remove(temp))
		}
	}()
	for _, d := range drifts {
		if d.Kind == Orphaned {
			continue
		}
		temp, err := writeTemp(filepath.Join(dir, filepath.FromSlash(d.Name)), files[d.Name])
		if err != nil {
			return nil, err
		}
		temps[d.Name] = temp
	}
	for _, d := range drifts {
		path := filepath.Join(dir, filepath.FromSlash(d.Name))
		if d.Kind == Orphaned {
			if err := os.Remove(path); err != nil {
				return changed, err
			}
		} else {
			if err := os.Rename(temps[d.Name], path); err != nil {
				return changed, err
			}
			delete(temps, d.Name)
		}
		changed = append(changed, d.Name)
	}
	return changed, nil
}

// writeTemp writes a file beside path and returns its name.
func writeTemp(path string, data []byte) (string, error) {
	dir := filepath.Dir(path)
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return "", err
	}
	f, err := os.CreateTemp(dir, ".gen-*")
	if err != nil {
		return "", err
	}
	_, err = f.Write(data)
	if err := errors.Join(err, f.Chmod(0o644), f.Close()); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// generated reports whether the file begins with the generator's header.
func generated(path string) (bool, error) {
	data, err := os.ReadFile(path)
	return bytes.HasPrefix(data, []byte(emit.Header+"\n")), err
}
