// Elements, and the small pieces that all parts of the page are made of.

// h makes an element; children that are null or "" are left out.
const h = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(key, value);
    else if (value !== undefined && value !== "" && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat(Infinity).filter((child) => child !== undefined && child !== null && child !== "" && child !== false));
  return element;
};

const kinds = { 2: "success", 3: "intermediate", 4: "transient", 5: "permanent" };
const kindOf = (code) => kinds[code[0]] ?? "";

const english = (words, name = "span") => (words ? h(name, { lang: language.tag === "en" ? "" : "en" }, words) : "");

const badge = (status) => (status === "current" ? "" : h("span", { class: "badge" }, label(status)));

// link leads to the entry of a code, a command, a cause.
const link = (id, words = id, kind = "") => h("a", { href: "#" + id, class: kind }, words);

// codeLink leads to a code, or to a class; an open form such as 5.7.YYY has no entry.
const codeLink = (code) => (code.includes("Y") ? plainCode(code) : link(code, code, "code " + kindOf(code)));

const plainCode = (code) => h("span", { class: "code " + kindOf(code) }, code);

const commandName = (id) => {
  const command = data.commands.find((c) => c.id === id);
  return command.kind === "stage" ? text("command." + id) : command.text;
};

const commandLinks = (ids = []) => ids.filter((id) => id !== "*").map((id) => link(id, commandName(id)));

const causeLinks = (causes) => list(causes.map((c) => link(c.id, text("cause." + c.id))));

const originLink = (id) => link("origin-" + id, originName(id));

const shown = (words) => words.replaceAll("{", "<").replaceAll("}", ">");

// cite names a source; an RFC leads to its text.
const cite = ({ origin, sections = [] }) => {
  const rfc = /^rfc(\d+)$/.exec(origin);
  const name = rfc ? "RFC " + rfc[1] : originName(origin);
  const words = [name, sections.length > 0 ? " §\u202f" + sections.join(", ") : ""].join("");
  if (!rfc) return link("origin-" + origin, words);
  const section = /^[0-9]/.test(sections[0] ?? "") ? "#section-" + sections[0] : "";
  return h("a", { href: `https://www.rfc-editor.org/rfc/rfc${rfc[1]}.html${section}`, rel: "noreferrer" }, words);
};

const citeAll = (sources) => h("span", { class: "cites" }, sources.map((s, i) => [i > 0 ? "; " : "", cite(s)]));

// list joins elements with spaces, so that they can break over lines.
const list = (elements) => elements.map((element, i) => [i > 0 ? " " : "", element]);

// facts makes a list of terms; those without a description are left out.
const facts = (...pairs) =>
  h("dl", { class: "facts" }, pairs.filter(([, description]) => description && description.length !== 0).map(([term, description]) =>
    h("div", null, h("dt", null, term), h("dd", null, description))));
