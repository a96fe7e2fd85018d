// 上年对照: last year's summary is given here, and the half-year's; the main figures of both years
// stand side by side, and what was promised beside what was done.

import { button, fill, h } from "./dom";
import { remembered } from "./headings";
import { Refused, type Host } from "./host";
import { Promises, type Props as Promised } from "./promises";
import { showReport, type Report } from "./report";
import { Work } from "./stopping";
import { dropArea } from "./upload";

interface Props extends Promised {
  now: string;
  before: string;
  /** Whether there are ledgers of last year. */
  known: boolean;
  rows: { name: string; now: string; before: string; change: string }[];
  /** The earlier summaries whose texts are here: of last year, of the half-year. */
  texts: { span: "year" | "half"; title: string }[];
  limit: number;
  endings: string[];
}

interface Taken {
  said: string;
}

/** Ledgers that were not read whole are told of before anything is compared with them. */
type Read = Taken | { report: Report };

export function compare(host: Host<Props>): void {
  const { endings, limit } = host.props;
  const table = h("div", { class: "zj-data is-whole" });
  const about = h("p", { class: "zj-hint" });
  const report = h("section", { class: "zj-report", hidden: true });
  const drafts = h("div", { class: "zj-actions" });
  const work = new Work(host);
  const taken = (read: Read): void => {
    report.hidden = true;
    if (!("report" in read)) {
      host.say(read.said);
      return;
    }
    showReport(report, read.report, {
      work,
      stopped: "取消了，没有比较。",
      take: async (pressed) => {
        const done = await host.press<Taken>(pressed, "take");
        if (done) host.say(done.result.said);
        return done !== null;
      },
      mend: async (pressed, agreed) => (await host.press<Report>(pressed, "mend", { agreed }))?.result ?? null,
    });
  };
  const away = (label: string, action: string, said: string): HTMLButtonElement => {
    const pressed: HTMLButtonElement = button(label, () => {
      void host.press(pressed, action).then((answer) => {
        if (!answer) return;
        report.hidden = true;
        host.say(said);
      });
    }, { kind: "quiet" });
    return pressed;
  };
  const drop = away("不和上年比了", "drop", "上年的台账和文字已经拿掉。");
  const dropHalf = away("不看半年的了", "drop_half", "半年时写的已经拿掉，台账里的行没有动。");
  const label = "导入上年的台账或总结";
  const detail = () => ({ agreed: remembered() });
  const area = dropArea<Props, Read>(host, "read", { label, endings, limit, detail, done: taken });
  area.el.append(drop, dropHalf);
  const promises = new Promises(host);
  host.el.append(about, area.el, report, drafts, promises.el, table);
  host.draw((props) => {
    const { known, rows, now, before, texts } = props;
    promises.paint(props);
    const titles = texts.map(({ title }) => `“${title}”`).join("、");
    const text = titles && `对照的总结：${titles}，每一节旁边可以看到当时写的。`;
    about.textContent = known
      ? `${text}上年台账随草稿一起保存。图表里可以选“和上年比”，正文里也可以插入这样的图和表。`
      : `${text}还没有${before}的台账。导入以后，这里列出两年的主要数字，图表也能和上年比。`;
    drop.hidden = !known && !texts.some(({ span }) => span === "year");
    dropHalf.hidden = !texts.some(({ span }) => span === "half");
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
    .ask<{ drafts: { id: string; title: string; changed: string; half: boolean }[] }>("drafts")
    .then(({ result }) => {
      fill(drafts, ...result.drafts.map(({ id, title, changed, half }) => {
        const way = half ? `接上“${title}”` : `和“${title}”比`;
        const use: HTMLButtonElement = button(`${way}（上次修改：${changed}）`, () => {
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
