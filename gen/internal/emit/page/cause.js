// OfCommand of package cause in JavaScript. Where Go compiles the rules into a
// trie, this reads the wordings that have their longest word in the reply, the most
// exact first: the answer is the same.

const maxGap = 8; // how many tokens a gap may hold

// segmentsOf splits a wording at its gaps.
const segmentsOf = (text) => {
  const segments = [];
  const marked = text.replaceAll("{list}", listWord).replaceAll("{start}", startWord).replaceAll("{end}", endWord);
  for (const part of octets(marked).split("{}")) {
    let segment = [];
    const end = () => {
      if (segment.length > 0) segments.push(segment);
      segment = [];
    };
    for (const t of tokens(part)) t.kind === Word ? segment.push(t.word) : end();
    end();
  }
  return segments;
};

// wordingIndex returns the places of wordings by their longest words. It is made when the
// first reply is explained.
const wordingIndex = () => {
  if (!wordingIndex.made) {
    const index = (wordingIndex.made = new Map());
    data.wordings.forEach((wording, place) => {
      wording.segments = segmentsOf(wording.text);
      const longest = wording.segments.flat().reduce((a, b) => (b.length > a.length ? b : a), "");
      if (!index.has(longest)) index.set(longest, []);
      index.get(longest).push(place);
    });
  }
  return wordingIndex.made;
};

// bestWording returns the most exact wording that stands among the tokens and the conditions
// of whose rule hold.
const bestWording = (found, reply, command) => {
  const index = wordingIndex();
  const places = [...new Set(found)].flatMap((word) => index.get(word) ?? []).sort((a, b) => a - b);
  for (const place of places) {
    const wording = data.wordings[place];
    if (holds(wording.rule, reply, command) && follows(wording.segments, 0, 0, found.length, found)) return wording;
  }
  return undefined;
};

// holds reports whether the conditions of a rule hold.
const holds = ({ code, enhanced, command }, reply, cmd) =>
  (!code || (code.endsWith("yz") ? code[0] === reply.code[0] : code === reply.code)) &&
  (!enhanced || sameEnhanced(enhanced, reply.enhanced)) &&
  (!command || command === cmd);

// sameEnhanced compares a condition X.2.2, or a code 5.2.2, with a code.
const sameEnhanced = (want, code) => (want[0] === "X" ? code !== "" && want.slice(1) === code.slice(1) : want === code);

// follows reports whether the segments from place on stand among the tokens, the first
// of them between two tokens and each other not more than a gap behind the one before.
const follows = (segments, place, least, most, found) => {
  if (place === segments.length) return true;
  const segment = segments[place];
  for (let start = least; start <= most && start + segment.length <= found.length; start++) {
    const end = start + segment.length;
    if (negations.has(found[start - 1])) continue;
    if (segment.every((word, i) => found[start + i] === word) && follows(segments, place + 1, end, end + maxGap, found)) return true;
  }
  return false;
};

// scan goes over the text of a reply: its words, and notes of what else it holds.
const scan = (reply) => {
  const m = { found: [startWord], wait: 0, url: "", knownList: "", namedList: "", origin: "", quoted: "" };
  let unit = 0, since = 0; // of the part of the wait that was read last, and tokens since
  // time adds the time that the last words name, if a wait is asked for by the words
  // before them or they go on with one.
  const time = () => {
    since++;
    const [n, named, size] = timeOf(phrase);
    if (named === 0) return;
    const back = (words) => phrase[3 - words];
    const goesOn = since === size || (since === size + 1 && isOneOf(back(size), "and"));
    if ((m.wait === 0 && asks(back(size + 1), back(size))) || (goesOn && named < unit)) {
      m.wait += n * named;
      unit = named;
      since = 0;
    }
  };
  let phrase = ["", "", "", ""]; // earlier, before, number, last
  for (const line of reply.lines) {
    for (const t of tokens(inReplyTo(line)[0])) {
      if (t.kind === Word) {
        phrase = [...phrase.slice(1), t.text];
        time();
        m.found.push(t.word);
        m.origin ||= originBy((mark) => mark === t.word);
        continue;
      }
      since++;
      if (t.kind === Link && !m.url && t.text.includes("://")) m.url = t.text;
      if (t.kind === Opaque) {
        m.wait ||= clockOf(phrase, t.text);
        m.quoted ||= quotedOf(phrase, t.text);
      }
      const host = hostOf(t);
      if (host !== "") m.origin ||= originBy((mark) => mark.includes(".") && below(host, mark));
      const known = host !== "" && data.blocklists.some((domain) => below(host, domain));
      if (known && !m.knownList) {
        m.knownList = host;
      } else if (host !== "" && t.kind === Opaque && !m.namedList && afterList(phrase)) {
        m.namedList = host;
      }
      phrase = [...phrase.slice(1), ""];
      m.found.push(known ? listWord : "");
    }
  }
  m.found.push(endWord);
  return m;
};

const isOneOf = (word, list) => list.split(" ").includes(word.toLowerCase());

// timeOf returns the time that the last words name, as a number of units in seconds, and
// how many words they are: "5", "minutes", or "5min". The unit is 0 if they name none.
const timeOf = ([, , number, last]) => {
  if (startsWithDigit(last)) {
    const [n, rest] = amount(last);
    return [n, unitOf(rest), 1];
  }
  if (startsWithDigit(number)) {
    const [n, rest] = amount(number);
    if (rest === "") return [n, unitOf(last), 2];
  }
  return [0, 0, 0];
};

