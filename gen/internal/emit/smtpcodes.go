package emit

import (
	"fmt"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/smtpstatus/smtpstatus/gen/internal/model"
)

func classes(f *jen.File, m *model.Model) {
	enum(f, "The classes.", "Class", m.Classes)
	formMethod(f, "c", "Class", "class", `RFC 5321 writes it, such as "4yz";`, m.Classes)
	nameMethods(f, "c", "Class", "class", m.Classes)
	f.Line()
	enum(f, "The categories.", "Category", m.Categories)
	formMethod(f, "c", "Category", "category", `RFC 5321 writes it, such as "x5z";`, m.Categories)
	nameMethods(f, "c", "Category", "category", m.Categories)
}

// Codes run from firstCode to lastCode.
const (
	firstCode = 200
	lastCode  = 599
)

func codes(f *jen.File, m *model.Model) {
	for _, class := range m.Classes {
		codeBlock(f, m, fmt.Sprintf("Codes of class %s, %s.", class.Form, class.Text), func(c model.Code) bool {
			return c.Number/100 == class.Number && c.Status != "Nonstandard"
		})
	}
	codeBlock(f, m, "Codes that no standard has. Read them, but do not send them.", func(c model.Code) bool {
		return c.Status == "Nonstandard"
	})
	fileComment(f, "Second names of codes that mean something else as the answer to a certain command.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, a := range m.Aliases {
			if i > 0 {
				g.Line()
			}
			comment(g, a.Doc)
			g.Id(a.Name).Op("=").Id(a.Code)
		}
	})
	f.Line()
	fileComment(f, "codes has a row for each registered code in numerical order, after an empty one.")
	f.Var().Id("codes").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("code").Id("Code"),
		jen.Id("status").Id("Status"),
		jen.Id("name").String(),
		jen.Id("text").String(),
	).CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, c := range m.Codes {
			g.Values(jen.Id(c.Name), jen.Id(c.Status), jen.Lit(c.Name), jen.Lit(c.Text))
		}
	})
	f.Line()
	fileComment(f, "codePlaces has the place in codes of each registered code.")
	f.Var().Id("codePlaces").Op("=").Index(jen.Lit(lastCode-firstCode+1)).Add(unsigned(len(m.Codes))).CustomFunc(rows, func(g *jen.Group) {
		for i, c := range m.Codes {
			g.Id(c.Name).Op("-").Id("firstCode").Op(":").Lit(i + 1)
		}
	})
	f.Line()
	fileComment(f, "The numbers that are codes.")
	f.Const().Defs(
		jen.Id("firstCode").Op("=").Lit(firstCode),
		jen.Id("lastCode").Op("=").Lit(lastCode),
	)
	f.Line()
	fileComment(f, "digits has the numbers that are codes side by side.")
	f.Const().Id("digits").Op("=").Add(digits())
	codeMethods(f)
}

func codeBlock(f *jen.File, m *model.Model, doc string, in func(model.Code) bool) {
	fileComment(f, doc)
	f.Const().DefsFunc(func(g *jen.Group) {
		first := true
		for _, c := range m.Codes {
			if in(c) {
				constant(g, first, c.Doc, c.Name, "Code", jen.Lit(c.Number))
				first = false
			}
		}
	})
	f.Line()
}

// digits prints the blob, twenty codes a line.
func digits() jen.Code {
	var s *jen.Statement
	for code := firstCode; code <= lastCode; code += 20 {
		var line strings.Builder
		for c := code; c < code+20; c++ {
			fmt.Fprint(&line, c)
		}
		if s == nil {
			s = jen.Lit(line.String())
		} else {
			s = s.Op("+").Line().Lit(line.String())
		}
	}
	return s
}

// codeMethods prints the methods that read the tables.
func codeMethods(f *jen.File) {
	method := func(name string, result jen.Code, doc string, body ...jen.Code) {
		f.Line()
		fileComment(f, doc)
		f.Func().Params(jen.Id("c").Id("Code")).Id(name).Params().Add(result).Block(body...)
	}
	outside := jen.Id("c").Op("<").Id("firstCode").Op("||").Id("c").Op(">").Id("lastCode")
	row := func() *jen.Statement { return jen.Id("codes").Index(jen.Id("c").Dot("place").Call()) }

	method("place", jen.Uint(), "place returns c's place in codes, 0 if it is not registered.",
		jen.If(outside).Block(jen.Return(jen.Lit(0))),
		jen.Return(jen.Uint().Call(jen.Id("codePlaces").Index(jen.Id("c").Op("-").Id("firstCode")))),
	)
	method("String", jen.String(), `String returns the three digits, "" for what is no code.`,
		jen.If(outside).Block(jen.Return(jen.Lit(""))),
		jen.Id("i").Op(":=").Int().Call(jen.Id("c").Op("-").Id("firstCode")).Op("*").Lit(3),
		jen.Return(jen.Id("digits").Index(jen.Id("i").Op(":").Id("i").Op("+").Lit(3))),
	)
	method("Name", jen.String(), `Name returns the name of c's Go constant, such as "MailboxUnavailable"; "" if c is not registered.`,
		jen.Return(row().Dot("name")))
	method("Text", jen.String(), `Text returns the standard's words, such as "<domain> Service ready", with placeholders in angle brackets; "" if no source gives any.`,
		jen.Return(row().Dot("text")))
	method("Status", jen.Id("Status"), "Status returns the standing of c.",
		jen.Return(row().Dot("status")))
	method("Class", jen.Id("Class"), "Class returns the class that the first digit stands for, registered or not; 0 for what is no code.",
		jen.If(outside).Block(jen.Return(jen.Lit(0))),
		jen.Return(jen.Id("Class").Call(jen.Id("c").Op("/").Lit(100))),
	)
	method("Category", jen.Id("Category"), "Category returns the category that the second digit stands for; 0 if it is over 5, which the grammar does not have, and for what is no code.",
		jen.Id("digit").Op(":=").Id("c").Op("/").Lit(10).Op("%").Lit(10),
		jen.If(jen.Add(outside).Op("||").Id("digit").Op(">").Lit(5)).Block(jen.Return(jen.Lit(0))),
		jen.Return(jen.Id("Category").Call(jen.Id("digit").Op("+").Lit(1))),
	)
}

