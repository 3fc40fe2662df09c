// Package internal/words in JavaScript: the words of a text. As in Go, a text is
// octets of UTF-8 here, one a character of a string.

const octets = (text) => {
  const bytes = new TextEncoder().encode(text);
  const parts = [];
  for (let i = 0; i < bytes.length; i += 4096) parts.push(String.fromCharCode(...bytes.subarray(i, i + 4096)));
  return parts.join("");
};

const unicode = (text) => new TextDecoder().decode(Uint8Array.from(text, (c) => c.charCodeAt(0)));

// runeAt returns the character at a place, and how many octets it has.
const runeAt = (s, i) => {
  const c = s.charCodeAt(i);
  const size = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
  return [size === 1 ? s[i] : unicode(s.slice(i, i + size)), size];
};

// lowerRune maps one character to one, as unicode.ToLower does.
const lowerRune = (r) => String.fromCodePoint(r.toLowerCase().codePointAt(0));

const Word = 0, Opaque = 1, Link = 2; // kinds of token

// Words that stand for what is none: the host of a list, the start of a text, its end.
const listWord = "zzblocklistzz", startWord = "zzstartzz", endWord = "zzendzz";

// Words that deny what follows them.
const negations = new Set(["not", "isnt", "arent", "wasnt", "never", "no"]);

const isDigit = (c) => c >= 48 && c <= 57;
const isLetter = (c) => isDigit(c) || ((c | 0x20) >= 97 && (c | 0x20) <= 122);
const isHex = (c) => isDigit(c) || ((c | 0x20) >= 97 && (c | 0x20) <= 102);

// tokens returns the tokens of a text; a word comes with its normal form.
const tokens = (text) => {
  const found = [];
  let pos = 0, tag = 0, link = 0; // see Scanner
  while (pos < text.length) {
    if (tag > 0 && pos >= tag) {
      pos = link;
      tag = 0;
      continue;
    }
    const c = text.charCodeAt(pos);
    if (c < 0x80 && !isLetter(c)) {
      pos++;
      continue;
    }
    const start = pos;
    if (tag === 0) {
      let n = linkLen(text, start);
      const opaque = n > 0 ? 0 : opaqueLen(text.slice(start, start + longestOpaque));
      if (opaque > 0 && text[start + opaque] === "/" && hostOf({ kind: Opaque, text: text.slice(start, start + opaque) }) !== "") {
        n = urlLen(text, start);
      }
      if (n > 0) {
        pos += n;
        const [from, to] = linkTag(text.slice(start, pos));
        if (to > 0) {
          link = pos;
          tag = start + to;
          pos = start + from;
        }
        found.push({ kind: Link, text: text.slice(start, start + n) });
        continue;
      }
      if (opaque > 0) {
        pos += opaque;
        found.push({ kind: Opaque, text: text.slice(start, pos) });
        continue;
      }
    }
    const [normal, n] = wordAt(text, start, tag > 0 ? tag : text.length);
    if (n > 0) {
      pos += n;
      found.push({ kind: Word, text: text.slice(start, pos), word: normal });
      continue;
    }
    pos += runeAt(text, start)[1];
  }
  return found;
};

const tags = [["?p=", "?".length], ["openspf", 0], ["/docs/smtplf", "/docs/".length]];

// linkTag returns where a tag stands in a URL, to 0 if there is none.
const linkTag = (url) => {
  for (const [mark, skip] of tags) {
    const i = url.indexOf(mark);
    if (i >= 0) return [i + skip, i + mark.length + tagLen(url.slice(i + mark.length))];
  }
  return [0, 0];
};

const tagLen = (s) => {
  let n = 0;
  while (n < s.length && isLetter(s.charCodeAt(n))) n++;
  return n;
};

// wordAt reads the word at a place and returns its normal form, in lower case and
// without apostrophes, and its length, 0 if none is there.
const wordAt = (s, start, end) => {
  let normal = "", n = start;
  while (n < end) {
    const c = s.charCodeAt(n);
    if (isLetter(c)) {
      normal += s[n].toLowerCase();
      n++;
    } else if (s[n] === "'" && n > start && n + 1 < end && isLetter(s.charCodeAt(n + 1))) {
      n++;
    } else if (c >= 0x80) {
      const [r, size] = runeAt(s, n);
      if (r === "\u2019" && n > start) {
        n += size;
        continue;
      }
      if (!/\p{L}/u.test(r)) break;
      if (ideograph(r.codePointAt(0))) {
        return n > start ? [normal, n - start] : [octets(r), size];
      }
      normal += octets(lowerRune(r));
      n += size;
    } else {
      break;
    }
  }
  return [normal, n - start];
};

