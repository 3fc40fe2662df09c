package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

func codeSources(f *jen.File, m *model.Model) {
	var list [][]model.Source
	for _, c := range m.Codes {
		list = append(list, c.Sources)
	}
	sourceTable(f, "codeSources", "code", "codes", list)
}

func conditionSources(f *jen.File, m *model.Model) {
	var list [][]model.Source
	for _, c := range m.Conditions {
		list = append(list, c.Sources)
	}
	sourceTable(f, "conditionSources", "condition", "conditions", list)
}

func sourceTable(f *jen.File, name, what, table string, list [][]model.Source) {
	fileComment(f, name+" has the sources of each "+what+" in the order of "+table+", the one that is followed first. A program that asks for none does not link them.")
	f.Var().Id(name).Op("=").Index(jen.Op("...")).Index().Qual(originPath, "Source").CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, sources := range list {
			g.ValuesFunc(func(g *jen.Group) {
				for _, s := range sources {
					g.Add(values(ref("Origin", originPath, s.Origin), text("Section", s.Section)))
				}
			})
		}
	})
}