const startsWithDigit = (word) => word !== "" && isDigit(word.charCodeAt(0));

// quotedOf returns the enhanced code of a reply that the last word and a token begin, "" if
// they are no codes, or not of one class.
const quotedOf = ([, , , last], token) =>
  /^[45][0-9]{2}$/.test(last) && last[0] === token[0] && /^[45](\.[0-9]{1,3}){2}$/.test(token)
    ? token.split(".").map(Number).join(".")
    : "";

// clockOf returns the seconds that the last words ask to wait and then a token such as
// 00:05:00 names.
const clockOf = ([, , number, last], token) => {
  if (!/^..:..:..$/.test(token) || !asks(number, last)) return 0;
  let sum = 0;
  for (const [i, part] of token.split(":").entries()) {
    const [n, rest] = amount(part);
    if (rest !== "" || (i > 0 && n >= 60)) return 0;
    sum = sum * 60 + n;
  }
  return sum;
};

// asks reports whether two words say that a time to wait follows.
const asks = (earlier, before) =>
  isOneOf(before, "wait least another again later retry") ||
  (isOneOf(before, "in after for about") &&
    isOneOf(earlier, "again later retry retrying back wait try resend resubmit return " +
      "greylisted graylisted greylisting graylisting deferred delayed"));

// amount reads the number that begins a word, and returns what follows it.
const amount = (word) => {
  let n = 0, i = 0;
  for (; i < word.length && isDigit(word.charCodeAt(i)); i++) {
    n = n * 10 + Number(word[i]);
    if (n > 100000) return [0, word];
  }
  return [n, word.slice(i)];
};

const unitOf = (word) => {
  if (isOneOf(word, "s sec secs second seconds")) return 1;
  if (isOneOf(word, "m min mins minute minutes")) return 60;
  if (isOneOf(word, "h hr hrs hour hours")) return 3600;
  return isOneOf(word, "d day days") ? 86400 : 0;
};

// afterList reports whether the last word is one behind which the name of a list stands.
const afterList = ([, , , last]) => isOneOf(last, "using by in at on from rbl dnsbl list blacklist blocklist see");

// ofCommand returns what a reply tells as the answer to a command, "" for an unknown one.
const ofCommand = (reply, command) => {
  const f = { cause: "unknown", basis: "none", origin: "", rule: 0, retryAfter: 0, url: "", blocklist: "" };
  if (reply.code[0] === "2" || reply.code[0] === "3") return { ...f, cause: "accepted", basis: "basic" };
  command ||= answered(reply.lines);
  const m = scan(reply);
  const wording = bestWording(m.found, reply, command);
  f.retryAfter = m.wait;
  f.url = m.url;
  if (wording) {
    f.rule = wording.number;
    f.cause = wording.rule.cause;
    f.origin = wording.origin;
  }
  f.origin ||= m.origin;
  if (f.cause !== "unknown") {
    f.basis = "text";
  } else if ((f.cause = ofEnhanced(m.quoted, f.origin)) !== "unknown" || (f.cause = ofEnhanced(reply.enhanced, f.origin)) !== "unknown") {
    f.basis = "enhanced";
  } else if ((f.cause = ofBasic(reply, command)) !== "unknown") {
    f.basis = "basic";
  }
  if (["ip-blocklisted", "domain-blocklisted", "url-blocklisted"].includes(f.cause)) f.blocklist = m.knownList || m.namedList;
  if (f.cause === "ip-blocklisted") f.cause = listed(m.knownList);
  return f;
};

// answered returns the command that the text of a reply names as the one that it answers:
// "RCPT TO", "end of DATA".
const answered = (lines) => {
  for (const line of lines) {
    const name = inReplyTo(line)[1];
    if (name === "end of DATA") return "EndOfData";
    const command = data.commands.find((c) => c.kind !== "stage" && c.text === name.split(" ")[0]);
    if (command) return command.id;
  }
  return "";
};

// ofEnhanced returns the cause that an enhanced code alone tells, in the sense of an
// origin if it has one of its own.
const ofEnhanced = (code, origin) => {
  if (code === "" || code[0] === "2") return "unknown";
  let found = "unknown";
  for (const cause of data.causes) {
    for (const e of cause.enhanced ?? []) {
      if (!sameEnhanced(e.code, code)) continue;
      if (e.origin && e.origin === origin) return cause.id;
      if (!e.origin && (found === "unknown" || e.code[0] !== "X")) found = cause.id;
    }
  }
  return found;
};

// ofBasic returns the cause that a basic code alone tells, as the answer to the command
// or to any.
const ofBasic = (reply, command) => {
  for (const wanted of [true, false]) {
    for (const cause of data.causes) {
      if ((cause.basic ?? []).some((b) => b.code === reply.code && (wanted ? b.command && b.command === command : !b.command))) return cause.id;
    }
  }
  return "unknown";
};

// listed returns the cause that a known list tells by what it lists: addresses, unless
// its name says that it is one of domains or of links.
const listed = (list) => {
  if (below(list, "surbl.org") || below(list, "uribl.com")) return "url-blocklisted";
  for (const name of list.split(".")) {
    if (isOneOf(name, "uribl urired uri ivmuri")) return "url-blocklisted";
    if (isOneOf(name, "dbl rhsbl rhs dblack nomail fresh fresh10 fresh15 fresh30")) return "domain-blocklisted";
  }
  return "ip-blocklisted";
};

// originBy returns the origin that is told by a mark, "" if none is.
const originBy = (tells) => data.origins.find((o) => o.signatures?.some(tells))?.id ?? "";
