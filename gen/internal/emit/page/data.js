// The data of the page, and its texts in the language of the reader.

const data = JSON.parse(document.getElementById("data").textContent);

data.rules = data.rules.map(([text, cause = 0, origin = 0, example = "", code = "", enhanced = "", command = ""]) => ({
  text, example, code, enhanced, command, cause: data.causes[cause].id, origin: origin ? data.origins[origin - 1].id : "",
}));

// nextChoice splits a text around its first choice, in which gaps may stand; choices is
// undefined if there is none.
const nextChoice = (text) => {
  let depth = 0, start = 0, last = 0, choices;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === "{" && ++depth === 1) {
      start = i;
      last = i + 1;
      choices = undefined;
    } else if (text[i] === "|" && depth === 1) {
      (choices ??= []).push(text.slice(last, i));
      last = i + 1;
    } else if (text[i] === "}" && depth > 0 && --depth === 0 && choices) {
      return [text.slice(0, start), [...choices, text.slice(last, i)], text.slice(i + 1)];
    }
  }
  return [text];
};

// wordingsOf returns what the text of a rule stands for: {full|over quota|} is a choice, of
// one of these words or of none.
const wordingsOf = (text) => {
  const [before, choices, after] = nextChoice(text);
  if (!choices) return [text];
  const rest = wordingsOf(after);
  return choices.flatMap((choice) => rest.map((r) => before + choice + r));
};

for (const rule of data.rules) rule.wordings = wordingsOf(rule.text);
data.wordings = data.wordings.map(([rule, n = 0, tells = 0], place) => ({
  number: place + 1, text: data.rules[rule].wordings[n].replace(/\s+/g, " ").trim(), rule: data.rules[rule], origin: tells ? data.rules[rule].origin : "",
}));
data.registered = new Set(data.codes.map((c) => c.code));
data.places = new Map(data.keys.map((key, i) => [key, i]));
data.byOrigin = new Map(data.origins.map((o) => [o.id, o]));

const base = data.languages[0]; // what is not translated is in this one
let language = base;

const text = (key) => language.texts[data.places.get(key)] || base.texts[data.places.get(key)] || "";
const meaning = (key) => language.meanings[data.places.get(key)] || base.meanings[data.places.get(key)] || "";
const label = (name) => language.labels["page." + name] || base.labels["page." + name];
const originName = (id) => text("origin." + id) || data.byOrigin.get(id).title;

// scriptOf returns how a language is written: "Hant" for zh-TW.
const scriptOf = (tag) => {
  try {
    return new Intl.Locale(tag).maximize();
  } catch {
    return new Intl.Locale(base.tag).maximize();
  }
};

// languageFor returns the first of the reader's languages that the page has.
const languageFor = (tags) => {
  for (const tag of tags) {
    const wanted = scriptOf(tag);
    const found = data.languages.find((l) => {
      const has = scriptOf(l.tag);
      return has.language === wanted.language && has.script === wanted.script;
    });
    if (found) return found;
  }
  return base;
};

// nameOf returns what a language calls itself, with its script where that matters.
const nameOf = (tag) => {
  const { language: name, script } = scriptOf(tag);
  const alone = data.languages.filter((l) => scriptOf(l.tag).language === name).length === 1;
  return new Intl.DisplayNames([tag], { type: "language" }).of(alone ? name : `${name}-${script}`);
};
