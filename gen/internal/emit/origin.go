package emit

import (
	"github.com/dave/jennifer/jen"

	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

func origins(f *jen.File, m *model.Model) {
	fileComment(f, "The origins.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, o := range m.Origins {
			constant(g, i == 0, o.Doc, o.Name, "Origin", jen.Lit(i+1))
		}
	})
	f.Line()
	f.Type().Id("info").Struct(
		jen.Id("id").String(),
		jen.Id("name").String(),
		jen.Id("title").String(),
		jen.Id("kind").Id("Kind"),
		jen.Id("year").Uint16(),
		jen.Id("obsoletes").Index().Id("Origin"),
	)
	f.Line()
	fileComment(f, "origins has a row for each origin, after an empty one.")
	f.Var().Id("origins").Op("=").Index(jen.Op("...")).Id("info").CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, o := range m.Origins {
			g.Id(o.Name).Op(":").Add(originRow(o))
		}
	})
}

func originRow(o model.Origin) jen.Code {
	fields := []jen.Code{
		text("id", o.ID), text("name", o.Name), text("title", o.Title), field("kind", jen.Id(o.Kind)),
	}
	if o.Year != 0 {
		fields = append(fields, field("year", jen.Lit(o.Year)))
	}
	if len(o.Obsoletes) > 0 {
		fields = append(fields, field("obsoletes", jen.Index().Id("Origin").ValuesFunc(func(g *jen.Group) {
			for _, old := range o.Obsoletes {
				g.Id(old)
			}
		})))
	}
	return values(fields...)
}
