// What reading a file gave, before anything is replaced: rows by ledger, what was left out, what
// was normalised; then 导入 or 取消.

import { button, fill, h } from "./dom";

export interface Report {
  name: string;
  /** One line for each sheet: what it was taken as, or why it was not. */
  sheets: { sheet: string; title: string; rows: number; now: number; note: string }[];
  problems: { text: string; severity: string }[];
  changes: string[];
  /** Rows that can be taken at all. */
  rows: number;
  /** What the main button does, e.g. 替换现在的台账. */
  verb: string;
}

const FIRST = 50;

/** Show a report in `el`; `take` is called on agreement, and `el` is emptied either way. */
export function showReport(
  el: HTMLElement,
  report: Report,
  take: (pressed: HTMLButtonElement) => Promise<boolean>,
): void {
  const leave = () => {
    fill(el);
    el.hidden = true;
  };
  const agree = button(report.verb, () => {
    void take(agree).then((taken) => {
      if (taken) leave();
    });
  }, { kind: "main" });
  el.hidden = false;
  fill(
    el,
    h("h3", {}, `“${report.name}”里读到 ${report.rows} 行`),
    h("ul", { class: "zj-sheets" }, ...report.sheets.map(sheetLine)),
    ...problemList(report.problems),
    report.changes.length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, `统一了 ${report.changes.length} 处写法，意思没有变`),
        h("ul", { class: "zj-changes" }, ...some(report.changes)),
      ),
    h(
      "div",
      { class: "zj-actions" },
      report.rows > 0 && agree,
      button(report.rows > 0 ? "取消" : "知道了", leave),
    ),
  );
  (report.rows > 0 ? agree : el.querySelector("button"))?.focus();
}

function sheetLine({ sheet, title, rows, now, note }: Report["sheets"][number]): HTMLElement {
  if (title === "") return h("li", { class: "is-skipped" }, `“${sheet}”：${note}`);
  const before = now > 0 ? `（现有 ${now} 行）` : "";
  return h("li", {}, `“${sheet}” → ${title} ${rows} 行${before}${note && `，${note}`}`);
}

function problemList(problems: Report["problems"]): HTMLElement[] {
  if (problems.length === 0) return [h("p", {}, "每一行都读懂了。")];
  const of = (severity: string) => problems.filter((problem) => problem.severity === severity);
  const lists: HTMLElement[] = [];
  for (const [severity, title] of [
    ["error", "没有读进来，请在 Excel 里改好再导入，或导入后在表里补上"],
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

function some(lines: string[]): HTMLElement[] {
  const items = lines.slice(0, FIRST).map((line) => h("li", {}, line));
  if (lines.length > FIRST) items.push(h("li", {}, `……还有 ${lines.length - FIRST} 处`));
  return items;
}
