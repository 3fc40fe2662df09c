// The entries: everything that the spec has, an article each.

const entry = (id, kind, head, title, about, ...details) => {
  const more = details.flat().filter(Boolean);
  const grouped = !["command", "cause", "action"].includes(kind); // below a heading of their class
  return h("article", { id, class: "entry " + kind, tabindex: "-1" },
    h(grouped ? "h4" : "h3", { class: "head" }, head, h("span", { class: "title" }, title)),
    h("p", { class: "meaning" }, about),
    more.length > 0 && h("details", null, h("summary", null, label("details")), more));
};

const numeral = (id, words = id) => h("a", { class: "numeral", href: "#" + id }, words);

// rows makes the lines of a table within an entry.
const rows = (lines) =>
  lines.length > 0 && h("ul", { class: "rows" }, lines.map((line) => h("li", null, list(line.filter((part) => part && part.length !== 0)))));

// because ends a line: the standing of a row, when it holds, and who says so.
const because = (row) => [badge(row.status), row.when && english(row.when), citeAll(row.sources.slice(0, 1))];

// ownWords are those of a code as the answer to a certain command.
const ownWords = (v) => v.key && h("b", null, text(v.key));

const goName = (name) => h("code", null, name);

const codeEntry = (c) => {
  const valid = data.validity.filter((v) => v.code === c.code);
  const pairs = data.pairs.filter((p) => p.code === c.code);
  const practice = data.practice.filter((p) => p.code === c.code);
  const causes = data.causes.filter((cause) => cause.basic?.some((b) => b.code === c.code));
  const key = "code." + c.code;
  return entry(c.code, kindOf(c.code), numeral(c.code), [text(key), badge(c.status)], meaning(key), facts(
    [label("words"), c.text && h("q", { lang: "en" }, shown(c.text))],
    [label("usage"), english([c.meaning, c.usage].filter(Boolean).join(" "))],
    [label("answers"), rows(valid.map((v) => [v.command === "*" ? label("any") : commandLinks([v.command]), ownWords(v), ...because(v)]))],
    [label("pairs"), rows(pairs.map((p) => [codeLink(p.enhanced), ...commandLinks(p.commands), ...because(p)]))],
    [label("practice"), rows(practice.map((p) => [originLink(p.origin), commandLinks([p.command]), p.enhanced && codeLink(p.enhanced), english(p.when)]))],
    [label("causes"), causeLinks(causes)],
    [label("go"), goName("smtpcodes." + c.name)],
    [label("origins"), citeAll(c.sources)]));
};

const conditionEntry = (e) => {
  const suffix = e.code.slice(1);
  const pairs = data.pairs.filter((p) => p.enhanced.slice(1) === suffix);
  const causes = data.causes.filter((c) => c.enhanced?.some((t) => t.code.slice(1) === suffix));
  const key = "condition." + e.code;
  return entry(e.code, "condition", numeral(e.code), [text(key), badge(e.status)], meaning(key), facts(
    [label("words"), e.text && h("q", { lang: "en" }, shown(e.text))],
    [label("classes"), list(e.classes.map((digit) => codeLink(digit + suffix)))],
    [label("replacement"), e.replacement && link(e.replacement)],
    [label("usage"), english([e.meaning, e.usage].filter(Boolean).join(" "))],
    [label("pairs"), rows(pairs.map((p) => [codeLink(p.code), plainCode(p.enhanced), ...commandLinks(p.commands), ...because(p)]))],
    [label("causes"), causeLinks(causes)],
    [label("go"), goName("enhanced." + e.name)],
    [label("origins"), citeAll(e.sources)]));
};

const commandEntry = (c) => {
  const own = data.validity.filter((v) => v.command === c.id);
  return entry(c.id, "command", numeral(c.id, commandName(c.id)), badge(c.status), meaning("command." + c.id), facts(
    [label("replies"), list(c.allows.map(codeLink))],
    [label("own"), rows(own.map((v) => [codeLink(v.code), ownWords(v), ...because(v)]))],
    [label("go"), goName("smtpcodes." + c.id)],
    [label("origins"), citeAll(c.sources)]));
};

// countButton says how many replies were observed, and searches for them.
const countButton = (query, count) =>
  count > 0 && h("button", { type: "button", class: "plain", "aria-label": `${label("rules")}: ${number(count)}`, click: () => ask(query) }, number(count));

const causeEntry = (c) => {
  const codes = [...(c.enhanced ?? []), ...(c.basic ?? [])];
  return entry(c.id, "cause", numeral(c.id), text("cause." + c.id), meaning("cause." + c.id), facts(
    [text("label.side"), c.fault !== "none" && text("fault." + c.fault)],
    [text("label.advice"), rows(c.actions.map((id) => [link("action-" + id, text("action." + id))]))],
    [label("basics"), rows(codes.map((t) => [codeLink(t.code), t.command && commandLinks([t.command]), t.origin && originLink(t.origin)]))],
    [text("label.means"), english(c.meaning)],
    [label("rules"), countButton("cause:" + c.id, data.rules.filter((r) => r.cause === c.id).length)],
    [label("go"), goName("cause." + c.name)]));
};

const number = (n) => new Intl.NumberFormat(language.tag).format(n);

const actionEntry = (a) =>
  entry("action-" + a.id, "action", numeral("action-" + a.id, a.id), text("action." + a.id), meaning("action." + a.id), facts(
    [label("causes"), causeLinks(data.causes.filter((c) => c.actions.includes(a.id)))],
    [text("label.means"), english(a.meaning)],
    [label("go"), goName("cause." + a.name)]));

const originEntry = (o) => {
  const rfc = /^rfc\d+$/.test(o.id);
  return h("li", { id: "origin-" + o.id, tabindex: "-1" },
    rfc ? cite({ origin: o.id }) : h("b", null, originName(o.id)), " ",
    (rfc || originName(o.id) !== o.title) && english(o.title), " ",
    o.year && h("span", { class: "year" }, o.year), " ",
    countButton("origin:" + o.id, data.rules.filter((r) => r.origin === o.id).length));
};

// group is a heading and the entries below it.
const group = (id, title, about, entries) =>
  entries.length > 0 && h("section", { class: "group", "aria-label": title },
    h("h3", { id, tabindex: "-1" }, title), about && h("p", { class: "about" }, about), h("div", { class: "entries" }, entries));

// parts fills in the sections of the page.
const parts = {
  codes: () => data.classes.map((c) => {
    const codes = data.codes.filter((code) => code.code[0] === c.code[0]);
    return group(c.code, `${c.code} ${text("class." + c.code)}`, meaning("class." + c.code), codes.map(codeEntry));
  }),
  conditions: () => data.subjects.map((s) => {
    const subject = s.code.replace(".YYY", "");
    const conditions = data.conditions.filter((e) => e.code.startsWith(subject + "."));
    return group(subject, `${subject} ${text("subject." + subject)}`, meaning("subject." + subject), conditions.map(conditionEntry));
  }),
  commands: () => h("div", { class: "entries" }, data.commands.map(commandEntry)),
  causes: () => h("div", { class: "entries" }, data.causes.map(causeEntry)),
  actions: () => h("div", { class: "entries" }, data.actions.map(actionEntry)),
  origins: () => ["standard", "registry", "software", "provider", "folklore"].map((kind) =>
    h("section", { class: "group", "aria-label": label("kind." + kind) },
      h("h3", null, label("kind." + kind)), h("ul", { class: "origins" }, data.origins.filter((o) => o.kind === kind).map(originEntry)))),
};
