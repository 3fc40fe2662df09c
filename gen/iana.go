package main

import (
	"encoding/csv"
	"fmt"
	"io"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"

	"github.com/smtpstatus/smtpstatus/gen/internal/load"
)

// registryHeader is the first row of "SMTP Enhanced Status Codes, Enumerated
// Status Codes" as IANA publishes it.
var registryHeader = []string{
	"Code", "Sample Text", "Associated basic status code", "Description", "Reference", "Submitter", "Change Controller",
}

// difference is where the registry and the spec disagree about a condition.
type difference struct {
	code     string
	what     string // one of load.Exceptions, or "" for what cannot be declared
	msg      string
	declared bool
}

func (d difference) String() string {
	suffix := ""
	if d.declared {
		suffix = " (declared)"
	}
	return fmt.Sprintf("%s: %s%s", d.code, d.msg, suffix)
}

// compareIANA prints every difference between the spec and the registry's file.
// It returns errDiffers if the spec does not declare one of them, or declares one
// that is not there.
func compareIANA(source fs.FS, dir, file string, stdout io.Writer) error {
	spec, err := Lint(source, dir)
	if err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	if len(rows) == 0 || !slices.Equal(rows[0], registryHeader) {
		return fmt.Errorf("%s: not the registry's CSV file of enumerated status codes: want the header %q", file, registryHeader)
	}
	undeclared := 0
	for _, d := range differences(spec, rows[1:]) {
		fmt.Fprintln(stdout, d)
		if !d.declared {
			undeclared++
		}
	}
	fmt.Fprintf(stdout, "%d rows compared, %d undeclared differences\n", len(rows)-1, undeclared)
	if undeclared > 0 {
		return errDiffers
	}
	return nil
}

// differences compares the rows of the registry with those of the spec.
func differences(spec *load.Spec, registry [][]string) []difference {
	var all []difference
	ours := make(map[string]load.Enhanced)
	for _, e := range spec.Enhanced {
		if t, _ := e.Code.Triple(); t.Class < 0 && t.Detail >= 0 {
			ours[e.Code.Text] = e
		}
	}
	associated := associations(spec)
	seen := make(map[string]bool)
	for _, row := range registry {
		code, text, basic, reference := row[0], row[1], row[2], row[4]
		seen[code] = true
		e, ok := ours[code]
		if !ok {
			all = append(all, difference{code: code, msg: fmt.Sprintf("the registry has %q, the spec has no row", text)})
			continue
		}
		found := make(map[string]string)
		if text != e.Text.Text {
			found["iana-text"] = fmt.Sprintf("text: the registry has %q, the spec %q", text, e.Text.Text)
		}
		if want, ok := registryCodes(basic); !ok || !slices.Equal(want, associated[code]) {
			found["iana-associated"] = fmt.Sprintf("associated codes: the registry has %q, the spec %q", basic, strings.Join(associated[code], ", "))
		}
		if msg := compareReferences(reference, e); msg != "" {
			found["iana-references"] = msg
		}
		for _, what := range load.Exceptions {
			declared := slices.Contains(e.Exceptions.List(), what)
			switch msg, differs := found[what]; {
			case differs:
				all = append(all, difference{code, what, msg, declared})
			case declared:
				all = append(all, difference{code: code, what: what, msg: fmt.Sprintf("the spec declares %s, and there is no such difference", what)})
			}
		}
	}
	for _, e := range spec.Enhanced {
		if _, ok := ours[e.Code.Text]; ok && !seen[e.Code.Text] {
			all = append(all, difference{code: e.Code.Text, msg: fmt.Sprintf("the spec has %q, the registry has no row", e.Text.Text)})
		}
	}
	return all
}

// associations returns the basic codes and classes that the spec has from the
// registry, by condition, sorted.
func associations(spec *load.Spec) map[string][]string {
	byCondition := make(map[string][]string)
	for _, p := range spec.Pairs {
		sources, _ := p.Sources.Sources()
		t, _ := p.Enhanced.Triple()
		if !t.Exact() || !slices.ContainsFunc(sources, func(s load.Source) bool { return s.Origin == "iana" }) {
			continue
		}
		condition := "X" + p.Enhanced.Text[1:]
		byCondition[condition] = append(byCondition[condition], p.Code.Text)
	}
	for condition, codes := range byCondition {
		slices.Sort(codes)
		byCondition[condition] = slices.Compact(codes)
	}
	return byCondition
}

var (
	basicCode    = regexp.MustCompile(`\b([2-5])([0-9]{2}|XX)\b`)
	citedInBrace = regexp.MustCompile(`\[([A-Za-z0-9-]+)\]`)
	draftVersion = regexp.MustCompile(`-[0-9]{2}$`)
)

// registryCodes reads a cell of associated codes, sorted: "451, 550", "Any", "Not
// given", "5XX", "450, 550 (other 4XX or 5XX codes are allowed)".
func registryCodes(cell string) ([]string, bool) {
	switch cell {
	case "", "Not given":
		return nil, true
	case "Any":
		return []string{"2yz", "4yz", "5yz"}, true
	}
	var codes []string
	for _, code := range basicCode.FindAllString(cell, -1) {
		codes = append(codes, strings.Replace(code, "XX", "yz", 1))
	}
	slices.Sort(codes)
	return slices.Compact(codes), len(codes) > 0
}

// compareReferences says how the documents that the registry names differ from
// the sources of a row: each must be among them, and one of them must lead.
func compareReferences(reference string, e load.Enhanced) string {
	sources, _ := e.Sources.Sources()
	var cited []string
	for _, m := range citedInBrace.FindAllStringSubmatch(reference, -1) {
		cited = append(cited, draftVersion.ReplaceAllString(strings.ToLower(m[1]), ""))
	}
	for _, id := range cited {
		if !slices.ContainsFunc(sources, func(s load.Source) bool { return s.Origin == id }) {
			return fmt.Sprintf("references: the registry names %q, the spec does not cite it: %q", id, e.Sources.Text)
		}
	}
	if lead := sources[0].Origin; lead != "iana" && !slices.Contains(cited, lead) {
		return fmt.Sprintf("references: the spec follows %q, the registry has %q", lead, reference)
	}
	return ""
}
