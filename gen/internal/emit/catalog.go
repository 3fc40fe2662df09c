package emit

import (
	"path"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

// languageFiles are the files of texts, one a language.
func languageFiles(m *model.Model) []file {
	var files []file
	for _, l := range m.Languages {
		name := "z_" + strings.ToLower(strings.ReplaceAll(l.Tag, "-", "_")) + ".go"
		files = append(files, file{path.Join("catalog", name), "spec/text/" + l.Tag + ".yaml", func(f *jen.File, m *model.Model) {
			texts(f, m, l)
		}})
	}
	return files
}

// languageVar names the variable of a language: langZhHant.
func languageVar(l model.Language) string {
	name := "lang"
	for part := range strings.SplitSeq(l.Tag, "-") {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	return name
}

func texts(f *jen.File, m *model.Model, l model.Language) {
	fileComment(f, languageVar(l)+" has the texts in the language "+l.Tag+", in the order of keys.")
	f.Var().Id(languageVar(l)).Op("=").Id("table").CustomFunc(rows, func(g *jen.Group) {
		g.Id("tag").Op(":").Lit(l.Tag)
		g.Id("entries").Op(":").Index(jen.Op("...")).Id("entry").CustomFunc(rows, func(g *jen.Group) {
			g.Values()
			for i, k := range m.Keys {
				row := []jen.Code{jen.Lit(l.Texts[i]), jen.Lit(l.Meanings[i])}
				g.Comment("// " + k.Name).Line().Values(row...)
			}
		})
		if one := ones(m, l); len(one) > 0 {
			g.Id("ones").Op(":").Index().Id("one").Custom(rows, one...)
		}
	})
}

// ones prints the texts for the number 1.
func ones(m *model.Model, l model.Language) []jen.Code {
	var list []jen.Code
	for i, text := range l.One {
		if text != "" {
			list = append(list, jen.Comment("// "+m.Keys[i].Name).Line().Values(jen.Lit(i+1), jen.Lit(text)))
		}
	}
	return list
}

func keys(f *jen.File, m *model.Model) {
	place := make(map[string]int)
	fileComment(f, "keys has the key of each text, after an empty one.")
	f.Var().Id("keys").Op("=").Index(jen.Op("...")).String().CustomFunc(rows, func(g *jen.Group) {
		g.Lit("")
		for i, k := range m.Keys {
			g.Lit(k.Name)
			place[k.Name] = i + 1
		}
	})
	f.Line()
	fileComment(f, "placeholders has the names in angle brackets of the texts that have any, in the order of a printer's arguments.")
	f.Var().Id("placeholders").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("key").Uint16(),
		jen.Id("names").Index().String(),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, k := range m.Keys {
			if len(k.Params) > 0 {
				g.Values(jen.Lit(place[k.Name]), jen.Index().String().ValuesFunc(func(g *jen.Group) {
					for _, p := range k.Params {
						g.Lit(p)
					}
				}))
			}
		}
	})
	f.Line()
	fileComment(f, "tables has the languages, the one that others fall back to first.")
	f.Var().Id("tables").Op("=").Index(jen.Op("...")).Op("*").Id("table").ValuesFunc(func(g *jen.Group) {
		for _, l := range m.Languages {
			g.Op("&").Id(languageVar(l))
		}
	})

	// table prints the places in keys of the constants of a type.
	table := func(name, doc, pkg string, constants []string, key func(i int) string) {
		f.Line()
		fileComment(f, name+" has the place in keys of each "+doc+".")
		f.Var().Id(name).Op("=").Index(jen.Op("...")).Uint16().CustomFunc(rows, func(g *jen.Group) {
			for i, constant := range constants {
				if at := place[key(i)]; at != 0 {
					g.Qual(pkg, constant).Op(":").Lit(at)
				}
			}
		})
	}
	enums := func(name, doc, pkg string, list []model.Enum, key func(form string) string) {
		var names []string
		for _, e := range list {
			names = append(names, e.Name)
		}
		table(name, doc, pkg, names, func(i int) string { return key(list[i].Form) })
	}
	enums("classKeys", "class", smtpcodesPath, m.Classes, func(s string) string { return "class." + s })
	enums("categoryKeys", "category", smtpcodesPath, m.Categories, func(s string) string { return "category." + s })
	enums("severityKeys", "class of enhanced codes", enhancedPath, m.Severities, func(s string) string { return "enhanced." + s[:1] })
	enums("subjectKeys", "subject", enhancedPath, m.Subjects, func(s string) string { return "subject." + strings.TrimSuffix(s, ".YYY") })
	names := func(n int, name func(i int) string) []string {
		list := make([]string, n)
		for i := range list {
			list[i] = name(i)
		}
		return list
	}
	table("commandKeys", "command", smtpcodesPath, names(len(m.Commands), func(i int) string { return m.Commands[i].Name }),
		func(i int) string { return "command." + m.Commands[i].Name })
	table("originKeys", "origin that has a text", originPath, names(len(m.Origins), func(i int) string { return m.Origins[i].Name }),
		func(i int) string { return "origin." + m.Origins[i].ID })

	table("causeKeys", "cause", causePath, names(len(m.Causes), func(i int) string { return m.Causes[i].Name }),
		func(i int) string { return "cause." + m.Causes[i].ID })
	table("actionKeys", "action", causePath, names(len(m.Actions), func(i int) string { return m.Actions[i].Name }),
		func(i int) string { return "action." + m.Actions[i].ID })
	table("faultKeys", "side", causePath, names(len(model.Faults), func(i int) string {
		return strings.ToUpper(model.Faults[i][:1]) + model.Faults[i][1:]
	}), func(i int) string { return "fault." + model.Faults[i] })

	f.Line()
	fileComment(f, "codeKeys has the place in keys of each code.")
	f.Var().Id("codeKeys").Op("=").Index(jen.Lit(lastCode-firstCode+1)).Uint16().CustomFunc(rows, func(g *jen.Group) {
		for _, c := range m.Codes {
			g.Qual(smtpcodesPath, c.Name).Op("-").Id("firstCode").Op(":").Lit(place["code."+strconv.Itoa(c.Number)])
		}
	})
	f.Line()
	fileComment(f, "The first and the last number that is a code.")
	f.Const().Defs(
		jen.Id("firstCode").Op("=").Lit(firstCode),
		jen.Id("lastCode").Op("=").Lit(lastCode),
	)
	f.Line()
	fileComment(f, "conditionKeys has the place in keys of each condition, by subject and detail.")
	subjects, details := 0, 0
	byNumber := make(map[[2]int]string)
	for _, c := range m.Conditions {
		subjects, details = max(subjects, c.Subject+1), max(details, c.Detail+1)
		byNumber[[2]int{c.Subject, c.Detail}] = "condition." + c.Forms[0]
	}
	f.Var().Id("conditionKeys").Op("=").Index(jen.Lit(subjects)).Index(jen.Lit(details)).Uint16().CustomFunc(rows, func(g *jen.Group) {
		for s := range subjects {
			g.ValuesFunc(func(g *jen.Group) {
				last := -1
				for d := range details {
					if byNumber[[2]int{s, d}] != "" {
						last = d
					}
				}
				for d := range last + 1 {
					g.Lit(place[byNumber[[2]int{s, d}]])
				}
			})
		}
	})
	f.Line()
	fileComment(f, "answers has the place in keys of each code that has a text of its own as the answer to a command.")
	f.Var().Id("answers").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("command").Qual(smtpcodesPath, "Command"),
		jen.Id("code").Qual(smtpcodesPath, "Code"),
		jen.Id("key").Uint16(),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, a := range m.Answers {
			g.Values(jen.Qual(smtpcodesPath, a.Command), jen.Qual(smtpcodesPath, a.Code), jen.Lit(a.Key+1))
		}
	})
	f.Line()
	fileComment(f, "The places in keys of what an explanation says beside codes.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for _, label := range model.Labels {
			g.Id(labelConst(label)).Op("=").Lit(place[label])
		}
	})
}

// labelConst names the constant of a label: keyAdviceTryLater.
func labelConst(label string) string {
	name := "key"
	for part := range strings.FieldsFuncSeq(label, func(r rune) bool { return r == '.' || r == '-' }) {
		name += strings.ToUpper(part[:1]) + part[1:]
	}
	return name
}
