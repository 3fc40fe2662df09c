// The picture of which code may answer which command: a dot where one may, its colour
// by what the code says, its form by who says so. It is a table of buttons.

// cellOf gathers what is known about a code as the answer to a command.
const cellOf = (command, code) => {
  const found = rulesOf(command).filter((v) => v.code === code);
  const practice = data.practice.filter((p) => p.command === command && p.code === code);
  const best = found.find((v) => v.status === "current") ?? found[0];
  if (!best && practice.length === 0) return undefined;
  let form = "practice";
  if (best) form = best.status !== "current" ? best.status : best.command === "*" ? "general" : "own";
  return { command, code, found: best ? [best, ...found.filter((v) => v !== best)] : [], practice, form };
};

// drawMap makes the table: commands down and codes across where there is room, else the
// other way round.
const drawMap = (figure, narrow) => {
  const codes = data.codes.map((c) => c.code).filter((code) =>
    data.validity.some((v) => v.code === code) || data.practice.some((p) => p.code === code && p.command !== "*"));
  const commands = data.commands.map((c) => c.id);
  const [down, across] = narrow ? [codes, commands] : [commands, codes];
  const cells = new Map();
  const at = (y, x) => cells.get(down[y] + " " + across[x]);
  const name = (id) => (data.registered.has(id) ? id : commandName(id));
  const head = (id, scope) => h("th", { scope, class: kindOf(id) }, h("a", { href: "#" + id, tabindex: "-1" }, h("span", null, name(id))));
  const columns = across.map((id, x) => h("col", { class: x > 0 && id[0] !== across[x - 1][0] && !narrow ? "first" : "" }));
  const classes = [...new Set(codes.map((code) => code[0]))];

  const body = down.map((rowID, y) => {
    const row = h("tr", { class: narrow && y > 0 && rowID[0] !== down[y - 1][0] ? "first" : "" }, head(rowID, "row"));
    across.forEach((columnID, x) => {
      const cell = narrow ? cellOf(columnID, rowID) : cellOf(rowID, columnID);
      if (!cell) {
        row.append(h("td"));
        return;
      }
      const button = h("button", {
        type: "button", tabindex: "-1", class: `dot ${kindOf(cell.code)} ${cell.form}`,
        "aria-describedby": "map-detail",
        "aria-label": `${name(cell.command)} ${cell.code}: ${label(kindOf(cell.code))}, ${label(cell.form)}`,
      });
      cells.set(rowID + " " + columnID, { ...cell, button, x, y });
      row.append(h("td", null, button));
    });
    return row;
  });
  const table = h("table", null,
    h("caption", { class: "hidden" }, label("map")),
    h("colgroup", null, h("col"), columns),
    h("thead", null,
      !narrow && h("tr", { class: "bands" }, h("td"), classes.map((digit) => {
        const colspan = codes.filter((c) => c[0] === digit).length;
        return h("th", { scope: "colgroup", class: kinds[digit], colspan }, h("span", null, `${digit}yz `, h("i", null, label(kinds[digit]))));
      })),
      h("tr", { class: "heads" }, h("td"), across.map((id) => head(id, "col")))),
    h("tbody", null, body));

  // One button is in the order of the tab key; the arrows lead from it to the others.
  let current;
  const detail = figure.querySelector(".detail");
  let pinned; // what a click or the keyboard chose; what the pointer passes shows until it leaves
  const show = (cell) => {
    for (const lit of table.querySelectorAll(".lit")) lit.classList.remove("lit");
    columns[cell.x].classList.add("lit");
    body[cell.y].classList.add("lit");
    table.tHead.lastChild.children[cell.x + 1].classList.add("lit");
    detail.replaceChildren(...cellDetail(cell));
  };
  const choose = (cell) => {
    if (current) current.button.tabIndex = -1;
    current = cell;
    cell.button.tabIndex = 0;
  };
  const byButton = new Map([...cells.values()].map((cell) => [cell.button, cell]));
  table.addEventListener("pointerover", (e) => byButton.has(e.target) && show(byButton.get(e.target)));
  const pick = (e) => {
    const cell = byButton.get(e.target);
    if (!cell) return;
    choose(cell);
    show((pinned = cell));
  };
  table.addEventListener("pointerleave", () => pinned && show(pinned));
  table.addEventListener("focusin", pick);
  table.addEventListener("click", pick); // not every browser moves the focus to what is touched
  table.addEventListener("keydown", (e) => {
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1], Home: [-Infinity, 0], End: [Infinity, 0] }[e.key];
    const from = byButton.get(e.target);
    if (!step || !from) return;
    e.preventDefault();
    next(from, step)?.button.focus();
  });
  // next returns the nearest dot in a direction.
  const next = ({ x, y }, [dx, dy]) => {
    if (!Number.isFinite(dx)) {
      const row = across.map((_, i) => at(y, i)).filter(Boolean);
      return dx < 0 ? row[0] : row[row.length - 1];
    }
    for (x += dx, y += dy; x >= 0 && y >= 0 && x < across.length && y < down.length; x += dx, y += dy) {
      if (at(y, x)) return at(y, x);
    }
    return undefined;
  };
  choose(cells.get(narrow ? "550 RCPT" : "RCPT 550") ?? cells.values().next().value);
  figure.querySelector(".table").replaceChildren(table);
  detail.replaceChildren(h("p", { class: "hint" }, label("map.hint")));
};

// cellDetail says what a dot stands for.
const cellDetail = (cell) => [
  h("p", { class: "pair" }, commandLinks([cell.command]), " → ", codeLink(cell.code), " ", h("b", null, text(answerKey(cell.command, cell.code)))),
  rows([
    ...cell.found.map((v) => [h("i", { class: kindOf(cell.code) }, label(v.command === "*" ? "general" : kindOf(cell.code))), ...because(v)]),
    ...cell.practice.map((p) => [originLink(p.origin), p.enhanced && codeLink(p.enhanced), english(p.when)]),
  ]),
];

// drawLegend says what the colours and the forms mean.
const drawLegend = (element) => {
  const sample = (kind, form, words) => h("li", null, h("span", { class: `dot ${kind} ${form}`, "aria-hidden": "true" }), words);
  element.replaceChildren(
    ...Object.values(kinds).map((kind) => sample(kind, "own", label(kind))),
    ...["own", "general", "obsolete", "nonstandard", "practice"].map((form) => sample("", form, label(form))));
};
