package emit

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

func causes(f *jen.File, m *model.Model) {
	fileComment(f, "The causes.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, c := range m.Causes {
			constant(g, i == 0, c.Doc, c.Name, "Cause", jen.Lit(i))
		}
	})
	f.Line()
	fileComment(f, "The actions.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, a := range m.Actions {
			constant(g, i == 0, a.Doc, a.Name, "Action", jen.Lit(i+1))
		}
	})
	f.Line()
	fileComment(f, "causes has a row for each cause.")
	f.Var().Id("causes").Op("=").Index(jen.Op("...")).Id("causeInfo").CustomFunc(rows, func(g *jen.Group) {
		for _, c := range m.Causes {
			actions := jen.Code(nil)
			if len(c.Actions) > 0 {
				actions = field("actions", jen.Index().Id("Action").ValuesFunc(func(g *jen.Group) {
					for _, a := range c.Actions {
						g.Id(a)
					}
				}))
			}
			fault := jen.Code(nil)
			if c.Fault != "" {
				fault = field("fault", jen.Id(c.Fault))
			}
			g.Id(c.Name).Op(":").Add(values(text("id", c.ID), text("name", c.Name), fault, actions))
		}
	})
	f.Line()
	fileComment(f, "actions has a row for each action, after an empty one.")
	f.Var().Id("actions").Op("=").Index(jen.Op("...")).Struct(jen.List(jen.Id("id"), jen.Id("name")).String()).CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, a := range m.Actions {
			g.Id(a.Name).Op(":").Values(jen.Lit(a.ID), jen.Lit(a.Name))
		}
	})
	f.Line()
	fileComment(f, "byEnhanced has the enhanced codes that tell a cause by themselves.")
	f.Var().Id("byEnhanced").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("condition").Qual(enhancedPath, "Condition"),
		jen.Id("code").Qual(enhancedPath, "Code"),
		jen.Id("origin").Qual(originPath, "Origin"),
		jen.Id("cause").Id("Cause"),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, e := range m.ByEnhanced {
			g.Add(values(number("condition", e.Condition), number("code", e.Code), ref("origin", originPath, e.Origin), ref("cause", causePath, e.Cause)))
		}
	})
	f.Line()
	fileComment(f, "byBasic has the basic codes that tell a cause by themselves, those for a command first.")
	f.Var().Id("byBasic").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("command").Qual(smtpcodesPath, "Command"),
		jen.Id("code").Qual(smtpcodesPath, "Code"),
		jen.Id("cause").Id("Cause"),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, e := range m.ByBasic {
			g.Add(values(ref("command", smtpcodesPath, e.Command), ref("code", smtpcodesPath, e.Code), ref("cause", causePath, e.Cause)))
		}
	})
	f.Line()
	fileComment(f, "signatures has the hash of each word by which an origin is told.")
	f.Var().Id("signatures").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("hash").Uint32(),
		jen.Id("origin").Qual(originPath, "Origin"),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, s := range m.Signatures {
			g.Values(jen.Id(fmt.Sprintf("%#08x", s.Hash)), jen.Qual(originPath, s.Origin))
		}
	})
	f.Line()
	fileComment(f, "knownHosts has the domains of lists and those by which origins are told, side by side if their ends are alike.")
	f.Var().Id("knownHosts").Op("=").Index(jen.Op("...")).Id("knownHost").CustomFunc(rows, func(g *jen.Group) {
		for _, h := range m.KnownHosts {
			g.Add(values(text("domain", h.Domain), ref("origin", originPath, h.Origin)))
		}
	})
	f.Line()
	fileComment(f, "knownHostAt has the place from 1 of the first of them with an end, 0 for most, which need no comparison.")
	f.Var().Id("knownHostAt").Op("=").Add(numbers(jen.Index(jen.Lit(len(m.KnownHostAt))).Uint16(), m.KnownHostAt[:], 32, strconv.Itoa))
}

