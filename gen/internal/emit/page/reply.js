// ParseObserved of package reply in JavaScript: a reply as servers, logs and delivery
// reports show it. A reply is {code: "550", enhanced: "5.1.1", lines}; codes are "" if
// there are none, and all texts are octets.

const parseEnhanced = (s) => (/^[245]\.(0|[1-9][0-9]{0,2})\.(0|[1-9][0-9]{0,2})$/.test(s) ? s : "");

const parseObserved = (s) => {
  const lines = physicalLines(trimField(s));
  const first = leadingCode(lines[0]);
  if (first) {
    const r = { code: first.code, enhanced: "", lines: joinLines(first.code, first.rest, lines.slice(1)) };
    r.enhanced = takeAnyEnhanced(r.lines) || markedEnhanced(r.code, r.lines);
    return r;
  }
  const r = { code: "", enhanced: "", lines: joinLines("", lines[0], lines.slice(1)) };
  r.enhanced = takeAnyEnhanced(r.lines);
  const inner = quoted(r.lines);
  if (inner) {
    r.code = inner.code;
    r.enhanced ||= inner.enhanced;
    return r;
  }
  r.enhanced ||= markedEnhanced("", r.lines);
  return r;
};

// quoted returns the reply that is quoted in lines, undefined if there is none.
const quoted = (lines) => {
  const text = lines.join("\n");
  for (let i = 0; i + 3 <= text.length; i++) {
    if ((text[i] !== "4" && text[i] !== "5") || (i > 0 && isWordPart(text[i - 1]))) continue;
    const found = leadingCode(text.slice(i));
    if (!found) continue;
    const e = leadingEnhanced(found.rest);
    if (e[0] !== found.code[0] && !(data.registered.has(found.code) && introduced(text.slice(0, i)))) continue;
    return parseObserved(text.slice(i));
  }
  return undefined;
};

const trimLeft = (s, cut) => {
  let i = 0;
  while (i < s.length && cut.includes(s[i])) i++;
  return s.slice(i);
};

const trimRight = (s, cut) => {
  let i = s.length;
  while (i > 0 && cut.includes(s[i - 1])) i--;
  return s.slice(0, i);
};

const introductions = new Set("said says responded response replied reply returned error code status with".split(" "));

// introduced reports whether text ends as it does before a quoted reply.
const introduced = (text) => {
  const longest = "responded: '\"(<[ ".length;
  text = trimRight(text.slice(Math.max(0, text.length - 2 * longest)), " \n'\"(<[");
  const before = trimRight(text, ":;=");
  const marked = before !== text;
  if (marked && before !== "" && ">])".includes(before[before.length - 1])) return true;
  const word = before.slice(before.search(/[^ \n\t(=,;]*$/)).toLowerCase();
  return introductions.has(word) || (marked && ["data", "connection", "smtp"].includes(word));
};

const isWordPart = (c) => /[0-9A-Za-z._@\x80-\xff-]/.test(c);

const trimField = (s) => {
  s = trimRight(trimLeft(s, " \t\r\n"), "\r\n");
  for (const prefix of ["diagnostic-code:", "smtp;"]) {
    if (s.slice(0, prefix.length).toLowerCase() === prefix) s = trimLeft(s.slice(prefix.length), " \t\r\n");
  }
  return s;
};

// physicalLines splits at CRLF, LF and CR, and at their escapes before digits.
const physicalLines = (s) => {
  const lines = [];
  let start = 0;
  for (let i = 0; i < s.length; ) {
    const n = lineEnd(s, i);
    if (n === 0) {
      i++;
      continue;
    }
    lines.push(s.slice(start, i));
    i += n;
    start = i;
  }
  lines.push(s.slice(start));
  return lines;
};

const lineEnd = (s, i) => {
  switch (s[i]) {
    case "\r":
      return s[i + 1] === "\n" ? 2 : 1;
    case "\n":
      return 1;
    case "\\":
      for (const escape of ["\\r\\n", "\\n"]) {
        if (s.startsWith(escape, i) && leadingCode(s.slice(i + escape.length))) return escape.length;
      }
  }
  return 0;
};

// leadingCode reads the code that begins a line, behind quotes and marks that logs put
// there, and the text after it.
const leadingCode = (line) => {
  line = trimLeft(line, " \t<>\"'([#");
  if (!/^[2-5][0-9][0-9]/.test(line)) return undefined;
  const code = line.slice(0, 3), rest = line.slice(3), after = rest.slice(1);
  if (rest === "") return { code, rest };
  switch (rest[0]) {
    case " ": case "-":
      return { code, rest: trimLeft(after, " \t") };
    case ".":
      if (/^[0-9]/.test(after)) return undefined; // an IP address
      return { code, rest: after.replace(/^ /, "") };
  }
  if ("\t:,;=/)]>'\"#".includes(rest[0])) return { code, rest: after.replace(/^ /, "") };
  return isWordPart(rest[0]) ? undefined : { code, rest };
};

// joinLines makes the lines of a reply whose first line has this code and text.
const joinLines = (code, text, rest) => {
  const lines = splitRun(code, text);
  for (const line of rest) {
    const trimmed = trimLeft(line, " \t");
    const found = leadingCode(trimmed);
    if (found && found.code === code) {
      lines.push(...splitRun(code, found.rest));
    } else if (trimmed === line) {
      lines.push(line);
    } else {
      lines[lines.length - 1] += " " + trimmed;
    }
  }
  return lines;
};

// splitRun splits a text in which further lines of the same reply stand.
const splitRun = (code, text) => {
  const e = leadingEnhanced(text);
  if (code === "" || e === "") return [text];
  const own = e + " ", lines = [];
  for (const separator of ["-", " "]) {
    const parts = text.split(" " + code + separator + own).map((part, i) => (i > 0 ? own + part : part));
    lines.push(...parts.slice(0, -1));
    text = parts[parts.length - 1];
  }
  return [...lines, text];
};

// takeAnyEnhanced returns the first enhanced code that begins a line. If every line
// begins with it, it is removed there.
const takeAnyEnhanced = (lines) => {
  let first = "", all = true;
  for (const line of lines) {
    const e = leadingEnhanced(line);
    first ||= e;
    all = all && e !== "" && e === first;
  }
  if (all) lines.forEach((line, i) => (lines[i] = line.slice(first.length).replace(/^ /, "")));
  return first;
};

// leadingEnhanced reads an enhanced code that begins a line and ends at a space or the
// line's end.
const leadingEnhanced = (line) => parseEnhanced(/^[0-9.]{0,10}(?= |$)/.exec(line.slice(0, 10))?.[0] ?? "");

// markedEnhanced finds an enhanced code that is marked as one.
const markedEnhanced = (code, lines) => {
  for (let n = 0; n < lines.length; n++) {
    const line = lines[n];
    for (let i = 0; i < line.length; i++) {
      if (!"245".includes(line[i]) || (i > 0 && isWordPart(line[i - 1]))) continue;
      const e = parseEnhanced(line.slice(i, i + 12).match(/^[0-9.]*/)[0].replace(/\.$/, ""));
      if (e === "") continue;
      const end = i + e.length, before = line[i - 1], after = line[end], sameClass = e[0] === code[0];
      if (before === "#" && (after === undefined || after >= "\x80" || after === "-" || !isWordPart(after))) return e;
      if (sameClass && ((before === "(" && after === ")") || (before === "[" && after === "]"))) return e;
      if (i === 0 && n === 0 && sameClass && after !== undefined && ".:,;-)><\t".includes(after)) return e;
    }
  }
  return "";
};
