// Search over everything as one types, and the explanation of a reply.

const most = 6; // how many results of a kind are shown at first

// searchIndex returns what can be found, in the language of the page and in English.
const searchIndex = () => {
  if (searchIndex.language === language) return searchIndex.made;
  const both = (key) => {
    const i = data.places.get(key);
    return [language.texts[i], language.meanings[i], base.texts[i], base.meanings[i]];
  };
  const item = (part, id, name, key, names, ...more) => {
    const title = text(key);
    const all = fold([id, name, ...both(key), ...names, ...more].join(" "));
    return { part, id, name, title, names: [name, title, base.texts[data.places.get(key)], ...names].map(fold), all };
  };
  searchIndex.language = language;
  return (searchIndex.made = [
    ...data.codes.map((c) => item("codes", c.code, c.code, "code." + c.code, [c.name], c.text, c.usage)),
    ...data.conditions.map((e) => {
      const codes = ["2", "4", "5"].map((digit) => digit + e.code.slice(1));
      return item("conditions", e.code, e.code, "condition." + e.code, [e.name, ...codes], e.text, e.usage);
    }),
    ...data.commands.map((c) => item("commands", c.id, c.text, "command." + c.id, [c.id], c.extension)),
    ...data.causes.map((c) => item("causes", c.id, c.id, "cause." + c.id, [c.name], c.meaning)),
    ...data.actions.map((a) => item("actions", "action-" + a.id, a.id, "action." + a.id, [a.name], a.meaning)),
    ...data.origins.map((o) => {
      const title = originName(o.id), names = [o.id, title].map(fold);
      return { part: "origins", id: "origin-" + o.id, name: o.id, title, names, all: fold([...names, o.title].join(" ")) };
    }),
  ]);
};

const fold = (s) => (s ?? "").toLowerCase().replaceAll("\u2019", "'");

// score says how well an entry fits, 0 not at all: every word stands in it, best in its
// name, then in its title.
const score = (item, query, wanted) => {
  if (!wanted.every((word) => item.all.includes(word))) return 0;
  if (item.names.includes(query)) return 4;
  if (item.names.some((name) => name.startsWith(query))) return 3;
  return item.names.some((name) => wanted.every((word) => name.includes(word))) ? 2 : 1;
};

// search returns the results by part of the page, the best first.
const search = (query) => {
  query = fold(query).trim();
  const filter = /^(cause|origin):(\S+)$/.exec(query);
  const wanted = query.split(/\s+/);
  const results = new Map();
  const add = (part, value, rank) => {
    if (rank === 0) return;
    if (!results.has(part)) results.set(part, []);
    results.get(part).push({ value, rank });
  };
  if (!filter) for (const item of searchIndex()) add(item.part, item, score(item, query, wanted));
  for (const rule of data.rules) {
    if (filter) {
      add("rules", rule, rule[filter[1]] === filter[2] ? 1 : 0);
      continue;
    }
    rule.all ??= fold([rule.text, rule.example].join(" "));
    add("rules", rule, wanted.every((word) => rule.all.includes(word)) ? 1 : 0);
  }
  return [...results].map(([part, found]) => [part, found.sort((a, b) => b.rank - a.rank).map((f) => f.value)]);
};

// wordsOf shows the words of a rule or a wording, which may have gaps, and the first of its
// choices.
const wordsOf = (rule) => rule.text.replace(/\{(start|end)\}/g, "").replace(/\{\w*\}/g, "…").replace(/\{([^{}]*)\}/g, (_, choices) => {
  const words = choices.split("|").filter((c) => c);
  return `(${words.slice(0, 3).join(" / ")}${words.length > 3 ? " / …" : ""})`;
}).trim();

const resultOf = (part, value) => {
  if (part !== "rules") {
    const name = h("span", { class: "code " + (part === "codes" ? kindOf(value.id) : "") }, value.name);
    return h("li", null, h("a", { href: "#" + value.id }, name, " ", value.title === value.name ? "" : value.title));
  }
  return h("li", { class: "rule" },
    h("span", { class: "example", lang: "" }, value.example || wordsOf(value)), " ",
    link(value.cause, text("cause." + value.cause), "cause"), " ",
    value.origin && h("span", { class: "whose" }, originName(value.origin)));
};

