// 上年对照: last year's ledgers are given here, and the main figures of both years stand side by side.

import { button, fill, h } from "./dom";
import { Refused, type Host } from "./host";
import { dropArea } from "./upload";

interface Props {
  now: string;
  before: string;
  /** Whether there are ledgers of last year. */
  known: boolean;
  rows: { name: string; now: string; before: string; change: string }[];
  limit: number;
  endings: string[];
}

interface Taken {
  said: string;
  /** What could not be read. */
  problems: string[];
}

export function compare(host: Host<Props>): void {
  const { endings, limit } = host.props;
  const table = h("div", { class: "zj-data is-whole" });
  const about = h("p", { class: "zj-hint" });
  const problems = h("ul", { class: "zj-problems" });
  const drafts = h("div", { class: "zj-actions" });
  const taken = ({ said, problems: found }: Taken) => {
    host.say(said);
    fill(problems, ...found.map((text) => h("li", {}, text)));
  };
  const drop: HTMLButtonElement = button("不和上年比了", () => {
    void host.press(drop, "drop").then((answer) => {
      if (!answer) return;
      fill(problems);
      host.say("上年的台账已经拿掉。");
    });
  }, { kind: "quiet" });
  const area = dropArea<Props, Taken>(host, "read", { label: "导入上年台账", endings, limit, done: taken });
  area.append(drop);
  host.el.append(about, table, area, drafts, problems);
  host.draw(({ known, rows, now, before }) => {
    about.textContent = known
      ? "上年台账随草稿一起保存。图表里可以选“和上年比”，正文里也可以插入这样的图和表。"
      : `还没有${before}的台账。导入以后，这里列出两年的主要数字，图表也能和上年比。`;
    drop.hidden = !known;
    table.hidden = !known;
    fill(table, known && h("table", { class: "zj-table" },
      h("thead", {}, h("tr", {}, ...["项目", now, before, "比上年"].map((text, index) =>
        h("th", { scope: "col", class: index === 1 || index === 2 ? "is-number" : null }, text)))),
      h("tbody", {}, ...rows.map((row) => h("tr", {},
        h("th", { scope: "row" }, row.name),
        h("td", { class: "is-number" }, row.now),
        h("td", { class: "is-number" }, row.before),
        h("td", {}, row.change)))),
    ));
  });
  host
    .ask<{ drafts: { id: string; title: string; changed: string }[] }>("drafts")
    .then(({ result }) => {
      fill(drafts, ...result.drafts.map(({ id, title, changed }) => {
        const use: HTMLButtonElement = button(`用“${title}”的台账（上次修改：${changed}）`, () => {
          void host.press<Taken>(use, "use", { id }).then((answer) => {
            if (answer) taken(answer.result);
          });
        });
        return use;
      }));
    })
    .catch((error: unknown) => {
      if (!(error instanceof Refused)) throw error;
    });
}
