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
const rows = (lines) => lines.length > 0 && h("ul", { class: "rows" }, lines.map((line) => h("li", null, list(line.filter(Boolean)))));

const when = (words) => english(words);

const codeEntry = (c) => {
  const valid = data.validity.filter((v) => v.code === c.code);
  const pairs = data.pairs.filter((p) => p.code === c.code);
  const practice = data.practice.filter((p) => p.code === c.code);
  return entry(c.code, kindOf(c.code), numeral(c.code), [text("code." + c.code), badge(c.status)], meaning("code." + c.code), facts(
    [label("words"), c.text && h("q", { lang: "en" }, shown(c.text))],
    [label("usage"), english([c.meaning, c.usage].filter(Boolean).join(" "))],
    [label("answers"), rows(valid.map((v) => [v.command === "*" ? label("any") : commandLinks([v.command]), badge(v.status), when(v.when), citeAll(v.sources.slice(0, 1))]))],
    [label("pairs"), rows(pairs.map((p) => [pairLink(p.enhanced), ...commandLinks(p.commands), badge(p.status), when(p.when), citeAll(p.sources.slice(0, 1))]))],
    [label("practice"), rows(practice.map((p) => [link("origin-" + p.origin, originName(p.origin)), commandLinks([p.command]), p.enhanced && codeLink(p.enhanced), when(p.when)]))],
    [label("causes"), list(data.causes.filter((cause) => cause.basic?.some((b) => b.code === c.code)).map((cause) => link(cause.id, text("cause." + cause.id))))],
    [label("go"), h("code", null, "smtpcodes." + c.name)],
    [label("origins"), citeAll(c.sources)]));
};

// pairLink leads to the condition of a code; an open form such as 5.7.YYY has none.
const pairLink = (code) => (code.includes("Y") ? h("span", { class: "code " + kindOf(code) }, code) : codeLink(code));

const conditionEntry = (e) => {
  const suffix = e.code.slice(1);
  const pairs = data.pairs.filter((p) => p.enhanced.slice(1) === suffix);
  const causes = data.causes.filter((c) => c.enhanced?.some((t) => t.code.slice(1) === suffix));
  return entry(e.code, "condition", numeral(e.code), [text("condition." + e.code), badge(e.status)], meaning("condition." + e.code), facts(
    [label("words"), e.text && h("q", { lang: "en" }, shown(e.text))],
    [label("classes"), list(e.classes.map((digit) => h("a", { href: "#" + digit + suffix, class: "code " + kindOf(digit) }, digit + suffix)))],
    [label("replacement"), e.replacement && link(e.replacement)],
    [label("usage"), english([e.meaning, e.usage].filter(Boolean).join(" "))],
    [label("pairs"), rows(pairs.map((p) => [p.code.endsWith("yz") ? link(p.code) : codeLink(p.code), h("span", { class: "code " + kindOf(p.enhanced) }, p.enhanced), ...commandLinks(p.commands), badge(p.status), when(p.when), citeAll(p.sources.slice(0, 1))]))],
    [label("causes"), list(causes.map((cause) => link(cause.id, text("cause." + cause.id))))],
    [label("go"), h("code", null, "enhanced." + e.name)],
    [label("origins"), citeAll(e.sources)]));
};

const commandEntry = (c) => {
  const own = data.validity.filter((v) => v.command === c.id);
  return entry(c.id, "command", numeral(c.id, commandName(c.id)), badge(c.status), meaning("command." + c.id), facts(
    [label("replies"), list(c.allows.map((code) => codeLink(code)))],
    [label("own"), rows(own.map((v) => [v.code.endsWith("yz") ? link(v.code) : codeLink(v.code), badge(v.status), when(v.when), citeAll(v.sources.slice(0, 1))]))],
    [label("go"), h("code", null, "smtpcodes." + c.id)],
    [label("origins"), citeAll(c.sources)]));
};

const causeEntry = (c) => {
  const count = data.rules.filter((r) => r.cause === c.id).length;
  return entry(c.id, "cause", numeral(c.id), text("cause." + c.id), meaning("cause." + c.id), facts(
    [text("label.side"), c.fault !== "none" && text("fault." + c.fault)],
    [text("label.advice"), rows(c.actions.map((id) => [link("action-" + id, text("action." + id))]))],
    [label("basics"), rows([...(c.enhanced ?? []), ...(c.basic ?? [])].map((t) => [link(t.code, t.code, "code"), t.command && commandLinks([t.command]), t.origin && link("origin-" + t.origin, originName(t.origin))]))],
    [text("label.means"), english(c.meaning)],
    [label("rules"), count > 0 && h("button", { type: "button", class: "plain", click: () => ask("cause:" + c.id) }, number(count))],
    [label("go"), h("code", null, "cause." + c.name)]));
};

const number = (n) => new Intl.NumberFormat(language.tag).format(n);

const actionEntry = (a) =>
  entry("action-" + a.id, "action", numeral("action-" + a.id, a.id), text("action." + a.id), meaning("action." + a.id), facts(
    [label("causes"), list(data.causes.filter((c) => c.actions.includes(a.id)).map((c) => link(c.id, text("cause." + c.id))))],
    [text("label.means"), english(a.meaning)],
    [label("go"), h("code", null, "cause." + a.name)]));

const originEntry = (o) => {
  const count = data.rules.filter((r) => r.origin === o.id).length;
  const rfc = /^rfc\d+$/.test(o.id);
  return h("li", { id: "origin-" + o.id, tabindex: "-1" },
    rfc ? cite({ origin: o.id }) : h("b", null, originName(o.id)), " ",
    rfc || originName(o.id) !== o.title ? english(o.title) : "",
    o.year ? h("span", { class: "year" }, " " + o.year) : "",
    count > 0 && [" ", h("button", { type: "button", class: "plain", click: () => ask("origin:" + o.id), "aria-label": `${label("rules")}: ${number(count)}` }, number(count))]);
};

// group is a heading and the entries below it.
const group = (id, title, about, entries) =>
  entries.length > 0 && h("section", { class: "group", "aria-label": title },
    h("h3", { id, tabindex: "-1" }, title), about && h("p", { class: "about" }, about), h("div", { class: "entries" }, entries));

// parts fills in the sections of the page.
const parts = {
  codes: () => data.classes.map((c) =>
    group(c.code, `${c.code} ${text("class." + c.code)}`, meaning("class." + c.code), data.codes.filter((code) => code.code[0] === c.code[0]).map(codeEntry))),
  conditions: () => data.subjects.map((s) => {
    const subject = s.code.slice(0, "X.7".length);
    return group(subject, `${subject} ${text("subject." + subject)}`, meaning("subject." + subject), data.conditions.filter((e) => e.code.startsWith(subject + ".")).map(conditionEntry));
  }),
  commands: () => h("div", { class: "entries" }, data.commands.map(commandEntry)),
  causes: () => h("div", { class: "entries" }, data.causes.map(causeEntry)),
  actions: () => h("div", { class: "entries" }, data.actions.map(actionEntry)),
  origins: () => ["standard", "registry", "software", "provider", "folklore"].map((kind) =>
    h("section", { class: "group", "aria-label": label("kind." + kind) },
      h("h3", null, label("kind." + kind)), h("ul", { class: "origins" }, data.origins.filter((o) => o.kind === kind).map(originEntry)))),
};