func observed(f *jen.File, m *model.Model) {
	fileComment(f, "rules has the place in ruleRows of each rule, the most exact rule first, after an empty one.")
	f.Var().Id("rules").Op("=").Add(numbers(jen.Index().Qual(causePath, "Place"), m.ObservedRows, 16, strconv.Itoa))
	f.Line()
	fileComment(f, "ruleRows has the causes, the origins and the conditions that rules have in common, after an empty row.")
	f.Var().Id("ruleRows").Op("=").Index().Qual(causePath, "RuleRow").CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, r := range m.RuleRows {
			g.Add(values(ref("Cause", causePath, r.Cause), ref("Origin", originPath, r.Origin), count("When", r.Place)))
		}
	})
	f.Line()
	fileComment(f, "ruleConditions has the conditions of rules, after an empty row.")
	f.Var().Id("ruleConditions").Op("=").Index().Qual(causePath, "Conditions").CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, c := range m.When {
			g.Add(values(ref("Class", smtpcodesPath, c.Class), ref("Code", codePath(m, c.Code), c.Code),
				number("Condition", c.Condition), number("Enhanced", c.Enhanced), ref("Command", smtpcodesPath, c.Command)))
		}
	})
}

// codePath returns the path of the package that has a code.
func codePath(m *model.Model, code string) string {
	if m.Local[code] {
		return ""
	}
	return smtpcodesPath
}

func ruleTexts(f *jen.File, m *model.Model) {
	fileComment(f, "ruleTexts has the id of each rule and behind it the words, in the order of rules, after an empty one. A program that asks for neither does not link it.")
	f.Var().Id("ruleTexts").Op("=").Index().String().CustomFunc(rows, func(g *jen.Group) {
		g.Lit("")
		for _, r := range m.Observed {
			g.Lit(r.ID + " " + r.Text)
		}
	})
}

func matcher(f *jen.File, m *model.Model) {
	t := m.Matcher
	fileComment(f, "compiled is the rules of the spec.")
	f.Var().Id("compiled").Op("=").Qual(causePath, "Tables").CustomFunc(rows, func(g *jen.Group) {
		g.Add(field("Hashes", numbers(jen.Index().Uint32(), t.Hashes, 8, hexadecimal)))
		g.Add(field("Shifts", numbers(jen.Index().Uint16(), t.Shifts, 24, strconv.Itoa)))
		g.Add(field("Nodes", numbers(jen.Index().Index(jen.Lit(3)).Qual(causePath, "Place"), t.Nodes, 6, func(n [3]int) string { return places(n[:]) })))
		g.Add(field("Next", numbers(jen.Index().Index(jen.Lit(2)).Qual(causePath, "Place"), t.Next, 8, func(n [2]int) string { return places(n[:]) })))
		g.Add(field("Rules", jen.Id("rules")))
		g.Add(field("Rows", jen.Id("ruleRows")))
		g.Add(field("Conditions", jen.Id("ruleConditions")))
	})
}

func hexadecimal(n uint32) string { return fmt.Sprintf("%#08x", n) }

// places prints some in braces.
func places(list []int) string {
	var texts []string
	for _, n := range list {
		texts = append(texts, strconv.Itoa(n))
	}
	return "{" + strings.Join(texts, ", ") + "}"
}

// numbers is a slice or array of what is printed as numbers, some on a line.
func numbers[T any](typ *jen.Statement, list []T, perLine int, print func(T) string) jen.Code {
	return typ.CustomFunc(rows, func(g *jen.Group) {
		for line := range slices.Chunk(list, perLine) {
			var texts []string
			for _, n := range line {
				texts = append(texts, print(n))
			}
			g.Id(strings.Join(texts, ", "))
		}
	})
}

// count is a field with a number, left out if it is zero.
func count(name string, n int) jen.Code {
	if n == 0 {
		return nil
	}
	return field(name, jen.Lit(n))
}

// number is a field with a packed number, left out if it is zero.
func number(name string, n int) jen.Code {
	if n == 0 {
		return nil
	}
	return field(name, packed(n))
}
