package emit

import (
	"path"

	"github.com/dave/jennifer/jen"

	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

// OwnFiles prints the package of an own spec, which stands in dir; the keys are names
// of files.
func OwnFiles(m *model.Model, dir, pkg string) (map[string][]byte, error) {
	var list []file
	if len(m.Codes) > 0 {
		list = append(list, file{"z_codes.go", path.Join(dir, "replies.csv"), ownCodes})
	}
	if len(m.Conditions) > 0 {
		list = append(list, file{"z_conditions.go", path.Join(dir, "enhanced.csv"), ownConditions})
	}
	if len(m.Observed) > 0 {
		from := path.Join(dir, "observed")
		list = append(list, file{"z_rules.go", from, observed}, file{"z_matcher.go", from, matcher}, file{"z_texts.go", from, ruleTexts})
	}
	list = append(list, file{"z_register.go", path.Join(dir, "text"), register})
	return printAll(m, list, func(file) *jen.File { return jen.NewFile(pkg) })
}

func ownCodes(f *jen.File, m *model.Model) {
	fileComment(f, "The codes.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, c := range m.Codes {
			if i > 0 {
				g.Line()
			}
			comment(g, c.Doc)
			g.Id(c.Name).Qual(smtpcodesPath, "Code").Op("=").Lit(c.Number)
		}
	})
}

func ownConditions(f *jen.File, m *model.Model) {
	fileComment(f, "The conditions.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, c := range m.Conditions {
			if i > 0 {
				g.Line()
			}
			comment(g, c.Doc)
			g.Id(c.Names[0]).Qual(enhancedPath, "Condition").Op("=").Add(packed(c.Number))
		}
	})
	f.Line()
	fileComment(f, "The conditions in their classes.")
	f.Const().DefsFunc(func(g *jen.Group) {
		first := true
		for _, c := range m.Conditions {
			for slot, class := range m.Severities {
				name := c.Names[slot+1]
				if name == "" {
					continue
				}
				if !first {
					g.Line()
				}
				first = false
				comment(g, c.CodeDocs[slot+1])
				g.Id(name).Qual(enhancedPath, "Code").Op("=").Add(packed(class.Number*1_000_000 + c.Number%1_000_000))
			}
		}
	})
}

func register(f *jen.File, m *model.Model) {
	fileComment(f, "init makes the rules and texts known to the packages cause and catalog.")
	f.Func().Id("init").Params().BlockFunc(func(g *jen.Group) {
		if len(m.Observed) > 0 {
			g.Qual(causePath, "Register").Call(jen.Op("&").Id("compiled"), jen.Id("ruleTexts"))
		}
		for _, l := range m.Languages {
			entries := jen.Index().Qual(catalogPath, "Entry").CustomFunc(rows, func(g *jen.Group) {
				for i, of := range l.Of {
					pkg := ""
					if of.Cause {
						pkg = causePath
					}
					g.Add(values(field("Of", jen.Qual(pkg, of.Name)), prose("Text", l.Texts[i]), prose("Meaning", l.Meanings[i])))
				}
			})
			g.Qual(catalogPath, "Register").Call(jen.Qual(languagePath, "MustParse").Call(jen.Lit(l.Tag)), entries)
		}
	})
}
