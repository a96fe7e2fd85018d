// A ledger as a table that can be edited: a page of rows, the problem of a cell at the cell, sums.

import { button, fill, h } from "./dom";
import { download, type FileMade } from "./download";
import { Refused, type Host } from "./host";
import { showReport, type Report } from "./report";
import { Row, type Column, type RowData } from "./row";
import { dropArea } from "./upload";

interface Props {
  title: string;
  columns: Column[];
  /** Number of the first row shown, from 1, and how many there are in all. */
  first: number;
  total: number;
  size: number;
  rows: RowData[];
  /** Sums of the whole ledger, by column id, as they are shown. */
  sums: Record<string, string>;
  /** What concerns the ledger as a whole. */
  problems: string[];
  limit: number;
  endings: string[];
}

interface Edited {
  /** What is wrong with the new value, or "". */
  problem: string;
}

interface Taken {
  /** What was done, in one line. */
  said: string;
}

export function ledger(host: Host<Props>): void {
  new Table(host);
}

class Table {
  private readonly counted = h("p", { class: "zj-counted", role: "status" });
  private readonly report = h("section", { class: "zj-report", hidden: true });
  private readonly problems = h("ul", { class: "zj-problems" });
  private readonly widths = h("colgroup");
  private readonly head = h("thead");
  private readonly body = h("tbody");
  private readonly foot = h("tfoot");
  private readonly pager = h("div", { class: "zj-pager" });
  private readonly more: HTMLButtonElement;
  private rows: Row[] = [];
  private drawn = "";
  private all = false;

  constructor(private readonly host: Host<Props>) {
    const { title, endings, limit } = host.props;
    const add = button("加一行", () => void this.add(add));
    const save = button("导出 Excel", () => void this.save(save));
    this.more = button("显示全部列", () => {
      this.all = !this.all;
      this.paint(this.host.props);
    }, { kind: "quiet" });
    host.el.append(
      dropArea(host, "read", {
        label: "导入台账",
        endings,
        limit,
        done: (report: Report) => {
          this.offer(report);
        },
      }),
      this.report,
      h("div", { class: "zj-toolbar" }, add, save, this.more, this.counted),
      this.problems,
      h(
        "div",
        { class: "zj-scroll", tabindex: "0", role: "region", "aria-label": `${title}，可左右滚动` },
        h("table", { class: "zj-grid" }, h("caption", { class: "zj-unseen" }, title), this.widths, this.head, this.body, this.foot),
      ),
      this.pager,
    );
    host.el.addEventListener("paste", (event) => {
      this.paste(event);
    });
    host.draw((props) => {
      this.paint(props);
    });
  }

  private paint(props: Props): void {
    const columns = props.columns.filter((column) => this.all || column.common);
    const layout = JSON.stringify([columns, props.first, props.rows.length]);
    if (layout === this.drawn) {
      props.rows.forEach((data, index) => this.rows[index]?.update(data));
    } else {
      this.drawn = layout;
      this.rows = props.rows.map((data) => new Row(columns, data, this.edits));
      fill(this.widths, h("col"), ...columns.map((column) => widthOf(column, props.rows)), h("col"));
      fill(this.head, h("tr", {}, h("th", { scope: "col" }, "序号"), ...columns.map(heading), h("th", {}, h("span", { class: "zj-unseen" }, "操作"))));
      fill(this.body, ...this.rows.map((row) => row.el));
    }
    const sums = columns.map(({ id, dtype }) =>
      h("td", { class: dtype === "int" || dtype === "decimal" ? "is-number" : null }, props.sums[id] ?? ""),
    );
    fill(this.foot, props.total > 0 && h("tr", {}, h("th", { scope: "row" }, "合计"), ...sums, h("td")));
    fill(this.problems, ...props.problems.map((text) => h("li", {}, text)));
    this.counted.textContent =
      props.total === 0 ? "还没有记录。可以导入 Excel 台账，或加一行手工填写。" : `共 ${props.total} 行`;
    this.more.textContent = this.all ? "只看常用列" : "显示全部列";
    this.more.hidden = props.columns.every((column) => column.common);
    this.page(props);
  }

  private page({ first, size, total }: Props): void {
    const turn = (label: string, to: number) => {
      const made = button(label, () => void this.host.press(made, "page", { first: to }));
      made.disabled = to < 1 || to > total;
      return made;
    };
    const last = Math.min(first + size - 1, total);
    this.pager.hidden = total <= size;
    fill(this.pager, turn("上一页", first - size), h("span", {}, `第 ${first}–${last} 行`), turn("下一页", first + size));
  }

  private readonly edits = {
    edit: async (row: number, column: string, raw: string): Promise<string> => {
      try {
        const { result } = await this.host.ask<Edited>("edit", { row, column, raw });
        return result.problem;
      } catch (error) {
        if (error instanceof Refused) return error.message;
        throw error;
      }
    },
    remove: async (row: number, pressed: HTMLButtonElement): Promise<void> => {
      await this.host.press(pressed, "remove", { row });
      this.undo(row);
    },
  };

  // A deleted row is one click from coming back; nothing asks beforehand.
  private undo(row: number): void {
    this.host.say(`删去了第 ${row} 行。`);
    const back = button("撤销删除", () => {
      void this.host.press(back, "restore").then(() => {
        back.remove();
      });
    });
    this.el.querySelector(".zj-undo")?.remove();
    back.classList.add("zj-undo");
    this.counted.after(back);
  }

  private get el(): HTMLElement {
    return this.host.el;
  }

  private async add(pressed: HTMLButtonElement): Promise<void> {
    if ((await this.host.press(pressed, "add")) === null) return;
    this.rows.at(-1)?.focus();
  }

  private async save(pressed: HTMLButtonElement): Promise<void> {
    const answer = await this.host.press<FileMade>(pressed, "download");
    if (answer) this.host.say(`已导出：${download(answer)}`);
  }

  private paste(event: ClipboardEvent): void {
    const text = event.clipboardData?.getData("text/plain") ?? "";
    if (!/\t|\r?\n./.test(text)) return; // a single cell goes into its field as usual
    event.preventDefault();
    void this.host
      .ask<Report>("paste", { text })
      .then(({ result }) => {
        this.offer(result);
      })
      .catch(() => undefined);
  }

  private offer(report: Report): void {
    showReport(this.report, report, async (pressed) => {
      const answer = await this.host.press<Taken>(pressed, "take");
      if (answer) this.host.say(answer.result.said);
      return answer !== null;
    });
  }
}

// Wide enough for what the column holds on this page, within reason.
function widthOf({ id, label, unit, dtype }: Column, rows: RowData[]): HTMLElement {
  const longest = Math.max(...rows.map(({ cells }) => breadth(cells[id] ?? "")), 0);
  const arrow = dtype === "enum" || dtype === "bool" ? 1.5 : 0;
  const wanted = Math.max(longest + arrow, breadth(label) + (unit ? breadth(unit) + 2 : 0), 4);
  return h("col", { style: `width: ${Math.min(wanted, 18) + 1.6}em` });
}

// In ems: a Chinese character is as wide as it is high, a Latin one about half that.
function breadth(text: string): number {
  return Array.from(text).reduce((sum, one) => sum + (one.charCodeAt(0) > 0x2000 ? 1 : 0.56), 0);
}

function heading({ label, unit, required, dtype }: Column): HTMLElement {
  return h(
    "th",
    { scope: "col", class: dtype === "int" || dtype === "decimal" ? "is-number" : null },
    label,
    unit && h("span", { class: "zj-unit" }, `（${unit}）`),
    required && h("span", { class: "zj-required", title: "必填" }, "*"),
  );
}