func commands(f *jen.File, m *model.Model) {
	fileComment(f, "The commands and stages.")
	f.Const().DefsFunc(func(g *jen.Group) {
		for i, c := range m.Commands {
			constant(g, i == 0, c.Doc, c.Name, "Command", jen.Lit(i+1))
		}
	})
	f.Line()
	f.Type().Id("commandInfo").Struct(
		jen.Id("name").String(),
		jen.Id("text").String(),
		jen.Id("extension").String(),
		jen.Id("status").Id("Status"),
		jen.Id("stage").Bool(),
		jen.Id("enhanced").Bool(),
		jen.Id("rules").Index().Uint16().Comment("places in rules, in the order of the codes"),
	)
	f.Line()
	fileComment(f, "commands has a row for each command, after an empty one.")
	f.Var().Id("commands").Op("=").Index(jen.Op("...")).Id("commandInfo").CustomFunc(rows, func(g *jen.Group) {
		g.Values()
		for _, c := range m.Commands {
			fields := []jen.Code{text("name", c.Name), text("text", c.Text)}
			if c.Extension != "" {
				fields = append(fields, text("extension", c.Extension))
			}
			fields = append(fields, field("status", jen.Id(c.Status)))
			if c.Stage {
				fields = append(fields, field("stage", jen.True()))
			}
			if c.Enhanced {
				fields = append(fields, field("enhanced", jen.True()))
			}
			fields = append(fields, field("rules", jen.Index().Uint16().ValuesFunc(func(g *jen.Group) {
				for _, i := range c.Rules {
					g.Lit(i)
				}
			})))
			g.Id(c.Name).Op(":").Custom(rows, fields...)
		}
	})
	f.Line()
	words := len(m.Codes)/64 + 1
	fileComment(f, "allowed has a bit for each code in the order of codes: whether a rule in force lets it answer the command.")
	f.Var().Id("allowed").Op("=").Index(jen.Op("...")).Index(jen.Lit(words)).Uint64().CustomFunc(rows, func(g *jen.Group) {
		for _, c := range m.Commands {
			set := make([]uint64, words)
			for _, i := range c.Allowed {
				set[i/64] |= 1 << (i % 64)
			}
			g.Id(c.Name).Op(":").ValuesFunc(func(g *jen.Group) {
				for _, w := range set {
					g.Id(fmt.Sprintf("%#018x", w))
				}
			})
		}
	})
}

func rules(f *jen.File, m *model.Model) {
	fileComment(f, "rules has the rows of the validity table, those for any command last.")
	f.Var().Id("rules").Op("=").Index(jen.Op("...")).Id("Rule").CustomFunc(rows, func(g *jen.Group) {
		for _, r := range m.Rules {
			g.Add(values(
				ref("Command", smtpcodesPath, r.Command),
				ref("Code", smtpcodesPath, r.Code),
				ref("Class", smtpcodesPath, r.Class),
				ref("Kind", smtpcodesPath, r.Kind),
				ref("Status", smtpcodesPath, r.Status),
				ref("Origin", originPath, r.Origin),
				text("Section", r.Section),
				prose("When", r.When),
				prose("Text", r.Text),
			))
		}
	})
	f.Line()
	fileComment(f, "outcomes has what a client concludes against the first digit, first for certain commands, then for any.")
	f.Var().Id("outcomes").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("command").Id("Command"),
		jen.Id("code").Id("Code"),
		jen.Id("outcome").Id("Outcome"),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, o := range m.Outcomes {
			g.Values(id(o.Command), jen.Id(o.Code), jen.Id(o.Outcome))
		}
	})
}

func practice(f *jen.File, m *model.Model) {
	fileComment(f, "practices has what software answers beyond the standards; command 0 stands for one that the server does not know.")
	f.Var().Id("practices").Op("=").Index(jen.Op("...")).Struct(
		jen.Id("command").Id("Command"),
		jen.Id("code").Id("Code"),
		jen.Id("origin").Qual(originPath, "Origin"),
	).CustomFunc(rows, func(g *jen.Group) {
		for _, p := range m.Practices {
			g.Values(id(p.Command), jen.Id(p.Code), jen.Qual(originPath, p.Origin))
		}
	})
}
