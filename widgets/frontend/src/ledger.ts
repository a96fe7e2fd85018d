// A ledger: a file in and out, what reading one gave, and the grid that is typed into.

import { button, fill, h } from "./dom";
import { download, type FileMade } from "./download";
import { showGrid, type GridProps } from "./grid";
import { Refused, type Host } from "./host";
import { rowsOf } from "./outbox";
import { isShown, onTurn } from "./page";
import { remembered } from "./headings";
import { otherYear, type OtherYear } from "./otheryear";
import { past } from "./past";
import { placed, type Place } from "./queue";
import { showReport, type Guess, type Report } from "./report";
import { Work } from "./stopping";
import { Two, type Clash } from "./two";
import { dropArea } from "./upload";

interface Props extends GridProps {
  /** How many rows there are. */
  total: number;
  /** What concerns the ledger as a whole. */
  problems: string[];
  /** What is said of rows of another year than the summary. */
  another: OtherYear | null;
  limit: number;
  endings: string[];
  clash: Clash | null;
}

interface Taken {
  /** What was done, in one line. */
  said: string;
  /** Whether it can be taken back as a whole. */
  undo?: boolean;
  /** It was stopped before anything was done. */
  stopped?: boolean;
}

export function ledger(host: Host<Props>): void {
  const { endings, limit } = host.props;
  const report = h("section", { class: "zj-report", hidden: true });
  const problems = h("ul", { class: "zj-problems" });
  const empty = h("p", { class: "zj-empty" }, "还没有记录。可以导入 Excel 台账，也可以直接在表里填写，或从 Excel 复制过来贴上。");
  const taken = takenLine(host);
  const work = new Work(host);
  const year = async (pressed: HTMLElement, of: number, agreed: Guess[]): Promise<Report | null> => {
    const done = await host.press<Report | Record<string, never>>(pressed, "year", { year: of, agreed });
    if (done) host.say(`这份总结现在是${of}年的。`);
    return done && "sheets" in done.result ? done.result as Report : null;
  };
  const offer = (read: Report, place: Place = { at: 1, of: 1 }): void => {
    if (place.at === 1) taken.hide();
    showReport(report, read, {
      work,
      place,
      left: () => {
        drop.next();
      },
      stopped: "取消了，什么也没有导入。",
      take: async (pressed, hows) => {
        const done = await work.toTheEnd(host.press<Taken>(pressed, "take", { hows }));
        if (done) taken.show({ ...done, said: placed(place, "：") + done.said });
        return done !== null;
      },
      mend: async (pressed, agreed) => (await host.press<Report>(pressed, "mend", { agreed }))?.result ?? null,
      year,
    });
  };
  const detail = () => ({ agreed: remembered() });
  const drop = dropArea(host, "read", { label: "导入台账", endings, limit, several: true, done: offer, detail });
  drop.el.append(exports(host));
  const another = h("div", {});
  const two = new Two(host, host.props.title, rowsOf(host.step));
  host.el.append(two.el, drop.el, report, taken.el, another, problems, empty);
  const table = h("div", {});
  host.el.append(table, past(host));
  showGrid(host, table, {
    table: (text) => {
      host
        .ask<Report>("paste", { text, agreed: remembered() })
        .then(({ result }) => {
          offer(result);
        })
        .catch(refused);
    },
    changed: taken.hide,
  });
  // From here on the table's own undo and the history take the import back.
  host.onClose(onTurn(() => {
    if (!isShown(host.el)) taken.hide();
  }));
  host.draw((props) => {
    fill(another, otherYear(props.another, (pressed, of) => {
      void year(pressed, of, remembered()).then((read) => {
        if (read) offer(read);
      });
    }));
    fill(problems, ...props.problems.map((text) => h("li", {}, text)));
    empty.hidden = props.total > 0;
    two.paint(props.clash);
  });
}

// The ledger as a file: a button that opens three more.
function exports(host: Host<Props>): HTMLElement {
  const choices = h("div", { class: "zj-exports", role: "group", "aria-label": "导出成什么文件", hidden: true });
  const open = button("导出", () => {
    show(choices.hidden !== false);
  });
  const show = (shown: boolean): void => {
    choices.hidden = !shown;
    open.setAttribute("aria-expanded", String(shown));
    if (shown) choices.querySelector("button")?.focus();
  };
  open.setAttribute("aria-expanded", "false");
  for (const [kind, label] of [["xlsx", "这张台账（Excel）"], ["csv", "这张台账（CSV）"], ["all", "七张台账（一个 Excel）"]] as const) {
    const save = button(label, () => {
      void host.press<FileMade>(save, "download", { kind }).then((answer) => {
        if (!answer) return;
        host.say([`已导出：${download(answer)}。`, ...(answer.result.notes ?? [])].join(""));
        show(false);
        open.focus();
      });
    }, { kind: "quiet" });
    choices.append(save);
  }
  const el = h("div", { class: "zj-exporting-ledger" }, open, choices);
  el.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || choices.hidden) return;
    event.preventDefault();
    show(false);
    open.focus();
  });
  el.addEventListener("focusout", (event) => {
    if (event.relatedTarget instanceof Node && !el.contains(event.relatedTarget)) show(false);
  });
  return el;
}

// What an import did, and the button that takes it back, until something else is done.
function takenLine(host: Host<Props>): { el: HTMLElement; show: (taken: Taken) => void; hide: () => void } {
  const said = h("span", { role: "status" });
  const undo = button("撤销导入", () => {
    void host.press<Taken>(undo, "untake").then((answer) => {
      if (answer) show(answer.result);
    });
  }, { kind: "quiet" });
  const leave = button("知道了", () => {
    hide();
  }, { kind: "quiet" });
  const el = h("p", { class: "zj-taken", hidden: true }, said, undo, leave);
  const show = (taken: Taken): void => {
    said.textContent = taken.said;
    undo.hidden = taken.undo !== true;
    el.hidden = false;
    leave.focus();
  };
  const hide = (): void => {
    said.textContent = "";
    el.hidden = true;
  };
  return { el, show, hide };
}

// The host has said why.
function refused(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
}
