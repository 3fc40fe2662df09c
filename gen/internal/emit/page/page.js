// The page: what happens when.

const $ = (id) => document.getElementById(id);
const box = $("ask");
const commandOf = () => $("command").value;

// drawTexts fills in all that is in a language.
const drawTexts = () => {
  document.documentElement.lang = language.tag;
  document.title = label("title");
  for (const element of document.querySelectorAll("[data-label]")) element.textContent = label(element.dataset.label);
  for (const element of document.querySelectorAll("[data-name]")) element.setAttribute("aria-label", label(element.dataset.name));
  for (const button of $("languages").children) button.setAttribute("aria-pressed", String(button.lang === language.tag));
  const chosen = commandOf();
  $("command").replaceChildren(h("option", { value: "" }, label("any")),
    ...data.commands.map((c) => h("option", { value: c.id, selected: c.id === chosen }, commandName(c.id))));
  for (const [id, draw] of Object.entries(parts)) $(id).querySelector(".part").replaceChildren(...[draw()].flat().filter(Boolean));
  const files = { json: h("a", { href: "smtpstatus.json" }, "smtpstatus.json"), schema: h("a", { href: "smtpstatus.schema.json" }, "JSON Schema") };
  $("files").replaceChildren(...label("data").split(/\{(\w+)\}/).map((part, i) => (i % 2 === 1 ? files[part] : part)));
  drawLegend($("legend"));
  drawPicture();
  answerNow();
};

const narrow = matchMedia("(max-width: 76rem)");
const drawPicture = () => drawMap($("map"), narrow.matches);

// answerNow shows what is found for what stands in the box.
const answerNow = () => {
  const query = box.value;
  const empty = query.trim() === "";
  $("clear").hidden = empty;
  $("examples").hidden = !empty;
  $("answer").replaceChildren();
  $("results").replaceChildren();
  if (empty) {
    $("status").textContent = "";
    return;
  }
  const answer = answerTo(query, commandOf());
  const explained = isReply(query, answer.reply, answer.finding);
  if (explained) drawAnswer($("answer"), answer);
  const results = search(query);
  drawResults($("results"), results);
  const count = results.reduce((n, [, found]) => n + found.length, 0);
  const words = count > 0 ? label("found").replace("{n}", number(count)) : label("none");
  $("status").classList.toggle("hidden", explained); // the answer says it
  $("status").textContent = explained ? [text("cause." + answer.finding.cause), count > 0 && words].filter(Boolean).join(". ") : words;
};

// ask puts words into the box.
const ask = (query) => {
  box.value = query;
  fit();
  answerNow();
  box.focus();
  box.scrollIntoView({ block: "center" });
};

// fit makes the box as high as its text.
const fit = () => {
  box.style.height = "auto";
  box.style.height = box.scrollHeight + 2 + "px";
};

box.addEventListener("input", () => {
  fit();
  answerNow();
});
addEventListener("load", () => setTimeout(wordingIndex)); // so that the first letter need not wait for it
box.addEventListener("keydown", (e) => e.key === "Escape" && ask(""));
$("command").addEventListener("change", answerNow);
$("clear").addEventListener("click", () => ask(""));
for (const button of document.querySelectorAll("#examples button")) button.addEventListener("click", () => ask(button.textContent));

// target returns the entry that a link such as #550, #5.7.26 or #rcpt leads to.
const target = (hash) => {
  let id = hash.replace(/^#/, "");
  try {
    id = decodeURIComponent(id);
  } catch {
    // not encoded
  }
  const names = [id, "action-" + id, "origin-" + id, ...data.commands.filter((c) => fold(c.id) === fold(id) || fold(c.text) === fold(id)).map((c) => c.id)];
  const code = /^([2-5])\d\d$/.exec(id), enhanced = /^([245X])\.(\d+)(?:\.\d+)?$/i.exec(id);
  if (code) names.push(code[1] + "yz");
  if (enhanced) names.push("X" + id.slice(1), "X." + enhanced[2]);
  return id === "" ? undefined : names.map($).find(Boolean);
};

// follow opens the entry that the address names.
const follow = () => {
  for (const element of document.querySelectorAll(".target")) element.classList.remove("target");
  const element = target(location.hash);
  if (!element || element.matches("main > section, main")) return; // the browser goes there
  element.classList.add("target");
  const details = element.querySelector(":scope > details");
  if (details) details.open = true;
  element.scrollIntoView();
  element.focus({ preventScroll: true });
};

// use switches the language. What is open stays open, and what one reads stays where it
// is.
const use = (chosen) => {
  const open = [...document.querySelectorAll(".entry > [open]")].map((details) => details.parentElement.id);
  const read = [...document.querySelectorAll(".entry, .origins li")].find((e) => e.getBoundingClientRect().top > 0);
  const marked = document.querySelector(".target")?.id;
  const top = read?.getBoundingClientRect().top;
  const reading = read && top < innerHeight;
  language = chosen;
  drawTexts();
  for (const id of open) $(id).querySelector("details").open = true;
  if (marked) $(marked).classList.add("target");
  if (reading) scrollBy(0, $(read.id).getBoundingClientRect().top - top);
};
const remembered = () => {
  try {
    return localStorage.getItem("language") ?? "";
  } catch {
    return ""; // the reader keeps no such things
  }
};
$("languages").append(...data.languages.map((l) => h("button", { type: "button", lang: l.tag, click: () => {
  use(l);
  try {
    localStorage.setItem("language", l.tag);
  } catch {
    // then only for now
  }
} }, nameOf(l.tag))));

use(data.languages.find((l) => l.tag === remembered()) ?? languageFor(navigator.languages));
follow();
addEventListener("hashchange", follow);
narrow.addEventListener("change", drawPicture);

// On paper everything is open.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => opened.forEach((details) => (details.open = false)));

// For the console of the browser, and for tests.
window.smtpstatus = { answer: (query, command = "", tag = language.tag) => {
  const before = language;
  language = data.languages.find((l) => l.tag === tag) ?? base;
  try {
    return answerTo(query, command);
  } finally {
    language = before;
  }
} };
