package model

// PageLabels are the keys of what the reference page says beside the spec's own texts.
var PageLabels = []string{
	"page.title", "page.lead", "page.skip", "page.language", "page.menu", "page.ask", "page.hint", "page.try", "page.command", "page.any", "page.clear",
	"page.found", "page.none", "page.more", "page.answer", "page.basis", "page.basis.text", "page.basis.enhanced", "page.basis.basic", "page.origin",
	"page.wait", "page.link", "page.blocklist", "page.code", "page.enhanced", "page.codes", "page.conditions", "page.commands", "page.causes",
	"page.actions", "page.origins", "page.kind.standard", "page.kind.registry", "page.kind.software", "page.kind.provider", "page.kind.folklore",
	"page.rules", "page.map", "page.map.short", "page.map.hint", "page.success", "page.intermediate", "page.transient", "page.permanent", "page.own",
	"page.general", "page.practice", "page.current", "page.obsolete", "page.draft", "page.nonstandard", "page.words", "page.details", "page.usage",
	"page.answers", "page.replies", "page.pairs", "page.classes", "page.replacement", "page.basics", "page.go", "page.data",
}
