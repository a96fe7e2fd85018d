// What reading a file gave, before anything is changed: rows by ledger with what each way to take
// them would do, what was left out, what was normalised; then 导入 or 取消.

import { button, fill, h, uid } from "./dom";

/** A way to take the rows of one ledger. */
interface Way {
  how: string;
  label: string;
  /** What it would do, in a sentence. */
  says: string;
  /** Rows worth a look before that, and how many more there are. */
  lines: string[];
  more: number;
}

interface Offer {
  id: string;
  head: string;
  /** The first is chosen unless the officer chooses another. */
  ways: Way[];
}

export interface Report {
  name: string;
  /** One line for each sheet: what it was taken as, or why it was not. */
  sheets: { sheet: string; title: string; rows: number; note: string }[];
  problems: { text: string; severity: string }[];
  changes: string[];
  /** How the rows can be taken into each ledger; absent where there are no ledgers yet. */
  ledgers?: Offer[];
  /** Rows that can be taken at all. */
  rows: number;
  /** What the main button does, e.g. 替换现在的台账. */
  verb: string;
}

/** The way chosen for each ledger, by its id. */
export type Hows = Record<string, string>;

const FIRST = 50;

/** Show a report in `el`; `take` is called on agreement, and `el` is emptied either way. */
export function showReport(
  el: HTMLElement,
  report: Report,
  take: (pressed: HTMLButtonElement, hows: Hows) => Promise<boolean>,
): void {
  const hows: Hows = {};
  const leave = () => {
    fill(el);
    el.hidden = true;
  };
  const agree = button(report.verb, () => {
    void take(agree, hows).then((taken) => {
      if (taken) leave();
    });
  }, { kind: "main" });
  const head = h("h3", { tabindex: "-1" }, `“${report.name}”里读到 ${report.rows} 行`);
  el.hidden = false;
  fill(
    el,
    head,
    h("ul", { class: "zj-origins" }, ...report.sheets.map(sheetLine)),
    ...problemList(report.problems),
    report.changes.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, `统一了 ${report.changes.length} 处写法，意思没有变`),
        h("ul", { class: "zj-changes" }, ...some(report.changes)),
      ),
    ...(report.ledgers ?? []).map((offer) => choice(offer, hows)),
    h(
      "div",
      { class: "zj-actions" },
      report.rows > 0 && agree,
      button(report.rows > 0 ? "取消" : "知道了", leave),
    ),
  );
  head.focus();
  el.scrollIntoView({ block: "nearest" });
}

function sheetLine({ sheet, title, rows, note }: Report["sheets"][number]): HTMLElement {
  if (title === "") return h("li", { class: "is-skipped" }, `“${sheet}”：${note}`);
  return h("li", {}, `“${sheet}” → ${title} ${rows} 行${note && `，${note}`}`);
}

// The ways to take one ledger's rows; under each, what it would do.
function choice({ id, head, ways }: Offer, hows: Hows): HTMLElement {
  const name = uid();
  return h(
    "fieldset",
    { class: "zj-ways" },
    h("legend", {}, head),
    ...ways.map((way, place) => {
      if (place === 0) hows[id] = way.how;
      const told = uid();
      const pick = h("input", { type: "radio", name, checked: place === 0, "aria-describedby": told, on: {
        change: () => {
          hows[id] = way.how;
        },
      } });
      return h(
        "div",
        { class: "zj-way" },
        h("label", {}, ways.length > 1 && pick, h("strong", {}, way.label)),
        h("p", { id: told, class: "zj-hint" }, way.says),
        way.lines.length > 0 && h(
          "details",
          {},
          h("summary", {}, `看这 ${way.lines.length + way.more} 处`),
          h("ul", { class: "zj-changes" }, ...some(way.lines, way.lines.length + way.more)),
        ),
      );
    }),
  );
}

function problemList(problems: Report["problems"]): HTMLElement[] {
  if (problems.length === 0) return [h("p", {}, "每一行都读懂了。")];
  const of = (severity: string) => problems.filter((problem) => problem.severity === severity);
  const lists: HTMLElement[] = [];
  for (const [severity, title] of [
    ["error", "没有读全。会放在表尾、原文记在备注里，补好才计入数字；也可在 Excel 里改好再导入"],
    ["warning", "读进来了，请看一眼"],
  ] as const) {
    const found = of(severity);
    if (found.length === 0) continue;
    lists.push(
      h("p", { class: "zj-label" }, `${title}（${found.length} 处）`),
      h("ul", { class: `zj-problems is-${severity}` }, ...some(found.map(({ text }) => text))),
    );
  }
  return lists;
}

function some(lines: string[], all = lines.length): HTMLElement[] {
  const items = lines.slice(0, FIRST).map((line) => h("li", {}, line));
  if (all > items.length) items.push(h("li", {}, `……还有 ${all - items.length} 处`));
  return items;
}
