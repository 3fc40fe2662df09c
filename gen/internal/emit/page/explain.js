// ExplainAnswer of package catalog in JavaScript.

// outcomeOf returns what a client may conclude from a code that answers a command.
const outcomeOf = (command, code) => {
  for (const v of data.validity) {
    if (v.outcome && v.code === code && (v.command === command || v.command === "*")) return v.outcome;
  }
  const row = data.codes.find((c) => c.code === code && c.outcome);
  return row?.outcome ?? { 2: "done", 3: "continue", 4: "try-later", 5: "refused" }[code[0]] ?? "";
};

// rulesOf returns the rows about a command, those of its own before those for any.
const rulesOf = (command) => data.validity.filter((v) => v.command === command || (v.command === "*" && !v.except?.includes(command)));

const codeKey = (code) => {
  if (code === "") return "";
  return data.registered.has(code) ? "code." + code : "class." + code[0] + "yz";
};

// answerKey returns the key of a code's text as the answer to a command.
const answerKey = (command, code) => (command && rulesOf(command).find((v) => v.code === code)?.key) || codeKey(code);

// enhancedKey returns the key of an enhanced code's text: that of its condition, of its
// subject if the condition is not registered, and of its class if the subject is not.
const enhancedKey = (code) => {
  if (code === "") return "";
  const [, subject, detail] = code.split(".");
  const keys = [`condition.X.${subject}.${detail}`, `subject.X.${subject}`, `enhanced.${code[0]}`];
  return keys.find((key) => data.places.has(key)) ?? "";
};

// agree reports whether both codes of a reply say that it failed, or that it succeeded.
const agree = ({ code, enhanced }) => (enhanced[0] === "2" ? code[0] === "2" : enhanced !== "" && (code[0] === "4" || code[0] === "5"));

const sides = { 1: "sender", 2: "recipient", 3: "receiver", 4: "network", 6: "both" };

const adviceKey = (command, { code, enhanced }) => {
  if (code === "") code = enhanced === "" ? "" : enhanced[0] + "00";
  const outcome = outcomeOf(command, code);
  if (outcome === "closing" && command === "" && code[0] === "2") return "advice.done"; // 221, most likely to QUIT
  return outcome === "" ? "" : "advice." + outcome;
};

// meansOther reports whether a reply means something else by its enhanced code than the
// standard: its words tell another cause, or it is a provider's own use of the code.
const meansOther = (reply, command, finding) => {
  const code = ofCommand({ ...reply, lines: [] }, command);
  return (finding.basis === "enhanced" || (finding.basis === "text" && code.basis === "enhanced")) && code.cause !== finding.cause;
};

// explain explains a reply to a command: the fields of catalog.Explanation.
const explain = (reply, command, finding) => {
  let key = answerKey(command, reply.code), side = "unknown";
  const other = meansOther(reply, command, finding);
  if (key === "" || (agree(reply) && !other)) {
    const [, subject, detail] = reply.enhanced.split(".");
    if (key === "" || (data.places.has(`condition.X.${subject}.${detail}`) && detail !== "0")) key = enhancedKey(reply.enhanced);
    side = sides[subject] ?? "unknown";
  }
  const e = { title: text(key).replace(/^<domain> /, ""), cause: "", meaning: meaning(key), side: "", action: "", advice: "" };
  if (/^[45]/.test(reply.code || reply.enhanced)) e.side = text("side." + side);
  const advice = adviceKey(command, reply);
  e.action = text(advice);
  e.advice = meaning(advice);
  if (finding.basis === "text" || other) e.meaning = meaning("cause." + finding.cause);
  if (finding.cause !== "unknown" && finding.cause !== "accepted") {
    const cause = data.causes.find((c) => c.id === finding.cause);
    e.cause = text("cause." + cause.id);
    e.side = cause.fault === "none" ? "" : text("fault." + cause.fault);
    if (cause.actions.length > 0) {
      e.action = text("action." + cause.actions[0]);
      e.advice = meaning("action." + cause.actions[0]);
    }
  }
  return e;
};