const ideograph = (r) => (r >= 0x3040 && r < 0xa000) || (r >= 0xf900 && r < 0xfb00) || r >= 0x20000;

// inReplyTo splits a line before what Postfix writes behind a reply that it quotes; the
// command is "" if that is not there.
const inReplyTo = (line) => {
  const start = / command\)[^0-9A-Za-z]{0,2}$/.test(line) ? line.indexOf("(in reply to ") : -1;
  const from = start + "(in reply to ".length;
  const end = start < 0 ? -1 : line.indexOf(" command)", from);
  return end < 0 ? [line, ""] : [line.slice(0, start), line.slice(from, end)];
};

// hostOf returns the host name that a token has, "" if none.
const hostOf = (t) => {
  let text = t.text;
  if (t.kind === Link) {
    const scheme = text.indexOf("://");
    if (scheme >= 0) text = text.slice(scheme + "://".length);
    const end = text.search(/[/:?#]/);
    if (end >= 0) text = text.slice(0, end);
  }
  if (t.kind === Word || text.includes("@") || !text.includes(".")) return "";
  const c = text.charCodeAt(text.length - 1);
  return isDigit(c) || !isLetter(c) ? "" : text;
};

// below reports whether a host is a domain or a name below it.
const below = (host, domain) => {
  const rest = host.length - domain.length;
  return rest >= 0 && (rest === 0 || host[rest - 1] === ".") && host.slice(rest).toLowerCase() === domain.toLowerCase();
};

const linkLen = (s, start) => {
  if (s.length - start < "www.a.b".length || !/^(https?:\/\/|www\.)/i.test(s.slice(start, start + "https://".length))) return 0;
  return urlLen(s, start);
};

// urlLen returns how many octets from a place on belong to the URL that begins there.
const urlLen = (s, start) => {
  let n = start;
  while (n < s.length && s[n] > " " && s[n] < "\x80" && !"<>\"'()[]".includes(s[n])) n++;
  while (n > start && ".,;:!?".includes(s[n - 1])) n--;
  return n - start;
};

const longestOpaque = 320;

// opaqueLen returns the length of the address, host name, IP address or dotted number
// that begins s, 0 if none does.
const opaqueLen = (s) => {
  let n = 0, dots = 0, colons = 0, at = -1, label = 0, letters = false, digitsOnly = true;
  scan: for (; n < s.length; n++) {
    const c = s.charCodeAt(n);
    if (isDigit(c)) continue;
    if (isLetter(c)) {
      letters = true;
      digitsOnly = false;
      continue;
    }
    switch (s[n]) {
      case ".":
        if (n + 1 === s.length || !isLetter(s.charCodeAt(n + 1))) break scan;
        dots++;
        letters = false;
        label = n + 1;
        break;
      case "-": case "_":
        digitsOnly = false;
        break;
      case "/":
        if (at >= 0) break scan;
      // falls through
      case "+": case "=": case "%": case "*": case "&": case "#": case "~":
        if (!addressAhead(s.slice(n))) break scan;
        digitsOnly = false;
        break;
      case "@":
        if (n === 0 || at >= 0) break scan;
        at = n;
        dots = 0;
        label = n + 1;
        digitsOnly = false;
        break;
      case ":":
        if (at >= 0 || n + 1 === s.length || (!isHex(s.charCodeAt(n + 1)) && s[n + 1] !== ":")) break scan;
        colons++;
        break;
      default:
        break scan;
    }
  }
  while (n > 0 && (s[n - 1] === "-" || s[n - 1] === "_")) n--;
  if (at > 0 && n > at + 1) return n;
  if (colons >= 2 && /^[0-9a-fA-F:.]*$/.test(s.slice(0, n))) return n;
  if (colons > 0) return opaqueLen(s.slice(0, s.indexOf(":")));
  if (dots === 0) return 0;
  if (digitsOnly) return n;
  return letters && topLevel(s.slice(label, n)) ? n : 0;
};

// addressAhead reports whether an at sign follows before the word ends.
const addressAhead = (s) => {
  for (let i = 0; i < s.length; i++) {
    if (s[i] === "@") return true;
    if (s[i] <= " " || i > 64 || "<>()[]{},;:\"'".includes(s[i])) return false;
  }
  return false;
};

const topLevels = new Set(("com net org edu gov mil int info biz name pro mobi arpa local localdomain localhost lan internal invalid " +
  "test example domain online shop site xyz top club cloud app dev email tech html htm php").split(" "));

// topLevel reports whether a label may end a host name.
const topLevel = (s) => {
  if (/^[A-Z][a-z]/.test(s)) return false;
  if (s.length === 2) return !/[0-9]/.test(s);
  return topLevels.has(s.toLowerCase());
};