// drawResults shows results, the first of each kind until one asks for more.
const drawResults = (element, results) => {
  element.replaceChildren(...results.map(([part, found]) => {
    const items = h("ul", null, found.slice(0, most).map((value) => resultOf(part, value)));
    const more = found.length > most && h("button", { type: "button", class: "plain", click: (e) => {
      const shownNow = items.children.length;
      items.append(...found.slice(shownNow, shownNow + 100).map((value) => resultOf(part, value)));
      items.children[shownNow]?.querySelector("a")?.focus();
      if (items.children.length >= found.length) e.target.remove();
    } }, label("more"));
    return h("section", { "aria-label": label(part) }, h("h2", null, label(part), " ", h("span", { class: "count" }, number(found.length))), items, more);
  }));
};

// isReply reports whether what was typed is to be explained: a code with something
// behind it, or words that tell a cause.
const isReply = (query, reply, finding) => {
  if (/^(cause|origin):/.test(query) || tokens(octets(query)).length < 2) return false;
  return finding.basis === "text" || reply.code !== "" || reply.enhanced !== "";
};

// answerTo explains a reply, given as text, as the answer to a command.
const answerTo = (query, command) => {
  const reply = parseObserved(octets(query));
  const finding = ofCommand(reply, command);
  for (const key of ["url", "blocklist"]) finding[key] = unicode(finding[key]);
  return { reply, finding, explanation: explain(reply, command, finding) };
};

const duration = (seconds) => {
  const [size, unit] = [[86400, "day"], [3600, "hour"], [60, "minute"], [1, "second"]].find(([size]) => seconds % size === 0);
  return new Intl.NumberFormat(language.tag, { style: "unit", unit, unitDisplay: "long" }).format(seconds / size);
};

// drawAnswer shows why a reply was sent, whose side can act, and what to do.
const drawAnswer = (element, { reply, finding, explanation }) => {
  const cause = data.causes.find((c) => c.id === finding.cause);
  const known = finding.cause !== "unknown";
  const wording = data.wordings[finding.rule - 1];
  const actions = known ? cause.actions.map((id) => [text("action." + id), meaning("action." + id)]) : [];
  if (actions.length === 0 && explanation.action) actions.push([explanation.action, explanation.advice]);
  const advice = actions.map(([title, words]) => h("li", null, h("b", null, title), " ", words));
  const safe = /^https?:/i.test(finding.url);
  element.replaceChildren(h("div", { class: "card " + (kindOf(reply.code || reply.enhanced) || "none") },
    h("p", { class: "label" }, known ? label("answer") : text("label.means")),
    h("h2", null, known ? link(cause.id, text("cause." + cause.id)) : explanation.title || text("cause.unknown")),
    h("p", { class: "meaning" }, known ? meaning("cause." + cause.id) : explanation.meaning || meaning("cause.unknown")),
    facts(
      [text("label.side"), known && cause.fault !== "none" ? text("fault." + cause.fault) : explanation.side],
      [text("label.advice"), advice.length > 0 && h(advice.length > 1 ? "ol" : "ul", null, advice)],
      [label("wait"), finding.retryAfter > 0 && duration(finding.retryAfter)],
      [label("blocklist"), finding.blocklist],
      [label("link"), finding.url && (safe ? h("a", { href: finding.url, rel: "noreferrer nofollow" }, finding.url) : finding.url)],
      [label("origin"), finding.origin && originLink(finding.origin)],
      [label("answer"), !known && meaning("cause.unknown")],
      [label("basis"), known && [label("basis." + finding.basis), " ", wording && h("q", { lang: "" }, wordsOf(wording))]],
      [label("code"), reply.code && [codeLink(reply.code), " ", text(answerKey(commandOf(), reply.code))]],
      [label("enhanced"), reply.enhanced && [codeLink(reply.enhanced), " ", text(enhancedKey(reply.enhanced))]])));
};
