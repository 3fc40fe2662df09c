package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

func severities(f *jen.File, m *model.Model) {
	enum(f, "The classes.", "Class", m.Severities)
	formMethod(f, "c", "Class", "class", `the registry writes it, such as "4.XXX.YYY";`, m.Severities)
	nameMethods(f, "c", "Class", "class", m.Severities)
	f.Line()
	enum(f, "The subjects.", "Subject", m.Subjects)
	nameMethods(f, "s", "Subject", "subject", m.Subjects)
}

// packed prints a packed number with an underscore before each three digits.
func packed(n int) jen.Code {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "_" + s[i:]
	}
	return jen.Id(s)
}

func conditions(f *jen.File, m *model.Model) {
	subjects := make(map[int]model.Enum)
	for _, s := range m.Subjects {
		subjects[s.Number] = s
	}
	rest := m.Conditions
	for len(rest) > 0 {
		subject := subjects[rest[0].Subject]
		fileComment(f, fmt.Sprintf("Conditions of subject %s, %s.", strings.TrimSuffix(subject.Form, ".YYY"), subject.Text))
		f.Const().DefsFunc(func(g *jen.Group) {
			for first := true; len(rest) > 0 && rest[0].Subject == subject.Number; first = false {
				c := rest[0]
				constant(g, first, c.Doc, c.Names[0], "Condition", packed(c.Number))
				rest = rest[1:]
			}
		})
		f.Line()
	}
	fileComment(f, "conditions has a row for each registered condition in numerical order, after an empty one.")
	f.Var().Id("conditions").Op("=").Index(jen.Op("...")).Id("conditionInfo").CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, c := range m.Conditions {
			g.Custom(rows, conditionRow(c)...)
		}
	})
	f.Line()
	count, details := 0, 0
	for _, s := range m.Subjects {
		count = max(count, s.Number+1)
	}
	for _, c := range m.Conditions {
		details = max(details, c.Detail+1)
	}
	fileComment(f, "conditionPlace is a place in conditions.")
	f.Type().Id("conditionPlace").Op("=").Add(unsigned(len(m.Conditions)))
	f.Line()
	fileComment(f, "conditionPlaces has the place in conditions of each registered condition, by subject and detail.")
	f.Var().Id("conditionPlaces").Op("=").Index(jen.Lit(count)).Index(jen.Lit(details)).Id("conditionPlace").CustomFunc(rows, func(g *jen.Group) {
		place := 1
		for s := range count {
			g.ValuesFunc(func(g *jen.Group) {
				for detail := range details {
					if place > len(m.Conditions) || m.Conditions[place-1].Subject != s {
						break
					}
					if m.Conditions[place-1].Detail != detail {
						g.Lit(0)
						continue
					}
					g.Lit(place)
					place++
				}
			})
		}
	})
}

func conditionRow(c model.Condition) []jen.Code {
	set := func(name string, classes []string) jen.Code {
		if len(classes) == 0 {
			return nil
		}
		s := jen.Null()
		for i, class := range classes {
			if i > 0 {
				s.Op("|")
			}
			s.Lit(1).Op("<<").Id(class)
		}
		return field(name, s)
	}
	array := func(name string, elements [4]string) jen.Code {
		return field(name, jen.Index(jen.Lit(4)).String().ValuesFunc(func(g *jen.Group) {
			for _, e := range elements {
				g.Lit(e)
			}
		}))
	}
	var fields []jen.Code
	for _, f := range []jen.Code{
		field("condition", jen.Id(c.Names[0])),
		ref("status", smtpcodesPath, c.Status),
		set("classes", c.Classes),
		set("tolerated", c.Tolerated),
		text("text", c.Text),
		array("names", c.Names),
		array("wire", c.Forms),
	} {
		if f != nil {
			fields = append(fields, f)
		}
	}
	return fields
}

func enhancedCodes(f *jen.File, m *model.Model) {
	for slot, class := range m.Severities {
		fileComment(f, fmt.Sprintf("Codes of class %s, %s.", strings.TrimSuffix(class.Form, ".XXX.YYY"), class.Text))
		f.Const().DefsFunc(func(g *jen.Group) {
			first := true
			for _, c := range m.Conditions {
				if name := c.Names[slot+1]; name != "" {
					constant(g, first, c.CodeDocs[slot+1], name, "Code", packed(class.Number*1_000_000+c.Number%1_000_000))
					first = false
				}
			}
		})
		f.Line()
	}
}

func pairs(f *jen.File, m *model.Model) {
	fileComment(f, "pairs has the pairs of one basic code in the order of the codes.")
	pairTable(f, "pairs", m.Pairs)
	f.Line()
	fileComment(f, "classPairs has the pairs of every basic code of a class, which is that of the enhanced code.")
	pairTable(f, "classPairs", m.ClassPairs)
}

func pairTable(f *jen.File, name string, table []model.Pair) {
	f.Var().Id(name).Op("=").Index(jen.Op("...")).Id("Pair").CustomFunc(rows, func(g *jen.Group) {
		for _, p := range table {
			g.Add(values(
				ref("Reply", smtpcodesPath, p.Reply),
				field("Enhanced", packed(p.Enhanced)),
				ref("Command", smtpcodesPath, p.Command),
				ref("Status", smtpcodesPath, p.Status),
				ref("Origin", originPath, p.Origin),
				text("Section", p.Section),
				text("Strength", p.Strength),
				prose("When", p.When),
			))
		}
	})
}
