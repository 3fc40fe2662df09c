package emit

import (
	"fmt"

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
			g.Add(values(number("condition", e.Condition), number("code", e.Code), ref("origin", originPath, e.Origin), field("cause", jen.Id(e.Cause))))
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
			g.Add(values(ref("command", smtpcodesPath, e.Command), ref("code", smtpcodesPath, e.Code), field("cause", jen.Id(e.Cause))))
		}
	})
	f.Line()
	fileComment(f, "signatures has the text that an origin leaves on its replies.")
	f.Var().Id("signatures").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("text").String(),
		jen.Id("origin").Qual(originPath, "Origin"),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, s := range m.Signatures {
			g.Values(jen.Lit(s[0]), jen.Qual(originPath, s[1]))
		}
	})
	f.Line()
	fileComment(f, "blocklists has the domains of lists.")
	f.Var().Id("blocklists").Op("=").Index(jen.Op("...")).String().CustomFunc(rows, func(g *jen.Group) {
		for _, s := range m.Blocklists {
			g.Lit(s)
		}
	})
}

func observed(f *jen.File, m *model.Model) {
	// Few rules have conditions, and many of those have the same.
	type condition struct {
		class, code, command string
		condition, enhanced  int
	}
	var conditions []condition
	place := make(map[condition]int)
	fileComment(f, "rules has the cause, the origin and the conditions of each rule, the most exact rule first, after an empty one; a last one ends the segments.")
	f.Var().Id("rules").Op("=").Index(jen.Op("...")).Id("rule").CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, r := range m.Observed {
			c := condition{r.Class, r.Code, r.Command, r.Condition, r.Enhanced}
			if _, ok := place[c]; !ok && c != (condition{}) {
				conditions = append(conditions, c)
				place[c] = len(conditions)
			}
			when := jen.Code(nil)
			if place[c] != 0 {
				when = field("conditions", jen.Lit(place[c]))
			}
			segments := jen.Code(nil)
			if r.Segments != 0 {
				segments = field("segments", jen.Lit(r.Segments))
			}
			g.Add(values(ref("cause", causePath, r.Cause), ref("origin", originPath, r.Origin), when, segments))
		}
		g.Values(field("segments", jen.Lit(len(m.Matcher.Inner))))
	})
	f.Line()
	fileComment(f, "ruleConditions has the conditions of rules, after an empty row.")
	f.Var().Id("ruleConditions").Op("=").Index(jen.Op("...")).Id("conditions").CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, c := range conditions {
			g.Add(values(ref("class", smtpcodesPath, c.class), ref("code", smtpcodesPath, c.code),
				number("condition", c.condition), number("enhanced", c.enhanced), ref("command", smtpcodesPath, c.command)))
		}
	})
}

func ruleTexts(f *jen.File, m *model.Model) {
	fileComment(f, "ruleTexts has the id and the words of each rule, in the order of rules. A program that asks for neither does not link it.")
	f.Var().Id("ruleTexts").Op("=").Index(jen.Op("...")).Struct(jen.List(jen.Id("id"), jen.Id("text")).String()).CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, r := range m.Observed {
			g.Values(jen.Lit(r.ID), jen.Lit(r.Text))
		}
	})
}

func matcher(f *jen.File, m *model.Model) {
	t := m.Matcher
	fileComment(f, "wordSlots is a hash table of the words of all rules, by their hash.")
	f.Var().Id("wordSlots").Op("=").Index(jen.Lit(len(t.Words))).Struct(
		jen.Id("hash").Uint32(),
		jen.Id("word").Uint16(),
	).CustomFunc(rows, func(g *jen.Group) {
		for i, s := range t.Words {
			if s.Word != 0 {
				g.Lit(i).Op(":").Values(jen.Id(fmt.Sprintf("%#08x", s.Hash)), jen.Lit(s.Word))
			}
		}
	})
	f.Line()
	fileComment(f, "roots has, by word, the node that it leads to from the root.")
	f.Var().Id("roots").Op("=").Index(jen.Op("...")).Uint16().CustomFunc(rows, func(g *jen.Group) {
		for _, n := range t.Roots {
			g.Lit(n)
		}
	})
	f.Line()
	fileComment(f, "nodes has the nodes of the automaton: the word that leads there, the first child, which the others and those of the next node follow, where to go on when no child fits, and the segment that ends there.")
	f.Var().Id("nodes").Op("=").Index(jen.Op("...")).Struct(
		jen.List(jen.Id("word"), jen.Id("child"), jen.Id("fail"), jen.Id("segment")).Uint16(),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, n := range t.Nodes {
			g.Values(jen.Lit(n.Word), jen.Lit(n.Child), jen.Lit(n.Fail), jen.Lit(n.Segment))
		}
	})
	f.Line()
	fileComment(f, "segments has the words between gaps: how many they are, where the rules begin that end in them, and whether a gap follows them in some rule.")
	f.Var().Id("segments").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("length").Uint8(),
		jen.Id("inner").Bool(),
		jen.Id("uses").Uint16(),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, s := range t.Segments {
			g.Values(jen.Lit(s.Length), jen.Lit(s.Inner), jen.Lit(s.Uses))
		}
	})
	f.Line()
	fileComment(f, "uses has the rules that end in a segment, the most exact first.")
	f.Var().Id("uses").Op("=").Index(jen.Op("...")).Id("Rule").CustomFunc(rows, func(g *jen.Group) {
		for _, rule := range t.Uses {
			g.Lit(rule)
		}
	})
	f.Line()
	fileComment(f, "ruleSegments has the segments of rules but their last.")
	f.Var().Id("ruleSegments").Op("=").Index(jen.Op("...")).Uint16().CustomFunc(rows, func(g *jen.Group) {
		for _, segment := range t.Inner {
			g.Lit(segment)
		}
	})
}

// number is a field with a packed number, left out if it is zero.
func number(name string, n int) jen.Code {
	if n == 0 {
		return nil
	}
	return field(name, packed(n))
}
